/* Candidates: how they fit what was typed, and their order. */
#include "config.h"

#include "api/completion_parts.h"

#include "api/about.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

void
completion_release(struct completion *completion)
{
    for (size_t i = 0; i < completion->count; i++) {
        str_release(&completion->items[i].label);
        str_release(&completion->items[i].text);
        str_release(&completion->items[i].meaning);
    }
    mem_free(completion->items);
    *completion = (struct completion){0};
}

static bool
is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_word_byte(char c)
{
    return is_capital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* The words of IsolationType, $filter and return=minimal begin with a capital, or
 * behind what is no letter. */
static bool
begins_word(struct span label, size_t at)
{
    char before = label.p[at - 1];
    return is_word_byte(label.p[at]) &&
           (!is_word_byte(before) || (is_capital(label.p[at]) && !is_capital(before)));
}

static enum fit
fit_of(struct span typed, struct span label)
{
    struct span start = span_sub(label, 0, typed.n);
    if (span_equal(start, typed))
        return FIT_START;
    if (span_equal_nocase(start, typed))
        return FIT_CASE;
    for (size_t i = 1; i < label.n; i++)
        if (begins_word(label, i) &&
            span_equal_nocase(span_sub(label, i, i + typed.n), typed))
            return FIT_INSIDE;
    return FIT_NONE;
}

struct candidate *
completion_offer(struct completion *completion, struct span typed, const char *label,
                 const char *tail, const char *meaning)
{
    enum fit fit = fit_of(typed, span_of(label));
    if (fit == FIT_NONE)
        return NULL;
    completion->whole |= span_is(typed, label);
    ARRAY_GROW(completion->items, completion->count, completion->room);
    struct candidate *candidate = &completion->items[completion->count];
    *candidate = (struct candidate){
        .label = str_of(label), .fit = fit, .order = completion->count};
    completion->count++;
    str_addf(&candidate->text, "%s%s", label, tail);
    candidate->caret = candidate->text.n;
    str_add_text(&candidate->meaning, meaning);
    return candidate;
}

struct candidate *
completion_offer_schema(struct completion *completion, struct span typed,
                        const struct schema *schema, const char *tail)
{
    struct candidate *candidate =
        completion_offer(completion, typed, schema->name, tail, "");
    if (!candidate)
        return NULL;
    about_detail(&candidate->meaning, schema);
    if (schema->what)
        str_addf(&candidate->meaning, _(": %s"), text_known(schema->what));
    return candidate;
}

void
completion_set_text(struct candidate *candidate, struct span text)
{
    str_set(&candidate->text, text);
    candidate->caret = text.n;
}

static int
by_fit(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->fit != b->fit)
        return a->fit > b->fit ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void
completion_rank(struct completion *completion)
{
    if (completion->count)
        qsort(completion->items, completion->count, sizeof *completion->items, by_fit);
}

size_t
completion_word_end(struct span text, size_t at)
{
    while (at < text.n && (is_word_byte(text.p[at]) || text.p[at] == '_'))
        at++;
    return at;
}
