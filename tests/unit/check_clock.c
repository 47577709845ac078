#include "unit.h"

#include "base/clock.h"
#include "base/memory.h"

#define NOV_1994                                                                       \
    784111777000 /* Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples */

START_TEST(the_three_forms_of_an_http_date_agree)
{
    static const char *const forms[] = {"Sun, 06 Nov 1994 08:49:37 GMT",
                                        "Sunday, 06-Nov-94 08:49:37 GMT",
                                        "Sun Nov  6 08:49:37 1994"};
    clock_ms at = 0;
    ck_assert(clock_parse_http_date(span_of(forms[_i]), NOV_1994, &at));
    ck_assert_int_eq(at, NOV_1994);
}
END_TEST

START_TEST(an_http_date_is_written_as_it_is_read)
{
    static const clock_ms times[] = {NOV_1994, 0, 1795000000000, 951782400000};
    for (size_t i = 0; i < COUNT_OF(times); i++) {
        struct str text = {0};
        clock_ms at = -1;
        clock_add_http_date(&text, times[i]);
        ck_assert(clock_parse_http_date(str_span(&text), 0, &at));
        ck_assert_int_eq(at, times[i]);
        if (times[i] == NOV_1994)
            ck_assert_str_eq(str_text(&text), "Sun, 06 Nov 1994 08:49:37 GMT");
        str_release(&text);
    }
}
END_TEST

START_TEST(dates_that_do_not_exist_are_refused)
{
    static const char *const bad[] = {
        "06 Nov 2099 08:49:37 GMT",        "Sun, 31 Feb 2027 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:61:61 GMT",   "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 +0200", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 GMT x", "",
        "Sun, 6 Nov 1994 08:49:37 GMT",    "Sun Nov 6 08:49:37 1994",
    };
    clock_ms at;
    ck_assert_msg(!clock_parse_http_date(span_of(bad[_i]), NOV_1994, &at), "%s",
                  bad[_i]);
}
END_TEST

START_TEST(rfc3339_round_trips)
{
    static const clock_ms times[] = {
        0, -1, NOV_1994, 951782400000, 4102444799999, -62135596800000};
    struct str text = {0};
    clock_ms back;
    clock_add_rfc3339(&text, times[_i]);
    ck_assert(clock_parse_rfc3339(str_span(&text), &back));
    ck_assert_int_eq(back, times[_i]);
    str_release(&text);
}
END_TEST

START_TEST(local_time_tells_its_zone)
{
    struct str out = {0};
    clock_add_local(&out, 0, 90);
    str_add_byte(&out, ' ');
    clock_add_local(&out, 0, -210);
    ck_assert_str_eq(str_text(&out),
                     "1970-01-01 01:30:00 +01:30 1969-12-31 20:30:00 -03:30");
    str_release(&out);
}
END_TEST

START_TEST(rfc3339_takes_offsets_and_fractions)
{
    clock_ms at;
    ck_assert(clock_parse_rfc3339(SPAN("1994-11-06T10:49:37.5+02:00"), &at));
    ck_assert_int_eq(at, NOV_1994 + 500);
    ck_assert(clock_parse_rfc3339(SPAN("1994-11-06T08:49:37.1234567Z"), &at));
    ck_assert_int_eq(at, NOV_1994 + 123);
    ck_assert(!clock_parse_rfc3339(SPAN("1994-11-06T08:49:37"), &at));
    ck_assert(!clock_parse_rfc3339(SPAN("1994-02-30T08:49:37Z"), &at));
}
END_TEST

static Suite *
clock_suite(void)
{
    Suite *suite = suite_create("clock");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, the_three_forms_of_an_http_date_agree, 0, 3);
    tcase_add_loop_test(all, dates_that_do_not_exist_are_refused, 0, 10);
    tcase_add_test(all, an_http_date_is_written_as_it_is_read);
    tcase_add_loop_test(all, rfc3339_round_trips, 0, 6);
    tcase_add_test(all, local_time_tells_its_zone);
    tcase_add_test(all, rfc3339_takes_offsets_and_fractions);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(clock_suite)
