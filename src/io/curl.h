/* libcurl, opened by dlopen: linking it would load thirty-odd libraries before the
 * first screen. Its memory and libcrypto's come from io/allocator, so that no token
 * stays behind in freed memory. */
#ifndef IO_CURL_H
#define IO_CURL_H

#include "base/err.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* Every function of it that the program calls. */
#define CURL_FUNCTIONS(X)                                                              \
    X(easy_cleanup)                                                                    \
    X(easy_getinfo)                                                                    \
    X(easy_init)                                                                       \
    X(easy_setopt)                                                                     \
    X(free)                                                                            \
    X(global_init_mem)                                                                 \
    X(multi_add_handle)                                                                \
    X(multi_cleanup)                                                                   \
    X(multi_info_read)                                                                 \
    X(multi_init)                                                                      \
    X(multi_perform)                                                                   \
    X(multi_poll)                                                                      \
    X(multi_remove_handle)                                                             \
    X(slist_append)                                                                    \
    X(slist_free_all)                                                                  \
    X(url)                                                                             \
    X(url_cleanup)                                                                     \
    X(url_get)                                                                         \
    X(url_set)                                                                         \
    X(version)

struct curl {
#define X(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(X)
#undef X
};

/* Opens it the first time; NULL where it is missing or too old. Stays open. */
const struct curl *curl_open(struct err *err);

#endif
