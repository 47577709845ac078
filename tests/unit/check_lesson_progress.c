/* What counts as done, and what doesn't. */
#include "unit.h"

#include "api/lessons.h"
#include "base/memory.h"

static const char page[] =
    "# Sample\n\n"
    "## Refused\n\nDo.\n\n- Hint: a\n- Hint: b\n"
    "- Expect: operation isolateMachine, status 400, code MissingRequiredParameter, "
    "sent /comment is x\n- Keep: id = tracking ID\n\n"
    "## Copied\n\nDo.\n\n- Hint: a\n- Expect: copied tracking ID\n"
    "- Expect: operation getMachine, status 200, value /note is {id}\n\n"
    "## Slowly\n\nDo.\n\n- Hint: a\n- Expect: status 200, again, pause 2\n\n"
    "## Waited\n\nDo.\n\n- Hint: a\n- Expect: status 200, after the wait\n";

struct play {
    struct lesson lesson;
    struct lesson_progress progress;
    clock_ms steady;
    unsigned id;
};

static void
setup(struct play *play)
{
    struct lesson_problems problems = {0};
    *play = (struct play){.steady = 10000, .id = 7};
    lesson_read(&play->lesson, "sample", span_of(page), &problems);
    ck_assert_uint_eq(problems.count, 0);
    lesson_progress_start(&play->progress, &play->lesson, play->id,
                          &(struct now){1000, play->steady});
    lesson_progress_begin(&play->progress);
}

static void
teardown(struct play *play)
{
    lesson_progress_release(&play->progress);
    lesson_release(&play->lesson);
}

static unsigned
send_out(struct play *play)
{
    struct lesson_event event = {
        .kind = LESSON_SENT, .steady = play->steady, .id = ++play->id};
    lesson_progress_tell(&play->progress, &event);
    return play->id;
}

struct reply {
    const char *operation, *sent; /* its body */
    int status;
    const char *body;
    const char *retry_after;
};

static enum lesson_effect
receive(struct play *play, unsigned id, const struct reply *reply)
{
    struct exchange exchange = {.answered = true};
    struct request sent = {0};
    struct diagnosis diagnosis;
    request_init(&sent, catalogue_find(catalogue_builtin(), span_of(reply->operation)));
    if (reply->sent) {
        str_set(&sent.body, span_of(reply->sent));
        sent.has_body = true;
    }
    exchange.response.status = reply->status;
    pairs_add(&exchange.response.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    if (reply->retry_after)
        pairs_add(&exchange.response.headers, SPAN("Retry-After"),
                  span_of(reply->retry_after));
    str_set(&exchange.response.body, span_of(reply->body));
    diagnose(&diagnosis, &exchange, NULL);
    struct lesson_event event = {.kind = LESSON_ANSWER,
                                 .steady = play->steady,
                                 .id = id,
                                 .exchange = &exchange,
                                 .diagnosis = &diagnosis,
                                 .sent = &sent};
    enum lesson_effect effect = lesson_progress_tell(&play->progress, &event);
    diagnosis_release(&diagnosis);
    exchange_release(&exchange);
    request_release(&sent);
    return effect;
}

static enum lesson_effect
exchange_of(struct play *play, const struct reply *reply)
{
    return receive(play, send_out(play), reply);
}

static enum lesson_effect
copy(struct play *play, const char *text)
{
    struct lesson_event event = {.kind = LESSON_COPIED,
                                 .steady = play->steady,
                                 .what = "value",
                                 .text = span_of(text)};
    return lesson_progress_tell(&play->progress, &event);
}

#define MISSING                                                                        \
    "{\"error\":{\"code\":\"MissingRequiredParameter\",\"message\":\"m\","             \
    "\"target\":\"1fa66c0f-18bd-4133-b378-36d76f3a2ba0\"}}"
#define TARGET "1fa66c0f-18bd-4133-b378-36d76f3a2ba0"

static const struct reply right = {"isolateMachine", "{\"comment\":\"x\"}", 400,
                                   MISSING, NULL};
static const struct reply read_back = {"getMachine", NULL, 200,
                                       "{\"note\":\"" TARGET "\"}", NULL};
static const struct reply fine = {"listMachines", NULL, 200, "{}", NULL};

START_TEST(every_clause_must_hold)
{
    static const struct reply wrong[] = {
        {"restrictCodeExecution", "{\"comment\":\"x\"}", 400, MISSING, NULL},
        {"isolateMachine", "{\"Comment\":\"x\"}", 400, MISSING, NULL},
        {"isolateMachine", "{\"comment\":\"y\"}", 400, MISSING, NULL},
        {"isolateMachine", NULL, 400, MISSING, NULL},
        {"isolateMachine", "{\"comment\":\"x\"}", 201, MISSING, NULL},
        {"isolateMachine", "{\"comment\":\"x\"}", 400,
         "{\"error\":{\"code\":\"InvalidInput\",\"message\":\"m\"}}", NULL},
    };
    struct play play;
    setup(&play);
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        ck_assert_int_eq(exchange_of(&play, &wrong[i]), LESSON_MISSED);
        ck_assert_ptr_nonnull(play.progress.missed);
        ck_assert_uint_eq(play.progress.step, 0);
    }
    ck_assert_uint_eq(play.progress.records[0].misses, COUNT_OF(wrong));
    ck_assert_int_eq(exchange_of(&play, &right), LESSON_STEP_DONE);
    ck_assert_uint_eq(play.progress.step, 1);
    ck_assert_ptr_null(play.progress.missed);
    teardown(&play);
}
END_TEST

