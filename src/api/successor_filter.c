/* $filter, turned into the successor's words. It is taken apart at the `and`s that join
 * it as a whole: what can't be said there is left out, and no other part changes its
 * meaning by that. */
#include "config.h"

#include "api/odata_lex.h"
#include "api/successor_parts.h"
#include "base/memory.h"

static bool
token_is(struct span text, const struct odata_token *token, const char *word)
{
    return token->kind == ODATA_TOKEN_WORD &&
           span_is(span_sub(text, token->at, token->at + token->length), word);
}

/* Where the part that begins at FROM ends: at an `and` outside of brackets, or at the
 * end. *NEXT: where the next one begins. An `or` outside of brackets (*OR) joins all.
 */
static size_t
part_end(struct span text, size_t from, size_t *next, bool * or)
{
    int depth = 0;
    for (struct odata_token token = odata_lex(text, from);
         token.kind != ODATA_TOKEN_END;
         token = odata_lex(text, token.at + token.length)) {
        depth += token.kind == ODATA_TOKEN_OPEN;
        depth -= token.kind == ODATA_TOKEN_CLOSE;
        if (depth)
            continue;
        * or |= token_is(text, &token, "or");
        if (token_is(text, &token, "and")) {
            *next = token.at + token.length;
            return token.at;
        }
    }
    *next = text.n;
    return text.n;
}

/* The property's name in the successor; NULL: it can't filter by it. */
static const char *
property_name(const struct turning *turning, struct span name)
{
    const struct change *change =
        change_find(turning->from, CHANGE_PROPERTY, NULL, name);
    if (change)
        return change->to;
    const struct odata *odata = turning->to->odata;
    for (names one = odata ? odata->filterable : NULL; one && *one; one++) {
        if (span_is_nocase(name, *one))
            return *one;
    }
    return NULL;
}

/* The property that a string is compared with, or the empty span. */
static struct span
compared_with(const struct odata_filter *filter, uint32_t string)
{
    for (uint32_t i = string + 1; i < filter->count; i++) {
        const struct odata_node *node = &filter->nodes[i];
        bool list = node->kind == ODATA_IN, found = false;
        if (node->kind < ODATA_EQ || node->kind > ODATA_IN)
            continue;
        struct span property = {0};
        for (uint32_t child = node->first; child != ODATA_NONE;
             child = filter->nodes[child].next) {
            const struct odata_node *operand = &filter->nodes[child];
            if (operand->kind == ODATA_PROPERTY)
                property = odata_node_text(filter, operand);
            found |= child == string;
            for (uint32_t item = list && operand->kind == ODATA_LIST ? operand->first
                                                                     : ODATA_NONE;
                 item != ODATA_NONE; item = filter->nodes[item].next)
                found |= item == string;
        }
        if (found)
            return property;
    }
    return (struct span){0};
}

static void
quote(struct str *out, struct span value)
{
    str_add_byte(out, '\'');
    for (size_t i = 0; i < value.n; i++)
        str_add(out, value.p[i] == '\'' ? SPAN("''") : span_sub(value, i, i + 1));
    str_add_byte(out, '\'');
}

/* What a node's text becomes; false: it stays. *LEFT: the successor has no word for
 * it. */
static bool
turn_node(const struct turning *turning, const struct odata_filter *filter,
          uint32_t index, struct str *out, bool *left)
{
    const struct odata_node *node = &filter->nodes[index];
    struct span text = odata_node_text(filter, node);
    struct str value = {0}, name = {0}, new = {0};
    if (node->kind == ODATA_PROPERTY) {
        const char *to = property_name(turning, text);
        *left |= !to;
        str_add_text(out, to ? to : "");
        return to != NULL;
    }
    if (node->kind != ODATA_STRING)
        return false;
    str_add(&name, compared_with(filter, index));
    odata_string(&value, text);
    bool turned =
        name.n && turn_value(turning, str_text(&name), str_span(&value), NULL, &new);
    if (turned)
        quote(out, str_span(&new));
    str_release(&value);
    str_release(&name);
    str_release(&new);
    return turned;
}

