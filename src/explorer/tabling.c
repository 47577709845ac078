#include "config.h"

#include "explorer/tabling.h"

#include "base/count.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"
#include "json/text.h"

enum { BAR_COLUMNS = 20, WIDER = 4 };

static struct table *
table_of(struct explorer *explorer)
{
    return &explorer->result.table;
}

bool
tabling_on(const struct explorer *explorer)
{
    return explorer->focus == PANE_RESPONSE && explorer->result.tab == RESULT_TABLE &&
           explorer->result.table.there;
}

static struct span
text_of(const struct explorer *explorer)
{
    return explorer->result.viewer.text;
}

void
tabling_value(const struct explorer *explorer, struct str *out)
{
    const struct table *table = &explorer->result.table;
    struct span raw;
    if (table->cursor < table_rows(table) && table->column < table->column_count &&
        table_cell(table, text_of(explorer), table_row(table, table->cursor),
                   table->column, &raw))
        table_plain(raw, out);
}

/* The first row stands for all: what a value is called doesn't depend on its row. */
void
tabling_pointer(const struct explorer *explorer, struct str *out)
{
    const struct table *table = &explorer->result.table;
    if (table->column >= table->column_count)
        return;
    str_add_text(out, "/value/0");
    table_pointer(table, table->column, out);
}

void
tabling_cell_pointer(const struct explorer *explorer, struct str *out)
{
    const struct table *table = &explorer->result.table;
    if (table->cursor >= table_rows(table) || table->column >= table->column_count)
        return;
    str_add(out, str_span(&table->list));
    json_pointer_add_index(out, table_row(table, table->cursor));
    table_pointer(table, table->column, out);
}

/* --- keys --- */

static void
sort(struct explorer *explorer)
{
    table_sort(table_of(explorer), table_of(explorer)->column);
}

/* The prompt says what the rows are chosen by: this column, or any. */
static void
name_filter(struct explorer *explorer)
{
    struct table *table = table_of(explorer);
    struct overlay *overlay = &explorer->overlay;
    struct str title = {0};
    if (overlay->any)
        str_add_text(&title, _("Rows by any column: text, !text, = != < > VALUE"));
    else
        str_addf(&title, _("Rows by %s: text, !text, = != < > VALUE"),
                 table->columns[table->column].name);
    mem_free(overlay->title);
    overlay->title = str_take(&title);
}

static void
ask_filter(struct explorer *explorer)
{
    overlay_open(&explorer->overlay, OVERLAY_TABLE_FILTER, "");
    name_filter(explorer);
}

void
tabling_filter_turn(struct explorer *explorer)
{
    explorer->overlay.any = !explorer->overlay.any;
    name_filter(explorer);
}

static void
count_values(struct explorer *explorer)
{
    table_count(table_of(explorer), table_of(explorer)->column);
}

/* The row in the body, with everything around it. */
static void
open_row(struct explorer *explorer)
{
    struct table *table = table_of(explorer);
    struct viewer *viewer = &explorer->result.viewer;
    if (table->cursor >= table_rows(table))
        return;
    struct span row =
        json_rows_at(&table->rows, viewer->text, table_row(table, table->cursor));
    explorer->result.tab = RESULT_BODY;
    viewer_go(viewer, (size_t)(row.p - viewer->text.p));
}

static void
left(struct explorer *explorer)
{
    table_across(table_of(explorer), -1);
}

static void
right(struct explorer *explorer)
{
    table_across(table_of(explorer), 1);
}

static void
shift_left(struct explorer *explorer)
{
    table_shift(table_of(explorer), -1);
}

static void
shift_right(struct explorer *explorer)
{
    table_shift(table_of(explorer), 1);
}

static void
wider(struct explorer *explorer)
{
    table_widen(table_of(explorer), WIDER);
}

static void
narrower(struct explorer *explorer)
{
    table_widen(table_of(explorer), -WIDER);
}

static void
hide(struct explorer *explorer)
{
    table_hide(table_of(explorer));
}

static void
show_all(struct explorer *explorer)
{
    table_show_all(table_of(explorer));
}

/* What is under way ends; else all filters go. False: there was neither. */
static bool
leave(struct explorer *explorer)
{
    struct table *table = table_of(explorer);
    if (table->work == WORK_FILTER || table->work == WORK_SORT)
        table->sorted = false;
    else if (table->work == WORK_NONE && !table->filter_count)
        return false;
    bool counting = table->work == WORK_COUNT || table->work == WORK_EXPORT;
    table_stop(table);
    if (!counting)
        table_drop_filters(table);
    return true;
}

