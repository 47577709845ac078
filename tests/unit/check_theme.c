#include "unit.h"

#include "base/memory.h"
#include "view/theme.h"

#include <math.h>

enum { WHITE = 15 };

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

/* The sixteen colours as xterm has them; those above are the same everywhere. */
static void
rgb_of(int colour, double rgb[3])
{
    static const unsigned char basic[16][3] = {
        {0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},
        {0, 0, 238},     {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
        {127, 127, 127}, {255, 0, 0},   {0, 255, 0},   {255, 255, 0},
        {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255}};
    int step[3] = {(colour - 16) / 36, (colour - 16) / 6 % 6, (colour - 16) % 6};
    for (int i = 0; i < 3; i++)
        rgb[i] = colour < 16     ? basic[colour][i]
                 : colour >= 232 ? 8 + 10 * (colour - 232)
                 : step[i]       ? 55 + 40 * step[i]
                                 : 0;
}

/* WCAG 2.1, relative luminance. */
static double
luminance(int colour)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double rgb[3], sum = 0;
    rgb_of(colour, rgb);
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255;
        sum += weights[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double
contrast(int one, int other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

/* WCAG 2.1, 1.4.3: 4.5:1 where the theme names both colours; of the light theme also
 * on white, which it is for, where it names the ink alone. */
START_TEST(text_is_readable_on_its_ground)
{
    struct theme theme;
    read_built_in(&theme, (size_t)_i);
    bool light = !strcmp(theme_texts[_i].name, "light");
    for (size_t s = 0; s < STYLE_COUNT; s++) {
        const struct look *look = &theme.looks[s];
        int paper = look->paper == COLOUR_OWN && light ? WHITE : look->paper;
        if (look->ink == COLOUR_OWN || paper == COLOUR_OWN)
            continue;
        double ratio = contrast(look->ink, paper);
        ck_assert_msg(ratio >= 4.5, "%s: %s is %.1f:1", theme_texts[_i].name,
                      style_name((enum style)s), ratio);
    }
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
    tcase_add_loop_test(tests, text_is_readable_on_its_ground, 0, count);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
