#include "config.h"

#include "view/view_table.h"

#include "base/count.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "view/widgets.h"

static const char *
sort_mark(const struct table *table, size_t column)
{
    return !table_in_order(table) || table->sort_column != column ? ""
           : table->descending                                    ? "▼"
                                                                  : "▲";
}

/* Of a filter: the key that sets it. */
static const char *
filter_mark(const struct table *table, size_t column)
{
    return table_filter_of(table, column) ? "/" : "";
}

/* A name gives way to its marks where there is no room for all. */
static void
draw_name(const struct table *table, struct screen *screen, struct rect area, int x,
          size_t index, enum style style)
{
    const struct table_column *column = &table->columns[index];
    struct span name = span_of(column->name);
    int columns = (int)sanitise_columns(name, SANITISE_PLAIN);
    struct str marks = {0};
    str_addf(&marks, "%s%s", sort_mark(table, index), filter_mark(table, index));
    int room = column->width - (int)sanitise_columns(str_span(&marks), SANITISE_PLAIN);
    if (columns > room)
        columns = room;
    screen_put_cut(screen, area, 0, x, columns, name, SANITISE_PLAIN, style);
    if (marks.n && columns < room)
        screen_put_cut(screen, area, 0, x + columns++, 1, SPAN(" "), SANITISE_PLAIN,
                       style);
    screen_put_cut(screen, area, 0, x + columns, column->width - columns,
                   str_span(&marks), SANITISE_PLAIN, style);
    str_release(&marks);
}

static void
draw_header(const struct table *table, struct screen *screen, struct rect area,
            bool focus)
{
    int x = 0;
    for (size_t i = table_next_column(table, table->left);
         i < table->column_count && x < area.columns;
         i = table_next_column(table, i + 1)) {
        enum style style = i == table->column && focus ? STYLE_SELECTED : STYLE_TITLE;
        draw_name(table, screen, area, x, i, style);
        x += table->columns[i].width + 1;
    }
}

static enum style
cell_style(const struct table_column *column, struct span raw)
{
    return span_is(raw, "null")           ? STYLE_DIM
           : column->kind == TABLE_NUMBER ? STYLE_NUMBER
           : raw.n && raw.p[0] == '{'     ? STYLE_DIM
           : raw.n && raw.p[0] == '['     ? STYLE_DIM
                                          : STYLE_NORMAL;
}

static void
draw_cell(struct screen *screen, struct rect area, int y, int x,
          const struct table_column *column, struct span raw)
{
    struct str plain = {0};
    table_show(raw, &plain);
    struct span text = str_span(&plain);
    int width = column->width < area.columns - x ? column->width : area.columns - x;
    int columns = (int)sanitise_columns(text, SANITISE_PLAIN);
    if (column->kind == TABLE_NUMBER && columns < width)
        x += width - columns;
    screen_put_cut(screen, area, y, x, columns < width ? columns : width, text,
                   SANITISE_PLAIN, cell_style(column, raw));
    str_release(&plain);
}

static void
draw_row(const struct table *table, struct span text, struct screen *screen,
         struct rect area, int y, size_t shown)
{
    int x = 0;
    for (size_t i = table_next_column(table, table->left);
         i < table->column_count && x < area.columns;
         i = table_next_column(table, i + 1)) {
        const struct table_column *column = &table->columns[i];
        struct span raw;
        if (table_cell(table, text, table_row(table, shown), i, &raw))
            draw_cell(screen, area, y, x, column, raw);
        x += column->width + 1;
    }
}

/* Numbers for a sentence, as people read them. */
struct extent {
    struct str first, last, all;
};

static void
extent_write(struct extent *extent, size_t first, size_t last, size_t all)
{
    str_add_count(&extent->first, first);
    str_add_count(&extent->last, last);
    str_add_count(&extent->all, all);
}

static void
extent_release(struct extent *extent)
{
    str_release(&extent->first);
    str_release(&extent->last);
    str_release(&extent->all);
}

/* A part of the line below: left away as a whole where there is no room for it and
 * the header's marks or the title TELL it as well. Empties PART. */
static void
add_part(struct str *out, struct str *part, bool told, int columns)
{
    int used = (int)(sanitise_columns(str_span(out), SANITISE_PLAIN) +
                     sanitise_columns(str_span(part), SANITISE_PLAIN));
    if (part->n && (!told || used + 3 <= columns))
        str_addf(out, " · %s", str_text(part));
    str_clear(part);
}

/* The first column behind those in sight. */
static size_t
columns_end(const struct table *table)
{
    size_t i = table_next_column(table, table->left), used = 0;
    for (; i < table->column_count && used < table->width;
         i = table_next_column(table, i + 1))
        used += (size_t)table->columns[i].width + 1;
    return i;
}

/* Told where some are out of sight. */
static void
write_columns(const struct table *table, struct str *out)
{
    size_t all = table_columns_before(table, table->column_count);
    size_t hidden = table_hidden(table);
    size_t first = table_columns_before(table, table->left);
    size_t last = table_columns_before(table, columns_end(table));
    struct extent extent = {0};
    extent_write(&extent, first + 1, last, all);
    if (last - first < all)
        str_addf(out, _("columns %s-%s of %s"), str_text(&extent.first),
                 str_text(&extent.last), str_text(&extent.all));
    if (hidden) {
        str_add_text(out, out->n ? " · " : "");
        struct str count = {0};
        str_add_count(&count, hidden);
        str_addf(out, ngettext("%s column hidden", "%s columns hidden", hidden),
                 str_text(&count));
        str_release(&count);
    }
    extent_release(&extent);
}