static void
note_change(const struct turning *turning, const struct odata_filter *filter,
            uint32_t index, const struct str *new)
{
    const struct odata_node *node = &filter->nodes[index];
    struct str old = str_dup(odata_node_text(filter, node)), name = {0};
    bool property = node->kind == ODATA_PROPERTY;
    if (!property)
        str_add(&name, compared_with(filter, index));
    if (!span_equal(str_span(&old), str_span(new)))
        differences_add(
            turning->differences, property ? DIFFERENCE_PROPERTY : DIFFERENCE_VALUE,
            property ? NULL : str_text(&name), str_text(&old), str_text(new));
    str_release(&old);
    str_release(&name);
}

/* The node that stands first at or after AT, or ODATA_NONE: nodes are not in the order
 * of the text. */
static uint32_t
next_leaf(const struct odata_filter *filter, size_t at)
{
    uint32_t best = ODATA_NONE;
    for (uint32_t i = 0; i < filter->count; i++) {
        const struct odata_node *node = &filter->nodes[i];
        if ((node->kind == ODATA_PROPERTY || node->kind == ODATA_STRING) &&
            node->at >= at && (best == ODATA_NONE || node->at < filter->nodes[best].at))
            best = i;
    }
    return best;
}

/* Appends the part from FROM to TO in the successor's words; false: it has none for all
 * of it. NOTE: tell what changes. */
static bool
turn_part(const struct turning *turning, const struct odata_filter *filter, size_t from,
          size_t to, struct str *out, bool note)
{
    bool left = false;
    size_t at = from;
    for (uint32_t i = next_leaf(filter, from);
         i != ODATA_NONE && filter->nodes[i].at < to;
         i = next_leaf(filter, filter->nodes[i].at + filter->nodes[i].length)) {
        const struct odata_node *node = &filter->nodes[i];
        struct str new = {0};
        str_add(out, span_sub(filter->text, at, node->at));
        at = node->at + node->length;
        if (turn_node(turning, filter, i, &new, &left)) {
            str_add(out, str_span(&new));
            if (note)
                note_change(turning, filter, i, &new);
        } else {
            str_add(out, span_sub(filter->text, node->at, at));
        }
        str_release(&new);
    }
    str_add(out, span_sub(filter->text, at, to));
    return !left;
}

static void
turn_parts(struct turning *turning, const struct odata_filter *filter, struct str *out)
{
    struct span text = filter->text;
    bool or = false;
    size_t next = 0;
    for (size_t at = 0; at < text.n; at = next)
        part_end(text, at, &next, & or);
    for (size_t at = 0; at < text.n; at = next) {
        size_t end = or ? (next = text.n) : part_end(text, at, &next, & or);
        struct span part = span_trim(span_sub(text, at, end));
        struct str new = {0}, scratch = {0};
        size_t from = (size_t)(part.p - text.p);
        if (turn_part(turning, filter, from, from + part.n, &scratch, false)) {
            turn_part(turning, filter, from, from + part.n, &new, true);
            str_addf(out, "%s%s", out->n ? " and " : "", str_text(&new));
        } else {
            str_set(&new, part);
            differences_add(turning->differences, DIFFERENCE_LEFT, "query:$filter",
                            str_text(&new), NULL);
        }
        str_release(&new);
        str_release(&scratch);
    }
}

void
turn_filter(struct turning *turning, struct span text)
{
    struct odata_filter filter = {0};
    struct str out = {0};
    if (odata_filter_parse(&filter, text))
        turn_parts(turning, &filter, &out);
    else
        str_add(&out, text); /* the check tells what is wrong with it */
    if (out.n)
        pairs_set(&turning->turned->query, SPAN("$filter"), str_span(&out));
    odata_filter_release(&filter);
    str_release(&out);
}

void
turn_add_condition(struct turning *turning, struct span condition)
{
    struct pairs *query = &turning->turned->query;
    struct span filter = span_of(pairs_get(query, "$filter"));
    struct span words = condition, property;
    struct str out = {0}, added = str_dup(condition);
    bool or = false;
    size_t next = 0;
    span_next(&words, ' ', &property);
    if (span_find(filter, 0, property) == filter.n || !filter.n) {
        for (size_t at = 0; at < filter.n; at = next)
            part_end(filter, at, &next, & or);
        if (filter.n)
            str_addf(&out, or ? "(%.*s) and " : "%.*s and ", SPAN_ARG(filter));
        str_add(&out, condition);
        pairs_set(query, SPAN("$filter"), str_span(&out));
        differences_add(turning->differences, DIFFERENCE_ADDED, "query:$filter", NULL,
                        str_text(&added));
    }
    str_release(&out);
    str_release(&added);
}
