/* summarize and distinct: groups of rows, and what is said about each. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <string.h>

enum { AGGREGATES_MAX = 32, SET_MAX = 1000000 };

enum aggregate_kind {
    COUNT,
    COUNT_IF,
    DISTINCT_COUNT,
    SUM,
    AVERAGE,
    LEAST,
    MOST,
    MAKE_SET,
    MAKE_LIST,
    ANY,
    ROW_OF_MOST,
    ROW_OF_LEAST,
};

static const struct aggregate_facts {
    const char *name;
    enum aggregate_kind kind;
    const char *prefix; /* of the column that it makes; NULL: the column's own name */
    bool argument;
    int type; /* of what it makes, or KQL_AS_FIRST */
} facts[] = {
    {"count", COUNT, "count_", false, KQL_LONG},
    {"countif", COUNT_IF, "countif_", true, KQL_LONG},
    {"dcount", DISTINCT_COUNT, "dcount_", true, KQL_LONG},
    {"sum", SUM, "sum_", true, KQL_AS_FIRST},
    {"avg", AVERAGE, "avg_", true, KQL_DOUBLE},
    {"min", LEAST, "min_", true, KQL_AS_FIRST},
    {"max", MOST, "max_", true, KQL_AS_FIRST},
    {"make_set", MAKE_SET, "set_", true, KQL_DYNAMIC},
    {"makeset", MAKE_SET, "set_", true, KQL_DYNAMIC},
    {"make_list", MAKE_LIST, "list_", true, KQL_DYNAMIC},
    {"makelist", MAKE_LIST, "list_", true, KQL_DYNAMIC},
    {"any", ANY, "any_", true, KQL_AS_FIRST},
    {"take_any", ANY, NULL, true, KQL_AS_FIRST},
    {"arg_max", ROW_OF_MOST, NULL, true, KQL_AS_FIRST},
    {"arg_min", ROW_OF_LEAST, NULL, true, KQL_AS_FIRST},
};

struct aggregate {
    const struct aggregate_facts *facts;
    struct span name;
    struct kql_expression *argument;           /* NULL: none */
    unsigned place;                            /* of its first column in the result */
    unsigned others[COLUMNS_MAX], other_count; /* columns that arg_max gives too */
    size_t most;                               /* of a set or list */
};

struct state { /* of one aggregate in one group */
    struct kql_value best;
    size_t row; /* that gave it */
    double sum;
    int64_t count;
    struct str list; /* JSON so far */
};

struct summary {
    struct hunt *hunt;
    struct kql_expression *keys[COLUMNS_MAX];
    unsigned key_count;
    struct aggregate aggregates[AGGREGATES_MAX];
    unsigned aggregate_count;
    struct kql_rows groups; /* the keys of each */
    struct state *states;   /* one an aggregate and group; owned */
    size_t state_room;
    size_t *slots; /* a table of hashes over the groups: index + 1; owned */
    size_t slot_count;
    struct kql_rows seen; /* group, aggregate and value of those that count once */
    size_t *seen_slots;
    size_t seen_slot_count;
};

/* The row of TABLE whose cells are VALUES; adds it where it is new. SIZE_MAX: answered
 * with an error. */
static size_t
find_or_add(struct hunt *hunt, struct kql_rows *table, size_t **slots,
            size_t *slot_count, const struct kql_value *values, bool *added)
{
    if (table->count * 2 >= *slot_count) {
        size_t count = *slot_count ? *slot_count * 2 : 64;
        mem_free(*slots);
        *slots = mem_alloc(count * sizeof **slots);
        *slot_count = count;
        for (size_t row = 0; row < table->count; row++) {
            size_t at = values_hash(rows_at(table, row), table->width) % count;
            while ((*slots)[at])
                at = (at + 1) % count;
            (*slots)[at] = row + 1;
        }
    }
    size_t at = values_hash(values, table->width) % *slot_count;
    for (*added = false; (*slots)[at]; at = (at + 1) % *slot_count) {
        size_t row = (*slots)[at] - 1;
        if (values_same(rows_at(table, row), values, table->width))
            return row;
    }
    struct kql_value *cells = rows_add(hunt, table);
    if (!cells)
        return SIZE_MAX;
    if (table->width) /* one group of all has no keys */
        memcpy(cells, values, table->width * sizeof *values);
    (*slots)[at] = table->count;
    *added = true;
    return table->count - 1;
}

/* Reading. */

static const struct aggregate_facts *
facts_of(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(facts); i++)
        if (span_is(name, facts[i].name))
            return &facts[i];
    return NULL;
}

