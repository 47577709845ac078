/* Large texts out of memory: in a file of the user's cache folder that has no name, so
 * that it is gone with the last that is open, however the program ends. Read through a
 * map of it: the system may drop those pages at any time. */
#ifndef IO_SPILL_H
#define IO_SPILL_H

#include "base/bulk.h"

/* STATUS_IO: the disk or a limit is reached, or the folder can't be used. */
extern const struct bulk_place spill_place;

#endif
