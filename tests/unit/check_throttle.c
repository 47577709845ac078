#include "unit.h"

#include "api/throttle.h"
#include "api/wait_text.h"
#include "base/memory.h"

#define NOW        1795412773000 /* Mon, 23 Nov 2026 05:46:13 GMT */
#define DAY        86400000
#define LONGEST    (INT32_MAX * INT64_C(1000))
#define UNREADABLE (-1)

/* An answer with one or two headers, read at NOW. */
static struct retry
read_answer(int status, const char *header_names[2], const char *values[2],
            const char *body, clock_ms now)
{
    struct pair items[2] = {0};
    struct response response = {.status = status, .headers = {.items = items}};
    for (size_t i = 0; i < 2 && header_names[i]; i++) {
        items[i] = (struct pair){mem_strdup(header_names[i]), mem_strdup(values[i])};
        response.headers.count++;
    }
    response.body = str_of(body ? body : "");
    struct retry retry = {0};
    throttle_read(&retry, &response, now);
    for (size_t i = 0; i < 2; i++) {
        mem_free(items[i].name);
        mem_free(items[i].value);
    }
    str_release(&response.body);
    return retry;
}

static struct retry
read_header(int status, const char *name, const char *value)
{
    return read_answer(status, (const char *[2]){name}, (const char *[2]){value}, NULL,
                       NOW);
}

static char digits_400[401];

static const struct {
    const char *value;
    int64_t ms; /* UNREADABLE: taken as absent */
} numbers[] = {
    {"0", 0},
    {"5", 5000},
    {" 7 ", 7000},
    {"\t3", 3000},
    {"007", 7000},
    {"120", 120000},
    {"121", 121000},
    {"3600", 3600000},
    {"5.5", 6000},
    {"0.249", 1000},
    {"2.128", 3000},
    {"3.000", 3000},
    {"2147483647", LONGEST},
    {"2147483647.5", LONGEST},
    {"2147483648", LONGEST},
    {"99999999999", LONGEST},
    {"9223372036854775807", LONGEST},
    {"9223372036854775808", LONGEST},
    {"18446744073709551616", LONGEST},
    {digits_400, LONGEST},
    {"-5", UNREADABLE},
    {"+3", UNREADABLE},
    {".5", UNREADABLE},
    {"5.", UNREADABLE},
    {"1.2.3", UNREADABLE},
    {"1e3", UNREADABLE},
    {"0x10", UNREADABLE},
    {"5s", UNREADABLE},
    {"5, 10", UNREADABLE},
    {"5;x", UNREADABLE},
    {"NaN", UNREADABLE},
    {"\xd9\xa3", UNREADABLE}, /* an Arabic three */
    {"", UNREADABLE},
    {"Mon, 23 Nov 2026 05:47:13 GMT", 60000},
    {"Monday, 23-Nov-26 05:47:13 GMT", 60000},
    {"Mon Nov 23 05:47:13 2026", 60000},
    {"Mon, 23 Nov 2026 04:46:13 GMT", 0},
    {"Sun, 22 Nov 2026 05:46:13 GMT", 0},
    {"Sunday, 06-Nov-94 08:49:37 GMT", 0},
    {"Sun Nov  6 08:49:37 1994", 0},
    {"Fri, 31 Dec 9999 23:59:59 GMT", LONGEST},
    {"Mon, 23 Nov 2036 05:46:13 GMT", INT64_C(3653) * DAY},
    {"06 Nov 2099 08:49:37 GMT", UNREADABLE},
    {"Sun, 31 Feb 2027 08:49:37 GMT", UNREADABLE},
    {"Mon, 23 Nov 2026 25:61:61 GMT", UNREADABLE},
    {"Mon, 23 nov 2026 05:47:13 GMT", UNREADABLE},
    {"Mon, 23 Nov 2026 05:47:13 +0200", UNREADABLE},
};

START_TEST(every_form_of_retry_after)
{
    static const int statuses[] = {429, 503};
    memset(digits_400, '9', 400);
    for (size_t s = 0; s < COUNT_OF(statuses); s++) {
        struct retry retry = read_header(statuses[s], "rEtRy-AfTeR", numbers[_i].value);
        ck_assert(retry.timed);
        if (numbers[_i].ms == UNREADABLE) {
            ck_assert_int_eq(retry.source, RETRY_SOURCE_ESTIMATE);
            ck_assert_int_eq(retry.after_ms, statuses[s] == 429 ? 60000 : 30000);
            ck_assert_ptr_nonnull(strstr(retry.note, "neither a number nor a date"));
        } else {
            ck_assert_int_eq(retry.source, RETRY_SOURCE_HEADER);
            ck_assert_msg(retry.after_ms == numbers[_i].ms, "\"%s\" gave %lld",
                          numbers[_i].value, (long long)retry.after_ms);
        }
        bool beyond =
            numbers[_i].ms == LONGEST && strcmp(numbers[_i].value, "2147483647") != 0;
        ck_assert_int_eq(retry.note && strstr(retry.note, "68 years"), beyond);
        mem_free(retry.note);
    }
}
END_TEST

