#include "unit.h"

#include "../support/made_token.h"
#include "api/token_about.h"
#include "base/memory.h"

#define NOW  1763870400000                           /* 2025-11-23T04:00:00Z */
#define TIME "\"nbf\":1763870100,\"exp\":1763874000" /* for another hour */
#define MDE  "\"aud\":\"https://api.securitycenter.microsoft.com\","
#define XDR  "\"aud\":\"https://api.security.microsoft.com\","

static struct token
token_of(const char *claims)
{
    struct str text = {0};
    struct token token = {0};
    made_token(&text, span_of(claims));
    token_read(&token, str_span(&text));
    str_release(&text);
    return token;
}

/* Everything that is ever said of it. */
static void
say_all(const struct token *token, const struct operation *operation, struct str *out)
{
    struct token_findings findings = {0};
    struct token_use use = {.operation = operation, .now = NOW};
    struct about about = {0};
    token_check(&findings, token, &use);
    token_about(&about, token, &findings, &use, catalogue_builtin());
    about_text(&about, out);
    for (size_t i = 0; i < findings.count; i++)
        str_addf(out, "%s\n", findings.items[i].step ? findings.items[i].step : "");
    cJSON *json = token_json(token, &findings, &use, catalogue_builtin());
    char *printed = cJSON_PrintUnformatted(json);
    str_add_text(out, printed);
    cJSON_free(printed);
    cJSON_Delete(json);
    about_release(&about);
    token_findings_release(&findings);
}

START_TEST(claims_are_read)
{
    struct token token = token_of(
        "{" MDE TIME ",\"iat\":1763870100,\"appid\":\"app-1\",\"appidacr\":\"2\","
        "\"tid\":\"tenant-1\",\"ver\":\"1.0\",\"iss\":\"https://sts.windows.net/t/\","
        "\"roles\":[\"Machine.Isolate\",\"Machine.Read.All\",\"Machine.Isolate\",7]}");
    ck_assert_int_eq(token.form, TOKEN_READ);
    ck_assert_str_eq(token.application, "app-1");
    ck_assert_str_eq(token.tenant, "tenant-1");
    ck_assert_int_eq(token.proof, PROOF_CERTIFICATE);
    ck_assert_int_eq(token.actor, ACTOR_APPLICATION);
    ck_assert_uint_eq(token.roles.count, 2);
    ck_assert_ptr_nonnull(token.known);
    ck_assert_int_eq(token.known->product, PRODUCT_MDE);
    ck_assert(token.until.given && token.until.at == INT64_C(1763874000000));
    token_release(&token);
}
END_TEST

START_TEST(scopes_make_it_delegated)
{
    struct token token = token_of("{" XDR TIME ",\"azp\":\"app-2\",\"ver\":\"2.0\","
                                  "\"scp\":\"Incident.Read  Incident.ReadWrite\","
                                  "\"preferred_username\":\"anna@contoso.com\"}");
    ck_assert_int_eq(token.actor, ACTOR_USER);
    ck_assert_uint_eq(token.scopes.count, 2);
    ck_assert_str_eq(token.user, "anna@contoso.com");
    ck_assert_str_eq(token.application, "app-2");
    token_release(&token);
}
END_TEST

/* The same token in every dress that people have it in. */
static const struct {
    const char *before, *after;
    unsigned dress;
} dresses[] = {
    {"", "", 0},
    {"  ", "\n", 0},
    {"Bearer ", "", DRESS_BEARER},
    {"bearer Bearer ", "", DRESS_BEARER},
    {"Authorization: Bearer ", "\r\n", DRESS_BEARER},
    {"-H 'Authorization: Bearer ", "'", DRESS_BEARER | DRESS_QUOTES},
    {"\"", "\"", DRESS_QUOTES},
    {"\"Authorization\": \"Bearer ", "\",", DRESS_BEARER | DRESS_QUOTES},
    {"“", "”", DRESS_QUOTES},
    {"{\"token_type\":\"Bearer\",\"access_token\":\"", "\"}", DRESS_RESPONSE},
    {"{\"accessToken\": \"", "\", \"expiresOn\": \"x\"}", DRESS_RESPONSE},
    {"{\"expires_in\":\"3599\",\"access_token\":\"Bearer ", "\"}",
     DRESS_RESPONSE | DRESS_BEARER},
};

