#include "unit.h"

#include "base/base64.h"

START_TEST(every_length_and_byte_round_trips)
{
    struct str bytes = {0}, text = {0}, back = {0};
    for (int i = 0; i < 300; i++) {
        str_clear(&text);
        str_clear(&back);
        base64_encode(&text, str_span(&bytes));
        ck_assert_uint_eq(text.n, (bytes.n + 2) / 3 * 4);
        ck_assert(base64_decode(&back, str_span(&text)));
        ck_assert(span_equal(str_span(&back), str_span(&bytes)));
        str_add_byte(&bytes, (char)(i * 37));
    }
    str_release(&bytes);
    str_release(&text);
    str_release(&back);
}
END_TEST

START_TEST(known_values)
{
    struct str text = {0}, back = {0};
    base64_encode(&text, SPAN("foobar"));
    ck_assert_span(str_span(&text), "Zm9vYmFy");
    str_clear(&text);
    base64_encode_url(&text, SPAN("\xff\xef"));
    ck_assert_span(str_span(&text), "_-8");
    ck_assert(base64_decode(&back, SPAN("_-8")));
    ck_assert_span(str_span(&back), "\xff\xef");
    ck_assert(!base64_decode(&back, SPAN("a")));
    ck_assert(!base64_decode(&back, SPAN("ab c")));
    ck_assert(!base64_decode(&back, SPAN("a=bc")));
    str_release(&text);
    str_release(&back);
}
END_TEST

static Suite *
base64_suite(void)
{
    Suite *suite = suite_create("base64");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_length_and_byte_round_trips);
    tcase_add_test(all, known_values);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(base64_suite)
