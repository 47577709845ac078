#include "config.h"

#include "explorer/table_export.h"

#include "base/memory.h"
#include "json/text.h"

/* A text that a spreadsheet would take for a formula: by its first character, in full
 * width too (OWASP, CSV Injection). Numbers are none. */
static bool
is_formula(struct span field)
{
    static const char *const signs[] = {"=",
                                        "+",
                                        "-",
                                        "@",
                                        "\t",
                                        "\r",
                                        "\n",
                                        "\xef\xbc\x9d",
                                        "\xef\xbc\x8b",
                                        "\xef\xbc\x8d",
                                        "\xef\xbc\xa0"};
    for (size_t i = 0; i < COUNT_OF(signs); i++)
        if (span_starts(field, signs[i]))
            return !table_is_number(field);
    return false;
}

/* RFC 4180; what would be a formula gets an apostrophe. */
static void
add_csv(struct str *out, struct span field)
{
    bool formula = is_formula(field), quote = formula;
    for (size_t i = 0; i < field.n && !quote; i++)
        quote = field.p[i] == '"' || field.p[i] == ',' || field.p[i] == '\n' ||
                field.p[i] == '\r';
    if (quote)
        str_add_byte(out, '"');
    if (formula)
        str_add_byte(out, '\'');
    for (size_t i = 0; i < field.n; i++)
        str_add_repeat(out, field.p[i], field.p[i] == '"' ? 2 : 1);
    if (quote)
        str_add_byte(out, '"');
}

/* Those in sight as it begins: what is hidden or shown meanwhile changes nothing. */
static void
choose_columns(struct table *table)
{
    if (table->out_columns)
        return;
    table->out_columns =
        mem_alloc((table->column_count + 1) * sizeof *table->out_columns);
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].hidden)
            table->out_columns[table->out_count++] = i;
}

static void
export_csv(struct table *table, const struct span *cells)
{
    for (size_t i = 0; i < table->out_count; i++) {
        struct str plain = {0};
        size_t column = table->out_columns[i];
        if (i)
            str_add_byte(&table->exported, ',');
        if (!cells) /* the header */
            str_add(&plain, table_name(table, column));
        else if (!span_is(cells[column], "null"))
            table_plain(cells[column], &plain);
        add_csv(&table->exported, str_span(&plain));
        str_release(&plain);
    }
    str_add_text(&table->exported, "\r\n");
}

/* The columns in sight, each value as it came. */
static void
export_object(struct table *table, const struct span *cells)
{
    bool first = true;
    str_add_byte(&table->exported, '{');
    for (size_t i = 0; i < table->out_count; i++) {
        size_t column = table->out_columns[i];
        if (!cells[column].n)
            continue;
        if (!first)
            str_add_byte(&table->exported, ',');
        first = false;
        json_quote(&table->exported, table_name(table, column));
        str_add_byte(&table->exported, ':');
        str_add(&table->exported, cells[column]);
    }
    str_add_byte(&table->exported, '}');
}

void
table_export_row(struct table *table, struct span text, size_t row)
{
    bool first = table->done == 0, last = table->done + 1 == table->all;
    struct span cells[TABLE_COLUMNS_MAX];
    choose_columns(table);
    table_cells(table, text, row, cells);
    if (table->format == EXPORT_CSV) {
        if (first)
            export_csv(table, NULL);
        export_csv(table, cells);
        return;
    }
    bool list = table->format == EXPORT_JSON;
    if (list)
        str_add_text(&table->exported, first ? "[" : "");
    export_object(table, cells);
    str_add_text(&table->exported, !list ? "\n" : last ? "]\n" : ",\n");
}

void
table_export_nothing(struct table *table)
{
    choose_columns(table);
    if (table->format == EXPORT_CSV)
        export_csv(table, NULL);
    else if (table->format == EXPORT_JSON)
        str_add_text(&table->exported, "[]\n");
}
