#include "unit.h"

#include "api/diagnosis_parts.h"
#include "api/topic_search.h"
#include "base/memory.h"

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
    {"en", "waiting",
     "# Wait as long\n\nAbout the header.\n\n## Quota\n\nRetry later.\n"},
    {"zh_CN", "waiting",
     "# "
     "\u8ba9\u7b49\u591a\u4e45\u5c31\u7b49\u591a\u4e45\n\n\u9650\u5236\u3002\n\n\u4ee4"
     "\u724c\u5df2\u7ecf"
     "\u8fc7\u671f\u3002\n"},
    {"en", "shapes/429", "# 429 Too Many\n\nWait: the quota is used up.\n"},
    {"en", "token", "# Wait\n\nText.\n"},
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

/* The names found, in their order. */
static char *
found(const char *language, const char *words)
{
    struct topic_hit hits[3];
    struct str out = {0};
    size_t count = topic_search(language, span_of(words), hits, COUNT_OF(hits));
    for (size_t i = 0; i < count; i++)
        str_addf(&out, "%s ", hits[i].page->name);
    return str_take(&out);
}

#define ck_assert_found(language, words, want)                                         \
    do {                                                                               \
        char *got_ = found(language, words);                                           \
        ck_assert_str_eq(got_, want);                                                  \
        free(got_);                                                                    \
    } while (0)

START_TEST(topics_are_found_with_titles_first)
{
    ck_assert_found("en", "wait", "token waiting shapes/429 ");
    ck_assert_found("en", "WAIT  quota", "waiting shapes/429 ");
    ck_assert_found("en", "later", "waiting ");
    ck_assert_found("en", "429", "shapes/429 ");
    ck_assert_found("en", "wait nowhere", "");
    ck_assert_found("en", "", "waiting token errors/Sample ");
    ck_assert_found("zh_CN", "\u7b49\u591a\u4e45", "waiting ");
    ck_assert_found("zh_CN", "\u4ee4\u724c\u8fc7\u671f", ""); /* no such pair */
    ck_assert_found("zh_CN", "\u4ee4\u724c\u5df2\u7ecf\u8fc7\u671f", "waiting ");
    ck_assert_found("zh_CN", "\u9650\u5236 \u8fc7\u671f", "waiting ");
    ck_assert_found("zh_CN", "quota", "shapes/429 ");
}
END_TEST

START_TEST(a_link_leads_to_a_page_or_nowhere)
{
    static const struct {
        const char *from, *link, *to;
    } links[] = {
        {"errors/Sample", "Bare.md", "errors/Bare"},
        {"errors/Sample", "../token.md", "token"},
        {"errors/Sample", "../shapes/429.md#part", "shapes/429"},
        {"token", "errors/Bare.md", "errors/Bare"},
        {"token", "../../token.md", "token"},
        {"token", "nowhere.md", ""},
        {"token", "https://example.org/token.md", ""},
        {"token", "token", ""},
        {"token", "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(links); i++) {
        struct str out = {0};
        bool known = topic_link(span_of(links[i].from), span_of(links[i].link), &out);
        ck_assert_str_eq(str_text(&out), links[i].to);
        ck_assert(known == (out.n > 0));
        str_release(&out);
    }
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
    tcase_add_test(all, topics_are_found_with_titles_first);
    tcase_add_test(all, a_link_leads_to_a_page_or_nowhere);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(topic_suite)
