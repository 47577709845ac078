/* Advanced hunting over a useful part of the query language: one table, then where,
 * project, distinct, take, top, sort, count and summarize count(). */
#include "config.h"

#include "base/memory.h"
#include "practice/handlers.h"
#include "practice/hunting.h"

#include <stdio.h>

bool
hunt_fail(struct hunt *hunt, const char *what, struct span subject)
{
    if (!hunt->failed)
        answer_error(hunt->call, "BadRequest", "%s '%.*s'.", what, SPAN_ARG(subject));
    hunt->failed = true;
    return false;
}

bool
hunt_fail_here(struct hunt *hunt)
{
    return hunt_fail(hunt, "Syntax error: the query could not be parsed at",
                     hunt->words.kind == WORD_END ? SPAN("end of query")
                                                  : hunt->words.text);
}

static const struct hunting_column *
column_find(const struct hunt *hunt, struct span name)
{
    for (unsigned i = 0; i < hunt->column_count; i++)
        if (span_is(name, hunt->columns[i].name))
            return &hunt->columns[i];
    return NULL;
}

const struct hunting_column *
hunt_take_column(struct hunt *hunt)
{
    const struct hunting_column *column = column_find(hunt, hunt->words.text);
    if (hunt->words.kind != WORD_NAME)
        hunt_fail_here(hunt);
    else if (!column)
        hunt_fail(hunt, "Semantic error: failed to resolve scalar expression named",
                  hunt->words.text);
    words_next(&hunt->words);
    return column;
}

static bool
take_number(struct hunt *hunt, size_t *number)
{
    uint64_t value;
    if (hunt->words.kind != WORD_NUMBER ||
        !span_number(hunt->words.text, INT32_MAX, &value))
        return hunt_fail_here(hunt);
    *number = (size_t)value;
    words_next(&hunt->words);
    return true;
}

/* Table. */

static void
load_table(struct hunt *hunt, const struct hunting_table *table)
{
    for (const struct hunting_column *column = table->columns; column->name; column++)
        hunt->columns[hunt->column_count++] = *column;
    struct walk walk = walk_over(hunt->call->tenant, table->set);
    for (const cJSON *item; (item = walk_next(&walk));) {
        cJSON *row = cJSON_CreateObject();
        for (unsigned i = 0; i < hunt->column_count; i++) {
            const cJSON *value = object_get(item, hunt->columns[i].member);
            object_set(row, hunt->columns[i].name,
                       value ? cJSON_Duplicate(value, true) : cJSON_CreateNull());
        }
        cJSON_AddItemToArray(hunt->rows, row);
    }
}

static bool
take_table(struct hunt *hunt)
{
    struct span name = hunt->words.text;
    if (hunt->words.kind == WORD_END)
        return hunt_fail(hunt, "Missing query", SPAN(""));
    if (span_is_nocase(name, "search") || span_is_nocase(name, "union"))
        return hunt_fail(
            hunt,
            "Query execution has exceeded the allowed limits. Name one table "
            "and filter early in place of",
            name);
    const struct hunting_table *table = hunting_table_find(name);
    if (!table || hunt->words.kind != WORD_NAME)
        return hunt_fail(hunt,
                         "Semantic error: failed to resolve table or column expression "
                         "named",
                         name);
    words_next(&hunt->words);
    load_table(hunt, table);
    return true;
}

/* Columns. */

static void
keep_columns(struct hunt *hunt, const struct hunting_column *kept, unsigned count)
{
    cJSON *row;
    cJSON_ArrayForEach(row, hunt->rows)
    {
        cJSON *all = cJSON_CreateObject();
        for (unsigned i = 0; i < count; i++)
            cJSON_AddItemToObject(
                all, kept[i].name,
                cJSON_DetachItemFromObjectCaseSensitive(row, kept[i].name));
        while (row->child)
            cJSON_Delete(cJSON_DetachItemViaPointer(row, row->child));
        object_move(row, all);
    }
    for (unsigned i = 0; i < count; i++)
        hunt->columns[i] = kept[i];
    hunt->column_count = count;
}

