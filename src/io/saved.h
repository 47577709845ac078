/* A saved answer of any size, read piece by piece while its beginning is in sight
 * already. The bytes are read, not mapped: a file that is cut short meanwhile is no
 * more than a short file. */
#ifndef IO_SAVED_H
#define IO_SAVED_H

#include "api/exchange.h"

#define SAVED_FIRST ((size_t)1 << 18) /* bytes before the first screen */
#define SAVED_PIECE ((size_t)1 << 20)

struct saved {
    const char *name;         /* for people; borrowed */
    int fd;                   /* -1: all of it is there */
    uint64_t announced;       /* bytes that the body will have; 0: not known */
    struct exchange exchange; /* owned; with the body as far as it has come */
};

/* The beginning, with what can be told from it. PATH "-": standard input; then the
 * terminal takes its place, so that keys can be read. */
enum status saved_open(struct saved *saved, const char *path,
                       const struct catalogue *catalogue, clock_ms now,
                       struct err *err);
/* One piece more; at the end, or where the file can't be read on, fd is -1. */
enum status saved_read(struct saved *saved, struct err *err);
void saved_release(struct saved *saved);

#endif
