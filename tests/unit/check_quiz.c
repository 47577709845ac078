/* The quiz: its truths are the diagnosis's. */
#include "unit.h"

#include "api/diagnosis.h"
#include "api/exchange.h"
#include "api/quiz.h"
#include "api/topic.h"
#include "base/memory.h"

START_TEST(every_code_can_be_asked_about)
{
    static const char *const heads[] = {[QUIZ_MEANING] = "mean",
                                        [QUIZ_STEP] = "first",
                                        [QUIZ_RETRY] = "again",
                                        [QUIZ_CAUSE] = "cause"};
    size_t asked = 0;
    for (const struct error_code *code = error_codes; code->code; code++)
        for (int kind = 0; kind < QUIZ_KINDS; kind++) {
            struct quiz_question question;
            uint64_t seed = 5;
            ck_assert_ptr_nonnull(strstr(quiz_asks((enum quiz_kind)kind), heads[kind]));
            if (!quiz_ask(&question, code, (enum quiz_kind)kind, "en", &seed))
                continue;
            asked++;
            ck_assert_ptr_nonnull(strstr(question.answer, code->code));
            ck_assert_ptr_nonnull(question.explanation);
            for (size_t i = 0; i < QUIZ_CHOICES; i++)
                for (size_t j = 0; j < i; j++)
                    ck_assert_str_ne(question.choices[i], question.choices[j]);
            quiz_question_release(&question);
        }
    ck_assert_uint_ge(asked, 130);
}
END_TEST

/* What is right is what the code's page says. */
START_TEST(the_right_choice_is_the_page_s)
{
    for (const struct error_code *code = error_codes; code->code; code++) {
        struct quiz_question question;
        struct topic topic;
        uint64_t seed = 11;
        topic_read(&topic, topic_find("en", span_of(code->topic)));
        if (quiz_ask(&question, code, QUIZ_CAUSE, "en", &seed)) {
            bool found = false;
            for (size_t i = 0; i < topic.causes.count; i++)
                found |= strcmp(question.choices[question.right],
                                topic.causes.items[i]) == 0;
            ck_assert_msg(found, "%s", code->code);
            quiz_question_release(&question);
        }
        topic_release(&topic);
    }
}
END_TEST

START_TEST(a_seed_repeats_and_a_choice_stands)
{
    struct quiz quiz = {0}, same = {0}, other = {0};
    quiz_start(&quiz, 3, "en", 0);
    quiz_start(&same, 3, "en", 0);
    quiz_start(&other, 4, "en", 0);
    ck_assert_uint_eq(quiz.count, QUIZ_QUESTIONS);
    bool differs = false;
    for (size_t i = 0; i < quiz.count; i++) {
        ck_assert_ptr_eq(quiz.questions[i].code, same.questions[i].code);
        ck_assert_uint_eq(quiz.questions[i].right, same.questions[i].right);
        differs |= quiz.questions[i].code != other.questions[i].code;
    }
    ck_assert(differs);
    quiz_next(&quiz); /* not before it is answered */
    ck_assert_uint_eq(quiz.at, 0);
    size_t right = quiz.questions[0].right;
    ck_assert(!quiz_choose(&quiz, (right + 1) % QUIZ_CHOICES));
    ck_assert(!quiz_choose(&quiz, right)); /* the first choice stands */
    quiz_next(&quiz);
    while (!quiz_over(&quiz)) {
        ck_assert(quiz_choose(&quiz, quiz_current(&quiz)->right));
        quiz_next(&quiz);
    }
    ck_assert_uint_eq(quiz_score(&quiz), QUIZ_QUESTIONS - 1);
    struct str text = {0};
    quiz_markdown(&quiz, &text);
    ck_assert(span_has(str_span(&text), "Right: 9 of 10"));
    str_clear(&text);
    quiz_json(&quiz, &text);
    ck_assert(span_has(str_span(&text), "\"right\":\t9"));
    str_release(&text);
    quiz_release(&quiz);
    quiz_release(&same);
    quiz_release(&other);
}
END_TEST

static Suite *
quiz_suite(void)
{
    Suite *suite = suite_create("quiz");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_code_can_be_asked_about);
    tcase_add_test(all, the_right_choice_is_the_page_s);
    tcase_add_test(all, a_seed_repeats_and_a_choice_stands);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(quiz_suite)
