/* OData query options, as far as the services take them: OData 4.01 URL Conventions,
 * section 5.1. A parsed option points into its text, which must outlive it; nothing is
 * evaluated here. */
#ifndef API_ODATA_H
#define API_ODATA_H

#include "base/str.h"

enum odata_kind {
    /* operators: their operands are the children */
    ODATA_OR,
    ODATA_AND,
    ODATA_NOT,
    ODATA_EQ,
    ODATA_NE,
    ODATA_GT,
    ODATA_GE,
    ODATA_LT,
    ODATA_LE,
    ODATA_HAS,
    ODATA_IN, /* its second child is an ODATA_LIST */
    ODATA_ADD,
    ODATA_SUB,
    ODATA_MUL,
    ODATA_DIV,
    ODATA_MOD,
    ODATA_CALL, /* the text is the function's name */
    ODATA_ANY,  /* the first child is the collection; the second, if any, the condition;
                   the text is the variable's name */
    ODATA_ALL,
    ODATA_LIST,
    /* leaves */
    ODATA_PROPERTY, /* a/b for a property of a property */
    ODATA_VARIABLE, /* of an any or all: v or v/property */
    ODATA_STRING,   /* with its quotes: odata_string gives the value */
    ODATA_NUMBER,
    ODATA_DATE, /* date, or date and time; unquoted */
    ODATA_TIME, /* time of day */
    ODATA_GUID,
    ODATA_DURATION, /* duration'...' */
    ODATA_TRUE,
    ODATA_FALSE,
    ODATA_NULL,
};

#define ODATA_NONE UINT32_MAX

struct odata_node {
    enum odata_kind kind;
    uint32_t first, next; /* child, sister: indexes into nodes, or ODATA_NONE */
    uint32_t from;        /* of any and all: where the nodes of its condition begin */
    unsigned inside;      /* how many any and all it is in the condition of */
    size_t at, length;    /* its bytes in the text; of an operator: the word */
};

enum odata_fault_kind {
    ODATA_FAULT_NONE,
    ODATA_FAULT_END,           /* something is missing behind the end */
    ODATA_FAULT_UNEXPECTED,    /* can't stand here */
    ODATA_FAULT_OPERATOR,      /* no operator where one belongs */
    ODATA_FAULT_OPERATOR_CASE, /* EQ for eq */
    ODATA_FAULT_SIGN,          /* = for eq, && for and */
    ODATA_FAULT_QUOTE_OTHER,   /* "..." for '...' */
    ODATA_FAULT_QUOTE_OPEN,    /* never closed */
    ODATA_FAULT_QUOTE_INSIDE,  /* 'O'Neil' for 'O''Neil' */
    ODATA_FAULT_QUOTE_MISSING, /* text without quotes */
    ODATA_FAULT_OLD_LITERAL,   /* datetime'...' of OData 2 */
    ODATA_FAULT_OPEN,          /* a bracket that is never closed */
    ODATA_FAULT_LIMIT,         /* too long or too deep */
};

struct odata_fault {
    enum odata_fault_kind kind;
    size_t at, length; /* bytes of the text */
    const char *meant; /* what belongs in their place (a constant), or NULL */
};

enum { ODATA_DEPTH_MAX = 64, ODATA_NODES_MAX = 1000 };

/* Children stand before their parents, so that a walk from the first node to the last
 * can evaluate without recursion; it passes over nodes that are inside of more any and
 * all than it is itself. */
struct odata_filter {
    struct span text;         /* borrowed */
    struct odata_node *nodes; /* owned; the last is the root */
    uint32_t count;
    size_t room;
    struct odata_fault fault; /* the first; the nodes are good only without one */
};

/* True without a fault. Released in any case. */
bool odata_filter_parse(struct odata_filter *filter, struct span text);
void odata_filter_release(struct odata_filter *filter);
struct span odata_node_text(const struct odata_filter *filter,
                            const struct odata_node *node);
/* The value of a string literal: without its quotes, '' as '. Appends. */
void odata_string(struct str *out, struct span raw);
/* The other way: 'O''Neil'. Appends. */
void odata_add_quoted(struct str *out, struct span text);
/* "PROPERTY eq VALUE", a TEXT in quotes. Appends. */
void odata_add_equal(struct str *out, const char *property, struct span value,
                     bool text);
/* The name of a function that $filter may call in exactly that case. */
bool odata_function(struct span name);
extern const char *const odata_functions[]; /* ends with NULL */

/* $orderby, $select, $expand: names between commas. */
struct odata_item {
    size_t at, length; /* the name */
    bool descending;   /* $orderby */
};
struct odata_list {
    struct odata_item *items; /* owned */
    size_t count, room;
    struct odata_fault fault;
};
enum odata_list_kind { ODATA_ORDERBY, ODATA_SELECT, ODATA_EXPAND };
bool odata_list_parse(struct odata_list *list, enum odata_list_kind kind,
                      struct span text);
void odata_list_release(struct odata_list *list);

#endif
