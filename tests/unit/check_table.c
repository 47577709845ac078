#include "table_case.h"

static const struct {
    const char *text, *ids, *list;
} lists[] = {
    {"[{\"id\":1},{\"id\":2}]", "1 2", ""},
    {" {\"@odata.context\":\"x\", \"value\" : [ {\"id\":1} , {\"id\" : 2} ] }", "1 2",
     "/value"},
    {"{\"Schema\":[{\"Name\":\"id\",\"Type\":\"Int64\"}],\"Results\":[{\"id\":1}]}",
     "1", "/Results"},
    {"{\"a\":[1,2],\"b\":{\"value\":[{\"id\":9}]},\"c\":[{\"id\":3}]}", "3", "/c"},
    {"{\"a/\\u00e4\":[{\"id\":3}],\"c\":[{\"id\":4}]}", "3", "/a~1ä"},
    {"{\"value\":[{\"x\":{\"id\":7},\"id\":1},{\"y\":\"\\\"id\\\":5\",\"id\":2},"
     "{\"z\":\"id\",\"id\":3},{\"w\":[{\"id\":8}]},{\"\\u0069d\":4}]}",
     "1 2 3 - 4", "/value"},
    {"{\"value\":[{\"id\":\"\\u0000\\ud83d\\ude00\"},{\"id\":null},{}]}", NULL,
     "/value"},
};

START_TEST(rows_and_cells_are_found)
{
    for (size_t piece = 0; piece < 7; piece += 3) {
        read_body(lists[_i].text, piece);
        ck_assert(table.there);
        ck_assert_span(str_span(&table.list), lists[_i].list);
        if (lists[_i].ids)
            expect("id", lists[_i].ids);
        else
            ck_assert_uint_eq(table_rows(&table), 3);
        forget();
    }
}
END_TEST

static const char *const none[] = {"",
                                   "{}",
                                   "[]",
                                   "[1,2]",
                                   "7",
                                   "{\"value\":[]}",
                                   "{\"Schema\":[{\"Name\":\"a\"}],\"Results\":[ ]}",
                                   "{\"value\":[1,{\"id\":2}]}",
                                   "<html>",
                                   "{\"a\":"};

START_TEST(what_has_no_list_has_no_table)
{
    read_body(none[_i], 0);
    ck_assert(!table.there);
    forget();
}
END_TEST

START_TEST(broken_text_gives_the_rows_before)
{
    read_body("{\"value\":[{\"id\":1},{\"id\":2},{\"id\":oops}]}", 0);
    ck_assert(table.there);
    ck_assert_uint_ge(table_rows(&table), 2);
    struct span raw;
    for (size_t i = 0; i < table_rows(&table); i++)
        table_cell(&table, body, i, 0, &raw);
    forget();
}
END_TEST

static const char mixed[] =
    "[{\"n\":638400636279195499,\"s\":\"b\",\"t\":\"2026-01-02T00:00:00.5Z\"},"
    "{\"n\":638400636279195498,\"s\":\"a\",\"t\":\"2026-01-02T00:00:00Z\"},"
    "{\"n\":null,\"s\":\"B\"},{\"n\":-3.5,\"s\":\"a\",\"t\":\"2025-12-31T23:59:59Z\"},"
    "{\"n\":1e3,\"s\":\"\\u00e4\",\"t\":null}]";

START_TEST(sorting_goes_by_kind_and_is_stable)
{
    read_body(mixed, 0);
    table_sort(&table, column("n"));
    work();
    expect("n", "-3.5 1e3 638400636279195498 638400636279195499 null");
    table_sort(&table, column("n"));
    work();
    expect("n", "638400636279195499 638400636279195498 1e3 -3.5 null");
    table_sort(&table, column("n"));
    work();
    expect("s", "b a B a ä");
    table_sort(&table, column("s"));
    work();
    expect("n", "null 638400636279195498 -3.5 638400636279195499 1e3");
    table_sort(&table, column("t"));
    work();
    expect("s", "a a b B ä");
    forget();
}
END_TEST