static bool
joined_name(struct hunt *hunt, const char *prefix, struct span rest, struct span *name)
{
    struct str text = {0};
    str_addf(&text, "%s%.*s", prefix, SPAN_ARG(rest));
    *name = str_span(&text);
    bool good = hunt_copy(hunt, name);
    str_release(&text);
    return good;
}

/* The columns behind the first of arg_max(Timestamp, *). */
static bool
read_others(struct hunt *hunt, struct aggregate *a)
{
    while (words_take(&hunt->words, ",")) {
        struct span name;
        unsigned index;
        if (words_take(&hunt->words, "*")) {
            for (index = 0; index < hunt->rows.width; index++)
                if (!span_equal(hunt->rows.columns[index].name, a->argument->name))
                    a->others[a->other_count++] = index;
            return true;
        }
        if (!hunt_take_name(hunt, &name))
            return false;
        if (!rows_column(&hunt->rows, name, &index))
            return hunt_fail(
                hunt,
                "'summarize' operator: Failed to resolve scalar expression "
                "named '%.*s'",
                SPAN_ARG(name));
        if (a->other_count < COLUMNS_MAX)
            a->others[a->other_count++] = index;
    }
    return true;
}

static bool
read_most(struct hunt *hunt, struct aggregate *a)
{
    uint64_t most;
    if (!words_take(&hunt->words, ","))
        return true;
    if (!span_number(hunt->words.text, SET_MAX, &most))
        return hunt_fail_here(hunt);
    words_next(&hunt->words);
    a->most = (size_t)most;
    return true;
}

static bool
read_aggregate(struct hunt *hunt, struct aggregate *a)
{
    struct words ahead = hunt->words;
    struct span name = ahead.text;
    *a = (struct aggregate){.most = SET_MAX};
    words_next(&ahead);
    bool named = words_take(&ahead, "=");
    if (named) {
        hunt->words = ahead;
        a->name = name;
        name = hunt->words.text;
    }
    if (hunt->words.kind != WORD_NAME)
        return hunt_fail_here(hunt);
    a->facts = facts_of(name);
    if (!a->facts)
        return hunt_fail(hunt, "Unknown function: '%.*s'", SPAN_ARG(name));
    words_next(&hunt->words);
    if (!hunt_take(hunt, "("))
        return false;
    if (a->facts->argument) {
        a->argument = expression_new(hunt);
        if (!a->argument || !expression_read(hunt, a->argument))
            return false;
        enum kql_type type = expression_type(a->argument);
        if ((a->facts->kind == SUM || a->facts->kind == AVERAGE) &&
            (type == KQL_STRING || type == KQL_DYNAMIC))
            return hunt_fail(hunt, "%s(): the argument must be a number, not %s",
                             a->facts->name, kql_type_name(type));
        bool row = a->facts->kind == ROW_OF_MOST || a->facts->kind == ROW_OF_LEAST;
        if (!(row ? read_others(hunt, a) : read_most(hunt, a)))
            return false;
    }
    if (!hunt_take(hunt, ")"))
        return false;
    struct span of = a->argument ? a->argument->name : SPAN("");
    if (named)
        return true;
    return joined_name(hunt, a->facts->prefix ? a->facts->prefix : "",
                       a->facts->kind == COUNT_IF ? SPAN("") : of, &a->name);
}

static enum kql_type
type_of(const struct aggregate *a)
{
    return a->facts->type == KQL_AS_FIRST ? expression_type(a->argument)
                                          : (enum kql_type)a->facts->type;
}

static bool
read_keys(struct hunt *hunt, struct summary *summary)
{
    if (!words_take(&hunt->words, "by"))
        return true;
    do {
        struct words ahead = hunt->words;
        struct span name = ahead.text;
        words_next(&ahead);
        bool named = words_take(&ahead, "=");
        if (named)
            hunt->words = ahead;
        if (summary->key_count == COLUMNS_MAX)
            return hunt_fail(hunt, "a table may have %d columns here", COLUMNS_MAX);
        struct kql_expression *key = expression_new(hunt);
        if (!key || !expression_read(hunt, key))
            return false;
        if (!named)
            name = key->name;
        if (!name.n) {
            char digits[16] = {(char)('1' + summary->key_count % 9), '\0'};
            if (!joined_name(hunt, "Column", span_of(digits), &name))
                return false;
        }
        summary->keys[summary->key_count++] = key;
        if (!rows_add_column(hunt, &summary->groups, name, expression_type(key)))
            return false;
    } while (words_take(&hunt->words, ","));
    return true;
}

/* Working out. */

static void
add_to_list(struct state *state, const struct kql_value *value)
{
    cJSON *json = json_of_value(value);
    char *text = cJSON_PrintUnformatted(json);
    str_addf(&state->list, "%s%s", state->list.n ? "," : "", text ? text : "null");
    cJSON_free(text);
    cJSON_Delete(json);
    state->count++;
}