static bool
run_project(struct hunt *hunt)
{
    struct hunting_column kept[COLUMNS_MAX];
    unsigned count = 0;
    do {
        const struct hunting_column *column = hunt_take_column(hunt);
        if (!column)
            return false;
        bool twice = false;
        for (unsigned i = 0; i < count; i++)
            twice = twice || span_is(span_of(kept[i].name), column->name);
        if (twice || count == COLUMNS_MAX)
            return hunt_fail(hunt, "Semantic error: the column stands twice:",
                             span_of(column->name));
        kept[count++] = *column;
    } while (words_take(&hunt->words, ","));
    keep_columns(hunt, kept, count);
    return true;
}

static bool
run_distinct(struct hunt *hunt)
{
    if (!run_project(hunt))
        return false;
    for (cJSON *row = hunt->rows->child; row; row = row->next) {
        cJSON *other = row->next;
        while (other) {
            cJSON *next = other->next;
            if (cJSON_Compare(row, other, true))
                cJSON_Delete(cJSON_DetachItemViaPointer(hunt->rows, other));
            other = next;
        }
    }
    return true;
}

/* Rows. */

static void
keep_rows(struct hunt *hunt, size_t count)
{
    while ((size_t)cJSON_GetArraySize(hunt->rows) > count)
        cJSON_DeleteItemFromArray(hunt->rows, cJSON_GetArraySize(hunt->rows) - 1);
}

static bool
run_take(struct hunt *hunt)
{
    size_t count;
    if (!take_number(hunt, &count))
        return false;
    keep_rows(hunt, count);
    return true;
}

static int
compare_rows(const cJSON *a, const cJSON *b, const char *column)
{
    const cJSON *left = object_get(a, column), *right = object_get(b, column);
    struct cell value = {.kind = CELL_TEXT,
                         .text = span_of(cJSON_GetStringValue(right)),
                         .number = cJSON_IsTrue(right) ? 1 : 0};
    if (cJSON_IsNumber(right))
        value.number = right->valuedouble;
    return hunt_compare(left, &value, false);
}

/* By insertion, so that equal rows stay in their order. */
static void
sort_rows(struct hunt *hunt, const char *column, bool up)
{
    size_t count = (size_t)cJSON_GetArraySize(hunt->rows), placed = 0;
    cJSON **rows = mem_alloc((count + 1) * sizeof *rows);
    while (hunt->rows->child) {
        cJSON *row = cJSON_DetachItemViaPointer(hunt->rows, hunt->rows->child);
        size_t place = placed++;
        for (; place > 0; place--) {
            int order = compare_rows(row, rows[place - 1], column);
            if (up ? order >= 0 : order <= 0)
                break;
            rows[place] = rows[place - 1];
        }
        rows[place] = row;
    }
    for (size_t i = 0; i < placed; i++)
        cJSON_AddItemToArray(hunt->rows, rows[i]);
    mem_free(rows);
}

static bool
run_sort(struct hunt *hunt)
{
    if (!words_take(&hunt->words, "by"))
        return hunt_fail_here(hunt);
    const struct hunting_column *column = hunt_take_column(hunt);
    if (!column)
        return false;
    bool up = words_take(&hunt->words, "asc");
    if (!up)
        words_take(&hunt->words, "desc");
    sort_rows(hunt, column->name, up);
    return true;
}

static bool
run_top(struct hunt *hunt)
{
    size_t count;
    if (!take_number(hunt, &count) || !run_sort(hunt))
        return false;
    keep_rows(hunt, count);
    return true;
}

static void
set_made(struct hunt *hunt, unsigned place, const char *name)
{
    snprintf(hunt->made, sizeof hunt->made, "%s", name);
    hunt->columns[place] = (struct hunting_column){hunt->made, "Int64", NULL};
    hunt->column_count = place + 1;
}

