/* Lessons: reading a page, and what counts as done. */
#include "unit.h"

#include "api/lesson_place.h"
#include "api/lessons.h"
#include "base/memory.h"

/* --- reading --- */

#define HEAD "# Title\n\nAbout it.\n\n"
#define STEP "## Step\n\nDo it.\n\n"
#define TAIL "- Hint: so\n"

static void
read_text(struct lesson *lesson, struct lesson_problems *problems, const char *text)
{
    lesson_read(lesson, "sample", span_of(text), problems);
    lesson_check(lesson, catalogue_builtin(), problems);
}

START_TEST(a_page_is_read)
{
    struct lesson lesson;
    struct lesson_problems problems = {0};
    read_text(
        &lesson, &problems,
        "# Sample\n\nWhat you learn.\n\n- Minutes: 5\n- Start: bearer read-only\n\n"
        "## First\n\nDo `this`.\n\n- Start: fault cut-body\n"
        "- Expect: operation listMachines, status 4xx, message has \"a, b\"\n"
        "- Expect: copied tracking ID\n- Hint: gently\n- Hint: plainly\n"
        "- Done: so it is\n\n- a list\n- Note: a word\n");
    ck_assert_uint_eq(problems.count, 0);
    ck_assert_str_eq(lesson.title, "Sample");
    ck_assert_uint_eq(lesson.minutes, 5);
    ck_assert_uint_eq(lesson.start_count, 1);
    ck_assert_str_eq(lesson.starts[0].value, "read-only");
    ck_assert_uint_eq(lesson.count, 1);
    const struct lesson_step *step = &lesson.steps[0];
    ck_assert_str_eq(step->title, "First");
    ck_assert_uint_eq(step->hints.count, 2);
    ck_assert_uint_eq(step->expect_count, 2);
    ck_assert_uint_eq(step->expects[0].count, 3);
    ck_assert_str_eq(step->expects[0].clauses[2].value, "a, b");
    ck_assert_int_eq(step->expects[0].clauses[2].relation, RELATION_HAS);
    ck_assert(span_has(str_span(&step->words), "Note: a word"));
    ck_assert_str_eq(step->done, "so it is");
    lesson_release(&lesson);
}
END_TEST

static const struct {
    const char *text;
    size_t line, column;
    const char *says, *remedy; /* parts of them */
} wrongs[] = {
    {"", 1, 1, "no title", "# "},
    {"# Title\n\nAbout.\n", 4, 1, "no step", "## "},
    {HEAD STEP TAIL, 5, 1, "doesn't say what must happen", "Expect"},
    {HEAD "## Step\n\n- Expect: answer\n" TAIL, 5, 1, "doesn't say what to do", NULL},
    {HEAD STEP "- Expect: answer\n", 5, 1, "has no hint", "Hint"},
    {HEAD STEP TAIL "- expect: answer\n", 10, 1, "nearly a keyword", "- Expect:"},
    {HEAD STEP TAIL "Expect: answer\n", 10, 1, "nearly a keyword", "- Expect:"},
    {HEAD STEP TAIL "- Expct: answer\n", 10, 1, "nearly a keyword", "- Expect:"},
    {HEAD STEP TAIL "- Expect: statsu 400\n", 10, 11, "nothing that can be",
     "status 4"},
    {HEAD STEP TAIL "- Expect: status\n", 10, 11, "needs a value", "status 4"},
    {HEAD STEP TAIL "- Expect: status 4000\n", 10, 11, "no status", "4xx"},
    {HEAD STEP TAIL "- Expect: answer, code InvalidRequstBody\n", 10, 19,
     "no such error code", "InvalidRequestBody"},
    {HEAD STEP TAIL "- Expect: operation isolateMachin\n", 10, 11, "no such operation",
     "isolateMachine"},
    {HEAD STEP TAIL "- Expect: value machine is 5\n", 10, 11, "begins with /", "/"},
    {HEAD STEP TAIL "- Expect: items /value more than x\n", 10, 11, "needs a number",
     NULL},
    {HEAD STEP TAIL "- Expect: answer, copied ticket\n", 10, 19, "another moment",
     "second line"},
    {HEAD STEP TAIL "- Expect: slot id is {machine}\n", 10, 11, "kept by no step",
     "Keep"},
    {HEAD STEP TAIL "- Expect: answer, slot is 5\n", 10, 19, "lacks the name",
     "slot id"},
    {HEAD STEP TAIL "- Expect: operation getMachine, slot ID is 5\n", 10, 33,
     "no such path value", "id"},
    {HEAD STEP TAIL "- Expect: operation listAlerts, slot id is 5\n", 10, 33,
     "no values in its path", NULL},
    {HEAD STEP TAIL "- Expect: copied ticket\n- Keep: a = value /x\n", 11, 9,
     "no answer to keep", NULL},
    {HEAD STEP TAIL "- Expect: answer\n- Keep: A = value /x\n", 11, 9, "small letters",
     "Keep"},
    {HEAD STEP TAIL "- Expect: answer\n- Start: fault cut-bdy\n", 11, 10, "can't start",
     "fault"},
    {HEAD STEP TAIL "- Expect: answer\n- Start: bearer other\n", 11, 10, "can't start",
     "bearer full"},
    {HEAD STEP TAIL "- Expect: answer\n- Start: quota 3\n", 11, 10, "can't start",
     "quota 3/20"},
    {HEAD STEP TAIL "- Expect: answer\n- Start: moon full\n", 11, 10,
     "it can be bearer", NULL},
    {HEAD STEP TAIL "- Expect: answer\n- Start: seed 3\n", 11, 10, "whole lesson",
     "seed"},
    {HEAD STEP TAIL "- Expect: hint cases\n", 10, 11, "kind of mistake", "case"},
    {HEAD STEP TAIL "- Expect: shown expalin\n", 10, 11, "no such tab", "explain"},
    {HEAD "- Expect: answer\n" STEP TAIL, 5, 1, "must stand in a step", "## "},
    {HEAD STEP TAIL "- Expect: answer\n- Minutes: 3\n", 11, 1, "above the first step",
     "Minutes"},
};