/* Whether a value is met in this group for the first time. */
static bool
is_new(struct summary *summary, size_t group, unsigned aggregate,
       const struct kql_value *value, bool *is)
{
    struct kql_value cells[3] = {kql_whole(KQL_LONG, (int64_t)group),
                                 kql_whole(KQL_LONG, aggregate), *value};
    return find_or_add(summary->hunt, &summary->seen, &summary->seen_slots,
                       &summary->seen_slot_count, cells, is) != SIZE_MAX;
}

/* The value itself is kept where it is the first, or beyond the best so far. */
static void
keep_best(enum aggregate_kind kind, struct state *state, size_t row,
          const struct kql_value *value)
{
    int order = 0;
    bool is = !state->count++;
    if (!is && kind != ANY && kql_compare(value, &state->best, &order))
        is = kind == LEAST || kind == ROW_OF_LEAST ? order < 0 : order > 0;
    if (is) {
        state->best = *value;
        state->row = row;
    }
}

static bool
add_value(struct summary *summary, size_t group, unsigned index, size_t row,
          const struct kql_value *value)
{
    struct state *state = &summary->states[group * summary->aggregate_count + index];
    const struct aggregate *a = &summary->aggregates[index];
    enum aggregate_kind kind = a->facts->kind;
    bool is = true;
    if (value->null)
        return true;
    if ((kind == MAKE_SET || kind == DISTINCT_COUNT) &&
        !is_new(summary, group, index, value, &is))
        return false;
    if (kind == COUNT_IF || kind == DISTINCT_COUNT) {
        state->count += kind == COUNT_IF ? kql_is_true(value) : is;
    } else if (kind == MAKE_SET || kind == MAKE_LIST) {
        if (is && (size_t)state->count < a->most)
            add_to_list(state, value);
    } else if (kind == SUM || kind == AVERAGE) {
        state->sum += kql_number(value);
        state->count++;
    } else {
        keep_best(kind, state, row, value);
    }
    return true;
}

static bool
add_row(struct summary *summary, size_t row)
{
    struct hunt *hunt = summary->hunt;
    const struct kql_value *cells = rows_at(&hunt->rows, row);
    struct kql_value key[COLUMNS_MAX];
    bool added = false;
    for (unsigned i = 0; i < summary->key_count; i++)
        if (!expression_value(hunt, summary->keys[i], cells, &key[i]))
            return false;
    size_t group = find_or_add(hunt, &summary->groups, &summary->slots,
                               &summary->slot_count, key, &added);
    if (group == SIZE_MAX)
        return false;
    for (unsigned i = 0; i < summary->aggregate_count && added; i++) {
        size_t count = group * summary->aggregate_count + i;
        ARRAY_GROW(summary->states, count, summary->state_room);
        summary->states[count] = (struct state){.best = {.null = true}};
    }
    for (unsigned i = 0; i < summary->aggregate_count; i++) {
        struct aggregate *a = &summary->aggregates[i];
        struct kql_value value;
        if (!a->argument)
            summary->states[group * summary->aggregate_count + i].count++;
        else if (!expression_value(hunt, a->argument, cells, &value) ||
                 !add_value(summary, group, i, row, &value))
            return false;
    }
    return true;
}

static bool
list_value(struct hunt *hunt, struct state *state, struct kql_value *value)
{
    struct str json = {0};
    str_addf(&json, "[%s]", str_text(&state->list));
    struct span text = str_span(&json);
    bool good = hunt_copy(hunt, &text);
    *value = (struct kql_value){.type = KQL_DYNAMIC, .text = text};
    str_release(&json);
    return good;
}

static bool
set_result(struct summary *summary, const struct aggregate *a, struct state *state,
           struct kql_value *cells)
{
    const struct kql_rows *rows = &summary->hunt->rows;
    struct kql_value *value = &cells[a->place];
    enum kql_type type = type_of(a);
    enum aggregate_kind kind = a->facts->kind;
    if (kind == MAKE_SET || kind == MAKE_LIST)
        return list_value(summary->hunt, state, value);
    if (kind == COUNT || kind == COUNT_IF || kind == DISTINCT_COUNT)
        *value = kql_whole(KQL_LONG, state->count);
    else if (kind == SUM)
        *value = type == KQL_DOUBLE ? kql_real(state->sum)
                                    : kql_whole(type, (int64_t)state->sum);
    else if (!state->count)
        *value = kql_null(type);
    else
        *value =
            kind == AVERAGE ? kql_real(state->sum / (double)state->count) : state->best;
    for (unsigned i = 0; i < a->other_count; i++)
        value[1 + i] = state->count ? rows_at(rows, state->row)[a->others[i]]
                                    : kql_null(rows->columns[a->others[i]].type);
    return true;
}

