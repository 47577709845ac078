#include "config.h"

#include "io/curl.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/allocator.h"
#include "io/library.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

static const struct library_function functions[] = {
#define X(name) {"curl_" #name, offsetof(struct curl, name)},
    CURL_FUNCTIONS(X)
#undef X
};

static const char *const names[] = {"libcurl.so.4", "libcurl.4.dylib", "libcurl.so",
                                    NULL};

/* libcrypto's own copies of what goes over TLS, where that is what libcurl uses. Must
 * come before its first allocation; later it refuses, and nothing is lost. */
static void *
crypto_malloc(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return allocator_malloc(size);
}

static void *
crypto_realloc(void *p, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return allocator_realloc(p, size);
}

static void
crypto_free(void *p, const char *file, int line)
{
    (void)file;
    (void)line;
    allocator_free(p);
}

typedef int set_memory(void *(*)(size_t, const char *, int),
                       void *(*)(void *, size_t, const char *, int),
                       void (*)(void *, const char *, int));

static void
give_crypto_our_memory(void *library)
{
    set_memory *set = NULL;
    *(void **)&set = dlsym(library, "CRYPTO_set_mem_functions");
    if (set)
        set(crypto_malloc, crypto_realloc, crypto_free);
}

const struct curl *
curl_open(struct err *err)
{
    static struct curl curl;
    static bool open;
    if (open)
        return &curl;
    void *library = library_open(names, "libcurl4", err);
    if (!library || library_resolve(library, functions, COUNT_OF(functions), &curl,
                                    "7.87", err) != STATUS_OK) {
        err_context(err, "libcurl");
        return NULL;
    }
    /* It would write the session keys to a file. */
    unsetenv("SSLKEYLOGFILE");
    signal(SIGPIPE, SIG_IGN); /* with CURLOPT_NOSIGNAL libcurl leaves that to us */
    give_crypto_our_memory(library);
    if (curl.global_init_mem(CURL_GLOBAL_DEFAULT, allocator_malloc, allocator_free,
                             allocator_realloc, allocator_strdup,
                             allocator_calloc) != CURLE_OK) {
        err_set(err, STATUS_LIMIT, _("libcurl could not start: out of memory"));
        return NULL;
    }
    open = true;
    return &curl;
}
