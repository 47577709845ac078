/* Takes an answer in as libcurl hands it over, line by line and piece by piece, and
 * judges it: how its length was told, whether all of it came, whether its compression
 * reached its end. libcurl calls many an answer whole that is not. */
#ifndef IO_RECEIVER_H
#define IO_RECEIVER_H

#include "api/response.h"

#include <zlib.h>

enum {
    RECEIVER_HEADER_BYTES = 256 << 10, /* of all lines together */
    RECEIVER_HEADER_LINES = 1000,
    RECEIVER_INFORMATIONAL = 20, /* answers of 1xx before the real one */
    RECEIVER_RATIO = 200,        /* decoded to wire, past 8 MiB */
};

enum receiver_stop {
    RECEIVER_GOES_ON,
    RECEIVER_HEADERS, /* too many or too long */
    RECEIVER_BODY,    /* longer than allowed */
    RECEIVER_RATIO_STOP,
    RECEIVER_MEMORY,
    RECEIVER_DAMAGED, /* compressed data that is none */
    RECEIVER_REFUSED, /* the sink took no more */
};

struct receiver {
    struct response response;
    uint64_t body_max, keep_max; /* decoded bytes; kept bytes */
    bool raw;                    /* a file: its bytes as they come, whatever they are */
    void (*start)(void *owner, const struct response *response); /* or NULL */
    bool (*sink)(void *owner, struct span piece);                /* or NULL */
    void *owner;

    bool headers_done, started;
    uint64_t decoded;
    enum receiver_stop stop;
    size_t header_bytes;
    unsigned informational;
    struct {
        unsigned count;         /* Content-Length lines and values */
        uint64_t last, longest; /* of those that are numbers */
        bool bad, chunked;
    } told;
    enum { CODING_NONE, CODING_ZLIB, CODING_STRANGE } coding;
    z_stream zlib;
    bool inflating, inflated; /* inflateInit was done; the stream reached its end */
    char *scratch;            /* what inflate writes to */
    char first, last; /* bytes of the body that are no white space; '\0': none */
};

/* How the transfer went, beside what the receiver saw. */
struct receiver_end {
    bool whole;   /* the transport met no fault */
    bool no_body; /* the request was HEAD */
    bool read;    /* it was GET: an answer without a body tells nothing */
    bool excess;  /* bytes came after the announced end */
    bool cancelled;
    bool http1; /* an answer without a length ends with its connection */
};

void receiver_release(struct receiver *receiver);
/* A line with its line end; status lines begin a new answer. False: stop here. */
bool receiver_header(struct receiver *receiver, struct span line);
/* Wire bytes of the body, after chunks were taken apart. False: stop here. */
bool receiver_body(struct receiver *receiver, struct span wire);
/* Sets completeness and fault. */
void receiver_finish(struct receiver *receiver, const struct receiver_end *end);
uint64_t receiver_announced(const struct receiver *receiver); /* 0: no length */

#endif
