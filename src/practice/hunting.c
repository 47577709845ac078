/* Advanced hunting over a useful part of the query language: lets of single values, a
 * table, and the operators of the table below. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"
#include "practice/handlers.h"
#include "practice/timespan.h"

#include <string.h>

enum { FILTERS_MAX = 16, MIB = 1024 * 1024 };

bool
hunt_fail(struct hunt *hunt, const char *format, ...)
{
    struct str message = {0};
    va_list args;
    va_start(args, format);
    str_addv(&message, format, args);
    va_end(args);
    if (!hunt->failed)
        answer_error(hunt->call, "BadRequest", "%s. Fix semantic errors in your query.",
                     str_text(&message));
    hunt->failed = true;
    str_release(&message);
    return false;
}

bool
hunt_fail_here(struct hunt *hunt)
{
    unsigned line = 1, column = 1;
    const struct words *words = &hunt->words;
    struct span token = words->kind == WORD_END ? SPAN("end of query") : words->text;
    for (const char *p = hunt->query.p; p && words->start && p < words->start; p++) {
        column = *p == '\n' ? 1 : column + 1;
        line += *p == '\n';
    }
    if (!hunt->failed)
        answer_error(
            hunt->call, "BadRequest",
            "Query could not be parsed at '%.*s' on line [%u,%u]. A recognition "
            "error occurred. Token: %.*s Line: %u Position: %u. Fix syntax "
            "errors in your query.",
            SPAN_ARG(token), line, column, SPAN_ARG(token), line, column);
    hunt->failed = true;
    return false;
}

bool
hunt_fail_heavy(struct hunt *hunt)
{
    if (!hunt->failed)
        answer_error(
            hunt->call, "BadRequest",
            "Query stopped. Adjust use of the %.*s operator to avoid excessive "
            "resource consumption.",
            SPAN_ARG(hunt->stage));
    hunt->failed = true;
    return false;
}

static bool
fail_limits(struct hunt *hunt, struct span what)
{
    if (!hunt->failed)
        answer_error(hunt->call, "BadRequest",
                     "Query execution has exceeded the allowed limits. Name one table "
                     "and filter early in place of '%.*s'.",
                     SPAN_ARG(what));
    hunt->failed = true;
    return false;
}

bool
hunt_take(struct hunt *hunt, const char *text)
{
    return words_take(&hunt->words, text) || hunt_fail_here(hunt);
}

bool
hunt_take_name(struct hunt *hunt, struct span *name)
{
    *name = hunt->words.text;
    if (hunt->words.kind != WORD_NAME)
        return hunt_fail_here(hunt);
    words_next(&hunt->words);
    return true;
}

/* let NAME = VALUE; ... */
static bool
take_lets(struct hunt *hunt)
{
    hunt->stage = SPAN("let");
    while (words_take(&hunt->words, "let")) {
        struct span name;
        struct kql_expression *expression = expression_new(hunt);
        struct kql_value value;
        if (!expression || !hunt_take_name(hunt, &name) || !hunt_take(hunt, "="))
            return false;
        if (hunting_table_find(hunt->words.text))
            return hunt_fail(hunt, "The practice tenant's hunting has let for single "
                                   "values, not for tables");
        if (hunt->lets == LETS_MAX)
            return hunt_fail(hunt, "a query may have %d lets here", LETS_MAX);
        if (!expression_read(hunt, expression) || !hunt_take(hunt, ";") ||
            !expression_value(hunt, expression, NULL, &value))
            return false;
        hunt->let_names[hunt->lets] = (struct kql_column){name, value.type};
        hunt->let_values[hunt->lets++] = value;
    }
    return true;
}

/* Table. */

static bool
take_table(struct hunt *hunt, const struct hunting_table **table)
{
    struct span name = hunt->words.text;
    if (hunt->words.kind == WORD_END) {
        answer_error(hunt->call, "InvalidRequestBody", "Missing query.");
        hunt->failed = true;
        return false;
    }
    if (span_is(name, "search") || span_is(name, "union"))
        return fail_limits(hunt, name);
    if (hunt->words.kind != WORD_NAME)
        return hunt_fail_here(hunt);
    *table = hunting_table_find(name);
    words_next(&hunt->words);
    if (!*table && words_at(&hunt->words, "|")) {
        struct words ahead = hunt->words;
        words_next(&ahead);
        return hunt_fail(
            hunt,
            "'%.*s' operator: Failed to resolve table or column expression "
            "named '%.*s'",
            SPAN_ARG(ahead.text), SPAN_ARG(name));
    }
    if (!*table)
        return hunt_fail(hunt,
                         "Failed to resolve table or column expression named '%.*s'",
                         SPAN_ARG(name));
    for (const struct hunting_column *c = (*table)->columns; c->name; c++)
        rows_add_column(hunt, &hunt->rows, span_of(c->name), c->type);
    return true;
}

