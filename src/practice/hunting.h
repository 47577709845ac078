/* A hunting query while it runs, for its own files alone. Each function that gives
 * false has answered the call. Texts are borrowed from the query or live in the
 * query's own memory until it is over. */
#ifndef PRACTICE_HUNTING_H
#define PRACTICE_HUNTING_H

#include "practice/call.h"
#include "practice/hunting_tables.h"
#include "practice/hunting_words.h"

enum { COLUMNS_MAX = 64, LETS_MAX = 32, QUERY_ROWS_MAX = 100000 };

struct kql_value {
    enum kql_type type;
    bool null;
    union {
        int64_t whole; /* long, bool, datetime (ms since 1970), timespan (ms) */
        double real;
        struct span text; /* string; of dynamic its JSON */
    };
};

struct kql_column {
    struct span name;
    enum kql_type type;
};

struct kql_rows {
    struct kql_column columns[COLUMNS_MAX];
    unsigned width;
    struct kql_value *cells; /* WIDTH for each row */
    size_t count, room;      /* of rows; of cells */
};

struct memory_block;

struct hunt {
    struct call *call;
    struct span query;
    struct words words;
    struct kql_rows rows;
    struct kql_column let_names[LETS_MAX];
    struct kql_value let_values[LETS_MAX];
    unsigned lets;
    struct span stage; /* that is being read, for messages */
    bool inner;        /* the right side of a join is being run */
    clock_ms from, to; /* rows with another Timestamp are not there */
    struct memory_block *blocks;
    size_t memory;
    bool failed; /* answered */
};

/* hunting.c */
/* Answers with an error in these words and "Fix semantic errors in your query." */
bool hunt_fail(struct hunt *hunt, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool hunt_fail_here(struct hunt *hunt); /* a syntax error at the front */
bool hunt_fail_heavy(struct hunt *hunt);
bool hunt_take(struct hunt *hunt, const char *text); /* or a syntax error */
bool hunt_take_name(struct hunt *hunt, struct span *name);
/* TABLE | operator | operator ... into hunt->rows. */
bool hunt_run_pipe(struct hunt *hunt);

/* hunting_rows.c */
void *hunt_memory(struct hunt *hunt, size_t size); /* NULL and answered: too much */
/* What was taken since a mark can be given back. */
struct hunt_mark {
    struct memory_block *block;
    size_t used;
};
struct hunt_mark hunt_mark(const struct hunt *hunt);
void hunt_return_to(struct hunt *hunt, struct hunt_mark mark);
void hunt_release(struct hunt *hunt);
bool hunt_copy(struct hunt *hunt, struct span *text);
/* A cell row to be filled; NULL and answered where there are too many. */
struct kql_value *rows_add(struct hunt *hunt, struct kql_rows *rows);
void rows_release(struct kql_rows *rows);
bool rows_column(const struct kql_rows *rows, struct span name, unsigned *index);
/* Adds a column; its cells are not made. */
bool rows_add_column(struct hunt *hunt, struct kql_rows *rows, struct span name,
                     enum kql_type type);
struct kql_value *rows_at(const struct kql_rows *rows, size_t row);
/* For grouping: the same for the same values. */
uint64_t values_hash(const struct kql_value *values, unsigned count);
bool values_same(const struct kql_value *a, const struct kql_value *b, unsigned count);
/* Fills one row from an object. */
bool row_from_object(struct hunt *hunt, const struct hunting_table *table,
                     const cJSON *object, struct kql_value *cells);
cJSON *json_of_value(const struct kql_value *value);

/* hunting_values.c */
/* Below, at or above 0; false: they can't be compared. Null is below everything. */
bool kql_compare(const struct kql_value *a, const struct kql_value *b, int *order);
const char *kql_type_name(enum kql_type type); /* as in Schema */
double kql_number(const struct kql_value *value);
struct kql_value kql_text(struct span text);
struct kql_value kql_whole(enum kql_type type, int64_t whole);
struct kql_value kql_real(double real);
struct kql_value kql_null(enum kql_type type);
/* As tostring() gives it. */
bool kql_to_text(struct hunt *hunt, const struct kql_value *value, struct span *text);
/* 7d, 1.5h, 30m, 10s, 100ms into milliseconds. */
bool kql_timespan(struct span text, int64_t *ms);
/* An ISO 8601 date, or date and time. */
bool kql_datetime(struct span text, int64_t *ms);
/* The lower bound of VALUE's bin of SIZE. */
struct kql_value kql_bin(const struct kql_value *value, const struct kql_value *size);

/* hunting_expression.c: an expression that is read once and worked out for each row. */
enum { NODES_MAX = 400, PENDING_MAX = 100 };

struct kql_function {
    const char *name;
    unsigned least, most; /* how many arguments */
    int type;             /* of the result; below 0: KQL_AS_FIRST and its like */
    bool (*run)(struct hunt *hunt, const struct kql_value *const *arguments,
                unsigned count, struct kql_value *result);
};

enum { KQL_AS_FIRST = -1, KQL_AS_SECOND = -2, KQL_ARITHMETIC = -3 };

struct kql_node {
    enum { NODE_VALUE, NODE_COLUMN, NODE_CALL } kind;
    enum kql_type type;
    struct kql_value value;
    unsigned column;
    const struct kql_function *function;
    unsigned first, count; /* of its arguments, in the expression's */
};

struct kql_expression {
    struct kql_node nodes[NODES_MAX]; /* arguments stand before their calls */
    unsigned count;
    unsigned arguments[NODES_MAX], argument_count;
    struct kql_value values[NODES_MAX];
    struct span name; /* of the column that it amounts to; empty where it has none */
};

/* Reads one from the front of the words; names are looked up in the rows' columns and
 * the lets. */
bool expression_read(struct hunt *hunt, struct kql_expression *expression);
struct kql_expression *expression_new(struct hunt *hunt); /* in the query's memory */
enum kql_type expression_type(const struct kql_expression *expression);
bool expression_value(struct hunt *hunt, struct kql_expression *expression,
                      const struct kql_value *cells, struct kql_value *value);
bool kql_is_true(const struct kql_value *value);

/* hunting_functions.c; by name or, for a relation, by its sign or word */
const struct kql_function *function_find(struct span name);
/* hunting_text.c: those on texts alone */
const struct kql_function *text_function(struct span name);

/* The tabular operators; each stands behind its name. */
bool hunt_where(struct hunt *hunt);
bool hunt_project(struct hunt *hunt);
bool hunt_project_away(struct hunt *hunt);
bool hunt_project_rename(struct hunt *hunt);
bool hunt_extend(struct hunt *hunt);
bool hunt_distinct(struct hunt *hunt);
bool hunt_sort(struct hunt *hunt);
bool hunt_take_rows(struct hunt *hunt);
bool hunt_top(struct hunt *hunt);
bool hunt_count(struct hunt *hunt);
bool hunt_summarize(struct hunt *hunt);
bool hunt_join(struct hunt *hunt);

#endif
