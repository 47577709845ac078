#include "unit.h"

#include "base/memory.h"
#include "view/theme.h"

static void
read_built_in(struct theme *theme, size_t i)
{
    struct err err = {0};
    ck_assert_msg(theme_read(theme, span_of(theme_texts[i].text), theme_texts[i].name,
                             &err) == STATUS_OK,
                  "%s", err.text);
}

static size_t
built_in_count(void)
{
    size_t count = 0;
    while (theme_texts[count].name)
        count++;
    return count;
}

static bool
same(const struct theme *theme, enum style one, enum style other)
{
    const struct look *a = &theme->looks[one], *b = &theme->looks[other];
    return a->ink == b->ink && a->paper == b->paper && a->traits == b->traits;
}

/* What must be told apart at a glance is, in each theme. */
START_TEST(what_matters_stands_out)
{
    static const enum style apart[][2] = {
        {STYLE_NORMAL, STYLE_FOCUS},
        {STYLE_NORMAL, STYLE_SELECTED},
        {STYLE_FOCUS, STYLE_SELECTED},
        {STYLE_NORMAL, STYLE_BAD},
        {STYLE_NORMAL, STYLE_WARN},
        {STYLE_NORMAL, STYLE_KEY},
        {STYLE_NORMAL, STYLE_MATCH},
        {STYLE_FOCUS, STYLE_MATCH},
        {STYLE_PRACTICE, STYLE_PRODUCTION},
        {STYLE_BAR, STYLE_NORMAL},
        {STYLE_NORMAL, STYLE_LINK},
        {STYLE_NORMAL, STYLE_ESCAPE},
        {STYLE_BORDER, STYLE_BORDER_FOCUS},
        {STYLE_NORMAL, STYLE_INPUT},
        {STYLE_METHOD_READ, STYLE_METHOD_DESTRUCTIVE},
    };
    struct theme theme;
    read_built_in(&theme, (size_t)_i);
    for (size_t i = 0; i < COUNT_OF(apart); i++)
        ck_assert_msg(!same(&theme, apart[i][0], apart[i][1]),
                      "%s: %s and %s look alike", theme_texts[_i].name,
                      style_name(apart[i][0]), style_name(apart[i][1]));
}
END_TEST

START_TEST(every_style_is_named)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct str line = {0};
        str_addf(&line, "\n%s = ", style_name((enum style)i));
        ck_assert_msg(strstr(theme_texts[_i].text, str_text(&line)) != NULL,
                      "%s lacks %s", theme_texts[_i].name, style_name((enum style)i));
        str_release(&line);
    }
}
END_TEST

START_TEST(plain_has_no_colours_and_high_contrast_nothing_dim)
{
    for (size_t i = 0; theme_texts[i].name; i++) {
        bool plain = !strcmp(theme_texts[i].name, "plain");
        bool contrast = !strcmp(theme_texts[i].name, "high-contrast");
        struct theme theme;
        read_built_in(&theme, i);
        for (size_t s = 0; s < STYLE_COUNT; s++) {
            const struct look *look = &theme.looks[s];
            ck_assert(!plain || (look->ink == COLOUR_OWN && look->paper == COLOUR_OWN));
            ck_assert(!contrast || !(look->traits & TRAIT_DIM));
            ck_assert(!contrast || look->ink >= 0 || look->traits & TRAIT_REVERSE);
        }
    }
}
END_TEST

START_TEST(a_theme_of_ones_own_builds_on_another)
{
    struct theme theme, dark;
    struct err err = {0};
    ck_assert_int_eq(
        theme_read(&theme,
                   SPAN("# mine\nlike = dark\r\n\nbar = bold underline black "
                        "on 208\nkey = own\nlink = 12 on bright-black"),
                   "f", &err),
        STATUS_OK);
    ck_assert_int_eq(theme_read(&dark, span_of(theme_text(SPAN("dark"))), "d", &err),
                     STATUS_OK);
    ck_assert_int_eq(theme.looks[STYLE_BAR].ink, 0);
    ck_assert_int_eq(theme.looks[STYLE_BAR].paper, 208);
    ck_assert_uint_eq(theme.looks[STYLE_BAR].traits, TRAIT_BOLD | TRAIT_UNDERLINE);
    ck_assert_int_eq(theme.looks[STYLE_KEY].ink, COLOUR_OWN);
    ck_assert_int_eq(theme.looks[STYLE_LINK].ink, 12);
    ck_assert_int_eq(theme.looks[STYLE_LINK].paper, 8);
    ck_assert_int_eq(theme.looks[STYLE_GOOD].ink, dark.looks[STYLE_GOOD].ink);
}
END_TEST

static const struct {
    const char *text, *says;
} faults[] = {
    {"\nbarr = blue\n", "f:2: \"barr\": there is no such style. Did you mean \"bar\"?"},
    {"bar = bleu\n",
     "f:1: \"bleu\": this is no colour, and none of bold, dim, underline, "
     "reverse. Did you mean \"blue\"?"},
    {"bar = 256\n", "f:1: \"256\""},
    {"bar\n", "f:1: \"bar\": write STYLE = COLOUR."},
    {"like = mine\n", "f:1: \"mine\": there is no built-in theme of that name."},
};

START_TEST(faults_are_told_with_their_line)
{
    struct theme theme;
    struct err err = {0};
    ck_assert_int_eq(theme_read(&theme, span_of(faults[_i].text), "f", &err),
                     STATUS_INPUT);
    ck_assert_msg(strstr(err.text, faults[_i].says) != NULL, "%s", err.text);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("theme");
    TCase *tests = tcase_create("theme");
    int count = (int)built_in_count();
    tcase_add_loop_test(tests, what_matters_stands_out, 0, count);
    tcase_add_loop_test(tests, every_style_is_named, 0, count);
    tcase_add_test(tests, plain_has_no_colours_and_high_contrast_nothing_dim);
    tcase_add_test(tests, a_theme_of_ones_own_builds_on_another);
    tcase_add_loop_test(tests, faults_are_told_with_their_line, 0, COUNT_OF(faults));
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
