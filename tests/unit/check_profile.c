#include "unit.h"

#include "api/profile.h"

static const struct operation reads = {
    .id = "listMachines", .method = "GET", .effect = EFFECT_READ};
static const struct operation hunts = {
    .id = "runAdvancedQuery", .method = "POST", .effect = EFFECT_READ};
static const struct operation changes = {
    .id = "isolateMachine", .method = "POST", .effect = EFFECT_CHANGE};
static const struct operation destroys = {
    .id = "offboardMachine", .method = "POST", .effect = EFFECT_DESTRUCTIVE};

static enum status
ask(const struct profile *profile, const struct operation *operation,
    const char *method, const char *url, bool consent, struct err *err)
{
    return profile_permits(profile, operation, span_of(method), span_of(url), consent,
                           err);
}

#define PRACTICE "http://127.0.0.1:4711"

START_TEST(practice_goes_to_its_own_address_only)
{
    static const char *const others[] = {
        "http://127.0.0.1:47110/api",
        "http://127.0.0.1:471/api",
        "http://127.0.0.1/api",
        "https://127.0.0.1:4711/api",
        "http://localhost:4711/api",
        "http://127.0.0.1:4711@evil.example/api",
        "http://127.0.0.1:4711.evil/x",
        "https://api.security.microsoft.com/api",
        "http://127.0.0.2:4711/api",
        "/api/machines",
        "",
        "http://a@127.0.0.1:4711/api",
        "http://127.0.0.1:4711\\@x/",
    };
    struct profile profile;
    struct err err = {0};
    profile_init_practice(&profile, SPAN(PRACTICE), SPAN("bearer"));
    ck_assert_int_eq(ask(&profile, &changes, "POST", PRACTICE "/api", false, &err),
                     STATUS_OK);
    ck_assert_int_eq(ask(&profile, NULL, "DELETE", PRACTICE "?x", false, &err),
                     STATUS_OK);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_msg(ask(&profile, &reads, "GET", others[i], true, &err) ==
                          STATUS_USAGE,
                      "%s", others[i]);
        ck_assert(span_has(span_of(err.text), PRACTICE));
    }
    profile_release(&profile);
}
END_TEST

START_TEST(a_token_goes_to_the_service_only)
{
    static const char *const own[] = {
        "https://api.securitycenter.microsoft.com/api/machines",
        "https://api.security.microsoft.com/api/incidents?$top=1",
        "https://graph.microsoft.com/v1.0/security/alerts_v2",
        "HTTPS://API.security.microsoft.com",
    };
    static const char *const others[] = {
        "http://api.security.microsoft.com/api/incidents",
        "https://api.security.microsoft.com.evil.example/",
        "https://api.security.microsoft.com:8443/",
        "https://api.security.microsoft.com@evil.example/",
        "https://x@api.security.microsoft.com/",
        "https://evil.example/?https://api.security.microsoft.com/",
        "https://evil.example",
        PRACTICE "/api",
        "file:///etc/passwd",
    };
    struct profile profile;
    struct err err = {0};
    profile_init_token(&profile, SPAN("bearer"));
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        ck_assert_msg(ask(&profile, &reads, "GET", own[i], false, &err) == STATUS_OK,
                      "%s", own[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(ask(&profile, &reads, "GET", others[i], true, &err) ==
                          STATUS_USAGE,
                      "%s", others[i]);
    profile_release(&profile);
}
END_TEST

#define MDE "https://api.securitycenter.microsoft.com/api/x"

START_TEST(a_token_only_reads)
{
    struct profile profile;
    struct err err = {0};
    profile_init_token(&profile, SPAN("bearer"));
    ck_assert_int_eq(ask(&profile, &hunts, "POST", MDE, false, &err), STATUS_OK);
    ck_assert_int_eq(ask(&profile, NULL, "GET", MDE, false, &err), STATUS_OK);
    ck_assert_int_eq(ask(&profile, &changes, "POST", MDE, true, &err), STATUS_USAGE);
    ck_assert(span_has(span_of(err.text), "isolateMachine"));
    ck_assert(span_has(span_of(err.text), "-p practice"));
    ck_assert_int_eq(ask(&profile, &destroys, "POST", MDE, true, &err), STATUS_USAGE);
    ck_assert_int_eq(ask(&profile, NULL, "POST", MDE, true, &err), STATUS_USAGE);
    ck_assert_int_eq(ask(&profile, &reads, "DELETE", MDE, true, &err), STATUS_USAGE);
    ck_assert_int_eq(ask(&profile, NULL, "get", MDE, true, &err), STATUS_USAGE);
    profile_release(&profile);
}
END_TEST

START_TEST(a_guarded_profile_asks)
{
    struct profile profile;
    struct err err = {0};
    profile_init_token(&profile, SPAN("bearer"));
    profile.guard = GUARD_GUARDED;
    ck_assert_int_eq(ask(&profile, &changes, "POST", MDE, true, &err), STATUS_OK);
    ck_assert_int_eq(ask(&profile, &changes, "POST", MDE, false, &err), STATUS_USAGE);
    ck_assert(span_has(span_of(err.text), "--yes"));
    profile_release(&profile);
}
END_TEST

START_TEST(each_product_has_its_host)
{
    struct profile profile;
    profile_init_token(&profile, SPAN("bearer"));
    ck_assert_str_eq(profile_base(&profile, PRODUCT_GRAPH),
                     "https://graph.microsoft.com");
    ck_assert_ptr_null(profile_base(&profile, PRODUCT_OTHER));
    profile_release(&profile);
}
END_TEST

static Suite *
profile_suite(void)
{
    Suite *suite = suite_create("profile");
    TCase *all = tcase_create("all");
    tcase_add_test(all, practice_goes_to_its_own_address_only);
    tcase_add_test(all, a_token_goes_to_the_service_only);
    tcase_add_test(all, a_token_only_reads);
    tcase_add_test(all, a_guarded_profile_asks);
    tcase_add_test(all, each_product_has_its_host);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(profile_suite)
