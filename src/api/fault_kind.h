/* The faults that the practice tenant can be told to have, and how they are written:
 * the documented error codes of both products, and what fault_kind.def adds. Constant
 * tables; nothing is owned. */
#ifndef API_FAULT_KIND_H
#define API_FAULT_KIND_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>

struct error_code;

enum fault_id {
    FAULT_CODE, /* a documented code */
#define FAULT(id, name, group, argument, usual, most, text) FAULT_##id,
#include "api/fault_kind.def"
#undef FAULT
    FAULT_COUNT
};

enum fault_group {
    FAULTS_MDE, /* codes in the words of that product's table */
    FAULTS_XDR,
    FAULTS_LIMIT,
    FAULTS_NETWORK,
    FAULTS_GATEWAY,
    FAULTS_CONTENT,
    FAULTS_FILE,    /* they meet files that are fetched by a link, and those only */
    FAULTS_SIGN_IN, /* they meet requests for tokens only */
    FAULTS_CODE,    /* a code in the words of the product that is called */
};

struct fault_kind {
    enum fault_id id;
    enum fault_group group;
    const char *name;
    const char *argument; /* what its number means: "SECONDS"; NULL: it takes none */
    unsigned usual, most;
    const char *text;              /* what comes; marked for translation */
    const struct error_code *code; /* of FAULT_CODE */
};

/* The kind at INDEX, in the order in which they are shown; false past the last. */
bool fault_kind_at(size_t index, struct fault_kind *kind);
const char *fault_group_title(enum fault_group group); /* translated */
/* As a person writes it: "cut-body", "xdr/BadRequest", "big=MB". Appends. */
void fault_kind_spell(const struct fault_kind *kind, struct str *out);
/* What comes, in one line: "400  Invalid request body." Appends. */
void fault_kind_tell(const struct fault_kind *kind, struct str *out);

/* All kinds, one a line, under the titles of their groups. Appends. */
void fault_kinds_write(struct str *out);

/* A fault that was asked for. */
struct fault_order {
    struct fault_kind kind;
    unsigned argument;
    unsigned share; /* percent of calls; 0: the next TIMES calls */
    unsigned times;
};

enum { FAULT_TIMES_MAX = 100000 };

/* KIND, KIND=NUMBER; behind either "*TIMES" (the next so many calls) or ":SHARE%". A
 * code may stand alone, or behind "mde/" or "xdr/". STATUS_USAGE tells what is wrong
 * and names the kind that may have been meant. */
enum status fault_order_read(struct fault_order *order, struct span text,
                             struct err *err);

#endif
