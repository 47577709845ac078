/* A hint: one finding about one place in a request. */
#ifndef API_HINT_H
#define API_HINT_H

#include "base/str.h"

enum hint_kind {
    HINT_SYNTAX,
    HINT_CASE,
    HINT_SPELLING,
    HINT_UNKNOWN,
    HINT_MISSING,
    HINT_DUPLICATE,
    HINT_TYPE,
    HINT_ENUM,
    HINT_ENUM_CASE,
    HINT_FORMAT,
    HINT_SIZE,
    HINT_COMBINATION,
    HINT_PATH,
    HINT_QUERY,
};

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO };

struct hint {
    enum hint_kind kind;
    enum severity severity;
    char *where;         /* "/comment", "path:id", "query:$filter"; owned */
    size_t line, column; /* from 1 in the body; 0 outside it */
    size_t at, length;   /* the bytes in the body that it is about */
    char *found;         /* exact, unsanitised; NULL: nothing there; owned */
    char *expected;      /* NULL: not told; owned */
    char *text;          /* a sentence for people, safe to show; owned */
    bool fix;            /* edit is valid */
    /* the cure: replace LENGTH bytes at AT of the body by TEXT; for places outside the
     * body (where starts with "path:" or "query:") the whole value becomes TEXT */
    struct {
        size_t at, length;
        char *text; /* owned */
    } edit;
};

struct hints {
    struct hint *items; /* most important first: by severity, then by the order of
                           contract's rule, then place */
    size_t count, room;
};

void hints_release(struct hints *hints);
const char *hint_kind_name(enum hint_kind kind);   /* "enum-case" */
const char *severity_name(enum severity severity); /* "error" */
bool hints_have_error(const struct hints *hints);
/* Applies hint's edit to a body; false when it has none or is not about the body. */
bool hint_apply(const struct hint *hint, struct str *body);

#endif
