/* A table of a text, for the tests of tables. */
#ifndef TESTS_TABLE_CASE_H
#define TESTS_TABLE_CASE_H

#include "unit.h"

#include "base/memory.h"
#include "explorer/table.h"

static struct table table;
static struct json_document document;
static struct span body;

static void
read_body(const char *text, size_t piece)
{
    body = span_of(text);
    json_document_init(&document);
    table = (struct table){0};
    table_resize(&table, 10, 80);
    for (size_t n = piece; piece && n < body.n; n += piece) {
        json_document_read(&document, span_sub(body, 0, n), false);
        table_read(&table, span_sub(body, 0, n), &document);
    }
    json_document_read(&document, body, true);
    table_read(&table, body, &document);
}

static void
forget(void)
{
    table_release(&table);
    json_document_release(&document);
}

static void
work(void)
{
    for (size_t i = 0; i < 100 && table.work && !table_step(&table, body); i++)
        continue;
}

static size_t
column(const char *name)
{
    for (size_t i = 0; i < table.column_count; i++)
        if (!strcmp(table.columns[i].name, name))
            return i;
    return SIZE_MAX;
}

/* The cells of a column in the order of the rows that are shown: "a b -". */
static void
expect(const char *name, const char *cells)
{
    struct str out = {0};
    for (size_t i = 0; i < table_rows(&table); i++) {
        struct span raw = SPAN("-");
        table_cell(&table, body, table_row(&table, i), column(name), &raw);
        str_add_text(&out, i ? " " : "");
        table_plain(raw, &out);
    }
    ck_assert_str_eq(str_text(&out), cells);
    str_release(&out);
}

#endif
