/* A pretty printer for a stream of any length, in constant memory. Every token passes
 * byte for byte; only white space between tokens is changed, so that what is no JSON
 * loses nothing either. Two spaces a level, up to JSON_INDENT_MAX levels. */
#ifndef JSON_PRETTY_H
#define JSON_PRETTY_H

#include "base/str.h"

/* Lines nested deeper stand no further in: the indent of hostile nesting would else
 * grow with its square. */
enum { JSON_INDENT_MAX = 128 };

struct json_pretty {
    bool (*write)(void *context, struct span bytes); /* false: no more, please */
    void *context;
    size_t depth;
    enum { JSON_PRETTY_BETWEEN, JSON_PRETTY_BARE, JSON_PRETTY_STRING } inside;
    bool escape; /* the last byte was a backslash in a string */
    enum {
        JSON_PRETTY_START,
        JSON_PRETTY_OPEN,
        JSON_PRETTY_COMMA,
        JSON_PRETTY_COLON,
        JSON_PRETTY_VALUE
    } after;
    bool refused;
    size_t used;
    char buffer[8192];
};

void json_pretty_init(struct json_pretty *pretty,
                      bool (*write)(void *context, struct span bytes), void *context);
/* The next bytes of the text, in pieces of any size. False once WRITE refused. */
bool json_pretty_add(struct json_pretty *pretty, struct span chunk);
/* Writes what is left, and a line break. */
bool json_pretty_end(struct json_pretty *pretty);

/* The whole of TEXT at once, without a line break at the end. */
void json_pretty(struct str *out, struct span text);

#endif