/* Marks above the scroll bar: columns are out of sight at this side. */
static void
draw_marks(const struct table *table, struct screen *screen, struct rect area)
{
    if (table_columns_before(table, table->left))
        screen_puts(screen, area, 0, area.columns - 2, "‹", STYLE_KEY);
    if (columns_end(table) < table->column_count)
        screen_puts(screen, area, 0, area.columns - 1, "›", STYLE_KEY);
}

static void
write_sort(const struct table *table, struct str *out)
{
    if (!table_in_order(table) || table->sort_column >= table->column_count)
        return;
    const struct table_column *column = &table->columns[table->sort_column];
    bool down = table->descending;
    switch (column->kind) {
    case TABLE_TEXT:
        str_addf(out, down ? _("sorted by %s, backwards") : _("sorted by %s"),
                 column->name);
        break;
    case TABLE_NUMBER:
        str_addf(out,
                 down ? _("sorted by %s, largest first")
                      : _("sorted by %s, smallest first"),
                 column->name);
        break;
    case TABLE_TIME:
        str_addf(out,
                 down ? _("sorted by %s, newest first")
                      : _("sorted by %s, oldest first"),
                 column->name);
        break;
    }
}

/* With the mark at its end. */
static bool
sort_in_sight(const struct table *table)
{
    size_t used = 0;
    for (size_t i = table->left; i <= table->sort_column && i < table->column_count;
         i++)
        if (!table->columns[i].hidden)
            used += (size_t)table->columns[i].width + 1;
    return table->sort_column >= table->left && used <= table->width &&
           table->sort_column < table->column_count &&
           !table->columns[table->sort_column].hidden;
}

static void
write_work(const struct table *table, struct str *out)
{
    static const char *const works[] = {[WORK_FILTER] = N_("filtering"),
                                        [WORK_SORT] = N_("sorting"),
                                        [WORK_COUNT] = N_("counting"),
                                        [WORK_EXPORT] = ""};
    struct str done = {0}, all = {0};
    str_add_count(&done, table->done);
    str_add_count(&all, table->all);
    if (table->work == WORK_EXPORT)
        str_addf(out, _(" · saved %s of %s rows, Esc ends it"), str_text(&done),
                 str_text(&all));
    else if (table->work)
        str_addf(out, _(" · %s: %u %%, Esc ends it"), _(works[table->work]),
                 table_percent(table));
    str_release(&done);
    str_release(&all);
}

static void
write_names_left(const struct table *table, struct str *out)
{
    struct str count = {0};
    str_add_count(&count, TABLE_COLUMNS_MAX);
    if (table->names_left)
        str_addf(out, _("there are more than %s names"), str_text(&count));
    str_release(&count);
}

/* May be long: its end is cut, and how many there are stands first. */
static void
write_filters(const struct table *table, struct str *out)
{
    struct str filters = {0};
    table_filters_write(table, &filters);
    if (table->filter_count == 1)
        str_addf(out, _("filter %s"), str_text(&filters));
    else if (table->filter_count)
        str_addf(out, _("%zu filters: %s"), table->filter_count, str_text(&filters));
    str_release(&filters);
}

/* "rows 1-30 of 97,354 · filter DeviceName: srv · columns 1-6 of 42 · sorted by
 * Timestamp, newest first · one page: more exists" */
static void
write_status(const struct result *answer, struct str *out, int columns)
{
    const struct table *table = &answer->table;
    struct extent extent = {0};
    struct str part = {0};
    size_t rows = table_rows(table), last = table->top + table->height;
    extent_write(&extent, table->top + 1, last < rows ? last : rows, rows);
    if (rows)
        str_addf(out, _("rows %s-%s of %s"), str_text(&extent.first),
                 str_text(&extent.last), str_text(&extent.all));
    else
        str_add_text(out, _("no rows"));
    if (table->order && table->order_count != table->rows.count) {
        str_clear(&extent.all);
        str_add_count(&extent.all, table->rows.count);
        str_addf(out, _(", of all %s"), str_text(&extent.all));
    }
    if (!table->rows.complete)
        str_add_text(out, _(" so far"));
    write_work(table, out);
    write_names_left(table, &part);
    add_part(out, &part, true, columns);
    if (!sort_in_sight(table)) {
        write_sort(table, &part);
        add_part(out, &part, false, columns);
    }
    write_filters(table, &part);
    add_part(out, &part, false, columns);
    write_columns(table, &part);
    add_part(out, &part, true, columns);
    if (sort_in_sight(table)) {
        write_sort(table, &part);
        add_part(out, &part, true, columns);
    }
    result_tell_extent(answer, &part);
    add_part(out, &part, true, columns);
    str_release(&part);
    extent_release(&extent);
}

void
view_table(const struct result *answer, struct screen *screen, struct rect area,
           bool focus)
{
    const struct table *table = &answer->table;
    struct str status = {0};
    struct rect body = rect_rows(area, 1, area.rows - 2);
    draw_header(table, screen, area, focus);
    draw_marks(table, screen, area);
    for (int y = 0; y < body.rows; y++) {
        size_t shown = table->top + (size_t)y;
        if (shown >= table_rows(table))
            break;
        draw_row(table, answer->viewer.text, screen, body, y, shown);
        if (shown == table->cursor)
            screen_restyle(screen, body, y, 0, body.columns,
                           focus ? STYLE_FOCUS : STYLE_SELECTED);
    }
    draw_scrollbar(screen, body, table->top, table->height, table_rows(table));
    write_status(answer, &status, area.columns);
    screen_put_cut(screen, area, area.rows - 1, 0, area.columns, str_span(&status),
                   SANITISE_PLAIN, STYLE_DIM);
    if (focus)
        screen_cursor(screen, body, (int)(table->cursor - table->top), 0);
    str_release(&status);
}