static const struct {
    const char *column, *filter, *left;
} filters[] = {
    {"s", "A", "a a"},
    {"s", "=a", "a a"},
    {"s", "= A", ""},
    {"s", "!=a", "b B ä"},
    {"s", "!B", "a a ä"},
    {"s", "=!", ""},
    {"t", "!2026", "B a ä"},
    {"t", "!", "B ä"},
    {"t", "=", "B ä"},
    {"t", "!=", "b a a"},
    {"t", "=2026-01-02", "b a"},
    {"t", "!=2026-01-02", "B a ä"},
    {"t", "> 2025-12-31", "b a"},
    {"t", ">=2025-12-31", "b a a"},
    {"t", "<=2025-12-31", "a"},
    {"t", ">2026-01-02T00:00:00Z", "b"},
    {"t", "=2026-01-02T00:00:00Z", "a"},
    {"t", "<=2026-01-02T00:00:00.50Z", "b a a"},
    {"t", ">never", ""},
    {"n", ">999", "b a ä"},
    {"n", "<0", "a"},
    {"n", "<=1e3", "a ä"},
    {"n", ">= 638400636279195499", "b"},
    {"n", "=638400636279195498", "a"},
    {"n", "=", "B"},
    {"t", "<2026", "a"},
    {"s", "", "b a B a ä"},
    {"s", "zz", ""},
};

START_TEST(times_sort_to_their_last_digit)
{
    read_body("[{\"t\":\"2026-01-02T00:00:00.1234567Z\"},"
              "{\"t\":\"2026-01-02T00:00:00.123Z\"},"
              "{\"t\":\"2026-01-02T00:00:00.1234Z\"}]",
              0);
    table_sort(&table, 0);
    work();
    ck_assert_uint_eq(table_row(&table, 0), 1);
    ck_assert_uint_eq(table_row(&table, 1), 2);
    forget();
}
END_TEST

START_TEST(filters_leave_what_fits)
{
    read_body(mixed, 0);
    table_set_filter(&table, column(filters[_i].column), span_of(filters[_i].filter));
    work();
    expect("s", filters[_i].left);
    forget();
}
END_TEST

START_TEST(filter_and_sorting_go_together)
{
    read_body(mixed, 0);
    table_sort(&table, column("n"));
    work();
    table_set_filter(&table, column("s"), SPAN("a"));
    work();
    expect("n", "-3.5 638400636279195498");
    forget();
}
END_TEST

START_TEST(values_are_counted)
{
    read_body(mixed, 0);
    table_count(&table, column("s"));
    work();
    ck_assert_uint_eq(table.value_count, 4);
    ck_assert_span(str_span(&table.values[0].text), "a");
    ck_assert_uint_eq(table.values[0].count, 2);
    forget();
}
END_TEST

static const char awkward[] =
    "[{\"a\":\"x,\\\"y\\\"\\r\\nz\",\"b\":1.0},{\"a\":\"=1+1\",\"b\":-7},{\"b\":null,"
    "\"a\":{\"c\":[1]}}]";

static const struct {
    enum table_export format;
    const char *text;
} exports[] = {
    {EXPORT_CSV, "a,b\r\n\"x,\"\"y\"\"\r\nz\",1.0\r\n\"'=1+1\",-7\r\n"
                 "\"{\"\"c\"\":[1]}\",\r\n"},
    {EXPORT_JSON,
     "[{\"a\":\"x,\\\"y\\\"\\r\\nz\",\"b\":1.0},\n{\"a\":\"=1+1\",\"b\":-7},\n"
     "{\"a\":{\"c\":[1]},\"b\":null}]\n"},
    {EXPORT_NDJSON,
     "{\"a\":\"x,\\\"y\\\"\\r\\nz\",\"b\":1.0}\n{\"a\":\"=1+1\",\"b\":-7}\n"
     "{\"a\":{\"c\":[1]},\"b\":null}\n"},
};

START_TEST(exports_are_exact)
{
    read_body(awkward, 0);
    table_export(&table, exports[_i].format, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), exports[_i].text);
    forget();
}
END_TEST

