/* Values that are objects, opened as columns. */
#include "table_case.h"

static const char nested[] = "[{\"id\":1,\"a\":{\"b\":2,\"c\":\"x\"},\"z\":0},"
                             "{\"id\":2,\"a\":{\"c\":\"\\u0079\",\"b\":10}},"
                             "{\"id\":3,\"a\":null},{\"a\":\"text\",\"id\":4},"
                             "{\"a\":{\"d\":{\"e\":true}},\"id\":5}]";

static void
names(const char *wanted)
{
    struct str out = {0};
    size_t i = table_next_column(&table, 0);
    for (; i < table.column_count; i = table_next_column(&table, i + 1))
        str_addf(&out, "%s%s", out.n ? " " : "", table.columns[i].name);
    ck_assert_str_eq(str_text(&out), wanted);
    str_release(&out);
}

static void
exported(enum table_export format, const char *wanted)
{
    table_export(&table, format, SPAN("f"));
    work();
    ck_assert_str_eq(str_text(&table.exported), wanted);
    table_stop(&table);
}

START_TEST(members_are_columns_in_the_place_of_their_value)
{
    read_body(nested, 0);
    names("id a z");
    table_go(&table, column("z"));
    ck_assert(!table_open(&table, body, column("id")));
    ck_assert(table_open(&table, body, column("a")));
    names("id a.b a.c a.d z");
    ck_assert_str_eq(table.columns[table.column].name, "z");
    expect("a.b", "2 10 - - -");
    expect("a.c", "x y - - -");
    ck_assert(table_open(&table, body, column("a.d")));
    names("id a.b a.c a.d.e z");
    expect("a.d.e", "- - - - true");
    ck_assert_uint_eq(table_hidden(&table), 0);
    ck_assert_uint_eq(table_close(&table, column("a.b")), column("a"));
    names("id a z");
    table_show_all(&table);
    names("id a z");
    table_open(&table, body, column("a"));
    names("id a.b a.c a.d z");
    ck_assert_uint_eq(table_close(&table, column("z")), table.column_count);
    forget();
}
END_TEST

START_TEST(members_sort_filter_and_count)
{
    read_body(nested, 0);
    table_open(&table, body, column("a"));
    table_sort(&table, column("a.b"));
    table_sort(&table, column("a.b"));
    work();
    expect("id", "2 1 3 4 5");
    table_set_filter(&table, column("a.c"), SPAN("=y"));
    table_go(&table, column("id"));
    table_shift(&table, 1);
    work();
    expect("id", "2");
    struct str filter = {0};
    table_filters_write(&table, &filter);
    ck_assert_str_eq(str_text(&filter), "a.c = y");
    str_release(&filter);
    table_set_filter(&table, column("a.c"), SPAN(""));
    work();
    table_count(&table, column("a.b"));
    work();
    ck_assert_uint_eq(table.value_kinds, 3);
    ck_assert_uint_eq(table.values[0].count, 3);
    forget();
}
END_TEST

START_TEST(members_are_exported)
{
    read_body(nested, 0);
    table_open(&table, body, column("a"));
    table_open(&table, body, column("a.d"));
    exported(EXPORT_CSV, "id,a.b,a.c,a.d.e,z\r\n1,2,x,,0\r\n2,10,y,,\r\n3,,,,\r\n"
                         "4,,,,\r\n5,,,true,\r\n");
    table_set_filter(&table, column("id"), SPAN("=2"));
    work();
    exported(EXPORT_NDJSON, "{\"id\":2,\"a.b\":10,\"a.c\":\"\\u0079\"}\n");
    table_close(&table, column("a"));
    exported(EXPORT_NDJSON, "{\"id\":2,\"a\":{\"c\":\"\\u0079\",\"b\":10}}\n");
    forget();
}
END_TEST

