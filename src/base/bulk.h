/* A text that may become large. Up to a limit it lies in memory; beyond it, where there
 * is a place for large ones (io/spill.h), there. Its bytes may move with each change.
 * Owns them; `= {0}` is the empty one. */
#ifndef BASE_BULK_H
#define BASE_BULK_H

#include "base/err.h"
#include "base/str.h"

struct bulk_place {
    size_t limit;                   /* bytes that are kept in memory */
    void *(*open)(struct err *err); /* NULL: ERR says why not */
    /* What stands from AT on gives way to PIECES; TEXT is set to all of it, to be read
     * only, until the next change. What fails changes nothing. */
    enum status (*write)(void *kept, size_t at, const struct span *pieces, size_t count,
                         struct str *text, struct err *err);
    void (*close)(void *kept);
};

struct bulk {
    const struct bulk_place *place; /* borrowed; NULL: in memory, whatever its size */
    struct str text;                /* to be read only */
    void *kept;                     /* by the place; NULL: the text is in memory */
};

void bulk_release(struct bulk *bulk);
/* What stands from AT on, which is nothing where AT is the text's length, gives way to
 * PIECES; they lie outside it. STATUS_LIMIT: no memory; STATUS_IO: the place takes no
 * more. Either way the text is as it was, and ERR says why. */
enum status bulk_write(struct bulk *bulk, size_t at, const struct span *pieces,
                       size_t count, struct err *err);

#endif