START_TEST(columns_move_and_hide)
{
    read_body("[{\"a\":1,\"b\":2,\"c\":3}]", 0);
    table_across(&table, 1);
    ck_assert_uint_eq(table.column, 1);
    table_shift(&table, -1);
    ck_assert_str_eq(table.columns[0].name, "b");
    ck_assert_uint_eq(table.column, 0);
    table_hide(&table);
    table_hide(&table);
    table_hide(&table);
    ck_assert_uint_lt(table_next_column(&table, 0), table.column_count);
    table_show_all(&table);
    ck_assert_uint_eq(table_next_column(&table, 0), 0);
    for (int i = 0; i < 200; i++)
        table_widen(&table, -4);
    ck_assert_int_gt(table.columns[table.column].width, 0);
    table_move(&table, -5);
    table_move(&table, 5000);
    ck_assert_uint_eq(table.cursor, 0);
    forget();
}
END_TEST

static const char late[] =
    "[{\"k\":null,\"m\":1},{\"k\":10,\"m\":\"b\"},{\"k\":9,\"m\":"
    "\"a\"},{\"k\":8.5,\"m\":0}]";

START_TEST(a_kind_is_told_by_the_first_value_that_is_not_null)
{
    read_body(late, 0);
    table_sort(&table, column("k"));
    work();
    expect("k", "8.5 9 10 null");
    forget();
}
END_TEST

START_TEST(texts_among_numbers_come_behind_them)
{
    read_body(late, 0);
    table_sort(&table, column("m"));
    work();
    expect("m", "0 1 a b");
    table_set_filter(&table, column("m"), SPAN("=a"));
    work();
    expect("m", "a");
    table_set_filter(&table, column("m"), SPAN("=0"));
    work();
    expect("m", "0");
    forget();
}
END_TEST

/* Rows go on coming while a filter works, and when it is done. */
START_TEST(rows_that_come_later_are_filtered_too)
{
    struct str text = str_of("[{\"id\":0}");
    for (int i = 1; i < 5000; i++)
        str_addf(&text, ",{\"id\":%d}", i);
    str_add_byte(&text, ']');
    body = str_span(&text);
    json_document_init(&document);
    table = (struct table){0};
    table_resize(&table, 10, 80);
    struct span first = span_sub(body, 0, 5000);
    json_document_read(&document, first, false);
    table_read(&table, first, &document);
    table_set_filter(&table, 0, _i ? SPAN(">=10") : SPAN("!=7"));
    table_sort(&table, 0);
    if (_i)
        work();
    json_document_read(&document, body, true);
    table_read(&table, body, &document);
    work();
    ck_assert_uint_eq(table_rows(&table), _i ? 4990 : 4999);
    forget();
    str_release(&text);
}
END_TEST

START_TEST(null_and_blanks_are_found_by_their_counts)
{
    read_body("[{\"a\":null},{\"a\":\" x \"},{},{\"a\":\"null\"},{\"a\":\"\"}]", 0);
    table_count(&table, 0);
    work();
    ck_assert_uint_eq(table.value_count, 3);
    for (size_t i = 0; i < 3; i++) {
        size_t rows = table.values[i].count;
        struct str value = str_dup(str_span(&table.values[i].text));
        table_set_value(&table, 0, str_span(&value));
        work();
        ck_assert_uint_eq(table_rows(&table), rows);
        str_release(&value);
        table_set_filter(&table, 0, SPAN(""));
        table_count(&table, 0);
        work();
    }
    forget();
}
END_TEST

static const struct {
    const char *value, *field;
} fields[] = {
    {"\"-2+3+cmd|' /C calc'!A0\"", "\"'-2+3+cmd|' /C calc'!A0\""},
    {"\"+1+1\"", "\"'+1+1\""},
    {"\"+1\"", "\"'+1\""},
    {"\"@SUM(1)\"", "\"'@SUM(1)\""},
    {"\"-\"", "\"'-\""},
    {"\"\\u0009=1\"", "\"'\t=1\""},
    {"\"\\n=1\"", "\"'\n=1\""},
    {"\"\xef\xbc\x9d"
     "1\"",
     "\"'\xef\xbc\x9d"
     "1\""},
    {"\"-5\"", "-5"},
    {"-0.0", "-0.0"},
    {"-0", "-0"},
    {"-1.50E+2", "-1.50E+2"},
    {"\"a\\\\b\\ud800c\"", "a\\b\xef\xbf\xbd"
                           "c"},
    {"true", "true"},
    {"\"\"", ""},
};

