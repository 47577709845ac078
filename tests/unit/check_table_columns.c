#include "table_case.h"

/* {"a":0},… with one more name in the last row of many. */
START_TEST(a_name_that_comes_late_is_a_column_at_the_end)
{
    struct str text = str_of("[{\"a\":0}");
    for (int i = 1; i < 900; i++)
        str_addf(&text, ",{\"a\":%d}", i);
    str_add_text(&text, ",{\"late\":1,\"a\":5}]");
    read_body(str_text(&text), 0);
    ck_assert_uint_eq(table.column_count, 1);
    while (table_busy(&table))
        table_step(&table, body);
    ck_assert_uint_eq(table.column_count, 2);
    ck_assert_str_eq(table.columns[1].name, "late");
    ck_assert_int_eq(table.columns[1].kind, TABLE_NUMBER);
    forget();
    read_body(str_text(&text), 0); /* an export waits until all are known */
    table_export(&table, EXPORT_CSV, SPAN("f"));
    work();
    ck_assert(span_starts(str_span(&table.exported), "a,late\r\n0,\r\n"));
    forget();
    str_release(&text);
}
END_TEST

START_TEST(more_names_than_columns_are_told)
{
    struct str text = str_of("[{\"n0\":0");
    for (int i = 1; i < TABLE_COLUMNS_MAX + _i; i++)
        str_addf(&text, ",\"n%d\":%d", i, i);
    str_add_text(&text, "}]");
    read_body(str_text(&text), 0);
    ck_assert_uint_eq(table.column_count, TABLE_COLUMNS_MAX);
    ck_assert_int_eq(table.names_left, _i);
    expect("n999", "999");
    forget();
    str_release(&text);
}
END_TEST

START_TEST(a_name_with_a_nul_is_one_column)
{
    read_body("[{\"a\\u0000b\":1},{\"a\\u0000b\":2},{\"a\":3}]", 0);
    ck_assert_uint_eq(table.column_count, 2);
    ck_assert_uint_eq(table_name(&table, 0).n, 3);
    table_sort(&table, 0);
    table_sort(&table, 0);
    work();
    expect("a", "2 1 -");
    forget();
}
END_TEST

START_TEST(hunting_tells_the_kinds)
{
    read_body("{\"Schema\":[{\"Name\":\"t\",\"Type\":\"String\"},{\"Name\":\"n\","
              "\"ColumnType\":\"Int64\"},{\"Name\":\"d\",\"Type\":\"DateTime\"}],"
              "\"Results\":[{\"d\":null,\"t\":\"2026-01-01T00:00:00Z\"}]}",
              0);
    ck_assert_uint_eq(table.column_count, 3);
    ck_assert_int_eq(table.columns[column("t")].kind, TABLE_TEXT);
    ck_assert_int_eq(table.columns[column("n")].kind, TABLE_NUMBER);
    ck_assert_int_eq(table.columns[column("d")].kind, TABLE_TIME);
    forget();
}
END_TEST

/* The frequent one comes after more different values than are listed. */
START_TEST(the_most_frequent_values_are_listed)
{
    enum { RARE = 1500 };
    struct str text = str_of("[{\"a\":-1}");
    for (int i = 0; i < RARE; i++)
        str_addf(&text, ",{\"a\":%d}", i);
    str_add_text(&text, ",{\"a\":\"of\\u0074en\"},{\"a\":\"often\"},{\"a\":null},{}]");
    read_body(str_text(&text), 0);
    table_count(&table, 0);
    for (int i = 0; i < 100 && !table_step(&table, body); i++)
        continue;
    ck_assert_uint_eq(table.value_count, TABLE_VALUES_MAX);
    ck_assert_span(str_span(&table.values[0].text), "often");
    ck_assert_uint_eq(table.values[0].count, 2);
    ck_assert_uint_eq(table.values[1].count, 2);
    ck_assert_uint_eq(table.value_kinds, RARE + 3);
    ck_assert_uint_eq(table.value_others, RARE + 5 - 2 - 2 - (TABLE_VALUES_MAX - 2));
    forget();
    str_release(&text);
}
END_TEST

/* Enough rows that each work takes several slices. */
static struct str
many_rows(void)
{
    struct str text = str_of("[{\"a\":\"x\",\"b\":\"y\"}");
    for (int i = 1; i < 40000; i++)
        str_addf(&text, ",{\"a\":\"x\",\"b\":\"y\",\"c\":\"%0100d\"}", i);
    str_add_byte(&text, ']');
    return text;
}

