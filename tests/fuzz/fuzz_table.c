/* The table of an answer that comes in pieces: all rows and cells, sorted, filtered,
 * counted, moved and exported, in any order of the steps. */
#include "fuzz.h"

#include "explorer/table.h"

enum { STEPS_MAX = 4000 };

static void
work(struct table *table, struct span text)
{
    for (size_t i = 0; table_busy(table) && !table_step(table, text); i++)
        MUST(i < STEPS_MAX);
}

static void
check_cells(const struct table *table, struct span text)
{
    static struct span cells[TABLE_COLUMNS_MAX];
    struct span raw;
    for (size_t shown = 0; shown < table_rows(table) && shown < 30; shown++) {
        size_t row = table_row(table, shown);
        MUST(row < table->rows.count);
        table_cells(table, text, row, cells);
        for (size_t i = 0; i < table->column_count && i < 20; i++) {
            if (!table_cell(table, text, row, i, &raw))
                continue;
            MUST(raw.p >= text.p && raw.p + raw.n <= text.p + text.n);
        }
    }
}

static void
check_counts(const struct table *table)
{
    size_t rows = table->value_others;
    for (size_t i = 0; i < table->value_count; i++) {
        rows += table->values[i].count;
        MUST(!i || table->values[i].count <= table->values[i - 1].count);
    }
    MUST(rows == table->all && table->value_count <= table->value_kinds);
}

static void
check_work(struct table *table, struct span text, size_t column, unsigned hint)
{
    table_sort(table, column);
    if (hint & 1u)
        table_sort(table, column);
    table_shift(table, hint & 2u ? 1 : -1);
    work(table, text);
    MUST(table_rows(table) == (table->order ? table->whole : table->rows.count));
    check_cells(table, text);
    table_set_filter(table, column, hint & 4u ? SPAN(">=1") : SPAN("a"));
    work(table, text);
    MUST(table_rows(table) <= table->whole);
    size_t one = table_rows(table);
    table_set_filter(table, TABLE_ANY, SPAN("!=1"));
    work(table, text);
    MUST(table_rows(table) <= one && table->filter_count == 2);
    table_set_filter(table, column, SPAN(""));
    MUST(table->filter_count == 1);
    table_drop_filters(table);
    work(table, text);
    MUST(table->filter_count == 0);
    table_count(table, column);
    work(table, text);
    MUST(table->work == WORK_COUNT);
    check_counts(table);
    table_hide(table);
    table_export(table, (enum table_export)(hint % 3), SPAN("f"));
    work(table, text);
    MUST(table->work == WORK_EXPORT);
    if (table->format == EXPORT_JSON)
        MUST(span_ends(str_span(&table->exported), "]\n"));
    table_stop(table);
    table_show_all(table);
}

/* What is opened is closed again, or stays open for what follows. */
static void
check_members(struct table *table, struct span text, size_t column, unsigned hint)
{
    size_t members = 0;
    bool opened = table_open(table, text, column);
    work(table, text);
    for (size_t i = 0; i < table->column_count; i++)
        members += table->columns[i].parent == column;
    MUST(opened || !members);
    check_cells(table, text);
    size_t closed = hint & 8u ? table_close(table, column) : table->column_count;
    MUST(closed == table->column_count || !table->columns[closed].hidden);
    MUST(table->opened <= table->column_count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = {(const char *)data, size};
    struct json_document document;
    struct table table = {0};
    unsigned hint = size ? data[size - 1] : 0;
    size_t piece = 64u + 8u * hint;
    json_document_init(&document);
    table_resize(&table, 10, 80);
    for (size_t n = piece; n < size; n += piece) {
        json_document_read(&document, span_sub(text, 0, n), false);
        table_read(&table, span_sub(text, 0, n), &document);
        if (table.there && table.column_count && !table.work)
            table_sort(&table, 0);
        table_step(&table, span_sub(text, 0, n));
    }
    json_document_read(&document, text, true);
    table_read(&table, text, &document);
    work(&table, text);
    for (size_t i = 0; i < table.column_count && i < 8; i++)
        check_members(&table, text, (i * 3 + hint) % table.column_count,
                      hint + (unsigned)i);
    for (size_t i = 0; i < table.column_count && i < 6; i++)
        check_work(&table, text, (i * 5 + hint) % table.column_count,
                   hint + (unsigned)i);
    table_release(&table);
    json_document_release(&document);
    return 0;
}