START_TEST(fields_are_no_formulas_and_numbers_stay)
{
    struct str text = {0}, wanted = {0};
    str_addf(&text, "[{\"a\":1,\"b\":%s}]", fields[_i].value);
    str_addf(&wanted, "a,b\r\n1,%s\r\n", fields[_i].field);
    read_body(str_text(&text), 0);
    table_export(&table, EXPORT_CSV, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), str_text(&wanted));
    forget();
    str_release(&text);
    str_release(&wanted);
}
END_TEST

static const struct {
    enum table_export format;
    const char *text;
} empty[] = {{EXPORT_CSV, "a,b\r\n"}, {EXPORT_JSON, "[]\n"}, {EXPORT_NDJSON, ""}};

START_TEST(no_rows_are_a_file_too)
{
    read_body(awkward, 0);
    table_set_filter(&table, 0, SPAN("nowhere"));
    work();
    table_export(&table, empty[_i].format, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), empty[_i].text);
    forget();
}
END_TEST

START_TEST(an_export_waits_for_the_filter)
{
    read_body(mixed, 0);
    table_set_filter(&table, column("s"), SPAN("=a"));
    table_export(&table, EXPORT_CSV, SPAN("f"));
    for (int i = 0; i < 100 && table.work != WORK_EXPORT; i++)
        ck_assert(!table_step(&table, body));
    work();
    size_t lines = 0;
    for (size_t i = 0; i < table.exported.n; i++)
        lines += table.exported.p[i] == '\n';
    ck_assert_uint_eq(lines, 3);
    ck_assert_str_eq(str_text(&table.path), "f");
    forget();
}
END_TEST

START_TEST(of_one_name_twice_the_first_is_shown_and_saved)
{
    read_body("[{\"a\":1,\"b\":2,\"a\":3}]", 0);
    expect("a", "1");
    table_export(&table, EXPORT_CSV, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), "a,b\r\n1,2\r\n");
    forget();
}
END_TEST

START_TEST(long_text_is_decoded_as_far_as_it_is_shown)
{
    struct str text = {0}, raw = str_of("\"C:\\\\x\\u00e4");
    str_add_repeat(&raw, 'y', 2000);
    str_add_byte(&raw, '"');
    table_show(str_span(&raw), &text);
    ck_assert(span_starts(str_span(&text), "C:\\x\xc3\xa4y"));
    ck_assert_uint_lt(text.n, TABLE_CELL_MAX + 1);
    ck_assert(text.p[text.n - 1] == 'y');
    str_release(&text);
    str_release(&raw);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("table");
    TCase *tests = tcase_create("table");
    tcase_add_loop_test(tests, rows_and_cells_are_found, 0, COUNT_OF(lists));
    tcase_add_loop_test(tests, what_has_no_list_has_no_table, 0, COUNT_OF(none));
    tcase_add_test(tests, broken_text_gives_the_rows_before);
    tcase_add_test(tests, sorting_goes_by_kind_and_is_stable);
    tcase_add_test(tests, times_sort_to_their_last_digit);
    tcase_add_loop_test(tests, filters_leave_what_fits, 0, COUNT_OF(filters));
    tcase_add_test(tests, filter_and_sorting_go_together);
    tcase_add_test(tests, values_are_counted);
    tcase_add_loop_test(tests, exports_are_exact, 0, COUNT_OF(exports));
    tcase_add_test(tests, columns_move_and_hide);
    tcase_add_test(tests, a_kind_is_told_by_the_first_value_that_is_not_null);
    tcase_add_test(tests, texts_among_numbers_come_behind_them);
    tcase_add_loop_test(tests, rows_that_come_later_are_filtered_too, 0, 2);
    tcase_add_test(tests, null_and_blanks_are_found_by_their_counts);
    tcase_add_loop_test(tests, fields_are_no_formulas_and_numbers_stay, 0,
                        COUNT_OF(fields));
    tcase_add_loop_test(tests, no_rows_are_a_file_too, 0, COUNT_OF(empty));
    tcase_add_test(tests, an_export_waits_for_the_filter);
    tcase_add_test(tests, of_one_name_twice_the_first_is_shown_and_saved);
    tcase_add_test(tests, long_text_is_decoded_as_far_as_it_is_shown);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
