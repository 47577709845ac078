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

/* The order in which the service is taken to look at a request: of several findings it
 * answers with the first. */
enum rule {
    RULE_ROUTE,   /* no such path or method */
    RULE_SLOT,    /* a path value of a wrong kind */
    RULE_QUERY,   /* a query option or property */
    RULE_SYNTAX,  /* the body is no JSON */
    RULE_MISSING, /* a required name is absent, or there in another case */
    RULE_NAME,    /* any other name is unknown, or a value of a wrong type */
    RULE_SIZE,    /* too many items */
    RULE_VALUE,   /* a value outside its enumeration or combination */
    RULE_FORMAT,  /* a value of a wrong format */
    RULE_NONE,
};

struct hint {
    enum hint_kind kind;
    enum severity severity;
    enum rule rule;
    const char *code;    /* what the service would answer (a constant), or NULL */
    char *value;         /* what that code's message names; owned; or NULL */
    char *where;         /* "/comment", "path:id", "query:$filter"; "path" is the whole
                            path, "method" the method; owned */
    size_t line, column; /* from 1 in the body; outside it no line, and the column is
                            that of an option's value; 0: none */
    size_t at, length;   /* the bytes that it is about: of the body, or of the
                            option's value */
    char *found;         /* exact, unsanitised; NULL: nothing there; owned */
    char *expected;      /* NULL: not told; owned */
    char *text;          /* a sentence for people, safe to show; owned */
    bool fix;            /* edit is valid */
    /* the cure: replace LENGTH bytes at AT of the body by TEXT; for places outside the
     * body (where does not start with "/" and is not empty) the whole value becomes
     * TEXT, or with RENAME the option's name */
    struct {
        size_t at, length;
        char *text; /* owned */
        bool rename;
        bool fill; /* TEXT is a name with a value to start from: it wants another */
    } edit;
};

struct hints {
    struct hint *items; /* most important first: by severity, then by rule, then place
                         */
    size_t count, room;
};

void hints_release(struct hints *hints);
const char *hint_kind_name(enum hint_kind kind);   /* "enum-case" */
const char *severity_name(enum severity severity); /* "error" */
bool hints_have_error(const struct hints *hints);
/* Whether the place is in the body. */
bool hint_in_body(const struct hint *hint);
/* Applies hint's edit to a body; false when it has none or is not about the body. */
bool hint_apply(const struct hint *hint, struct str *body);

/* For those who make hints. */

/* Appends a hint that says nothing yet; borrowed until the next one is added. */
struct hint *hints_add(struct hints *hints, enum hint_kind kind,
                       enum severity severity);
void hint_release(struct hint *hint);
void hints_sort(struct hints *hints);
/* Set the owned texts. */
void hint_set_where(struct hint *hint, struct span where);
void hint_set_found(struct hint *hint, struct span found);
void hint_set_expected(struct hint *hint, struct span expected);
void hint_set_refusal(struct hint *hint, enum rule rule, const char *code,
                      struct span value);
/* Appends to the sentence; made safe to show here, whatever the arguments hold. */
void hint_say(struct hint *hint, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void hint_cure(struct hint *hint, size_t at, size_t length, struct span text);

/* The beginning of a value, short enough to stand in a sentence. */
struct brief {
    char text[72];
};
const char *brief(struct brief *out, struct span value); /* gives out->text */

#endif
