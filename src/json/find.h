/* Finds text in a document's bytes as a person wrote it, however JSON spells it there
 * (\" or \u00e9), or what fits a regular expression. Without a capital letter in what
 * is sought, letter case is no matter (in a text: of ASCII letters). */
#ifndef JSON_FIND_H
#define JSON_FIND_H

#include "base/pattern.h"
#include "base/str.h"

enum json_scope { JSON_ANYWHERE, JSON_IN_NAMES, JSON_IN_VALUES };

struct json_find {
    struct str
        forms[3]; /* owned: as it is, quoted, and with \u for what is not ASCII */
    size_t count; /* 0: nothing is sought */
    size_t exact; /* so many of them, the first, are bytes: letter case matters */
    bool any_case;
    struct pattern *pattern; /* owned; a regular expression in their place */
    enum json_scope scope;   /* the readers of seek.h heed it */
};

/* A text, anywhere; empty: nothing. */
void json_find_set(struct json_find *find, struct span sought);
/* A text as it is, in bytes that are no text; what is written as bytes, `50 4b` or
 * `0x504b`, those too. */
void json_find_set_bytes(struct json_find *find, struct span sought);
/* A regular expression, anywhere. False: it is none, and nothing is sought. */
bool json_find_set_pattern(struct json_find *find, struct span expression,
                           struct pattern_fault *fault);
bool json_find_is_set(const struct json_find *find);
void json_find_release(struct json_find *find);
/* The first match of a text that begins at or after FROM; false when there is none. */
bool json_find_next(const struct json_find *find, struct span text, size_t from,
                    struct span *match);
/* The last match that begins before TO. */
bool json_find_last(const struct json_find *find, struct span text, size_t to,
                    struct span *match);

#endif