START_TEST(any_dress_is_taken_off)
{
    struct str made = {0}, text = {0}, bare = {0};
    struct token token = {0};
    made_token(&made, SPAN("{" MDE TIME ",\"roles\":[\"Machine.Isolate\"]}"));
    str_addf(&text, "%s%s%s", dresses[_i].before, str_text(&made), dresses[_i].after);
    token_read(&token, str_span(&text));
    ck_assert_msg(token.form == TOKEN_READ, "%s", token.problem);
    ck_assert_uint_eq(token.dress, dresses[_i].dress);
    token_bare(str_span(&text), &bare);
    ck_assert_span(str_span(&bare), str_text(&made));
    token_release(&token);
    str_release(&made);
    str_release(&text);
    str_release(&bare);
}
END_TEST

START_TEST(line_breaks_are_taken_out)
{
    struct str made = {0}, text = {0};
    struct token token = {0};
    made_token(&made, SPAN("{" MDE TIME ",\"roles\":[\"Machine.Isolate\"]}"));
    for (size_t i = 0; i < made.n; i++) {
        str_add_byte(&text, made.p[i]);
        if (i % 60 == 59)
            str_add_text(&text, "\r\n  ");
    }
    token_read(&token, str_span(&text));
    ck_assert_int_eq(token.form, TOKEN_READ);
    ck_assert(token.dress & DRESS_BREAKS);
    token_release(&token);
    str_release(&made);
    str_release(&text);
}
END_TEST

#define HEAD "eyJhbGciOiJub25lIn0" /* {"alg":"none"} */

static const struct {
    const char *text;
    enum token_form form;
} others[] = {
    {"", TOKEN_NOTHING},
    {"  \n", TOKEN_NOTHING},
    {"hello", TOKEN_BROKEN},
    {"4f7d9a0c4f7d9a0c4f7d9a0c4f7d9a0c", TOKEN_OPAQUE},
    {"abc8Q~0123456789abcdefghijklmnopqrstuvw", TOKEN_SECRET},
    {"0.AXoAe1Zk3q0h-0123456789012345678901234567890123456789.AQ", TOKEN_REFRESH},
    {"{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}",
     TOKEN_REFUSAL},
    {"{\"a\":1}", TOKEN_BROKEN},
    {"{\"access_token\":5}", TOKEN_BROKEN},
    {HEAD, TOKEN_BROKEN},
    {HEAD ".e30", TOKEN_READ},
    {HEAD ".e30.", TOKEN_READ},
    {HEAD ".e30.x", TOKEN_READ},
    {HEAD ".e3", TOKEN_BROKEN},
    {HEAD ".W10.x", TOKEN_BROKEN}, /* [] */
    {HEAD ".bnVsbA.x", TOKEN_BROKEN},
    {HEAD "..x", TOKEN_BROKEN},
    {HEAD ".e30.x.y", TOKEN_BROKEN},
    {HEAD ".a.b.c.d.e.f.g", TOKEN_BROKEN},
    {"eyJlbmMiOiJBMjU2R0NNIn0.a.b.c.d", TOKEN_ENCRYPTED},
    {HEAD ".e30.\xc3\xa9", TOKEN_BROKEN},
    {"eyJ", TOKEN_BROKEN},
    {"..", TOKEN_BROKEN},
    {".", TOKEN_BROKEN},
};

START_TEST(what_is_no_token_is_told_apart)
{
    struct token token = {0};
    struct str said = {0};
    token_read(&token, span_of(others[_i].text));
    ck_assert_msg(token.form == others[_i].form, "%s: %s", others[_i].text,
                  token_form_name(token.form));
    say_all(&token, NULL, &said);
    ck_assert(said.n > 0);
    token_release(&token);
    str_release(&said);
}
END_TEST

START_TEST(sizes_are_limited)
{
    struct str text = {0};
    struct token token = {0};
    str_add_repeat(&text, 'a', TOKEN_MAX + 1);
    token_read(&token, str_span(&text));
    ck_assert_int_eq(token.form, TOKEN_BROKEN);
    token_release(&token);
    str_add_repeat(&text, 'a', 1 << 20);
    token_read(&token, str_span(&text));
    ck_assert_int_eq(token.form, TOKEN_BROKEN);
    token_release(&token);
    str_clear(&text);
    str_add_repeat(&text, '[', 10000);
    token = token_of(str_text(&text));
    ck_assert_int_eq(token.form, TOKEN_BROKEN);
    token_release(&token);
    str_release(&text);
}
END_TEST

static const struct {
    const char *exp;
    bool given;
} times[] = {{"1763874000", true}, {"0", true},
             {"-5", false},        {"1e300", false},
             {"1.5", false},       {"\"1763874000\"", false},
             {"null", false},      {"9999999999999", false},
             {"[1]", false}};

