/* Where the elements of one array begin, for an array of any size: found by blocks and
 * without looking at what is in them, at about the pace of memory. The text must be
 * known to be sound JSON as far as it is read (json_document_read tells). */
#ifndef JSON_ROWS_H
#define JSON_ROWS_H

#include "base/span.h"

struct json_rows {
    uint32_t *starts; /* offsets behind the array's bracket; owned */
    size_t count, room;
    size_t array;             /* offset of the bracket */
    size_t at;                /* read so far */
    size_t depth;             /* containers open inside the array */
    uint64_t escaped, inside; /* from block to block */
    bool begins;              /* the next byte that is not blank begins an element */
    bool complete;            /* the array's end has come */
};

void json_rows_init(struct json_rows *rows, size_t array);
void json_rows_release(struct json_rows *rows);
/* TEXT has grown to this, or moved; elements that begin in its last bytes are counted
 * with the next ones, or when it is COMPLETE. False: the array is longer than offsets
 * of 32 bits reach, or there is no memory; the rows before that are there. */
bool json_rows_read(struct json_rows *rows, struct span text, bool complete);
/* The bytes of an element, without white space around it; the last one that has come
 * may go on to the end of TEXT. */
struct span json_rows_at(const struct json_rows *rows, struct span text, size_t row);

#endif
