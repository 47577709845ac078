#include "config.h"

#include "explorer/overlay.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

void
overlay_clear_items(struct overlay *overlay)
{
    for (size_t i = 0; i < overlay->item_count; i++) {
        mem_free(overlay->items[i].label);
        mem_free(overlay->items[i].detail);
    }
    overlay->item_count = overlay->cursor = 0;
}

void
overlay_close(struct overlay *overlay)
{
    overlay_clear_items(overlay);
    mem_free(overlay->items);
    mem_free(overlay->title);
    mem_free(overlay->topic);
    str_release(&overlay->text);
    str_release(&overlay->raw);
    editor_release(&overlay->field);
    about_release(&overlay->about);
    comparison_release(&overlay->comparison);
    str_release(&overlay->base);
    page_release(&overlay->laid);
    *overlay = (struct overlay){.field = {.single = true}};
}

bool
overlay_is_menu(const struct overlay *overlay)
{
    return overlay->kind == OVERLAY_PALETTE || overlay->kind == OVERLAY_FAULT ||
           overlay->kind == OVERLAY_USAGES || overlay->kind == OVERLAY_TOPICS ||
           overlay->kind == OVERLAY_COLUMNS;
}

bool
overlay_is_list(const struct overlay *overlay)
{
    return overlay->kind == OVERLAY_HISTORY || overlay->kind == OVERLAY_REQUESTS ||
           overlay->kind == OVERLAY_IMPORTED;
}

void
overlay_open(struct overlay *overlay, enum overlay_kind kind, const char *title)
{
    overlay_close(overlay);
    overlay->kind = kind;
    overlay->title = mem_strdup(title);
}

void
overlay_add(struct overlay *overlay, const char *label, const char *detail, int value)
{
    ARRAY_GROW(overlay->items, overlay->item_count, overlay->item_room);
    overlay->items[overlay->item_count++] =
        (struct overlay_item){mem_strdup(label), mem_strdup(detail), value};
}

bool
overlay_mentions(const char *const *texts, size_t count, struct span words)
{
    struct span word;
    while (span_next(&words, ' ', &word)) {
        bool found = !word.n;
        for (size_t i = 0; i < count && !found; i++)
            found = span_find_nocase(span_of(texts[i]), 0, word) < strlen(texts[i]);
        if (!found)
            return false;
    }
    return true;
}

void
overlay_list_actions(struct overlay *overlay, const struct keymap *keymap)
{
    struct span words = span_trim(str_span(&overlay->field.text));
    overlay_clear_items(overlay);
    for (int i = 0; i < ACTION_COUNT; i++) {
        const struct action_info *info = action_info((enum action)i);
        const char *texts[] = {info->name, _(info->label), _(info->help)};
        if (overlay_mentions(texts, COUNT_OF(texts), words))
            overlay_add(overlay, _(info->help), keymap_keys(keymap, (enum action)i), i);
    }
}

void
overlay_move(struct overlay *overlay, long items)
{
    long last = (long)overlay->item_count - 1, to = (long)overlay->cursor + items;
    to = to < 0 ? 0 : to > last ? last : to;
    long step = items < 0 ? -1 : 1;
    while (to > 0 && to <= last && overlay->items[to].value < 0)
        to += step;
    if (to >= 0 && overlay->items[to].value < 0) /* the first heading */
        to = last > 0 ? 1 : 0;
    overlay->cursor = (size_t)to;
}

void
overlay_scroll(struct overlay *overlay, long lines)
{
    long last = (long)overlay->laid.line_count - (long)overlay->page,
         to = (long)overlay->top + lines;
    if (to > last)
        to = last;
    overlay->top = to > 0 ? (size_t)to : 0;
}
