/* The one door through which text from outside becomes text for a person. Nothing that
 * it writes can move a cursor, change a colour, reorder a line or hide: every control,
 * format, invisible, private or unassigned character is written as JSON's own escape
 * (\n \t \r \b \f \uXXXX, pairs above U+FFFF), so that the shown form of a string
 * parses back to its exact value. A byte that is not UTF-8 becomes \ufffd, marked. */
#ifndef BASE_SANITISE_H
#define BASE_SANITISE_H

#include "base/str.h"

#include <stdint.h>

enum sanitise_form {
    SANITISE_JSON,  /* `"` and `\` are escaped too: the shown form parses back as a JSON
                       string */
    SANITISE_PLAIN, /* for prose and names: `"` and `\` stay */
    SANITISE_SOURCE, /* a line of JSON source: `"` and `\` stay, TAB becomes a space */
};

/* At most this many combining marks stand on one character; the rest are escaped. */
enum { SANITISE_MARKS = 4 };

/* One piece of what is shown: a character with its marks, or an escape. */
struct sanitised {
    char text[32];    /* UTF-8, NUL-terminated, safe to show */
    unsigned columns; /* 1 or more */
    size_t bytes;     /* how much of the input it stands for */
    bool escaped;     /* not the character itself: draw it in the style of escapes */
};

/* The piece at the start of s; false when s is empty. A run of more than 8 escaped
 * combining marks becomes one piece that tells their number. */
bool sanitise_next(struct span s, enum sanitise_form form, struct sanitised *piece);
/* Appends the whole of s, shown on one line. */
void sanitise_line(struct str *out, struct span s, enum sanitise_form form);
/* The same for several lines: LF stays, TAB becomes spaces to the next multiple of 8.
 */
void sanitise_lines(struct str *out, struct span s, enum sanitise_form form);
/* How many bytes at the start show as they are, in every form, a column each: what most
 * texts are made of. The last one is left out where a mark may follow that stands on
 * it. */
size_t sanitise_ordinary(struct span s);
/* Columns that sanitise_line would take. */
size_t sanitise_columns(struct span s, enum sanitise_form form);

#endif