START_TEST(columns_moved_meanwhile_are_not_mixed)
{
    struct str text = many_rows();
    read_body(str_text(&text), 0);
    table_count(&table, 0);
    ck_assert(!table_step(&table, body));
    table_shift(&table, 1);
    work();
    ck_assert_uint_eq(table.value_kinds, 1);
    ck_assert_uint_eq(table.values[0].count, 40000);
    ck_assert_str_eq(table.columns[table.count_column].name, "a");
    table_stop(&table);
    table_export(&table, EXPORT_CSV, SPAN("f"));
    while (!table.out_count)
        table_step(&table, body);
    table_shift(&table, -1);
    table_hide(&table);
    work();
    ck_assert(span_starts(str_span(&table.exported), "b,a,c\r\ny,x,\r\n"));
    ck_assert(span_find(str_span(&table.exported), 0, SPAN("\nx,")) ==
              table.exported.n);
    forget();
    str_release(&text);
}
END_TEST

/* Whoever takes each slice away has all in the end, and never more than a slice. */
START_TEST(an_export_comes_slice_by_slice)
{
    struct str text = many_rows(), whole = {0};
    size_t slices = 0, most = 0;
    read_body(str_text(&text), 0);
    table_export(&table, EXPORT_NDJSON, SPAN("f"));
    for (bool ended = false; !ended && slices < 1000; slices++) {
        ended = table_step(&table, body);
        most = table.exported.n > most ? table.exported.n : most;
        str_add(&whole, str_span(&table.exported));
        str_clear(&table.exported);
    }
    ck_assert_uint_gt(slices, 5);
    ck_assert_uint_lt(most, 1 << 20);
    ck_assert_uint_eq(table.all, 40000);
    ck_assert_uint_eq(whole.n, body.n - 1); /* brackets and the last row's break */
    ck_assert(span_ends(str_span(&whole), "039999\"}\n"));
    forget();
    str_release(&text);
    str_release(&whole);
}
END_TEST

/* The last rows come while a file is written: it stays as it was begun, then they are
 * put in order. */
START_TEST(rows_that_come_meanwhile_do_not_begin_a_file_anew)
{
    struct str text = many_rows();
    struct span half;
    body = str_span(&text);
    half = span_sub(body, 0, body.n / 2);
    json_document_init(&document);
    table = (struct table){0};
    json_document_read(&document, half, false);
    table_read(&table, half, &document);
    table_sort(&table, 0);
    for (size_t i = 0; i < 1000 && table.work; i++)
        table_step(&table, half);
    size_t rows = table_rows(&table);
    table_export(&table, EXPORT_NDJSON, SPAN("f"));
    while (!table.done)
        table_step(&table, half);
    size_t done = table.done;
    json_document_read(&document, body, true);
    table_read(&table, body, &document);
    ck_assert(table_exporting(&table));
    ck_assert_uint_eq(table.done, done);
    work();
    ck_assert_uint_eq(table.done, rows);
    table_stop(&table);
    ck_assert(table_busy(&table));
    for (size_t i = 0; i < 1000 && table_busy(&table); i++)
        table_step(&table, body);
    ck_assert_uint_eq(table_rows(&table), 40000);
    forget();
    str_release(&text);
}
END_TEST

/* Until a new order is ready the former rows stay, and none is called sorted. */
START_TEST(former_rows_stay_until_the_new_order_is_there)
{
    struct str text = many_rows();
    read_body(str_text(&text), 0);
    table_set_filter(&table, 2, SPAN("=nowhere"));
    work();
    table_sort(&table, 2);
    work();
    ck_assert_uint_eq(table_rows(&table), 0);
    ck_assert(table_in_order(&table));
    table_set_filter(&table, 2, SPAN("00"));
    for (size_t i = 0; i < 100 && table.work; i++) {
        ck_assert(!table_in_order(&table));
        ck_assert_uint_eq(table_rows(&table), 0);
        table_step(&table, body);
    }
    ck_assert(table_in_order(&table));
    ck_assert_uint_eq(table_rows(&table), 39999);
    table_sort(&table, 2);
    table_step(&table, body);
    ck_assert_uint_eq(table_row(&table, 0), 1);
    work();
    ck_assert_uint_eq(table_row(&table, 0), 39999);
    table_set_filter(&table, 2, SPAN(""));
    ck_assert(table.work);
    ck_assert_uint_eq(table_row(&table, 0), 39999);
    ck_assert_uint_eq(table_rows(&table), 39999);
    table_stop(&table);
    forget();
    str_release(&text);
}
END_TEST

