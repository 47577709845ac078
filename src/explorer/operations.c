#include "config.h"

#include "explorer/operations.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

static void
add_own_groups(struct operations *list)
{
    static const char *const own[] = {
        [GROUP_FAVOURITES] = N_("Favourites"), [GROUP_RECENT] = N_("Recent")};
    for (size_t i = 0; i < GROUPS_OWN; i++) {
        ARRAY_GROW(list->groups, list->group_count, list->group_room);
        list->groups[list->group_count++] =
            (struct operations_group){.name = own[i], .open = true};
    }
}

/* Those of the user's own APIs, or all others. */
static void
read_groups(struct operations *list, bool own)
{
    const struct catalogue *catalogue = list->catalogue;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        if ((operation->product == PRODUCT_OTHER) != own)
            continue;
        struct operations_group *last = &list->groups[list->group_count - 1];
        if (last->source && strcmp(last->source, operation->source) == 0 &&
            strcmp(last->name, operation->group) == 0) {
            last->count++;
            continue;
        }
        ARRAY_GROW(list->groups, list->group_count, list->group_room);
        list->groups[list->group_count++] =
            (struct operations_group){.name = operation->group,
                                      .product = operation->product,
                                      .source = operation->source,
                                      .first = i,
                                      .count = 1};
    }
}

void
operations_init(struct operations *list, const struct catalogue *catalogue)
{
    *list = (struct operations){.catalogue = catalogue, .filter = {.single = true}};
    add_own_groups(list);
    read_groups(list, true);
    read_groups(list, false);
    operations_refresh(list);
}

void
operations_release(struct operations *list)
{
    editor_release(&list->filter);
    str_release(&list->elsewhere);
    mem_free(list->groups);
    mem_free(list->rows);
    *list = (struct operations){0};
}

static bool
any_has(names list, struct span word)
{
    for (; list && *list; list++)
        if (span_find_nocase(span_of(*list), 0, word) < strlen(*list))
            return true;
    return false;
}

/* Every word stands somewhere in what is known of the operation. */
static bool
matches(const struct operation *operation, struct span filter)
{
    const char *const places[] = {operation->title,
                                  operation->group,
                                  text_known(operation->title),
                                  text_known(operation->group),
                                  operation->path,
                                  operation->id,
                                  operation->method,
                                  operation->what,
                                  operation_product(operation)};
    struct span word;
    while (span_next(&filter, ' ', &word)) {
        bool found = !word.n || any_has(operation->permissions_application, word) ||
                     any_has(operation->permissions_delegated, word);
        for (size_t i = 0; i < COUNT_OF(places) && !found; i++)
            found = places[i] &&
                    span_find_nocase(span_of(places[i]), 0, word) < strlen(places[i]);
        if (!found)
            return false;
    }
    return true;
}

static void
add_row(struct operations *list, const struct operation *operation, unsigned group)
{
    ARRAY_GROW(list->rows, list->row_count, list->row_room);
    list->rows[list->row_count++] = (struct operations_row){operation, group};
}

/* What a filter finds, it finds in its own group. */
static void
add_group(struct operations *list, unsigned index)
{
    struct operations_group *group = &list->groups[index];
    struct span filter = span_trim(str_span(&list->filter.text));
    group->shown = 0;
    for (unsigned i = 0; i < group->count; i++) {
        const struct operation *operation =
            index == GROUP_RECENT ? list->recent[i]
            : index == GROUP_FAVOURITES
                ? list->favourites[i]
                : &list->catalogue->operations[group->first + i];
        if ((index < GROUPS_OWN && filter.n) || !matches(operation, filter))
            continue;
        if (!group->shown++)
            add_row(list, NULL, index);
        if (group->open || filter.n)
            add_row(list, operation, index);
    }
}

/* How well a text fits what was typed: 3 as a whole, 2 at its start, 1 anywhere. */
static int
likeness(const char *text, struct span filter)
{
    struct span whole = span_of(text);
    if (span_equal_nocase(whole, filter))
        return 3;
    if (span_equal_nocase(span_sub(whole, 0, filter.n), filter))
        return 2;
    return span_find_nocase(whole, 0, filter) < whole.n;
}

