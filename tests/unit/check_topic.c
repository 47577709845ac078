#include "unit.h"

#include "api/diagnosis_parts.h"
#include "api/topic.h"

/* Pages of this test's own, so that it does not depend on the real ones' words. */
const struct topic_page topic_pages[] = {
    {"en", "errors/Sample",
     "# Sample `code`\n\nA **short** summary that goes\nover two lines. See "
     "[the page](x.md).\n\nA second paragraph.\n\n## Usual causes\n\n- One cause: "
     "`comment`\n  on two lines.\n- Another.\n\n## What to do\n1. First "
     "[`step`](y).\n2. "
     "Second.\n\n```\n- no item\n# no heading\n```\n\n## Else\n- not taken\n"},
    {"zh_CN", "errors/Sample",
     "# \u793a\u4f8b\n\n\u6458\u8981\u3002\n\n## \u5e38\u89c1\u539f\u56e0\n- \u7532\n"},
    {"en", "errors/Bare", "Only a paragraph."},
    {"en", "errors/Empty", ""},
    {NULL, NULL, NULL},
};

START_TEST(a_page_is_read_in_parts)
{
    struct topic topic;
    topic_read(&topic, topic_find("en", SPAN("errors/Sample")));
    ck_assert_str_eq(topic.title, "Sample code");
    ck_assert_str_eq(topic.summary,
                     "A short summary that goes over two lines. See the page.");
    ck_assert_uint_eq(topic.causes.count, 2);
    ck_assert_str_eq(topic.causes.items[0], "One cause: comment on two lines.");
    ck_assert_str_eq(topic.causes.items[1], "Another.");
    ck_assert_uint_eq(topic.steps.count, 2);
    ck_assert_str_eq(topic.steps.items[0], "First step.");
    ck_assert_str_eq(topic.steps.items[1], "Second.");
    topic_release(&topic);
}
END_TEST

START_TEST(a_language_falls_back_to_english)
{
    struct topic topic;
    topic_read(&topic, topic_find("zh_CN", SPAN("errors/Sample")));
    ck_assert_str_eq(topic.title, "\u793a\u4f8b");
    ck_assert_uint_eq(topic.causes.count, 1);
    topic_release(&topic);
    ck_assert_str_eq(topic_find("zh_CN", SPAN("errors/Bare"))->language, "en");
    ck_assert_str_eq(topic_find(NULL, SPAN("errors/Bare"))->language, "en");
    ck_assert_ptr_null(topic_find("en", SPAN("errors/None")));
}
END_TEST

START_TEST(a_poor_page_gives_what_it_has)
{
    struct topic topic;
    topic_read(&topic, topic_find("en", SPAN("errors/Bare")));
    ck_assert_ptr_null(topic.title);
    ck_assert_str_eq(topic.summary, "Only a paragraph.");
    topic_release(&topic);
    topic_read(&topic, topic_find("en", SPAN("errors/Empty")));
    ck_assert(!topic.title && !topic.summary && !topic.causes.count);
    topic_release(&topic);
}
END_TEST

/* With no page at all a diagnosis still says something. */
START_TEST(without_a_page_there_are_plain_words)
{
    static const int statuses[] = {200, 301, 400, 401, 402, 403, 404, 409,
                                   429, 500, 502, 503, 504, 599, 0};
    struct exchange exchange = {.answered = true, .response = {.status = statuses[_i]}};
    struct diagnosis diagnosis;
    diagnose(&diagnosis, &exchange, NULL);
    ck_assert(diagnosis.title && *diagnosis.title);
    ck_assert(diagnosis.summary && *diagnosis.summary);
    ck_assert(diagnosis.steps.count > 0 || diagnosis.class == CLASS_NONE);
    ck_assert_ptr_null(diagnosis.topic);
    diagnosis_release(&diagnosis);
}
END_TEST

static Suite *
topic_suite(void)
{
    Suite *suite = suite_create("topic");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_page_is_read_in_parts);
    tcase_add_test(all, a_language_falls_back_to_english);
    tcase_add_test(all, a_poor_page_gives_what_it_has);
    tcase_add_loop_test(all, without_a_page_there_are_plain_words, 0, 15);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(topic_suite)