START_TEST(what_is_wrong_is_told_with_its_place)
{
    struct lesson lesson;
    struct lesson_problems problems = {0};
    const struct lesson_problem *found = NULL;
    read_text(&lesson, &problems, wrongs[_i].text);
    for (size_t i = 0; i < problems.count; i++)
        if (strstr(problems.items[i].text, wrongs[_i].says))
            found = &problems.items[i];
    ck_assert_msg(found, "nothing says \"%s\"", wrongs[_i].says);
    ck_assert_uint_eq(found->line, wrongs[_i].line);
    ck_assert_uint_eq(found->column, wrongs[_i].column);
    ck_assert_msg(!wrongs[_i].remedy ||
                      (found->remedy && strstr(found->remedy, wrongs[_i].remedy)),
                  "remedy \"%s\"", found->remedy ? found->remedy : "");
    lesson_release(&lesson);
    lesson_problems_release(&problems);
}
END_TEST

START_TEST(every_lesson_of_ours_is_fine)
{
    struct lessons lessons = {0};
    lessons_builtin(&lessons, "en");
    ck_assert_uint_ge(lessons.count, 15);
    for (size_t i = 0; i < lessons.count; i++) {
        struct lesson_problems problems = {0};
        lesson_check(&lessons.items[i], catalogue_builtin(), &problems);
        ck_assert_msg(!problems.count, "%s: %s", lessons.items[i].name,
                      problems.count ? problems.items[0].text : "");
        for (size_t j = 0; j < lessons.items[i].count; j++)
            ck_assert_uint_ge(lessons.items[i].steps[j].hints.count, 1);
        lesson_problems_release(&problems);
    }
    ck_assert_uint_eq(lessons_find(&lessons, SPAN("1")), 0);
    ck_assert_uint_eq(lessons_find(&lessons, SPAN("first-request")), 0);
    ck_assert_uint_eq(lessons_find(&lessons, SPAN("01-first-request")), 0);
    ck_assert_uint_eq(lessons_find(&lessons, SPAN("none")), lessons.count);
    ck_assert_str_eq(lessons_nearest(&lessons, SPAN("first-reqest")),
                     "01-first-request");
    lessons_release(&lessons);
}
END_TEST

/* --- places --- */

START_TEST(a_place_is_found)
{
    struct span body = SPAN("{\"value\":[{\"id\":\"a\",\"n\":12345678901234567890},"
                            "{\"id\":\"b\",\"x/y\":null}],\"e\":[]}");
    static const struct {
        const char *place, *want;
        bool found;
        const char *text;
    } cases[] = {{"/value/0/id", NULL, true, "a"},
                 {"/value/1/id", "b", true, "b"},
                 {"/value/*/id", "b", true, "b"},
                 {"/value/*/id", "c", false, NULL},
                 {"/value/2/id", NULL, false, NULL},
                 {"/value/0/n", "12345678901234567890", true, NULL},
                 {"/value/1/x~1y", "null", true, NULL},
                 {"/e/*/id", NULL, false, NULL},
                 {"/Value", NULL, false, NULL},
                 {"/value/*/*/*", NULL, false, NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str text = {0};
        bool found = lesson_place_find(body, cases[i].place, span_of(cases[i].want),
                                       false, &text);
        ck_assert_msg(found == cases[i].found, "%s", cases[i].place);
        if (cases[i].text)
            ck_assert_str_eq(str_text(&text), cases[i].text);
        str_release(&text);
    }
}
END_TEST

static Suite *
lesson_suite(void)
{
    Suite *suite = suite_create("lesson");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_page_is_read);
    tcase_add_loop_test(all, what_is_wrong_is_told_with_its_place, 0, COUNT_OF(wrongs));
    tcase_add_test(all, every_lesson_of_ours_is_fine);
    tcase_add_test(all, a_place_is_found);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(lesson_suite)
