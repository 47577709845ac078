/* Putting a required name into an object, laid out as the object is. */
#include "config.h"

#include "api/check_parts.h"

#include "api/request.h"
#include "json/text.h"

#include <string.h>

enum { LINE_MAX_BYTES = 1024 }; /* a longer line is laid out by nobody */

/* The blanks that the line at AT begins with. */
static struct span
indent_at(struct span text, size_t at)
{
    size_t start = at, end, least = at > LINE_MAX_BYTES ? at - LINE_MAX_BYTES : 0;
    while (start > least && text.p[start - 1] != '\n')
        start--;
    if (start && text.p[start - 1] != '\n')
        return SPAN("");
    for (end = start; end < at && (text.p[end] == ' ' || text.p[end] == '\t');)
        end++;
    return span_sub(text, start, end);
}

/* "name": value, with the lines of the value moved in as far as INDENT. */
static void
add_member(struct str *out, const struct schema *property, struct span colon,
           struct span indent)
{
    struct str value = {0};
    request_placeholder(property, &value);
    json_quote(out, span_of(property->name));
    str_add(out, colon);
    struct span rest = str_span(&value), line;
    for (bool first = true; span_next(&rest, '\n', &line); first = false) {
        if (!first) {
            str_add_byte(out, '\n');
            str_add(out, indent);
        }
        str_add(out, line);
    }
    str_release(&value);
}

/* Behind the last member, in its manner. */
static void
fill_behind(struct hint *hint, const struct json_tree *tree,
            const struct json_node *last, const struct schema *property)
{
    struct span text = tree->text;
    struct str out = {0};
    size_t blank = last->name_at, name_end = last->name_at + last->name_length;
    while (blank && strchr(" \t\r\n", text.p[blank - 1]))
        blank--;
    struct span colon = span_sub(text, name_end, last->at);
    bool alone = text.p[blank - 1] == '{' && blank == last->name_at;
    str_add_text(&out, alone && span_ends(colon, " ") ? ", " : ",");
    str_add(&out, span_sub(text, blank, last->name_at));
    add_member(&out, property, colon, indent_at(text, last->name_at));
    hint_cure(hint, last->at + last->length, 0, str_span(&out));
    str_release(&out);
}

/* As the first member, on a line of its own. */
static void
fill_empty(struct hint *hint, const struct json_tree *tree,
           const struct json_node *object, const struct schema *property)
{
    struct str out = {0}, inner = {0};
    struct span indent = indent_at(tree->text, object->at);
    struct span within =
        span_sub(tree->text, object->at + 1, object->at + object->length - 1);
    str_add(&inner, indent);
    str_add_text(&inner, "  ");
    str_addf(&out, "\n%s", str_text(&inner));
    add_member(&out, property, SPAN(": "), str_span(&inner));
    if (!span_has(within, "\n"))
        str_addf(&out, "\n%.*s", SPAN_ARG(indent));
    hint_cure(hint, object->at + 1, 0, str_span(&out));
    str_release(&inner);
    str_release(&out);
}

void
check_fill(struct hint *hint, const struct json_tree *tree,
           const struct json_node *object, const struct schema *property)
{
    const struct json_node *last = NULL;
    for (const struct json_node *node = json_node_first(tree, object); node;
         node = json_node_next(tree, node))
        last = node;
    if (tree->fault_count || tree->cut_short)
        return;
    if (last)
        fill_behind(hint, tree, last, property);
    else
        fill_empty(hint, tree, object, property);
    hint->edit.fill = true;
}