static const struct {
    const char *expression, *rows;
} anywhere[] = {{"X", "1"},      {"=x", "1"},     {"!=x", "2 3 4"},
                {"<2", "1"},     {"!x", "2 3 4"}, {"5", "2"},
                {"nowhere", ""}, {"null", ""},    {"o", "3"}};

START_TEST(rows_are_found_by_any_column)
{
    struct str rows = {0};
    read_body("[{\"a\":\"x\",\"n\":1},{\"b\":\"y\",\"n\":57},"
              "{\"c\":{\"o\":\"\\u0041z\"}},{\"a\":null,\"n\":2}]",
              0);
    table_set_filter(&table, TABLE_ANY, span_of(anywhere[_i].expression));
    work();
    for (size_t i = 0; i < table_rows(&table); i++)
        str_addf(&rows, "%s%zu", i ? " " : "", table_row(&table, i) + 1);
    ck_assert_str_eq(str_text(&rows), anywhere[_i].rows);
    str_release(&rows);
    table_filters_write(&table, &rows);
    ck_assert(span_starts(str_span(&rows), "any column"));
    str_release(&rows);
    forget();
}
END_TEST

/* An answer that was cut off: whole rows are exported, and no piece of one. */
static const struct {
    const char *text;
    size_t whole;
} cut[] = {{"[{\"a\":1},{\"a\":{\"b\":2", 1},
           {"[{\"a\":1},{\"a\":2}", 2},
           {"[{\"a\":1},{\"a\":oops}]", 1},
           {"[{\"a\":1", 0},
           {"[{\"a\":1},{\"a\":2}]", 2}};

START_TEST(a_row_that_was_cut_off_is_not_exported)
{
    read_body(cut[_i].text, 0);
    table_export(&table, EXPORT_NDJSON, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), cut[_i].whole == 0 ? ""
                                                : cut[_i].whole == 1
                                                    ? "{\"a\":1}\n"
                                                    : "{\"a\":1}\n{\"a\":2}\n");
    forget();
}
END_TEST

START_TEST(a_row_that_is_still_arriving_is_not_exported)
{
    struct str text = str_of("[{\"a\":0}");
    for (int i = 1; i < 200; i++)
        str_addf(&text, ",{\"a\":%d}", i);
    str_addf(&text, ",{\"b\":\"%0200d", 0);
    body = str_span(&text);
    json_document_init(&document);
    table = (struct table){0};
    json_document_read(&document, body, false);
    table_read(&table, body, &document);
    ck_assert_uint_lt(table.whole, table_rows(&table));
    table_export(&table, EXPORT_NDJSON, SPAN("f"));
    work();
    struct str last = {0};
    str_addf(&last, "{\"a\":%zu}\n", table.whole - 1);
    ck_assert(span_ends(str_span(&table.exported), str_text(&last)));
    str_release(&last);
    forget();
    str_release(&text);
}
END_TEST

START_TEST(the_last_column_stays)
{
    read_body("[{\"a\":1,\"b\":2,\"c\":3}]", 0);
    for (size_t i = 0; i < 3; i++)
        table_show_column(&table, i, false);
    ck_assert_uint_eq(table_columns_before(&table, 3), 1);
    ck_assert(!table.columns[table.column].hidden);
    table_show_column(&table, 0, true);
    ck_assert_uint_eq(table_columns_before(&table, 3), 2);
    forget();
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("table_columns");
    TCase *tests = tcase_create("table_columns");
    tcase_add_test(tests, a_name_that_comes_late_is_a_column_at_the_end);
    tcase_add_loop_test(tests, more_names_than_columns_are_told, 0, 2);
    tcase_add_test(tests, a_name_with_a_nul_is_one_column);
    tcase_add_test(tests, hunting_tells_the_kinds);
    tcase_add_test(tests, the_most_frequent_values_are_listed);
    tcase_add_test(tests, columns_moved_meanwhile_are_not_mixed);
    tcase_add_test(tests, an_export_comes_slice_by_slice);
    tcase_add_test(tests, rows_that_come_meanwhile_do_not_begin_a_file_anew);
    tcase_add_test(tests, former_rows_stay_until_the_new_order_is_there);
    tcase_add_loop_test(tests, rows_are_found_by_any_column, 0, COUNT_OF(anywhere));
    tcase_add_loop_test(tests, a_row_that_was_cut_off_is_not_exported, 0,
                        COUNT_OF(cut));
    tcase_add_test(tests, a_row_that_is_still_arriving_is_not_exported);
    tcase_add_test(tests, the_last_column_stays);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
