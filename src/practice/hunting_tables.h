/* The tables of advanced hunting, over the tenant's sets. */
#ifndef PRACTICE_HUNTING_TABLES_H
#define PRACTICE_HUNTING_TABLES_H

#include "practice/tenant.h"

enum kql_type {
    KQL_STRING,
    KQL_LONG,
    KQL_DOUBLE,
    KQL_BOOL,
    KQL_DATETIME,
    KQL_TIMESPAN,
    KQL_DYNAMIC,
};

struct hunting_column {
    const char *name;
    enum kql_type type;
    const char *member; /* of the set's objects */
};

struct hunting_table {
    const char *name;
    enum set set;
    const struct hunting_column *columns; /* ends with a NULL name */
};

const struct hunting_table *hunting_table_find(struct span name); /* exact case */

#endif
