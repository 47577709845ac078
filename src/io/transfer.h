/* One request under way: libcurl's handle with every setting, what was sent, and what
 * came. */
#ifndef IO_TRANSFER_H
#define IO_TRANSFER_H

#include "io/curl.h"
#include "io/net.h"
#include "io/receiver.h"

struct transfer {
    unsigned id;
    const struct curl *curl;
    CURL *easy; /* NULL: could not be set up; the exchange says why */
    struct curl_slist *headers;
    struct exchange exchange;
    struct receiver receiver;
    char *host;  /* "api.example.com:443" */
    char *proxy; /* without credentials; NULL: none */
    char error[CURL_ERROR_SIZE];
    long total_ms;
    unsigned long refusals; /* of the allocator, when it began */
    bool excess;
    bool cancelled, finished;       /* by the caller; the exchange is complete */
    void (*meanwhile)(void *owner); /* of net_request; NULL: none, or called */
    void *owner;
    bool told_headers;
    uint64_t told_bytes;
};

/* Never NULL. */
struct transfer *transfer_new(unsigned id, const struct net_request *request);
/* Fills the exchange from what came; the handle is given up. */
void transfer_finish(struct transfer *transfer, CURLcode code);
void transfer_free(struct transfer *transfer);
/* Into the handle as they are, into the exchange without what is secret. */
bool transfer_add_headers(struct transfer *transfer, const struct net_request *request);

#endif