/* Names that read alike are told apart, whichever comes first. */
START_TEST(names_with_dots_and_nuls_are_told_apart)
{
    read_body("[{\"a.b\":1,\"a\":{\"b\":2,\"x/y~\":3,\"n\\u0000\":4,\"n\":5}},"
              "{\"a\":{\"b\":6,\"n\\u0000\":7}}]",
              0);
    table_open(&table, body, column("a"));
    names("a.b /a/b a.x/y~ a.n a.n");
    expect("a.b", "1 -");
    expect("/a/b", "2 6");
    exported(EXPORT_NDJSON, "{\"a.b\":1,\"/a/b\":2,\"a.x/y~\":3,\"a.n\\u0000\":4,"
                            "\"a.n\":5}\n{\"/a/b\":6,\"a.n\\u0000\":7}\n");
    struct str pointer = {0};
    table_pointer(&table, column("a.x/y~"), &pointer);
    ck_assert_str_eq(str_text(&pointer), "/a/x~1y~0");
    str_release(&pointer);
    forget();
    read_body("[{\"a\":{\"b\":{\"c\":1},\"b.c\":2}}]", 0);
    table_open(&table, body, column("a"));
    table_open(&table, body, column("a.b"));
    names("/a/b/c a.b.c");
    expect("/a/b/c", "1");
    expect("a.b.c", "2");
    forget();
}
END_TEST

/* Columns that move take their members along, not their places. */
START_TEST(members_stay_with_a_parent_that_moves)
{
    read_body("[{\"a\":{\"b\":1},\"m\":0,\"z\":{\"y\":2}}]", 0);
    table_open(&table, body, column("z"));
    table_open(&table, body, column("a"));
    names("a.b m z.y");
    expect("z.y", "2");
    table_show_column(&table, column("z"), true);
    table_go(&table, column("z"));
    table_shift(&table, -1);
    names("a.b z m z.y");
    expect("z.y", "2");
    ck_assert_uint_eq(table_close(&table, column("z.y")), column("z"));
    names("a.b z m");
    table_open(&table, body, column("z"));
    names("a.b m z.y");
    expect("z.y", "2");
    forget();
}
END_TEST

/* A member that only a late row has comes as a column too, beside the others, while
 * what points to columns stays with them. */
START_TEST(members_that_come_late_are_found)
{
    struct str text = str_of("[{\"a\":{\"b\":1},\"z\":0}");
    for (int i = 1; i < 60000; i++)
        str_addf(&text, ",{\"a\":{\"b\":%d},\"z\":%d}", i, -i);
    str_add_text(&text, ",{\"a\":{\"late\":7},\"z\":1}]");
    read_body(str_text(&text), 0);
    table_open(&table, body, column("a"));
    names("a.b z");
    table_go(&table, column("z"));
    ck_assert(table_busy(&table));
    for (size_t i = 0; i < 1000 && table_busy(&table); i++)
        table_step(&table, body);
    names("a.b a.late z");
    ck_assert_str_eq(table.columns[table.column].name, "z");
    table_sort(&table, column("a.late"));
    for (size_t i = 0; i < 1000 && table_busy(&table); i++)
        table_step(&table, body);
    ck_assert_uint_eq(table_row(&table, 0), 60000);
    forget();
    str_release(&text);
}
END_TEST

/* As deep as they go; a value that is broken or no object has no members. */
START_TEST(depth_has_an_end)
{
    struct str text = str_of("[{\"a\":");
    for (int i = 0; i < 50; i++)
        str_add_text(&text, "{\"a\":");
    str_add_text(&text, "1");
    str_add_repeat(&text, '}', 51);
    str_add_text(&text, "]");
    read_body(str_text(&text), 0);
    size_t opened = 0;
    while (opened < 50 && table_open(&table, body, table_next_column(&table, 0)))
        opened++;
    ck_assert_uint_eq(opened, TABLE_DEPTH_MAX - 1);
    names("a.a.a.a.a.a.a.a");
    forget();
    str_release(&text);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("table_members");
    TCase *tests = tcase_create("table_members");
    tcase_add_test(tests, members_are_columns_in_the_place_of_their_value);
    tcase_add_test(tests, members_sort_filter_and_count);
    tcase_add_test(tests, members_are_exported);
    tcase_add_test(tests, names_with_dots_and_nuls_are_told_apart);
    tcase_add_test(tests, members_stay_with_a_parent_that_moves);
    tcase_add_test(tests, members_that_come_late_are_found);
    tcase_add_test(tests, depth_has_an_end);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
