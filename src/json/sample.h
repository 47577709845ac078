/* The beginning of a large text as a text of its own: whole items only, and every
 * bracket closed. Pure. */
#ifndef JSON_SAMPLE_H
#define JSON_SAMPLE_H

#include "base/str.h"

/* OUT becomes TEXT, or of a longer one what of its outermost list or object fits in
 * MOST bytes, with lists right in that object cut between items. False: not one item
 * fits, or it is neither. */
bool json_sample(struct span text, size_t most, struct str *out);

#endif