START_TEST(only_whole_seconds_are_times)
{
    struct str claims = {0};
    str_addf(&claims, "{\"exp\":%s}", times[_i].exp);
    struct token token = token_of(str_text(&claims));
    ck_assert_int_eq(token.form, TOKEN_READ);
    ck_assert_int_eq(token.until.given, times[_i].given);
    ck_assert_uint_eq(token.oddities.count, times[_i].given ? 0 : 1);
    token_release(&token);
    str_release(&claims);
}
END_TEST

/* ---- against an operation ---- */

static const struct {
    const char *claims, *operation;
    enum token_fault fault;
    enum severity severity;
    const char *says, *step; /* parts of the sentences; or NULL */
} cases[] = {
    {"{" MDE TIME ",\"roles\":[\"Machine.Isolate\"]}", "isolateMachine",
     TOKEN_FAULT_NONE, SEVERITY_INFO, "Machine.Isolate is there", NULL},
    {"{" MDE TIME ",\"roles\":[\"Machine.Read.All\"]}", "isolateMachine",
     TOKEN_FAULT_PERMISSION, SEVERITY_ERROR,
     "needs Machine.Isolate; this token has Machine.Read.All", "Grant one"},
    {"{" MDE TIME ",\"roles\":[\"Machine.isolate\"]}", "isolateMachine",
     TOKEN_FAULT_PERMISSION, SEVERITY_ERROR, "needs Machine.Isolate", NULL},
    {"{" MDE TIME "}", "isolateMachine", TOKEN_FAULT_PERMISSION, SEVERITY_ERROR,
     "no permission at all: consent is missing, or the token is older", "consent"},
    {"{" MDE TIME ",\"roles\":[]}", NULL, TOKEN_FAULT_PERMISSION, SEVERITY_ERROR,
     "no permission at all", NULL},
    {"{" MDE "\"exp\":1763870160,\"roles\":[\"Machine.Isolate\"]}", "isolateMachine",
     TOKEN_FAULT_EXPIRED, SEVERITY_ERROR, "expired 4 minutes ago", "new token"},
    {"{" MDE "\"exp\":1763870400,\"roles\":[\"Machine.Isolate\"]}", "isolateMachine",
     TOKEN_FAULT_EXPIRED, SEVERITY_ERROR, "expired 0 seconds ago", NULL},
    {"{" MDE "\"exp\":1763870460,\"roles\":[\"Machine.Isolate\"]}", "isolateMachine",
     TOKEN_FAULT_EXPIRED, SEVERITY_WARNING, "expires in 1 minute", NULL},
    {"{" MDE "\"roles\":[\"Machine.Isolate\"]}", "isolateMachine", TOKEN_FAULT_EXPIRED,
     SEVERITY_WARNING, "doesn't say until when", NULL},
    {"{" MDE "\"nbf\":1763874000,\"exp\":1763877600,\"roles\":[\"Machine.Isolate\"]}",
     "isolateMachine", TOKEN_FAULT_EARLY, SEVERITY_ERROR, "another 1 hour", "clock"},
    {"{" MDE "\"nbf\":1763870430,\"exp\":1763877600,\"roles\":[\"Machine.Isolate\"]}",
     "isolateMachine", TOKEN_FAULT_EARLY, SEVERITY_WARNING, "30 seconds", NULL},
    {"{" MDE TIME ",\"roles\":[\"AdvancedHunting.Read.All\"]}",
     "runAdvancedHuntingQuery", TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR,
     "issued for https://api.securitycenter.microsoft.com (Defender for Endpoint), you "
     "call api.security.microsoft.com",
     "https://api.security.microsoft.com/.default"},
    {"{" XDR TIME ",\"roles\":[\"Machine.Isolate\"]}", "isolateMachine",
     TOKEN_FAULT_AUDIENCE, SEVERITY_WARNING, "you call api.securitycenter", NULL},
    {"{" XDR TIME ",\"roles\":[\"Incident.Read.All\"]}", "isolateMachine",
     TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR, "you call api.securitycenter", NULL},
    {"{\"aud\":\"00000002-0000-0000-c000-000000000000\"," TIME "}", "listMachines",
     TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR, "named no resource", NULL},
    {"{\"aud\":\"https://management.azure.com/\"," TIME ",\"scp\":\"x\"}",
     "listMachines", TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR, "Azure management", NULL},
    {"{\"aud\":\"app-1\",\"azp\":\"app-1\"," TIME ",\"name\":\"Anna\"}", "listMachines",
     TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR, "ID token", NULL},
    {"{\"aud\":[\"https://api.securitycenter.microsoft.com\","
     "\"https://api.security.microsoft.com\"]," TIME
     ",\"roles\":[\"Incident.Read.All\"]}",
     "listIncidents", TOKEN_FAULT_NONE, SEVERITY_INFO, "is there", NULL},
    {"{\"aud\":[\"https://api.securitycenter.microsoft.com/\"]," TIME
     ",\"roles\":[\"Machine.Isolate\"]}",
     "isolateMachine", TOKEN_FAULT_NONE, SEVERITY_INFO, "is there", NULL},
    {"{\"aud\":\"FC780465-2017-40d4-a0c5-307022471b92\"," TIME
     ",\"roles\":[\"Machine.Isolate\"]}",
     "isolateMachine", TOKEN_FAULT_NONE, SEVERITY_INFO, "is there", NULL},
    {"{" MDE TIME ",\"scp\":\"Machine.Read\"}", "isolateMachine",
     TOKEN_FAULT_PERMISSION, SEVERITY_ERROR, "needs Machine.Isolate", "delegated"},
    {"{" MDE TIME ",\"scp\":\"Machine.Isolate\"}", "isolateMachine", TOKEN_FAULT_NONE,
     SEVERITY_INFO, "user may do in the portal", NULL},
    {"{" MDE TIME ",\"roles\":[\"AdvancedHunting.Read.All\"]}", "runAdvancedQuery",
     TOKEN_FAULT_PERMISSION, SEVERITY_ERROR, "AdvancedQuery.Read.All",
     "AdvancedHunting.Read.All belongs to Defender XDR"},
    {"{" XDR TIME ",\"roles\":[\"Incidents.Read.All\"]}", "listIncidents",
     TOKEN_FAULT_PERMISSION, SEVERITY_ERROR, "Incident.Read.All",
     "no permission \"Incidents.Read.All\""},
    {"{" MDE TIME ",\"roles\":[\"Machine.Read.All\"]}", "stopAndQuarantineFile",
     TOKEN_FAULT_PERMISSION, SEVERITY_WARNING, "only reads", NULL},
};