static bool
run_count(struct hunt *hunt)
{
    double count = cJSON_GetArraySize(hunt->rows);
    cJSON_Delete(hunt->rows);
    hunt->rows = cJSON_CreateArray();
    cJSON_AddItemToArray(hunt->rows, OBJECT(m_number("Count", count)));
    set_made(hunt, 0, "Count");
    return true;
}

/* summarize count() by COLUMN */
static bool
run_summarize(struct hunt *hunt)
{
    static const char *const form[] = {"count", "(", ")", "by"};
    for (size_t i = 0; i < COUNT_OF(form); i++)
        if (!words_take(&hunt->words, form[i]))
            return hunt_fail_here(hunt);
    const struct hunting_column *column = hunt_take_column(hunt);
    if (!column)
        return false;
    struct hunting_column kept = *column;
    keep_columns(hunt, &kept, 1);
    for (cJSON *row = hunt->rows->child; row; row = row->next) {
        double count = 1;
        cJSON *other = row->next;
        while (other) {
            cJSON *next = other->next;
            if (cJSON_Compare(row, other, true)) {
                cJSON_Delete(cJSON_DetachItemViaPointer(hunt->rows, other));
                count++;
            }
            other = next;
        }
        object_set(row, "count_", cJSON_CreateNumber(count));
    }
    set_made(hunt, 1, "count_");
    return true;
}

static const struct {
    const char *word;
    bool (*run)(struct hunt *hunt);
} operators[] = {
    {"count", run_count},         {"distinct", run_distinct}, {"limit", run_take},
    {"order", run_sort},          {"project", run_project},   {"sort", run_sort},
    {"summarize", run_summarize}, {"take", run_take},         {"top", run_top},
    {"where", hunt_where},
};

static bool
run_operator(struct hunt *hunt)
{
    for (size_t i = 0; i < COUNT_OF(operators); i++)
        if (words_take(&hunt->words, operators[i].word))
            return operators[i].run(hunt);
    if (hunt->words.kind != WORD_NAME)
        return hunt_fail_here(hunt);
    return hunt_fail(
        hunt,
        "The practice tenant's hunting has where, project, distinct, take, "
        "top, sort, count and summarize count() by; it does not have",
        hunt->words.text);
}

static bool
run_query(struct hunt *hunt)
{
    if (!take_table(hunt))
        return false;
    while (words_take(&hunt->words, "|"))
        if (!run_operator(hunt))
            return false;
    return hunt->words.kind == WORD_END || words_take(&hunt->words, ";") ||
           hunt_fail_here(hunt);
}

/* Graph writes the same names with small letters. */
static void
answer_rows(struct hunt *hunt)
{
    bool graph = hunt->call->operation->product == PRODUCT_GRAPH;
    cJSON *schema = cJSON_CreateArray();
    for (unsigned i = 0; i < hunt->column_count; i++)
        cJSON_AddItemToArray(
            schema, OBJECT(m_text(graph ? "name" : "Name", hunt->columns[i].name),
                           m_text(graph ? "type" : "Type", hunt->columns[i].type)));
    answer_tree(hunt->call, 0,
                OBJECT(m_tree(graph ? "schema" : "Schema", schema),
                       m_tree(graph ? "results" : "Results", hunt->rows)));
    hunt->rows = NULL;
}

void
hunt(struct call *call, const struct handler *handler)
{
    (void)handler;
    struct hunt hunt = {.call = call, .rows = cJSON_CreateArray()};
    const char *key = call_query(call, "key"); /* the older GET has it in the address */
    struct span query = span_of(key ? key : call_text(call, "Query"));
    words_init(&hunt.words, query);
    if (limit_cpu(call) && run_query(&hunt)) {
        limit_cpu_use(call, query);
        answer_rows(&hunt);
    }
    cJSON_Delete(hunt.rows);
}
