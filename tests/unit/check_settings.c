#include "unit.h"

#include "api/settings.h"
#include "base/memory.h"

static enum status
read_text(struct settings *settings, const char *text, struct err *err)
{
    return settings_read(settings, span_of(text), "f", err);
}

START_TEST(profiles_are_read)
{
    struct settings settings = {0};
    struct profile profile = {0};
    struct err err = {0};
    const char *text = "\xef\xbb\xbf# comment\r\nprofile = b\r\n\r\n[profile a]\r\n"
                       " cloud = dod \r\n; more\n[profile b]\nregion = uk\n"
                       "access = open\ntimeout = 7\nsecret-command = x = \"y # z\"";
    ck_assert_int_eq(read_text(&settings, text, &err), STATUS_OK);
    ck_assert_uint_eq(settings.count, 2);
    ck_assert_str_eq(settings.standard, "b");
    ck_assert_uint_eq(settings.profiles[0].line, 4);
    const struct setting_profile *b = settings_find(&settings, "b", &err);
    ck_assert_ptr_nonnull(b);
    ck_assert_str_eq(b->values[SETTING_SECRET_COMMAND], "x = \"y # z\"");
    setting_profile_fill(b, &profile);
    ck_assert_int_eq(profile.guard, GUARD_OPEN);
    ck_assert_int_eq(profile.silence_s, 7);
    ck_assert_str_eq(profile.base[PRODUCT_MDE],
                     "https://uk.api.security.microsoft.com");
    ck_assert_str_eq(profile.base[PRODUCT_GRAPH], "https://graph.microsoft.com");
    profile_release(&profile);
    setting_profile_fill(&settings.profiles[0], &profile);
    ck_assert_int_eq(profile.guard, GUARD_READ_ONLY);
    ck_assert_str_eq(profile.base[PRODUCT_GRAPH], "https://dod-graph.microsoft.us");
    ck_assert_str_eq(setting_authority(&settings.profiles[0]),
                     "https://login.microsoftonline.us");
    profile_release(&profile);
    settings_release(&settings);
}
END_TEST

static const struct {
    const char *text, *says;
} faults[] = {
    {"[profile a]\naccess = readonly\n", "f:2: access = readonly"},
    {"[profile a]\naccess = readonly\n", "Did you mean \"read-only\"?"},
    {"[profile a]\nsecretenv = X\n", "Did you mean \"secret-env\"?"},
    {"[profile a]\nTenant = x\n", "Did you mean \"tenant\"?"},
    {"[profile a\n", "f:1: the \"]\" is missing"},
    {"[profile -a]\n", "f:1: [profile -a]"},
    {"[profile ../a]\n", "letters, digits"},
    {"[profile practice]\n", "built in"},
    {"[profile a]\ncloud =\n", "f:2: cloud: its value is missing"},
    {"[profile a]\n= gcc\n", "f:2"},
    {"[profile a]\ntimeout = 0\n", "from 1 to"},
    {"[profile a]\ntenant = a/../b\n", "domain"},
    {"[profile a]\naudience = x\n", "http://"},
    {"hello\n", "NAME = VALUE"},
    {"lang = zh\n", "f:1: lang = zh: it can be en, zh_CN, auto"},
    {"lang = zh_cn\n", "Did you mean \"zh_CN\"?"},
    {"langs = en\n", "Did you mean \"lang\"?"},
    {"theme = dark\n", "f:1: \"theme\": above the first"},
};

START_TEST(faults_are_told)
{
    struct settings settings = {0};
    struct err err = {0};
    ck_assert_int_eq(read_text(&settings, faults[_i].text, &err), STATUS_INPUT);
    ck_assert_msg(span_has(span_of(err.text), faults[_i].says), "%s", err.text);
    settings_release(&settings);
}
END_TEST

static const struct {
    const char *text, *says; /* NULL: complete */
} wants[] = {
    {"", "needs \"application\""},
    {"application = a\n", "needs \"tenant\""},
    {"application = a\ntenant = t\n", "needs secret-env"},
    {"application = a\ntenant = t\nsecret-env = X\n", NULL},
    {"application = a\ncloud = practice\nsecret-env = X\n", NULL},
    {"application = a\ntenant = t\nsecret-env = X\nsecret-file = y\n", "can be one"},
    {"sign-in = device-code\napplication = a\ntenant = t\n", NULL},
    {"sign-in = token\n", "needs secret-env"},
    {"sign-in = token-command\nsecret-env = X\n", "secret-command"},
    {"sign-in = token\nsecret-env = X\ncloud = gcc\nregion = eu\n", "regions"},
};

START_TEST(what_is_missing_is_told_when_it_is_used)
{
    struct settings settings = {0};
    struct err err = {0};
    struct str text = str_of("[profile a]\n");
    str_add_text(&text, wants[_i].text);
    ck_assert_int_eq(read_text(&settings, str_text(&text), &err), STATUS_OK);
    enum status status = setting_complete(&settings, &settings.profiles[0], &err);
    ck_assert_int_eq(status, wants[_i].says ? STATUS_INPUT : STATUS_OK);
    if (wants[_i].says)
        ck_assert_msg(span_has(span_of(err.text), wants[_i].says), "%s", err.text);
    settings_release(&settings);
    str_release(&text);
}
END_TEST

START_TEST(the_template_can_be_read)
{
    struct settings settings = {0};
    struct err err = {0};
    struct str text = {0};
    setting_template(&text, "new", NULL);
    ck_assert_msg(read_text(&settings, str_text(&text), &err) == STATUS_OK, "%s",
                  err.text);
    ck_assert_int_eq(setting_guard(&settings.profiles[0]), GUARD_READ_ONLY);
    settings_release(&settings);
    str_release(&text);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("settings");
    TCase *tests = tcase_create("settings");
    tcase_add_test(tests, profiles_are_read);
    tcase_add_loop_test(tests, faults_are_told, 0, COUNT_OF(faults));
    tcase_add_loop_test(tests, what_is_missing_is_told_when_it_is_used, 0,
                        COUNT_OF(wants));
    tcase_add_test(tests, the_template_can_be_read);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