/* By title, name, path or permission, whichever fits best; one that is only mentioned
 * elsewhere comes after all of them. Among equals the one that says the least beside
 * it. */
static int
fitness(const struct operation *operation, struct span filter)
{
    enum { STEP = 1000 }; /* more than any title is long */
    const char *const places[] = {operation->title, text_known(operation->title),
                                  operation->id, operation->path};
    size_t title = strlen(operation->title);
    int best = any_has(operation->permissions_application, filter) ||
               any_has(operation->permissions_delegated, filter);
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        int like = likeness(places[i], filter);
        best = like > best ? like : best;
    }
    return best * STEP + (title < STEP ? STEP - (int)title : 1);
}

/* Where the cursor belongs: on the best match while there is a filter, else where it
 * was. */
static size_t
best_row(const struct operations *list, struct operations_row current)
{
    struct span filter = span_trim(str_span(&list->filter.text));
    size_t best = 0;
    int best_fitness = 0;
    for (size_t i = 0; i < list->row_count; i++) {
        const struct operation *operation = list->rows[i].operation;
        bool same = operation == current.operation;
        int fit = !operation ? 0
                  : filter.n ? fitness(operation, filter)
                             : same + (same && list->rows[i].group == current.group);
        if (fit > best_fitness) {
            best = i;
            best_fitness = fit;
        }
    }
    return best;
}

void
operations_refresh(struct operations *list)
{
    struct operations_row current = {0};
    if (list->cursor < list->row_count)
        current = list->rows[list->cursor];
    list->row_count = 0;
    for (unsigned i = 0; i < list->group_count; i++)
        add_group(list, i);
    list->cursor = best_row(list, current);
}

void
operations_move(struct operations *list, long rows)
{
    long last = (long)list->row_count - 1, to = (long)list->cursor + rows;
    list->cursor = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

const struct operation *
operations_current(const struct operations *list)
{
    return list->cursor < list->row_count ? list->rows[list->cursor].operation : NULL;
}

/* Opens or folds a group and leaves the cursor on its heading. */
static void
set_open(struct operations *list, unsigned group, bool open)
{
    list->groups[group].open = open;
    operations_refresh(list);
    for (size_t i = 0; i < list->row_count; i++)
        if (!list->rows[i].operation && list->rows[i].group == group)
            list->cursor = i;
}

void
operations_fold(struct operations *list, bool open)
{
    if (list->cursor < list->row_count)
        set_open(list, list->rows[list->cursor].group, open);
}

void
operations_toggle(struct operations *list)
{
    if (list->cursor < list->row_count)
        operations_fold(list, !list->groups[list->rows[list->cursor].group].open);
}

void
operations_go(struct operations *list, const struct operation *operation)
{
    for (unsigned i = GROUPS_OWN; i < list->group_count; i++) {
        struct operations_group *group = &list->groups[i];
        const struct operation *first = &list->catalogue->operations[group->first];
        if (operation >= first && operation < first + group->count)
            group->open = true;
    }
    operations_refresh(list);
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].operation == operation)
            list->cursor = i;
}

void
operations_used(struct operations *list, const struct operation *operation)
{
    unsigned count = list->groups[GROUP_RECENT].count, at = 0;
    while (at < count && list->recent[at] != operation)
        at++;
    if (at == count && count < OPERATIONS_RECENT)
        list->groups[GROUP_RECENT].count++;
    else if (at == count)
        at--;
    memmove(list->recent + 1, list->recent, at * sizeof *list->recent);
    list->recent[0] = operation;
    list->changed = true;
    operations_refresh(list);
}

void
operations_show_cursor(struct operations *list, size_t rows)
{
    list->page = rows;
    if (list->cursor < list->top)
        list->top = list->cursor;
    if (rows && list->cursor >= list->top + rows)
        list->top = list->cursor - rows + 1;
    if (list->top + rows > list->row_count)
        list->top = list->row_count > rows ? list->row_count - rows : 0;
}