START_TEST(it_is_judged)
{
    struct token token = token_of(cases[_i].claims);
    struct token_use use = {.now = NOW};
    struct token_findings findings = {0};
    const struct token_finding *found = NULL;
    if (cases[_i].operation) {
        use.operation =
            catalogue_find(catalogue_builtin(), span_of(cases[_i].operation));
        ck_assert_ptr_nonnull(use.operation);
    }
    token_check(&findings, &token, &use);
    for (size_t i = 0; i < findings.count && !found; i++)
        if (findings.items[i].fault == cases[_i].fault)
            found = &findings.items[i];
    ck_assert_msg(found != NULL, "%s: nothing found", cases[_i].claims);
    ck_assert_int_eq(found->severity, cases[_i].severity);
    ck_assert_msg(span_has(span_of(found->text), cases[_i].says), "%s", found->text);
    if (cases[_i].step)
        ck_assert_msg(span_has(span_of(found->step), cases[_i].step), "%s",
                      found->step);
    for (size_t i = 1; i < findings.count; i++)
        ck_assert(findings.items[i - 1].severity <= findings.items[i].severity);
    token_findings_release(&findings);
    token_release(&token);
}
END_TEST

START_TEST(clouds_and_tenants_are_compared)
{
    struct token token = token_of("{" MDE TIME ",\"tid\":\"t1\",\"appid\":\"a1\","
                                  "\"roles\":[\"Machine.Isolate\"]}");
    struct token_use use = {
        .operation = catalogue_find(catalogue_builtin(), SPAN("isolateMachine")),
        .url = SPAN("https://api-gov.securitycenter.microsoft.us/api/machines"),
        .tenant = "t2",
        .application = "a2",
        .now = NOW};
    struct token_findings findings = {0};
    token_check(&findings, &token, &use);
    ck_assert_uint_ge(findings.count, 3);
    ck_assert_int_eq(findings.items[0].fault, TOKEN_FAULT_CLOUD);
    ck_assert_int_eq(findings.items[1].fault, TOKEN_FAULT_TENANT);
    ck_assert_int_eq(findings.items[2].fault, TOKEN_FAULT_TENANT);
    token_findings_release(&findings);
    token_release(&token);
}
END_TEST

