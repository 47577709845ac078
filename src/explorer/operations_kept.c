/* What is kept of the list between runs: favourites and the operations chosen last, a
 * line each: "favourite isolateMachine". */
#include "config.h"

#include "explorer/operations.h"

#include <string.h>

static const char *const words[] = {
    [GROUP_FAVOURITES] = "favourite", [GROUP_RECENT] = "recent"};

static unsigned
favourite_index(const struct operations *list, const struct operation *operation)
{
    unsigned count = list->groups[GROUP_FAVOURITES].count, at = 0;
    while (at < count && list->favourites[at] != operation)
        at++;
    return at;
}

bool
operations_is_favourite(const struct operations *list,
                        const struct operation *operation)
{
    return favourite_index(list, operation) < list->groups[GROUP_FAVOURITES].count;
}

/* With no room left the oldest one goes. */
static void
add_favourite(struct operations *list, const struct operation *operation)
{
    unsigned *count = &list->groups[GROUP_FAVOURITES].count;
    if (*count == OPERATIONS_FAVOURITES)
        memmove(list->favourites, list->favourites + 1,
                --*count * sizeof *list->favourites);
    list->favourites[(*count)++] = operation;
}

bool
operations_favour(struct operations *list, const struct operation *operation)
{
    unsigned at = favourite_index(list, operation);
    unsigned *count = &list->groups[GROUP_FAVOURITES].count;
    bool now = at == *count;
    if (now) {
        add_favourite(list, operation);
    } else {
        --*count;
        memmove(list->favourites + at, list->favourites + at + 1,
                (*count - at) * sizeof *list->favourites);
    }
    list->changed = true;
    operations_refresh(list);
    return now;
}

void
operations_write(const struct operations *list, struct str *out)
{
    for (unsigned i = 0; i < list->groups[GROUP_FAVOURITES].count; i++)
        str_addf(out, "%s %s\n", words[GROUP_FAVOURITES], list->favourites[i]->id);
    str_add(out, str_span(&list->elsewhere));
    for (unsigned i = 0; i < list->groups[GROUP_RECENT].count; i++)
        str_addf(out, "%s %s\n", words[GROUP_RECENT], list->recent[i]->id);
}

/* An operation's id as the catalogue's documents may have it. */
static bool
is_id(struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] <= ' ' || text.p[i] == 0x7f)
            return false;
    }
    return text.n > 0 && text.n < 200;
}

/* One line; false: it can't be read. A favourite of another catalogue is kept for it.
 */
static bool
read_line(struct operations *list, struct span line)
{
    enum { ELSEWHERE_BYTES = 8192 };
    unsigned *count = &list->groups[GROUP_RECENT].count;
    struct span id = line, word;
    span_next(&id, ' ', &word);
    bool favourite = span_is(word, words[GROUP_FAVOURITES]);
    if ((!favourite && !span_is(word, words[GROUP_RECENT])) || !is_id(id))
        return false;
    const struct operation *operation = catalogue_find(list->catalogue, id);
    if (!operation && favourite && list->elsewhere.n < ELSEWHERE_BYTES)
        str_addf(&list->elsewhere, "%.*s\n", SPAN_ARG(line));
    if (operation && favourite && !operations_is_favourite(list, operation))
        add_favourite(list, operation);
    if (operation && !favourite && *count < OPERATIONS_RECENT)
        list->recent[(*count)++] = operation;
    return true;
}

bool
operations_read(struct operations *list, struct span text)
{
    bool good = true;
    struct span line;
    while (text.n && span_next(&text, '\n', &line))
        good &= read_line(list, line);
    operations_refresh(list);
    return good;
}
