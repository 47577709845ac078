/* Texts with places to be filled in, which users may change:
 *
 *     {{name}}              a value, made safe for the kind of text
 *     {{>name}}             a value as a block of its own lines
 *     {{#name}} {{/name}}   what stands between only where there is a value, or as
 * often as there are items
 *
 * A line with nothing but one of the last two is taken out whole. What a name means is
 * its owner's. */
#ifndef API_TEMPLATE_H
#define API_TEMPLATE_H

#include "base/err.h"
#include "base/str.h"

enum { TEMPLATE_DEPTH = 8 }; /* of sections */

struct template_values {
    /* Appends a value. False: there is none of that name here. */
    bool (*put)(void *owner, struct span name, bool block, struct str *out);
    /* How often a section is written: 0 where it has no value. False: no such name. */
    bool (*count)(void *owner, struct span name, size_t *count);
    /* The ITEM-th time of a section begins. */
    void (*enter)(void *owner, struct span name, size_t item);
    void *owner;
};

/* FILE: for messages. STATUS_INPUT: ERR says where and what. Appends. */
enum status template_write(struct str *out, struct span text, const char *file,
                           const struct template_values *values, struct err *err);

#endif