/* The conditions that follow a table are applied while it is read: what does not fit is
 * never kept. */
static bool
take_filters(struct hunt *hunt, struct kql_expression **filters, unsigned *count)
{
    hunt->stage = SPAN("where");
    for (*count = 0; *count < FILTERS_MAX; ++*count) {
        struct words ahead = hunt->words;
        if (!words_take(&ahead, "|") ||
            !(words_take(&ahead, "where") || words_take(&ahead, "filter")))
            return true;
        hunt->words = ahead;
        filters[*count] = expression_new(hunt);
        if (!filters[*count] || !expression_read(hunt, filters[*count]))
            return false;
    }
    return true;
}

/* How many rows are enough, where take or limit follows. */
static size_t
enough_rows(const struct hunt *hunt)
{
    struct words ahead = hunt->words;
    uint64_t count;
    if (words_take(&ahead, "|") &&
        (words_take(&ahead, "take") || words_take(&ahead, "limit")) &&
        ahead.kind == WORD_NUMBER && span_number(ahead.text, INT32_MAX, &count))
        return (size_t)count;
    return SIZE_MAX;
}

/* Whether a row's Timestamp, where it has one, is in the time that is asked about. */
static bool
in_time(const struct hunt *hunt, const struct kql_value *cells)
{
    unsigned index;
    return !rows_column(&hunt->rows, SPAN("Timestamp"), &index) || cells[index].null ||
           (cells[index].whole >= hunt->from && cells[index].whole <= hunt->to);
}

static bool
load_rows(struct hunt *hunt, const struct hunting_table *table,
          struct kql_expression *const *filters, unsigned count)
{
    struct walk walk = walk_over(hunt->call->tenant, table->set);
    size_t enough = enough_rows(hunt);
    bool good = true;
    for (const cJSON *one; hunt->rows.count < enough && (one = walk_next(&walk));) {
        struct hunt_mark mark = hunt_mark(hunt);
        struct kql_value *cells = rows_add(hunt, &hunt->rows), fits;
        good = cells && row_from_object(hunt, table, one, cells);
        bool all = good && in_time(hunt, cells);
        for (unsigned i = 0; i < count && good && all; i++) {
            good = expression_value(hunt, filters[i], cells, &fits);
            all = good && kql_is_true(&fits);
        }
        if (!good)
            break;
        if (!all) {
            hunt->rows.count--;
            hunt_return_to(hunt, mark);
        }
    }
    walk_end(&walk);
    return good;
}

static const struct {
    const char *word;
    bool (*run)(struct hunt *hunt);
} operators[] = {
    {"count", hunt_count},
    {"distinct", hunt_distinct},
    {"extend", hunt_extend},
    {"filter", hunt_where},
    {"join", hunt_join},
    {"limit", hunt_take_rows},
    {"order", hunt_sort},
    {"project", hunt_project},
    {"project-away", hunt_project_away},
    {"project-rename", hunt_project_rename},
    {"sort", hunt_sort},
    {"summarize", hunt_summarize},
    {"take", hunt_take_rows},
    {"top", hunt_top},
    {"where", hunt_where},
};

/* Known to the language, and not to this tenant. */
static const char *const others[] = {
    "as",        "consume",      "evaluate",        "externaldata", "facet",
    "find",      "fork",         "getschema",       "invoke",       "lookup",
    "make",      "make-series",  "materialize",     "mv-apply",     "mv-expand",
    "mvexpand",  "parse",        "parse-kv",        "parse-where",  "partition",
    "print",     "project-keep", "project-reorder", "range",        "reduce",
    "render",    "sample",       "sample-distinct", "scan",         "search",
    "serialize", "top-hitters",  "top-nested",      "union",        NULL,
};

/* An operator's name may have hyphens. */
static void
take_operator_name(struct hunt *hunt, struct span *name)
{
    *name = hunt->words.text;
    while (hunt->words.rest.n && hunt->words.rest.p[0] == '-' &&
           hunt->words.rest.p == name->p + name->n) {
        words_next(&hunt->words);
        words_next(&hunt->words);
        name->n = (size_t)(hunt->words.text.p + hunt->words.text.n - name->p);
    }
}

static bool
run_operator(struct hunt *hunt)
{
    struct words before = hunt->words;
    struct span name;
    take_operator_name(hunt, &name);
    hunt->stage = name;
    for (size_t i = 0; i < COUNT_OF(operators) && before.kind == WORD_NAME; i++) {
        if (!span_is(name, operators[i].word))
            continue;
        words_next(&hunt->words);
        return operators[i].run(hunt);
    }
    for (names other = others; *other && before.kind == WORD_NAME; other++)
        if (span_is(name, *other))
            return hunt_fail(
                hunt,
                "The practice tenant's hunting does not have '%.*s'; it has "
                "where, project, project-away, project-rename, extend, "
                "summarize, distinct, count, sort, top, take and join",
                SPAN_ARG(name));
    hunt->words = before;
    return hunt_fail_here(hunt);
}

