/* join: the rows of two tables whose keys are the same. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <string.h>

enum { KEYS_MAX = 8 };

enum join_kind { INNER_UNIQUE, INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI };

static const struct {
    const char *name;
    enum join_kind kind;
} kinds[] = {
    {"innerunique", INNER_UNIQUE}, {"inner", INNER},        {"leftouter", LEFT_OUTER},
    {"leftsemi", LEFT_SEMI},       {"leftanti", LEFT_ANTI}, {"anti", LEFT_ANTI},
};

struct join {
    struct hunt *hunt;
    enum join_kind kind;
    struct kql_rows left, right;
    unsigned left_keys[KEYS_MAX], right_keys[KEYS_MAX], count;
    size_t *slots; /* hashes over the right rows: index + 1; owned */
    size_t slot_count;
    size_t *next; /* the next right row with the same hash, index + 1; owned */
};

static bool
read_kind(struct hunt *hunt, enum join_kind *kind)
{
    if (!words_take(&hunt->words, "kind"))
        return true;
    if (!hunt_take(hunt, "="))
        return false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (!words_take(&hunt->words, kinds[i].name))
            continue;
        *kind = kinds[i].kind;
        return true;
    }
    return hunt_fail(hunt,
                     "The practice tenant's join has no kind '%.*s'; it has inner, "
                     "innerunique, leftouter, leftsemi and leftanti",
                     SPAN_ARG(hunt->words.text));
}

/* (TABLE | ...) into the right rows. */
static bool
read_right(struct join *join)
{
    struct hunt *hunt = join->hunt;
    bool bracket = words_take(&hunt->words, "(");
    join->left = hunt->rows;
    hunt->rows = (struct kql_rows){0};
    hunt->inner = true;
    bool good = hunt_run_pipe(hunt) && (!bracket || hunt_take(hunt, ")"));
    hunt->inner = false;
    join->right = hunt->rows;
    hunt->rows = join->left;
    return good;
}

static bool
find_key(struct hunt *hunt, const struct kql_rows *rows, struct span name,
         unsigned *index)
{
    return rows_column(rows, name, index) ||
           hunt_fail(hunt, "'join' operator: Failed to resolve column named '%.*s'",
                     SPAN_ARG(name));
}

/* A on both sides, or $left.A == $right.B. */
static bool
read_key(struct join *join)
{
    struct hunt *hunt = join->hunt;
    struct span left, right;
    if (words_take(&hunt->words, "$left")) {
        if (!hunt_take(hunt, ".") || !hunt_take_name(hunt, &left) ||
            !hunt_take(hunt, "==") || !hunt_take(hunt, "$right") ||
            !hunt_take(hunt, ".") || !hunt_take_name(hunt, &right))
            return false;
    } else {
        if (!hunt_take_name(hunt, &left))
            return false;
        right = left;
    }
    if (join->count == KEYS_MAX)
        return hunt_fail(hunt, "'join' operator: that is too much to join on");
    if (!find_key(hunt, &join->left, left, &join->left_keys[join->count]) ||
        !find_key(hunt, &join->right, right, &join->right_keys[join->count]))
        return false;
    join->count++;
    return true;
}

static void
take_keys(const struct kql_rows *rows, size_t row, const unsigned *places,
          unsigned count, struct kql_value *keys)
{
    for (unsigned i = 0; i < count; i++)
        keys[i] = rows_at(rows, row)[places[i]];
}

static void
index_right(struct join *join)
{
    struct kql_value keys[KEYS_MAX];
    join->slot_count = join->right.count * 2 + 1;
    join->slots = mem_alloc(join->slot_count * sizeof *join->slots);
    join->next = mem_alloc((join->right.count + 1) * sizeof *join->next);
    for (size_t row = join->right.count; row-- > 0;) {
        take_keys(&join->right, row, join->right_keys, join->count, keys);
        size_t at = values_hash(keys, join->count) % join->slot_count;
        join->next[row] = join->slots[at];
        join->slots[at] = row + 1;
    }
}

