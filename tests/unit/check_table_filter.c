/* Filters that hold together. */
#include "table_case.h"

static const char devices[] = "[{\"id\":1,\"os\":\"Windows11\",\"name\":\"srv-a\"},"
                              "{\"id\":2,\"os\":\"Linux\",\"name\":\"srv-b\"},"
                              "{\"id\":3,\"os\":\"Windows11\",\"name\":\"pc-a\"},"
                              "{\"id\":4,\"os\":\"Windows11\",\"name\":\"SRV-c\"},"
                              "{\"id\":5,\"os\":null,\"name\":\"srv-d\"}]";

static void
filter(const char *name, const char *expression)
{
    size_t at = strcmp(name, "*") ? column(name) : TABLE_ANY;
    table_set_filter(&table, at, span_of(expression));
    work();
}

static void
expect_filters(const char *wanted)
{
    struct str out = {0};
    table_filters_write(&table, &out);
    ck_assert_str_eq(str_text(&out), wanted);
    str_release(&out);
}

START_TEST(a_filter_of_another_column_narrows_further)
{
    read_body(devices, 0);
    filter("os", "=Windows11");
    expect("id", "1 3 4");
    filter("name", "srv");
    expect("id", "1 4");
    filter("*", "4");
    expect("id", "4");
    expect_filters("os = Windows11, name: srv, any column: 4");
    filter("os", "");
    expect("id", "4");
    filter("*", "");
    expect("id", "1 2 4 5");
    expect_filters("name: srv");
    filter("id", "");
    expect_filters("name: srv");
    filter("name", "");
    expect("id", "1 2 3 4 5");
    ck_assert_ptr_null(table.order);
    forget();
}
END_TEST

START_TEST(a_column_has_one_filter)
{
    read_body(devices, 0);
    filter("name", "pc");
    filter("os", "win");
    filter("name", "srv");
    expect("id", "1 4");
    expect_filters("name: srv, os: win");
    ck_assert_ptr_nonnull(table_filter_of(&table, column("os")));
    ck_assert_ptr_null(table_filter_of(&table, column("id")));
    ck_assert_ptr_null(table_filter_of(&table, TABLE_ANY));
    table_drop_filters(&table);
    work();
    expect("id", "1 2 3 4 5");
    expect_filters("");
    forget();
}
END_TEST

START_TEST(a_value_joins_the_filters_and_counts_are_of_the_rows_shown)
{
    read_body(devices, 0);
    filter("name", "srv");
    table_count(&table, column("os"));
    work();
    ck_assert_uint_eq(table.all, 4);
    ck_assert_uint_eq(table.value_kinds, 3);
    ck_assert_span(str_span(&table.values[0].text), "Windows11");
    ck_assert_uint_eq(table.values[0].count, 2);
    table_stop(&table);
    table_set_value(&table, column("os"), SPAN(""));
    work();
    expect("id", "5");
    expect_filters("name: srv, os = (empty)");
    table_set_value(&table, column("os"), SPAN("Windows11"));
    work();
    expect("id", "1 4");
    forget();
}
END_TEST

START_TEST(filters_go_with_their_columns_and_sorting_stays)
{
    read_body(devices, 0);
    table_sort(&table, column("os"));
    work();
    filter("os", "=Windows11");
    filter("name", "-");
    expect("id", "1 3 4"); /* equal ones, as they came */
    table_go(&table, column("os"));
    table_shift(&table, 1);
    table_go(&table, column("id"));
    table_shift(&table, 1);
    expect_filters("os = Windows11, name: -");
    table_order_again(&table);
    work();
    expect("id", "1 3 4");
    ck_assert(table_in_order(&table));
    table_export(&table, EXPORT_CSV, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported),
                     "name,id,os\r\nsrv-a,1,Windows11\r\npc-a,3,Windows11\r\n"
                     "SRV-c,4,Windows11\r\n");
    forget();
}
END_TEST

/* Rows that come when all filters were set already, from the last on. */
START_TEST(rows_that_come_later_pass_all_filters)
{
    struct span first;
    read_body(devices, 0);
    forget();
    first = span_sub(body, 0, body.n - 50);
    json_document_init(&document);
    table = (struct table){0};
    json_document_read(&document, first, false);
    table_read(&table, first, &document);
    table_set_filter(&table, column("os"), SPAN("!=Linux"));
    table_set_filter(&table, column("name"), SPAN("srv"));
    for (size_t i = 0; i < 100 && table.work; i++)
        table_step(&table, first);
    ck_assert_uint_lt(table_rows(&table), 3);
    json_document_read(&document, body, true);
    table_read(&table, body, &document);
    work();
    expect("id", "1 4 5");
    forget();
}
END_TEST

/* However many filters there are, a slice reads no more of the text than with one. */
START_TEST(many_filters_take_smaller_slices)
{
    enum { NAMES = 40, ROWS = 4000 };
    struct str text = {0};
    size_t slices[2] = {0};
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < NAMES; i++)
            str_addf(&text, "%s\"n%d\":\"%020d\"%s",
                     i     ? ","
                     : row ? ",{"
                           : "[{",
                     i, row, i == NAMES - 1 ? "}" : "");
    str_add_byte(&text, ']');
    read_body(str_text(&text), 0);
    for (size_t many = 0; many < 2; many++) {
        for (size_t i = 0; i < (many ? NAMES : 1); i++)
            table_set_filter(&table, i, SPAN("0"));
        for (; table.work && slices[many] < 1000; slices[many]++)
            table_step(&table, body);
        ck_assert_uint_eq(table_rows(&table), ROWS);
    }
    ck_assert_uint_ge(slices[1], slices[0] * NAMES / 2);
    forget();
    str_release(&text);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("table_filter");
    TCase *tests = tcase_create("table_filter");
    tcase_add_test(tests, a_filter_of_another_column_narrows_further);
    tcase_add_test(tests, a_column_has_one_filter);
    tcase_add_test(tests, a_value_joins_the_filters_and_counts_are_of_the_rows_shown);
    tcase_add_test(tests, filters_go_with_their_columns_and_sorting_stays);
    tcase_add_test(tests, rows_that_come_later_pass_all_filters);
    tcase_add_test(tests, many_filters_take_smaller_slices);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