START_TEST(hosts_belong_to_products)
{
    ck_assert_int_eq(product_of_host(SPAN("eu.api.security.microsoft.com")),
                     PRODUCT_XDR);
    ck_assert_int_eq(product_of_host(SPAN("api-us.securitycenter.microsoft.com")),
                     PRODUCT_MDE);
    ck_assert_int_eq(product_of_host(SPAN("notsecurity.microsoft.com")), PRODUCT_OTHER);
    ck_assert_int_eq(product_of_host(SPAN("security.microsoft.com.evil.example")),
                     PRODUCT_OTHER);
    ck_assert_span(url_host(SPAN("https://a@b.example:8/c?d@e")), "b.example");
}
END_TEST

/* No piece of a token that could be of use to anybody is in anything that is said. */
START_TEST(nothing_said_holds_the_token)
{
    enum { PIECE = 12 };
    struct str made = {0}, said = {0};
    struct token token = {0};
    made_token(&made, span_of(cases[_i].claims));
    token_read(&token, str_span(&made));
    say_all(&token, catalogue_find(catalogue_builtin(), SPAN("isolateMachine")), &said);
    for (size_t at = 0; at + PIECE <= made.n; at++) {
        struct span piece = span_sub(str_span(&made), at, at + PIECE);
        ck_assert_uint_eq(span_find(str_span(&said), 0, piece), said.n);
    }
    token_release(&token);
    str_release(&made);
    str_release(&said);
}
END_TEST

/* What is safe to print holds no control character, whatever the claims hold. */
START_TEST(claims_are_made_safe)
{
    struct token token = token_of(
        "{\"aud\":\"\\u001b[2J\\u202e\",\"appid\":\"a\\u0000b\",\"tid\":\"\\r\\n\","
        "\"roles\":[\"\\u001b]0;x\\u0007\"],\"scp\":\"\\u009b31m\"}");
    struct token_findings findings = {0};
    struct token_use use = {
        .operation = catalogue_find(catalogue_builtin(), SPAN("isolateMachine")),
        .now = NOW};
    struct about about = {0};
    struct str text = {0};
    token_check(&findings, &token, &use);
    for (size_t i = 0; i < findings.count; i++)
        str_add_text(&text, findings.items[i].text);
    token_about(&about, &token, &findings, &use, catalogue_builtin());
    about_text(&about, &text);
    ck_assert(!span_has(str_span(&text), "\x1b"));
    ck_assert(!span_has(str_span(&text), "\xc2\x9b"));
    ck_assert(!span_has(str_span(&text), "\xe2\x80\xae"));
    ck_assert(!span_has(str_span(&text), "\r"));
    str_release(&text);
    about_release(&about);
    token_findings_release(&findings);
    token_release(&token);
}
END_TEST

static const struct {
    int64_t ms;
    const char *text;
} spans[] = {{0, "0 seconds"},
             {-5, "0 seconds"},
             {61000, "1 minute 1 second"},
             {600000, "10 minutes"},
             {3540000, "59 minutes"},
             {3600000, "1 hour"},
             {5400000, "1 hour 30 minutes"},
             {INT64_C(86400000) * 3 + 7200000, "3 days 2 hours"}};

START_TEST(spans_are_told)
{
    struct str text = {0};
    token_say_span(&text, spans[_i].ms);
    ck_assert_span(str_span(&text), spans[_i].text);
    str_release(&text);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("token");
    TCase *tests = tcase_create("token");
    tcase_add_test(tests, claims_are_read);
    tcase_add_test(tests, scopes_make_it_delegated);
    tcase_add_loop_test(tests, any_dress_is_taken_off, 0, COUNT_OF(dresses));
    tcase_add_test(tests, line_breaks_are_taken_out);
    tcase_add_loop_test(tests, what_is_no_token_is_told_apart, 0, COUNT_OF(others));
    tcase_add_test(tests, sizes_are_limited);
    tcase_add_loop_test(tests, only_whole_seconds_are_times, 0, COUNT_OF(times));
    tcase_add_loop_test(tests, it_is_judged, 0, COUNT_OF(cases));
    tcase_add_test(tests, clouds_and_tenants_are_compared);
    tcase_add_test(tests, hosts_belong_to_products);
    tcase_add_loop_test(tests, nothing_said_holds_the_token, 0, COUNT_OF(cases));
    tcase_add_test(tests, claims_are_made_safe);
    tcase_add_loop_test(tests, spans_are_told, 0, COUNT_OF(spans));
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