START_TEST(only_what_happens_after_the_beginning_counts)
{
    struct play play;
    setup(&play);
    /* sent before the lesson began, answered after */
    ck_assert_int_eq(receive(&play, 7, &right), LESSON_NOTHING);
    ck_assert_uint_eq(play.progress.step, 0);
    /* the state is being set: nothing counts yet, nor what was sent meanwhile */
    play.progress.ready = false;
    ck_assert_int_eq(exchange_of(&play, &right), LESSON_NOTHING);
    unsigned early = send_out(&play);
    lesson_progress_begin(&play.progress);
    ck_assert_int_eq(receive(&play, early, &right), LESSON_NOTHING);
    ck_assert_int_eq(exchange_of(&play, &right), LESSON_STEP_DONE);
    /* the answer to the next step's question, sent before that step's turn */
    unsigned sent = send_out(&play);
    ck_assert_int_eq(copy(&play, TARGET), LESSON_GOES_ON);
    ck_assert_int_eq(receive(&play, sent, &read_back), LESSON_NOTHING);
    ck_assert_int_eq(exchange_of(&play, &read_back), LESSON_STEP_DONE);
    teardown(&play);
}
END_TEST

START_TEST(the_order_holds)
{
    struct play play;
    setup(&play);
    ck_assert_int_eq(copy(&play, TARGET), LESSON_NOTHING); /* not its turn */
    exchange_of(&play, &right);
    ck_assert_int_eq(copy(&play, "something"), LESSON_MISSED);
    ck_assert_int_eq(exchange_of(&play, &read_back), LESSON_NOTHING);
    ck_assert_uint_eq(play.progress.expect, 0);
    ck_assert_int_eq(copy(&play, TARGET), LESSON_MISSED); /* not of the last answer */
    teardown(&play);
}
END_TEST

/* To the third step. */
static void
to_third(struct play *play)
{
    exchange_of(play, &right);
    copy(play, TARGET);
    exchange_of(play, &read_back);
    ck_assert_uint_eq(play->progress.step, 2);
}

START_TEST(a_pause_is_a_pause)
{
    struct play play;
    setup(&play);
    to_third(&play);
    exchange_of(&play, &fine); /* not the request of before */
    ck_assert_uint_eq(play.progress.step, 2);
    play.steady += 1999;
    ck_assert_uint_eq(lesson_progress_pause(&play.progress, play.steady), 1);
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_MISSED); /* too soon */
    ck_assert_ptr_nonnull(strstr(play.progress.missed, "too soon"));
    play.steady += 2000;
    ck_assert_uint_eq(lesson_progress_pause(&play.progress, play.steady), 0);
    ck_assert_int_eq(exchange_of(&play, &read_back), LESSON_MISSED); /* another */
    play.steady += 2000;
    exchange_of(&play, &fine);
    play.steady += 2000;
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_STEP_DONE);
    teardown(&play);
}
END_TEST

