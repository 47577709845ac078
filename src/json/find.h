/* Finds text in a document's bytes as a person wrote it, however JSON spells it there
 * (\" or \u00e9). Without a capital letter in what is sought, letter case is no matter
 * (of ASCII letters). */
#ifndef JSON_FIND_H
#define JSON_FIND_H

#include "base/str.h"

struct json_find {
    struct str
        forms[3]; /* owned: as it is, quoted, and with \u for what is not ASCII */
    size_t count; /* 0: nothing is sought */
    bool any_case;
};

void json_find_set(struct json_find *find, struct span sought);
void json_find_release(struct json_find *find);
/* The first match that begins at or after FROM; false when there is none. */
bool json_find_next(const struct json_find *find, struct span text, size_t from,
                    struct span *match);
/* The last match that begins before TO. */
bool json_find_last(const struct json_find *find, struct span text, size_t to,
                    struct span *match);

#endif
