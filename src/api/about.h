/* What is known of an operation or a token, for people: lines that the explorer and the
 * command line both show. The texts are owned by struct about, translated, and not yet
 * made safe to show. */
#ifndef API_ABOUT_H
#define API_ABOUT_H

#include "api/catalogue.h"
#include "base/str.h"
#include "base/style.h"

enum about_kind {
    ABOUT_TITLE,   /* text */
    ABOUT_TEXT,    /* text */
    ABOUT_ROW,     /* name and text, the text in `style` */
    ABOUT_HEADING, /* text */
    ABOUT_NAME,    /* name, detail, text: a parameter or a name in the body */
    ABOUT_VALUES,  /* text: what the name above takes */
    ABOUT_POINT,   /* text: one of a list */
    ABOUT_FINDING, /* name is its mark, text, both in `style`; detail: what to do */
};

struct about_line {
    enum about_kind kind;
    unsigned depth; /* of a name within names */
    struct str name, detail, text;
    enum style style;
};

struct about {
    struct about_line *lines;
    size_t count, room;
};

/* A line at the end; borrowed until the next one. TEXT may be NULL. */
struct about_line *about_add(struct about *about, enum about_kind kind,
                             const char *text);
/* Nothing where there is no value. */
void about_row(struct about *about, const char *name, const char *value,
               enum style style);
/* SUCCESSOR: the operation that replaces it, told with what differs there; or NULL. */
void about_fill(struct about *about, const struct operation *operation,
                const struct operation *successor);
void about_release(struct about *about);
/* Appends "100 calls a minute, 1500 an hour", or nothing where it isn't told. */
void about_limits(struct str *out, const struct operation *operation);
/* Appends what a value must be: "array of string sha1, required, at most 500". */
void about_detail(struct str *out, const struct schema *schema);
/* Appends them as plain text, safe to show, a line each. */
void about_text(const struct about *about, struct str *out);

#endif