/* The first right row from FROM (index + 1) on whose keys are KEYS; 0: none. */
static size_t
next_match(const struct join *join, size_t from, const struct kql_value *keys)
{
    struct kql_value other[KEYS_MAX];
    for (; from; from = join->next[from - 1]) {
        take_keys(&join->right, from - 1, join->right_keys, join->count, other);
        if (values_same(keys, other, join->count))
            return from;
    }
    return 0;
}

/* Columns of the right side whose name is taken get a number. */
static bool
make_columns(struct join *join, struct kql_rows *rows)
{
    struct hunt *hunt = join->hunt;
    unsigned index;
    rows->width = join->left.width;
    memcpy(rows->columns, join->left.columns, sizeof rows->columns);
    if (join->kind == LEFT_SEMI || join->kind == LEFT_ANTI)
        return true;
    for (unsigned i = 0; i < join->right.width; i++) {
        struct kql_column column = join->right.columns[i];
        for (unsigned n = 1; rows_column(rows, column.name, &index); n++) {
            struct str name = {0};
            str_addf(&name, "%.*s%u", SPAN_ARG(join->right.columns[i].name), n);
            column.name = str_span(&name);
            bool good = hunt_copy(hunt, &column.name);
            str_release(&name);
            if (!good)
                return false;
        }
        if (!rows_add_column(hunt, rows, column.name, column.type))
            return false;
    }
    return true;
}

/* RIGHT is index + 1; 0: nothing there. */
static bool
add_pair(struct join *join, struct kql_rows *rows, size_t left, size_t right)
{
    struct kql_value *cells = rows_add(join->hunt, rows);
    if (!cells)
        return false;
    memcpy(cells, rows_at(&join->left, left), join->left.width * sizeof *cells);
    for (unsigned i = join->left.width; i < rows->width; i++)
        cells[i] = right ? rows_at(&join->right, right - 1)[i - join->left.width]
                         : kql_null(rows->columns[i].type);
    return true;
}

/* innerunique takes the first left row of each key alone. */
static bool
is_repeated(const struct join *join, const bool *used, size_t first)
{
    return join->kind == INNER_UNIQUE && first && used[first - 1];
}

static bool
join_rows(struct join *join, struct kql_rows *rows)
{
    bool *used = mem_alloc(join->right.count + 1);
    bool good = make_columns(join, rows);
    for (size_t left = 0; left < join->left.count && good; left++) {
        struct kql_value keys[KEYS_MAX];
        take_keys(&join->left, left, join->left_keys, join->count, keys);
        size_t slot = values_hash(keys, join->count) % join->slot_count;
        size_t first = next_match(join, join->slots[slot], keys);
        if (join->kind == LEFT_SEMI || join->kind == LEFT_ANTI) {
            if ((first != 0) == (join->kind == LEFT_SEMI))
                good = add_pair(join, rows, left, 0);
            continue;
        }
        if (is_repeated(join, used, first))
            continue;
        if (first)
            used[first - 1] = true;
        else if (join->kind == LEFT_OUTER)
            good = add_pair(join, rows, left, 0);
        for (size_t right = first; right && good;
             right = next_match(join, join->next[right - 1], keys))
            good = add_pair(join, rows, left, right);
    }
    mem_free(used);
    return good;
}

bool
hunt_join(struct hunt *hunt)
{
    struct join join = {.hunt = hunt, .kind = INNER_UNIQUE};
    struct kql_rows rows = {0};
    if (hunt->inner)
        return hunt_fail(hunt, "The practice tenant's hunting has no join in a join");
    bool good = read_kind(hunt, &join.kind) && read_right(&join) &&
                hunt_take(hunt, "on") && read_key(&join);
    while (good && words_take(&hunt->words, ","))
        good = read_key(&join);
    if (good) {
        index_right(&join);
        good = join_rows(&join, &rows);
    }
    if (good) {
        rows_release(&hunt->rows);
        hunt->rows = rows;
    } else {
        rows_release(&rows);
    }
    rows_release(&join.right);
    mem_free(join.slots);
    mem_free(join.next);
    return good;
}