bool
hunt_run_pipe(struct hunt *hunt)
{
    const struct hunting_table *table = NULL;
    struct kql_expression *filters[FILTERS_MAX];
    unsigned count;
    if (!take_table(hunt, &table) || !take_filters(hunt, filters, &count) ||
        !load_rows(hunt, table, filters, count))
        return false;
    while (words_take(&hunt->words, "|"))
        if (!run_operator(hunt))
            return false;
    return true;
}

static bool
run_query(struct hunt *hunt)
{
    if (!take_lets(hunt) || !hunt_run_pipe(hunt))
        return false;
    words_take(&hunt->words, ";");
    return hunt->words.kind == WORD_END || hunt_fail_here(hunt);
}

/* The answer. */

/* Bytes: Defender for Endpoint's page has 124 MB, Graph's 50 MB. */
static size_t
size_max(const struct hunt *hunt)
{
    return (hunt->call->operation->product == PRODUCT_GRAPH ? (size_t)50 : 124) * MIB;
}

static cJSON *
results_of(const struct hunt *hunt)
{
    cJSON *results = cJSON_CreateArray();
    size_t count = hunt->rows.count;
    if (count > QUERY_ROWS_MAX)
        count = QUERY_ROWS_MAX;
    char *titles[COLUMNS_MAX];
    for (unsigned i = 0; i < hunt->rows.width; i++) {
        struct str title = str_dup(hunt->rows.columns[i].name);
        titles[i] = str_take(&title);
    }
    for (size_t row = 0; row < count; row++) {
        cJSON *object = cJSON_CreateObject();
        const struct kql_value *cells = rows_at(&hunt->rows, row);
        for (unsigned i = 0; i < hunt->rows.width; i++)
            cJSON_AddItemToObject(object, titles[i] ? titles[i] : "",
                                  json_of_value(&cells[i]));
        cJSON_AddItemToArray(results, object);
    }
    for (unsigned i = 0; i < hunt->rows.width; i++)
        mem_free(titles[i]);
    return results;
}

/* Graph writes the same names with small letters. */
static cJSON *
schema_of(const struct hunt *hunt, bool graph)
{
    cJSON *schema = cJSON_CreateArray();
    for (unsigned i = 0; i < hunt->rows.width; i++) {
        const struct kql_column *column = &hunt->rows.columns[i];
        cJSON *name = text_of(column->name);
        cJSON_AddItemToArray(schema, OBJECT(m_tree(graph ? "name" : "Name", name),
                                            m_text(graph ? "type" : "Type",
                                                   kql_type_name(column->type))));
    }
    return schema;
}

static void
answer_rows(struct hunt *hunt)
{
    enum product product = hunt->call->operation->product;
    bool graph = product == PRODUCT_GRAPH;
    cJSON *tree = cJSON_CreateObject();
    if (product == PRODUCT_XDR)
        object_set(tree, "Stats",
                   OBJECT(m_number("ExecutionTime", 0.015),
                          m_tree("dataset_statistics", cJSON_CreateArray())));
    object_set(tree, graph ? "schema" : "Schema", schema_of(hunt, graph));
    object_set(tree, graph ? "results" : "Results", results_of(hunt));
    answer_tree(hunt->call, 0, tree);
    if (hunt->call->answer->body.n > size_max(hunt))
        answer_error(
            hunt->call, "BadRequest",
            "Query execution has exceeded the allowed result size. Result size "
            "limit exceeded. Use \"summarize\" to aggregate results, "
            "\"project\" to drop uninteresting columns, or \"take\" to "
            "truncate results.");
}

/* Graph's Timespan; without it all that there is. */
static bool
take_timespan(struct hunt *hunt)
{
    const char *text = call_text(hunt->call, "Timespan");
    hunt->from = INT64_MIN;
    hunt->to = INT64_MAX;
    if (!*text ||
        timespan_read(span_of(text), hunt->call->now->wall, &hunt->from, &hunt->to))
        return true;
    answer_error(hunt->call, "BadRequest",
                 "The Timespan '%s' is no duration or interval of ISO 8601", text);
    return false;
}

void
hunt(struct call *call, const struct handler *handler)
{
    (void)handler;
    struct hunt *hunt = mem_alloc(sizeof *hunt);
    const char *key = call_query(call, "key"); /* the older GET has it in the address */
    hunt->call = call;
    hunt->query = span_of(key ? key : call_text(call, "Query"));
    words_init(&hunt->words, hunt->query);
    if (limit_cpu(call) && take_timespan(hunt) && run_query(hunt)) {
        limit_cpu_use(call, hunt->query);
        answer_rows(hunt);
    }
    hunt_release(hunt);
    mem_free(hunt);
}
