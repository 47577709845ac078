/* The hunting tables: which of the tenant's objects are their rows, and where their
 * columns come from. */
#ifndef PRACTICE_HUNTING_TABLES_H
#define PRACTICE_HUNTING_TABLES_H

#include "practice/tenant.h"

struct hunting_column {
    const char *name, *type; /* as in the answer's schema */
    const char *member;      /* of the set's objects */
};

struct hunting_table {
    const char *name;
    enum set set;
    const struct hunting_column *columns; /* ends with name NULL */
};

const struct hunting_table *hunting_table_find(struct span name); /* exact */

#endif
