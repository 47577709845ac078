/* Where the cursor is in a string of the answer that is open, and what can be copied
 * there. */
#include "config.h"

#include "explorer/opening.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"
#include "json/text.h"

static const struct viewer *
tree(const struct opening *opening)
{
    const struct viewer *viewer = opening_viewer(opening);
    return viewer && viewer->kind == VIEWER_JSON ? viewer : NULL;
}

void
opening_place(const struct opening *opening, struct str *out)
{
    for (size_t i = 0; i < opening->count; i++)
        str_addf(out, "%s%s", i ? " » " : "", str_text(&opening->levels[i]->pointer));
    struct str inner = {0};
    if (tree(opening))
        viewer_pointer(tree(opening), &inner);
    if (inner.n)
        str_addf(out, " » %s", str_text(&inner));
    str_release(&inner);
}

/* --- what is copied --- */

static void
add_text(const struct opening *opening, struct str *out)
{
    str_add(out, str_span(&opening->levels[opening->count - 1]->text));
}

static void
add_raw(const struct opening *opening, struct str *out)
{
    str_add(out, str_span(&opening->levels[opening->count - 1]->raw));
}

static void
add_outer(const struct opening *opening, struct str *out)
{
    str_add(out, str_span(&opening->levels[opening->count - 1]->pointer));
}

static void
add_value(const struct opening *opening, struct str *out)
{
    viewer_meaning(tree(opening), out);
}

static void
add_inner(const struct opening *opening, struct str *out)
{
    viewer_pointer(tree(opening), out);
}

/* .value[0].AdditionalFields | fromjson | .Details.Path */
static void
add_jq(const struct opening *opening, struct str *out)
{
    struct str inner = {0};
    for (size_t i = 0; i < opening->count; i++) {
        json_pointer_as_jq(str_span(&opening->levels[i]->pointer), out);
        str_add_text(out, " | fromjson | ");
    }
    viewer_pointer(tree(opening), &inner);
    json_pointer_as_jq(str_span(&inner), out);
    str_release(&inner);
}

static const struct {
    const char *label;
    bool tree; /* needs one */
    void (*add)(const struct opening *opening, struct str *out);
} copies[] = {
    {N_("text as it came"), false, add_raw},
    {N_("text"), false, add_text},
    {N_("value under the cursor"), true, add_value},
    {N_("path of that value, through the text (jq)"), true, add_jq},
    {N_("path of that value, in the text (JSON pointer)"), true, add_inner},
    {N_("path of the text itself (JSON pointer)"), false, add_outer},
};

void
opening_copy_menu(struct explorer *explorer)
{
    const struct opening *opening = &explorer->opening;
    overlay_open(&explorer->overlay, OVERLAY_COPY, _("Copy"));
    for (size_t i = 0; i < COUNT_OF(copies); i++)
        if (tree(opening) || !copies[i].tree)
            overlay_add(&explorer->overlay, _(copies[i].label), NULL, (int)i);
}

void
opening_copy(struct explorer *explorer, size_t index, struct commands *commands)
{
    struct str text = {0};
    copies[index].add(&explorer->opening, &text);
    opening_show(explorer);
    explorer_copy(explorer, str_span(&text), _(copies[index].label), "value", commands);
    str_release(&text);
}