static struct retry
with_date(const char *retry_after, const char *date, clock_ms now)
{
    return read_answer(429, (const char *[2]){"Retry-After", "Date"},
                       (const char *[2]){retry_after, date}, NULL, now);
}

START_TEST(dates_are_measured_by_the_answers_own_clock)
{
    static const clock_ms clocks[] = {NOW, NOW - DAY, NOW + DAY, 0};
    for (size_t i = 0; i < COUNT_OF(clocks); i++) {
        struct retry retry = with_date("Mon, 23 Nov 2026 05:47:13 GMT",
                                       "Mon, 23 Nov 2026 05:46:13 GMT", clocks[i]);
        ck_assert_int_eq(retry.after_ms, 60000);
        bool differ = clocks[i] && clocks[i] != NOW;
        ck_assert_int_eq(retry.note && strstr(retry.note, "differ"), differ);
        mem_free(retry.note);
    }
}
END_TEST

START_TEST(without_a_date_our_clock_is_used_and_said)
{
    struct retry retry =
        read_header(429, "Retry-After", "Mon, 23 Nov 2026 05:47:13 GMT");
    ck_assert_ptr_nonnull(strstr(retry.note, "this machine's clock"));
    mem_free(retry.note);
    retry = read_answer(429, (const char *[2]){"Retry-After"},
                        (const char *[2]){"Mon, 23 Nov 2026 05:47:13 GMT"}, NULL, 0);
    ck_assert_int_eq(retry.source, RETRY_SOURCE_ESTIMATE);
    mem_free(retry.note);
}
END_TEST

START_TEST(of_two_headers_the_longer_counts)
{
    static const struct {
        const char *names[2], *values[2];
        int64_t ms;
    } cases[] = {
        {{"Retry-After", "Retry-After"}, {"5", "60"}, 60000},
        {{"Retry-After", "Retry-After"}, {"60", "5"}, 60000},
        {{"Retry-After", "Retry-After"}, {"5", "soon"}, 5000},
        {{"retry-after-ms", NULL}, {"1500", NULL}, 1500},
        {{"x-ms-retry-after-ms", NULL}, {"1500", NULL}, 1500},
        {{"x-ms-retry-after-ms", NULL}, {"1500.2", NULL}, 1501},
        {{"Retry-After", "retry-after-ms"}, {"2", "1500"}, 2000},
        {{"Retry-After", "retry-after-ms"}, {"1", "1500"}, 1500},
        {{"retry-after-ms", NULL}, {"9223372036854775808", NULL}, LONGEST},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const char *header_names[2] = {cases[i].names[0], cases[i].names[1]};
        const char *values[2] = {cases[i].values[0], cases[i].values[1]};
        struct retry retry = read_answer(429, header_names, values, NULL, NOW);
        ck_assert_int_eq(retry.source, RETRY_SOURCE_HEADER);
        ck_assert_int_eq(retry.after_ms, cases[i].ms);
        mem_free(retry.note);
    }
}
END_TEST

START_TEST(other_statuses_show_the_header_and_estimate_nothing)
{
    static const int statuses[] = {200, 202, 301, 400, 500};
    struct retry retry = read_header(statuses[_i], "Retry-After", "5");
    ck_assert(retry.timed);
    ck_assert_int_eq(retry.after_ms, 5000);
    retry = read_answer(statuses[_i], (const char *[2]){NULL}, (const char *[2]){NULL},
                        "try again in 5 seconds", NOW);
    ck_assert(!retry.timed);
    ck_assert_int_eq(retry.source, RETRY_SOURCE_NONE);
    ck_assert_ptr_null(retry.note);
}
END_TEST

START_TEST(unreadable_values_are_shown_safely)
{
    struct retry retry = read_header(429, "Retry-After", "\x1b[2J");
    ck_assert_ptr_null(strchr(retry.note, '\x1b'));
    ck_assert_ptr_nonnull(strstr(retry.note, "\\u001b[2J"));
    mem_free(retry.note);
}
END_TEST

