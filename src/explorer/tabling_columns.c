/* The menu of a table's columns: found by name, shown or not, moved. */
#include "config.h"

#include "explorer/tabling.h"

#include "base/count.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"
#include "explorer/keys.h"

/* Those that are there to be shown. */
static void
name_columns(const struct table *table, struct overlay *overlay)
{
    struct str title = {0}, count = {0};
    size_t columns = 0;
    for (size_t i = 0; i < table->column_count; i++)
        columns += !table->columns[i].closed;
    str_add_count(&count, columns);
    str_addf(&title, ngettext("%s column", "%s columns", columns), str_text(&count));
    mem_free(overlay->title);
    overlay->title = str_take(&title);
    str_release(&count);
}

static void
list_columns(struct explorer *explorer)
{
    static const char *const kinds[] = {[TABLE_TEXT] = N_("text"),
                                        [TABLE_NUMBER] = N_("number"),
                                        [TABLE_TIME] = N_("time")};
    const struct table *table = &explorer->result.table;
    struct overlay *overlay = &explorer->overlay;
    struct span words = span_trim(str_span(&overlay->field.text));
    overlay_clear_items(overlay);
    name_columns(table, overlay);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        const char *texts[] = {column->name};
        struct str label = {0};
        if (column->closed || !overlay_mentions(texts, COUNT_OF(texts), words))
            continue;
        str_addf(&label, "%s %s", column->hidden ? "[ ]" : "[x]", column->name);
        overlay_add(overlay, str_text(&label),
                    column->opened    ? _("Left closes")
                    : column->objects ? _("Right opens")
                                      : _(kinds[column->kind]),
                    (int)i);
        str_release(&label);
    }
}

void
tabling_open_columns(struct explorer *explorer)
{
    struct table *table = &explorer->result.table;
    overlay_open(&explorer->overlay, OVERLAY_COLUMNS, "");
    list_columns(explorer);
    explorer->overlay.cursor = table->column;
}

static void
list_again(struct explorer *explorer, size_t column)
{
    struct overlay *overlay = &explorer->overlay;
    list_columns(explorer);
    for (size_t i = 0; i < overlay->item_count; i++)
        if (overlay->items[i].value == (int)column)
            overlay->cursor = i;
}

/* Shows all that are listed; where they are shown, hides them, but never the last. */
static void
turn_all(struct table *table, const struct overlay *overlay)
{
    bool show = false;
    for (size_t i = 0; i < overlay->item_count; i++)
        show |= table->columns[overlay->items[i].value].hidden;
    for (size_t i = 0; i < overlay->item_count; i++)
        table_show_column(table, (size_t)overlay->items[i].value, show);
}

/* False: the column has nothing to open or to close, and the key is the caret's. */
static bool
open_or_close(struct explorer *explorer, bool open, size_t *column)
{
    struct table *table = &explorer->result.table;
    if (open)
        return table_open(table, explorer->result.viewer.text, *column);
    size_t closed = table_close(table, *column);
    if (closed == table->column_count)
        return false;
    *column = closed;
    return true;
}

static bool
chosen_key(struct explorer *explorer, struct span key)
{
    struct table *table = &explorer->result.table;
    struct overlay *overlay = &explorer->overlay;
    size_t column = (size_t)overlay->items[overlay->cursor].value;
    if (span_is(key, " ")) {
        table_show_column(table, column, table->columns[column].hidden);
    } else if (span_is(key, "Tab")) {
        turn_all(table, overlay);
    } else if (span_is(key, "{") || span_is(key, "}")) {
        table_show_column(table, column, true);
        table_go(table, column);
        table_shift(table, span_is(key, "{") ? -1 : 1);
        column = table->column;
    } else if (span_is(key, "Right") || span_is(key, "Left")) {
        if (!open_or_close(explorer, span_is(key, "Right"), &column))
            return false;
    } else {
        return false;
    }
    list_again(explorer, column);
    return true;
}

void
tabling_columns_grown(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    size_t cursor = overlay->cursor;
    if (overlay->kind != OVERLAY_COLUMNS)
        return;
    list_columns(explorer);
    overlay->cursor = cursor < overlay->item_count ? cursor : 0;
}

bool
tabling_columns_key(struct explorer *explorer, const struct key_event *event,
                    struct span key)
{
    struct table *table = &explorer->result.table;
    struct overlay *overlay = &explorer->overlay;
    if (overlay->cursor < overlay->item_count) /* the table may have grown since */
        list_again(explorer, (size_t)overlay->items[overlay->cursor].value);
    bool chosen = overlay->cursor < overlay->item_count;
    if (span_is(key, "Enter")) {
        size_t column = chosen ? (size_t)overlay->items[overlay->cursor].value : 0;
        overlay_close(overlay);
        if (chosen) {
            table_show_column(table, column, true);
            table_go(table, column);
        }
        return true;
    }
    if (chosen && chosen_key(explorer, key))
        return true;
    bool known = key_edit(&overlay->field, event);
    if (known)
        list_columns(explorer);
    return known;
}