/* The columns of the result: the keys, then what the aggregates make. */
static bool
make_columns(struct summary *summary, struct kql_rows *rows)
{
    struct hunt *hunt = summary->hunt;
    rows->width = summary->key_count;
    memcpy(rows->columns, summary->groups.columns, sizeof rows->columns);
    for (unsigned i = 0; i < summary->aggregate_count; i++) {
        struct aggregate *a = &summary->aggregates[i];
        unsigned index, kept = 0;
        a->place = rows->width;
        if (!rows_add_column(hunt, rows, a->name, type_of(a)))
            return false;
        for (unsigned o = 0; o < a->other_count; o++) {
            const struct kql_column *column = &hunt->rows.columns[a->others[o]];
            if (rows_column(rows, column->name, &index))
                continue; /* it stands there as a key */
            a->others[kept++] = a->others[o];
            if (!rows_add_column(hunt, rows, column->name, column->type))
                return false;
        }
        a->other_count = kept;
    }
    return true;
}

static bool
make_result(struct summary *summary)
{
    struct hunt *hunt = summary->hunt;
    struct kql_rows rows = {0};
    bool good = make_columns(summary, &rows);
    for (size_t group = 0; group < summary->groups.count && good; group++) {
        struct kql_value *cells = rows_add(hunt, &rows);
        good = cells != NULL;
        if (!good)
            break;
        memcpy(cells, rows_at(&summary->groups, group),
               summary->key_count * sizeof *cells);
        for (unsigned i = 0; i < summary->aggregate_count && good; i++)
            good = set_result(summary, &summary->aggregates[i],
                              &summary->states[group * summary->aggregate_count + i],
                              cells);
    }
    rows_release(good ? &hunt->rows : &rows);
    if (good)
        hunt->rows = rows;
    return good;
}

static void
summary_release(struct summary *summary)
{
    size_t states = summary->groups.count * summary->aggregate_count;
    for (size_t i = 0; i < states; i++)
        str_release(&summary->states[i].list);
    mem_free(summary->states);
    mem_free(summary->slots);
    mem_free(summary->seen_slots);
    rows_release(&summary->groups);
    rows_release(&summary->seen);
}

static bool
summarize(struct summary *summary)
{
    struct hunt *hunt = summary->hunt;
    summary->seen.width = 3;
    for (size_t row = 0; row < hunt->rows.count; row++)
        if (!add_row(summary, row))
            return false;
    bool added;
    /* without keys there is one group, even of no rows */
    if (!summary->key_count && !summary->groups.count) {
        find_or_add(hunt, &summary->groups, &summary->slots, &summary->slot_count, NULL,
                    &added);
        for (unsigned i = 0; i < summary->aggregate_count; i++) {
            ARRAY_GROW(summary->states, i, summary->state_room);
            summary->states[i] = (struct state){.best = {.null = true}};
        }
    }
    return make_result(summary);
}

bool
hunt_summarize(struct hunt *hunt)
{
    struct summary *summary = mem_alloc(sizeof *summary);
    summary->hunt = hunt;
    bool good = true;
    while (good && !words_at(&hunt->words, "by")) {
        if (summary->aggregate_count == AGGREGATES_MAX) {
            good = hunt_fail(hunt, "that is too much to summarize");
            break;
        }
        good = read_aggregate(hunt, &summary->aggregates[summary->aggregate_count]);
        summary->aggregate_count += good;
        if (!words_take(&hunt->words, ","))
            break;
    }
    good = good && read_keys(hunt, summary) && summarize(summary);
    summary_release(summary);
    mem_free(summary);
    return good;
}

/* distinct A, B: the keys alone; distinct *: all columns. */
bool
hunt_distinct(struct hunt *hunt)
{
    struct summary *summary = mem_alloc(sizeof *summary);
    summary->hunt = hunt;
    bool good = words_take(&hunt->words, "*") || hunt_project(hunt);
    for (unsigned i = 0; i < hunt->rows.width && good; i++) {
        struct kql_expression *key = expression_new(hunt);
        good = key != NULL;
        if (!good)
            break;
        key->nodes[0] = (struct kql_node){
            .kind = NODE_COLUMN, .type = hunt->rows.columns[i].type, .column = i};
        key->count = 1;
        summary->keys[summary->key_count++] = key;
        good = rows_add_column(hunt, &summary->groups, hunt->rows.columns[i].name,
                               hunt->rows.columns[i].type);
    }
    good = good && summarize(summary);
    summary_release(summary);
    mem_free(summary);
    return good;
}