static const struct {
    const char *body;
    int64_t ms; /* UNREADABLE: no wait is told */
    bool estimate;
} bodies[] = {
    {"{\"error\":{\"code\":\"429\",\"message\":\"API calls quota exceeded! maximum "
     "allowed 45 per 00:01:00\"}}",
     60000, false},
    {"API calls quota exceeded! maximum allowed 1500 per 01:00:00", 3600000, false},
    {"You have exceeded processing resources allocated to this tenant. You can run "
     "queries again in 12 minutes.",
     720000, false},
    {"You can run queries again in 1 hour and 5 minutes", 3900000, false},
    {"You can run queries again in 1 hour, 2 minutes, and 3 seconds.", 3723000, false},
    {"You can run queries again in 00:07:30.", 450000, false},
    {"You can run queries again in 00:07:30.5000000.", 451000, false},
    {"You can run queries again in 1.00:00:00", DAY, false},
    {"again in PT1H5M", 3900000, false},
    {"Rate limit is exceeded. Try again in 27 seconds.", 27000, false},
    {"quota resets in 90s", 90000, false},
    {"Try again after 2026-11-23T05:48:13Z.", 120000, false},
    {"Calls may start again at 2026-11-23 05:48:13", 120000, false},
    {"blocked until Mon, 23 Nov 2026 05:48:13 GMT", 120000, false},
    {"blocked until 2026-11-23T05:00:00Z", 0, false},
    {"Please retry after 20", 20000, false},
    {"You have exceeded processing resources allocated to this tenant.", 900000, true},
    {"API calls quota exceeded! maximum admitted 60 per Minute.", UNREADABLE, false},
    {"Please try again in a few minutes.", UNREADABLE, false},
    {"again in 5 machines", UNREADABLE, false},
    {"again in 99999999999999999999 seconds", UNREADABLE, false},
    {"again at 14:32", UNREADABLE, false},
    {"", UNREADABLE, false},
};

START_TEST(a_time_named_in_the_body)
{
    struct wait_text wait;
    bool told = wait_text_read(&wait, span_of(bodies[_i].body), NOW);
    ck_assert_msg(told == (bodies[_i].ms != UNREADABLE), "%s", bodies[_i].body);
    ck_assert(!told || wait.ms == bodies[_i].ms);
    ck_assert_int_eq(wait.estimate, bodies[_i].estimate);
    struct retry retry = read_answer(429, (const char *[2]){NULL},
                                     (const char *[2]){NULL}, bodies[_i].body, NOW);
    ck_assert_int_eq(retry.source, told && !wait.estimate ? RETRY_SOURCE_BODY
                                                          : RETRY_SOURCE_ESTIMATE);
    ck_assert_int_eq(retry.after_ms, told ? bodies[_i].ms : 60000);
}
END_TEST

START_TEST(a_wait_counts_down_by_the_steady_clock)
{
    struct retry retry = {.timed = true, .after_ms = 5000};
    struct throttle throttle = {.armed = true};
    struct now now = {.wall = NOW, .steady = 1000};
    ck_assert_int_eq(throttle_left_ms(&throttle, &now), 0);
    throttle_start(&throttle, &retry, &now);
    ck_assert(throttle.waiting && throttle.armed);
    now.wall -= DAY; /* somebody sets the clock back */
    now.steady += 4999;
    ck_assert_int_eq(throttle_left_ms(&throttle, &now), 1);
    now.steady += 1;
    ck_assert_int_eq(throttle_left_ms(&throttle, &now), 0);
    now.steady = 0;
    ck_assert_int_eq(throttle_left_ms(&throttle, &now), 5000);
    throttle_start(&throttle, &(struct retry){0}, &now);
    ck_assert(!throttle.waiting);
}
END_TEST

static Suite *
throttle_suite(void)
{
    Suite *suite = suite_create("throttle");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, every_form_of_retry_after, 0, (int)COUNT_OF(numbers));
    tcase_add_test(all, dates_are_measured_by_the_answers_own_clock);
    tcase_add_test(all, without_a_date_our_clock_is_used_and_said);
    tcase_add_test(all, of_two_headers_the_longer_counts);
    tcase_add_loop_test(all, other_statuses_show_the_header_and_estimate_nothing, 0, 5);
    tcase_add_test(all, unreadable_values_are_shown_safely);
    tcase_add_loop_test(all, a_time_named_in_the_body, 0, (int)COUNT_OF(bodies));
    tcase_add_test(all, a_wait_counts_down_by_the_steady_clock);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(throttle_suite)