START_TEST(a_wait_is_waited_for)
{
    static const struct reply throttled = {
        "listMachines", NULL, 429,
        "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"m\"}}", "5"};
    struct play play;
    setup(&play);
    to_third(&play);
    exchange_of(&play, &fine);
    play.steady += 2000;
    exchange_of(&play, &fine);
    ck_assert_uint_eq(play.progress.step, 3);
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_MISSED); /* no wait was asked */
    exchange_of(&play, &throttled);
    play.steady += 4999;
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_MISSED);
    exchange_of(&play, &throttled);
    play.steady += 5000;
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_ALL_DONE);
    ck_assert(lesson_progress_done(&play.progress));
    ck_assert_int_eq(exchange_of(&play, &fine), LESSON_NOTHING);
    teardown(&play);
}
END_TEST

START_TEST(hints_and_the_result_are_counted)
{
    struct play play;
    struct str text = {0};
    setup(&play);
    ck_assert(lesson_progress_hint(&play.progress));
    ck_assert(lesson_progress_hint(&play.progress));
    ck_assert(!lesson_progress_hint(&play.progress));
    play.steady += 3000;
    exchange_of(&play, &right);
    ck_assert_uint_eq(lesson_progress_hints(&play.progress), 2);
    ck_assert_int_eq(lesson_progress_ms(&play.progress), 3000);
    lesson_progress_fill(&play.progress, SPAN("see {id} and {other}"), &text);
    ck_assert_str_eq(str_text(&text), "see " TARGET " and {other}");
    str_clear(&text);
    lesson_progress_markdown(&play.progress, &text);
    ck_assert(span_has(str_span(&text), "Steps: 1 of 4"));
    ck_assert(span_has(str_span(&text), "| 1. Refused | yes | 2 | 0 | 3 |"));
    str_clear(&text);
    lesson_progress_json(&play.progress, &text);
    ck_assert(span_has(str_span(&text), "\"hints\":\t2"));
    str_release(&text);
    teardown(&play);
}
END_TEST

START_TEST(the_record_is_kept_and_read)
{
    struct play play;
    struct lesson_records records = {0}, again = {0};
    struct str text = {0};
    struct err err = {0};
    setup(&play);
    to_third(&play);
    lesson_records_note(&records, &play.progress, 1795412773000);
    records.quiz.done = 1795412773000;
    records.quiz.right = 8;
    records.quiz.of = 10;
    lesson_records_write(&records, &text);
    ck_assert_int_eq(lesson_records_read(&again, str_span(&text), &err), STATUS_OK);
    const struct lesson_record *record = lesson_records_find(&again, "sample");
    ck_assert_uint_eq(record->steps, 2);
    ck_assert_int_eq(record->done, 0);
    ck_assert_uint_eq(again.quiz.right, 8);
    lesson_records_release(&again);
    for (size_t cut = 0; cut + 2 < text.n; cut++) {
        struct span part = span_sub(str_span(&text), 0, cut);
        ck_assert_int_eq(lesson_records_read(&again, part, &err), STATUS_INPUT);
        lesson_records_release(&again);
    }
    lesson_records_release(&records);
    str_release(&text);
    teardown(&play);
}
END_TEST

static Suite *
lesson_progress_suite(void)
{
    Suite *suite = suite_create("lesson_progress");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_clause_must_hold);
    tcase_add_test(all, only_what_happens_after_the_beginning_counts);
    tcase_add_test(all, the_order_holds);
    tcase_add_test(all, a_pause_is_a_pause);
    tcase_add_test(all, a_wait_is_waited_for);
    tcase_add_test(all, hints_and_the_result_are_counted);
    tcase_add_test(all, the_record_is_kept_and_read);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(lesson_progress_suite)
