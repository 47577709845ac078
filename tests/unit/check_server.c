#include "unit.h"

#include "api/server.h"
#include "base/memory.h"

static struct profile practice, token;

static void
setup(void)
{
    profile_init_practice(&practice, SPAN("http://127.0.0.1:4000"), SPAN("b"));
    profile_init_token(&token, SPAN("b"));
}

static void
teardown(void)
{
    profile_release(&practice);
    profile_release(&token);
}

#define HERE "http://127.0.0.1:4000"
#define MDE  "https://api.securitycenter.microsoft.com"

/* What an own API's server comes to: its base, whether anything is sent there at all,
 * and whether with the token. */
static const struct {
    const char *server, *practice, *token;
    bool practice_bearer, token_sent, token_bearer, practice_said, token_said;
} cases[] = {
    {NULL, HERE, MDE, true, true, true, false, false},
    {"http://127.0.0.1:4000", HERE, HERE, true, true, false, false, true},
    {"http://127.0.0.1:5000", "http://127.0.0.1:5000", "http://127.0.0.1:5000", false,
     true, false, true, true},
    {"http://127.0.0.1", "http://127.0.0.1", "http://127.0.0.1", false, true, false,
     true, true},
    {"https://pets.example", HERE, "https://pets.example", true, false, false, true,
     true},
    {"http://127.0.0.1.evil.example", HERE, "http://127.0.0.1.evil.example", true,
     false, false, true, true},
    {"https://graph.microsoft.com", HERE, "https://graph.microsoft.com", true, true,
     true, true, false},
    {"http://graph.microsoft.com", HERE, "http://graph.microsoft.com", true, false,
     false, true, true},
    {"https://127.0.0.1:5000", HERE, "https://127.0.0.1:5000", true, false, false, true,
     true},
};

static bool
sent(const struct profile *profile, const struct operation *operation, const char *base)
{
    struct str url = str_of(base);
    str_add_text(&url, "/a");
    enum status status =
        profile_permits(profile, operation, SPAN("GET"), str_span(&url), false, NULL);
    str_release(&url);
    return status == STATUS_OK;
}

static bool
said(const struct profile *profile, const struct operation *operation)
{
    struct str text = {0};
    server_remark(profile, operation, &text);
    bool any = text.n > 0;
    str_release(&text);
    return any;
}

START_TEST(a_token_goes_only_to_hosts_that_the_profile_names)
{
    struct operation operation = {.id = "a",
                                  .method = "GET",
                                  .path = "/a",
                                  .product = PRODUCT_OTHER,
                                  .source = "pets",
                                  .server = cases[_i].server};
    const char *base = server_base(&practice, &operation, PRODUCT_MDE);
    ck_assert_str_eq(base, cases[_i].practice);
    ck_assert(sent(&practice, &operation, base));
    ck_assert(profile_names(&practice, span_of(base)) == cases[_i].practice_bearer);
    ck_assert(said(&practice, &operation) == cases[_i].practice_said);
    base = server_base(&token, &operation, PRODUCT_MDE);
    ck_assert_str_eq(base, cases[_i].token);
    ck_assert(sent(&token, &operation, base) == cases[_i].token_sent);
    ck_assert(profile_names(&token, span_of(base)) == cases[_i].token_bearer);
    ck_assert(said(&token, &operation) == cases[_i].token_said);
}
END_TEST

START_TEST(built_in_operations_go_to_their_products_host)
{
    struct operation operation = {.product = PRODUCT_GRAPH,
                                  .server = "http://127.0.0.1:5000"};
    ck_assert_str_eq(server_base(&token, &operation, PRODUCT_MDE),
                     "https://graph.microsoft.com");
    ck_assert_str_eq(server_base(&token, NULL, PRODUCT_MDE), MDE);
    ck_assert(!said(&token, &operation));
}
END_TEST

START_TEST(only_the_documents_own_server_is_local)
{
    struct operation operation = {.product = PRODUCT_OTHER,
                                  .server = "http://127.0.0.1:5000"};
    ck_assert(server_is_local(&operation, SPAN("http://127.0.0.1:5000/a")));
    ck_assert(!server_is_local(&operation, SPAN("http://127.0.0.1:50001/a")));
    ck_assert(
        !server_is_local(&operation, SPAN("http://127.0.0.1:5000@evil.example/")));
    ck_assert(!server_is_local(NULL, SPAN("http://127.0.0.1:5000/a")));
    ck_assert(profile_permits(&token, &operation, SPAN("POST"),
                              SPAN("http://127.0.0.1:5000/a"), true,
                              NULL) == STATUS_USAGE);
}
END_TEST

static Suite *
server_suite(void)
{
    Suite *suite = suite_create("server");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_loop_test(all, a_token_goes_only_to_hosts_that_the_profile_names, 0,
                        COUNT_OF(cases));
    tcase_add_test(all, built_in_operations_go_to_their_products_host);
    tcase_add_test(all, only_the_documents_own_server_is_local);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(server_suite)
