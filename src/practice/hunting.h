/* A hunting query while it runs, for its own files alone. Each function that gives
 * false has answered the call. */
#ifndef PRACTICE_HUNTING_H
#define PRACTICE_HUNTING_H

#include "practice/call.h"
#include "practice/hunting_tables.h"
#include "practice/hunting_words.h"

enum { COLUMNS_MAX = 24 };

struct hunt {
    struct call *call;
    struct words words;
    cJSON *rows; /* objects keyed by column */
    struct hunting_column columns[COLUMNS_MAX];
    unsigned column_count;
    char made[64]; /* the name of a column that the query made */
    bool failed;   /* answered */
};

bool hunt_fail(struct hunt *hunt, const char *what, struct span subject);
bool hunt_fail_here(struct hunt *hunt); /* a syntax error at the front */
/* The column whose name stands at the front; NULL and failed where there is none. */
const struct hunting_column *hunt_take_column(struct hunt *hunt);

enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_TIME, CELL_FLAG };

struct cell { /* what a cell is compared with */
    enum cell_kind kind;
    struct span text; /* borrowed from the query or the row */
    double number;    /* also a time in milliseconds, also a flag */
};

/* -1, 0 or 1, as a row's cell is less than, the same as or more than a value. */
int hunt_compare(const cJSON *cell, const struct cell *value, bool any_case);
/* Reads conditions and keeps the rows that they hold for. */
bool hunt_where(struct hunt *hunt);

#endif
