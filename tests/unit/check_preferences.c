#include "unit.h"

#include "base/memory.h"
#include "explorer/preferences.h"

static enum status
read_text(struct preferences *preferences, const char *text, struct err *err)
{
    struct settings settings = {0};
    enum status status = settings_read(&settings, span_of(text), "f", err);
    if (status == STATUS_OK)
        status = preferences_read(preferences, &settings, err);
    settings_release(&settings);
    return status;
}

START_TEST(what_is_said_is_taken)
{
    struct preferences preferences = {0};
    struct err err = {0};
    const char *text =
        "profile = a\n[keys]\nsend = F5  t M-é\nticket = s\nmouse = none\n"
        "[explorer]\ntheme = light\nmouse = no\nmotion = reduced\n"
        "[profile a]\ncloud = gcc\n";
    ck_assert_msg(read_text(&preferences, text, &err) == STATUS_OK, "%s", err.text);
    const struct keymap *keymap = &preferences.keymap;
    ck_assert_str_eq(preferences.theme, "light");
    ck_assert(preferences.no_mouse && preferences.reduced);
    ck_assert_int_eq(keymap_action(keymap, SPAN("t")), ACTION_SEND);
    ck_assert_int_eq(keymap_action(keymap, SPAN("M-é")), ACTION_SEND);
    ck_assert_int_eq(keymap_action(keymap, SPAN("s")), ACTION_TICKET);
    ck_assert_int_eq(keymap_action(keymap, SPAN("C-r")), ACTION_NONE);
    ck_assert_int_eq(keymap_action(keymap, SPAN("m")), ACTION_NONE);
    ck_assert_int_eq(keymap_action(keymap, SPAN("y")), ACTION_COPY_ID);
    ck_assert_span(keymap_key(keymap, ACTION_SEND), "F5");
    ck_assert_span(keymap_key(keymap, ACTION_MOUSE), "");
    preferences_release(&preferences);
}
END_TEST

START_TEST(without_a_word_all_is_as_it_is_from_the_start)
{
    const struct keymap *keymap = keymap_standard();
    struct err err = {0};
    enum action at;
    ck_assert_int_eq(keymap_check(keymap, &at, &err), STATUS_OK);
    ck_assert_int_eq(keymap_action(keymap, SPAN("s")), ACTION_SEND);
    ck_assert_int_eq(keymap_action(keymap, SPAN("")), ACTION_NONE);
}
END_TEST

static const struct {
    const char *text, *says;
} faults[] = {
    {"[explorer]\ntheem = light\n", "f:2: \"theem\" is no setting of the explorer. Did "
                                    "you mean \"theme\"?"},
    {"[explorer]\nlang = en\n", "f:2: lang is meant for all commands"},
    {"[explorer]\nmouse = maybe\n", "f:2: mouse = maybe: it can be yes or no"},
    {"[keys]\nsned = F5\n", "f:2: \"sned\" is nothing that a key can do. Did you mean "
                            "\"send\"?"},
    {"[keys]\nsend = Ctrl-R\n", "f:2: \"Ctrl-R\" is no key"},
    {"[keys]\nsend = F13\n", "f:2: \"F13\" is no key"},
    {"[keys]\nhelp = F1\nsend = F5 t\n",
     "f:3: the key t would do two things: send and ticket"},
    {"[keys]\nticket = s\nhelp = F1\n", "f:2: the key s would do two things"},
    {"[keys]\nquit = none\n", "f:2: quit needs a key"},
    {"[keys]\nsend\n", "f:2"},
    {"[key]\n", "f:1: [key]: a section is"},
};

START_TEST(faults_are_told_with_their_line)
{
    struct preferences preferences = {0};
    struct err err = {0};
    ck_assert_int_eq(read_text(&preferences, faults[_i].text, &err), STATUS_INPUT);
    ck_assert_msg(strstr(err.text, faults[_i].says) != NULL, "%s", err.text);
    preferences_release(&preferences);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("preferences");
    TCase *tests = tcase_create("preferences");
    tcase_add_test(tests, what_is_said_is_taken);
    tcase_add_test(tests, without_a_word_all_is_as_it_is_from_the_start);
    tcase_add_loop_test(tests, faults_are_told_with_their_line, 0, COUNT_OF(faults));
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