bool
tabling_key(struct explorer *explorer, struct span key)
{
    static const struct {
        const char *key;
        void (*run)(struct explorer *explorer);
    } keys[] = {{"O", sort},         {"/", ask_filter},
                {"c", count_values}, {"X", tabling_ask_export},
                {"Enter", open_row}, {"Left", left},
                {"h", left},         {"Right", right},
                {"l", right},        {"{", shift_left},
                {"}", shift_right},  {"+", wider},
                {"-", narrower},     {"d", hide},
                {"D", show_all},     {"C", tabling_open_columns}};
    if (span_is(key, "Esc"))
        return leave(explorer);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (!span_is(key, keys[i].key))
            continue;
        if (table_of(explorer)->column < table_of(explorer)->column_count)
            keys[i].run(explorer);
        return true;
    }
    return false;
}

void
tabling_click(struct explorer *explorer, int y, int x)
{
    struct table *table = table_of(explorer);
    int at = 0;
    size_t column = table_next_column(table, table->left);
    while (column < table->column_count && x >= at + table->columns[column].width + 1) {
        at += table->columns[column].width + 1;
        column = table_next_column(table, column + 1);
    }
    if (column < table->column_count)
        table->column = column;
    if (y == 0)
        sort(explorer);
    else
        table_move(table, (long)table->top + y - 1 - (long)table->cursor);
}

/* --- what lies over it --- */

void
tabling_filter(struct explorer *explorer)
{
    struct table *table = table_of(explorer);
    struct str text = str_dup(str_span(&explorer->overlay.field.text));
    size_t column = explorer->overlay.any ? TABLE_ANY : table->column;
    overlay_close(&explorer->overlay);
    table_set_filter(table, column, str_span(&text));
    str_release(&text);
}

static void
list_counts(struct explorer *explorer)
{
    struct table *table = table_of(explorer);
    struct overlay *overlay = &explorer->overlay;
    size_t all = table->all, most = table->value_count ? table->values[0].count : 1;
    struct str text = {0}, kinds = {0}, rows = {0};
    table->work = WORK_NONE;
    if (!all) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     table->filter_count ? _("The filter lets no row through, so there "
                                             "is nothing to count. Esc takes it away.")
                                         : _("There are no rows to count."));
        return;
    }
    str_add_count(&kinds, table->value_kinds);
    str_add_count(&rows, all);
    str_addf(&text,
             ngettext("%s: %s value in %s rows", "%s: %s different values in %s rows",
                      table->value_kinds),
             table->columns[table->count_column].name, str_text(&kinds),
             str_text(&rows));
    overlay_open(overlay, OVERLAY_COUNTS, str_text(&text));
    for (size_t i = 0; i < table->value_count; i++) {
        const struct table_value *value = &table->values[i];
        str_clear(&text);
        for (size_t b = 0; b < BAR_COLUMNS; b++)
            str_add_text(
                &text, b < (value->count * BAR_COLUMNS + most - 1) / most ? "▓" : "░");
        str_addf(&text, " %.*s", TABLE_CELL_MAX,
                 value->text.n ? str_text(&value->text) : _("(empty)"));
        struct str detail = {0};
        str_add_count(&detail, value->count);
        str_addf(&detail, "  %zu%%", 100 * value->count / (all ? all : 1));
        overlay_add(overlay, str_text(&text), str_text(&detail), (int)i);
        str_release(&detail);
    }
    if (table->value_others) {
        str_clear(&text);
        str_clear(&kinds);
        str_clear(&rows);
        str_add_count(&kinds, table->value_kinds - table->value_count);
        str_add_count(&rows, table->value_others);
        str_addf(&text, _("%s rarer values in %s rows are not listed"),
                 str_text(&kinds), str_text(&rows));
        overlay_add(overlay, str_text(&text), NULL, (int)table->value_count);
    }
    str_release(&text);
    str_release(&kinds);
    str_release(&rows);
}

bool
tabling_counts_key(struct explorer *explorer, struct span key)
{
    struct table *table = table_of(explorer);
    struct overlay *overlay = &explorer->overlay;
    if (!span_is(key, "Enter") || overlay->cursor >= table->value_count)
        return false;
    struct str value = str_dup(str_span(&table->values[overlay->cursor].text));
    overlay_close(overlay);
    table_set_value(table, table->count_column, str_span(&value));
    str_release(&value);
    return true;
}

void
tabling_work(struct explorer *explorer, struct commands *commands)
{
    struct table *table = table_of(explorer);
    size_t columns = table->column_count;
    bool ended = table_step(table, text_of(explorer));
    if (table->column_count != columns)
        tabling_columns_grown(explorer);
    if (table->work == WORK_EXPORT)
        tabling_export_rows(explorer, ended, commands);
    else if (ended && table->work == WORK_COUNT)
        list_counts(explorer);
}
