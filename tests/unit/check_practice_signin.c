#include "../support/sign_in_calls.h"

#include "base/base64.h"

static const struct refused {
    unsigned number;
    int status;
    const char *error, *target, *form;
} refused[] = {
    {7000215, 401, "invalid_client", TOKEN, ASK APP("0") "&client_secret=x" ALL(MDE)},
    {7000215, 401, "invalid_client", TOKEN,
     ASK APP("6") "&client_secret=practice-secret-full" ALL(MDE)},
    {7000222, 401, "invalid_client", TOKEN,
     ASK APP("3") "&client_secret=practice-secret-expired" ALL(MDE)},
    {7000215, 401, "invalid_client", TOKEN, ASK APP("3") "&client_secret=x" ALL(MDE)},
    {7000218, 401, "invalid_client", TOKEN, ASK APP("0") ALL(MDE)},
    {7000218, 401, "invalid_client", TOKEN, ASK APP("4") ALL(MDE)},
    {700025, 401, "invalid_client", TOKEN, ASK APP("4") "&client_secret=x" ALL(MDE)},
    {700016, 400, "unauthorized_client", TOKEN,
     ASK APP("9") "&client_secret=practice-secret-full" ALL(MDE)},
    {7000112, 400, "unauthorized_client", TOKEN,
     ASK APP("5") "&client_secret=practice-secret-disabled" ALL(MDE)},
    {90002, 400, "invalid_request", "/contoso.example/oauth2/v2.0/token",
     ASK FULL ALL(MDE)},
    {90002, 400, "invalid_request", "/practice-2.example/oauth2/v2.0/token",
     ASK FULL ALL(MDE)},
    {90002, 400, "invalid_request",
     "/7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a56/oauth2/v2.0/token", ASK FULL ALL(MDE)},
    {90002, 400, "invalid_request",
     "/7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a5z/oauth2/v2.0/token", ASK FULL ALL(MDE)},
    {9001023, 400, "invalid_request", "/common/oauth2/v2.0/token", ASK FULL ALL(MDE)},
    {900144, 400, "invalid_request", TOKEN, FULL ALL(MDE)},
    {900144, 400, "invalid_request", TOKEN,
     ASK "client_secret=practice-secret-full" ALL(MDE)},
    {900144, 400, "invalid_request", TOKEN, ASK FULL},
    {70011, 400, "invalid_scope", TOKEN, ASK FULL "&scope=" MDE},
    {1002012, 400, "invalid_scope", TOKEN, ASK FULL "&scope=" MDE "/Machine.Read.All"},
    {70011, 400, "invalid_scope", TOKEN, ASK FULL "&scope=Machine.Read.All"},
    {70011, 400, "invalid_scope", TOKEN, ASK FULL "&scope=offline_access"},
    {28000, 400, "invalid_request", TOKEN,
     ASK FULL "&scope=" MDE "/.default+" XDR "/.default"},
    {500011, 400, "invalid_resource", TOKEN, ASK FULL ALL("https://other.example")},
    {500011, 400, "invalid_resource", "/" TENANT "/oauth2/token",
     ASK FULL "&resource=" MDE "/.default"},
    {901002, 400, "invalid_request", TOKEN, ASK FULL "&resource=" MDE},
    {70003, 400, "unsupported_grant_type", TOKEN, "grant_type=password&" FULL ALL(MDE)},
    {70018, 400, "bad_verification_code", TOKEN, DEVICE APP("4") "&device_code=x"},
    {7000218, 401, "invalid_client", TOKEN, DEVICE APP("0") "&device_code=x"},
    {900144, 400, "invalid_request", TOKEN, DEVICE APP("4")},
    {9002313, 400, "invalid_grant", TOKEN,
     "grant_type=refresh_token&" APP("4") "&refresh_token=0.x"},
    {50012, 401, "invalid_client", TOKEN, ASK APP("6") ASSERTS "a.b.c" ALL(MDE)},
};

START_TEST(a_refusal_has_its_number_and_word)
{
    const struct refused *one = &refused[_i];
    char start[32];
    snprintf(start, sizeof start, "AADSTS%u: ", one->number);
    ck_assert_msg(post(one->target, one->form) == one->status, "%s",
                  str_text(&answer.body));
    ck_assert_uint_eq(number_said(), one->number);
    ck_assert_str_eq(said("error"), one->error);
    struct span text = span_of(said("error_description"));
    ck_assert(span_starts(text, start));
    ck_assert(span_has(text, "\r\nTrace ID: ") && span_has(text, said("trace_id")));
    ck_assert(span_has(text, "\r\nTimestamp: 2026-03-02 09:00:00Z"));
    ck_assert_str_eq(said("timestamp"), "2026-03-02 09:00:00Z");
    ck_assert_str_eq(pairs_get_nocase(&answer.headers, "Content-Type"),
                     "application/json; charset=utf-8");
    is_diagnosed(one->number);
}
END_TEST

START_TEST(a_body_that_is_no_form_has_no_parameters)
{
    call_with("", "POST", TOKEN, SPAN("{\"grant_type\":\"client_credentials\"}"),
              "application/json");
    ck_assert_uint_eq(number_said(), 900144);
    call_with("", "GET", TOKEN, SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 400);
    ck_assert_uint_eq(number_said(), 900561);
}
END_TEST

START_TEST(the_token_says_what_was_asked_for)
{
    char *token = token_for(ASK FULL ALL(MDE));
    ck_assert_str_eq(said("token_type"), "Bearer");
    ck_assert(object_number(body, "expires_in") == 3599);
    cJSON *claims = signer_open(signer, span_of(token));
    ck_assert_ptr_nonnull(claims);
    ck_assert_str_eq(text_at(claims, "aud"), MDE);
    ck_assert_str_eq(text_at(claims, "iss"), "http://127.0.0.1:4711/" TENANT "/v2.0");
    ck_assert_str_eq(text_at(claims, "tid"), TENANT);
    ck_assert_str_eq(text_at(claims, "ver"), "2.0");
    ck_assert(span_ends(span_of(APP("0")), text_at(claims, "azp")));
    ck_assert(object_number(claims, "nbf") == (double)(START / 1000 - 300));
    ck_assert(object_number(claims, "exp") == (double)(START / 1000 + 3599));
    const cJSON *roles = object_get(claims, "roles"), *role;
    bool isolates = false;
    cJSON_ArrayForEach(role, roles)
    {
        isolates = isolates || strcmp(role->valuestring, "Machine.Isolate") == 0;
        ck_assert_str_ne(role->valuestring, "Incident.Read.All"); /* XDR's */
    }
    ck_assert(isolates);
    cJSON_Delete(claims);
    mem_free(token);
}
END_TEST

START_TEST(the_older_endpoint_gives_texts)
{
    ck_assert_int_eq(
        post("/practice.example/oauth2/token", ASK FULL "&resource=" MDE "/"), 200);
    ck_assert_str_eq(said("expires_in"), "3599");
    ck_assert_str_eq(said("resource"), MDE);
    cJSON *claims = signer_open(signer, span_of(said("access_token")));
    ck_assert_str_eq(text_at(claims, "ver"), "1.0");
    ck_assert(span_ends(span_of(APP("0")), text_at(claims, "appid")));
    cJSON_Delete(claims);
    /* without a resource it is made out to another API */
    post("/practice.example/oauth2/token", ASK FULL);
    char *token = mem_strdup(said("access_token"));
    call_with(token, "GET", "/api/machines", SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 401);
    ck_assert(span_has(span_of(text_at(error_of(), "message")),
                       "Audience: 00000002-0000-0000-c000-000000000000"));
    mem_free(token);
}
END_TEST

START_TEST(a_secret_may_stand_in_the_header)
{
    struct str pair = {0}, header = str_of("Basic ");
    struct pairs headers = {0};
    str_add_text(&pair, "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20:practice-secret-full");
    base64_encode(&header, str_span(&pair));
    pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    pairs_add(&headers, SPAN("Content-Type"), SPAN(FORM));
    pairs_add(&headers, SPAN("Authorization"), str_span(&header));
    practice_handle(practice,
                    &(struct practice_request){.method = SPAN("POST"),
                                               .target = SPAN(TOKEN),
                                               .headers = &headers,
                                               .body = SPAN(ASK ALL(MDE))},
                    &now, &answer);
    ck_assert_int_eq(answer.status, 200);
    pairs_release(&headers);
    str_release(&pair);
    str_release(&header);
}
END_TEST

/* Every number that is known can be met, and is understood. */
START_TEST(a_fault_refuses_the_next_sign_in)
{
    static const unsigned numbers[] = {50034, 50126, 50076, 53003, 70043, 50053, 50055,
                                       50057, 50105, 90094, 90055, 90033, 50196, 65001};
    struct str fault = {0};
    struct err err;
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        str_clear(&fault);
        str_addf(&fault, "sign-in=%u", numbers[i]);
        ck_assert(practice_fault(practice, str_span(&fault), &err) == STATUS_OK);
        call("GET", "/api/machines", NULL); /* it isn't for calls */
        ck_assert_int_eq(answer.status, 200);
        post(TOKEN, ASK FULL ALL(MDE));
        ck_assert_uint_eq(number_said(), numbers[i]);
        is_diagnosed(numbers[i]);
        ck_assert_int_eq(post(TOKEN, ASK FULL ALL(MDE)), 200);
    }
    str_release(&fault);
}
END_TEST

/* --- what a call says of a token --- */

static const struct use {
    const char *form, *target;
    int status;
    const char *code, *says;
} uses[] = {
    {ASK FULL ALL(MDE), "/api/machines", 200, "", NULL},
    {ASK FULL ALL("https://api.securitycenter.windows.com"), "/api/machines", 200, "",
     NULL},
    {ASK FULL ALL(XDR), "/api/incidents", 200, "", NULL},
    {ASK FULL ALL(GRAPH), "/v1.0/security/incidents", 200, "", NULL},
    {ASK FULL ALL(XDR), "/api/machines", 401, "Unauthorized", "Audience: " XDR ","},
    {ASK FULL ALL(MDE), "/api/incidents", 401, "Unauthorized", "Audience: " MDE ","},
    {ASK FULL ALL(GRAPH), "/api/machines", 401, "Unauthorized", "Audience: " GRAPH ","},
    {ASK FULL ALL(MDE), "/v1.0/security/incidents", 401, "InvalidAuthenticationToken",
     "Invalid audience"},
    {ASK APP("2") "&client_secret=practice-secret-no-consent" ALL(MDE), "/api/machines",
     403, "Forbidden",
     "Missing application roles. API required roles: Machine.Read.All,"
     "Machine.ReadWrite.All, application roles: ."},
    {ASK APP("2") "&client_secret=practice-secret-no-consent" ALL(XDR),
     "/api/incidents", 403, "Forbidden",
     "The application does not have any of the required application permissions "
     "(Incident.Read.All, Incident.ReadWrite.All)"},
    {ASK APP("2") "&client_secret=practice-secret-no-consent" ALL(GRAPH),
     "/v1.0/security/incidents", 403, "Forbidden", "Missing application roles."},
    {ASK APP("2") "&client_secret=practice-secret-no-consent" ALL(GRAPH),
     "/v1.0/security/secureScores", 403, "Forbidden",
     "Auth token does not contain valid permissions"},
};

START_TEST(a_token_is_for_one_api_and_its_roles)
{
    const struct use *use = &uses[_i];
    char *token = token_for(use->form);
    call_with(token, "GET", use->target, SPAN(""), NULL);
    ck_assert_msg(answer.status == use->status, "%s", str_text(&answer.body));
    ck_assert_str_eq(code_of(), use->code);
    if (use->says)
        ck_assert_msg(span_has(span_of(text_at(error_of(), "message")), use->says),
                      "message is: %s", text_at(error_of(), "message"));
    mem_free(token);
}
END_TEST

START_TEST(a_token_has_its_time)
{
    char *token = token_for(ASK FULL ALL(MDE));
    pass_ms(3598999);
    ck_assert_int_eq(get_with(token), 200);
    pass_ms(1);
    ck_assert_int_eq(get_with(token), 401);
    ck_assert(span_has(span_of(text_at(error_of(), "message")),
                       "Validity: 2026-03-02T08:55:00.000Z to 2026-03-02T09:59:59"));
    call_with(token, "GET", "/v1.0/security/incidents", SPAN(""), NULL);
    ck_assert_str_eq(code_of(), "InvalidAuthenticationToken");
    now.wall = START - 300000;
    ck_assert_int_eq(get_with(token), 200);
    now.wall--;
    ck_assert_int_eq(get_with(token), 401);
    mem_free(token);
}
END_TEST

/* HEADER and CLAIMS as they are, with the signature of another token or of a key. */
static void
add_parts(struct str *out, const char *header, const char *claims)
{
    base64_encode_url(out, span_of(header));
    str_add_byte(out, '.');
    base64_encode_url(out, span_of(claims));
    str_add_byte(out, '.');
}

START_TEST(nobody_else_makes_tokens)
{
    char *token = token_for(ASK FULL ALL(MDE));
    struct str forged = {0};
    cJSON *claims = signer_open(signer, span_of(token));
    ck_assert_int_eq(get_with(token), 200);
    /* another key, also under the name of ours */
    struct signer *other = signer_new(NULL);
    signer_sign(other, claims, &forged);
    ck_assert_int_eq(get_with(str_text(&forged)), 401);
    /* no signature at all, and none of ours over other claims */
    char *text = cJSON_PrintUnformatted(claims);
    static const char *const algorithms[] = {"none", "HS256", "RS256", "PS256"};
    cJSON *keys = signer_keys(signer);
    const char *id = text_at(object_get(keys, "keys")->child, "kid");
    size_t last = strlen(token);
    while (token[last - 1] != '.')
        last--;
    for (size_t i = 0; i < COUNT_OF(algorithms); i++) {
        char header[128];
        snprintf(header, sizeof header, "{\"alg\":\"%s\",\"kid\":\"%s\"}",
                 algorithms[i], id);
        str_clear(&forged);
        add_parts(&forged, header, text);
        ck_assert_int_eq(get_with(str_text(&forged)), 401);
        str_add_text(&forged, token + last);
        ck_assert_int_eq(get_with(str_text(&forged)), 401);
    }
    /* cut, lengthened, doubled */
    str_set(&forged, span_sub(span_of(token), 0, strlen(token) - 1));
    ck_assert_int_eq(get_with(str_text(&forged)), 401);
    str_set(&forged, span_of(token));
    str_add_text(&forged, ".x");
    ck_assert_int_eq(get_with(str_text(&forged)), 401);
    ck_assert_int_eq(get_with("a.b.c"), 401);
    ck_assert_int_eq(get_with(".."), 401);
    cJSON_free(text);
    cJSON_Delete(keys);
    cJSON_Delete(claims);
    signer_free(other);
    str_release(&forged);
    mem_free(token);
}
END_TEST

START_TEST(what_we_signed_must_be_an_access_token_of_this_tenant)
{
    static const char *const changes[][2] = {
        {"iss", "http://127.0.0.1:4712/" TENANT "/v2.0"},
        {"iss", "https://sts.windows.net/" TENANT "/"},
        {"tid", "7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a56"},
        {"aud", "refresh"},
        {"azp", "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b29"},
    };
    char *token = token_for(ASK FULL ALL(MDE));
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        struct str changed = {0};
        cJSON *claims = signer_open(signer, span_of(token));
        object_set_text(claims, changes[i][0], changes[i][1]);
        signer_sign(signer, claims, &changed);
        ck_assert_msg(get_with(str_text(&changed)) == 401, "%s", changes[i][1]);
        cJSON_Delete(claims);
        str_release(&changed);
    }
    mem_free(token);
}
END_TEST

START_TEST(the_key_set_has_the_key)
{
    call_with("", "GET", "/common/discovery/v2.0/keys", SPAN(""), NULL);
    const cJSON *key = object_get(body, "keys")->child;
    struct str modulus = {0};
    ck_assert_str_eq(text_at(key, "kty"), "RSA");
    ck_assert_str_eq(text_at(key, "e"), "AQAB");
    ck_assert(base64_decode(&modulus, span_of(text_at(key, "n"))));
    ck_assert_uint_eq(modulus.n, 256);
    str_release(&modulus);
    call_with("", "GET", "/practice.example/v2.0/.well-known/openid-configuration",
              SPAN(""), NULL);
    ck_assert_str_eq(said("issuer"), "http://127.0.0.1:4711/" TENANT "/v2.0");
    ck_assert_str_eq(said("token_endpoint"), "http://127.0.0.1:4711" TOKEN);
}
END_TEST

/* --- tenants --- */

START_TEST(each_bearer_has_a_tenant_of_its_own)
{
    struct str bearers[2] = {{0}};
    char *ids[2];
    end();
    begin_setup(
        (struct practice_setup){.seats = 2, .quota_calls = 3, .quota_seconds = 60});
    for (unsigned i = 0; i < 2; i++) {
        practice_add_bearer(practice, i, BEARER_FULL, &bearers[i]);
        call_with(str_text(&bearers[i]), "GET", "/api/machines?$top=1", SPAN(""), NULL);
        ck_assert_int_eq(answer.status, 200);
        ids[i] = mem_strdup(text_at(values_of()->child, "id"));
    }
    ck_assert_str_eq(ids[0], ids[1]);
    struct str target = {0};
    str_addf(&target, "/api/machines/%s/tags", ids[0]);
    call_with(str_text(&bearers[0]), "POST", str_text(&target),
              SPAN("{\"Value\":\"only here\",\"Action\":\"Add\"}"), "application/json");
    ck_assert_int_eq(answer.status, 200);
    get_with(str_text(&bearers[1]));
    ck_assert(!span_has(str_span(&answer.body), "only here"));
    get_with(str_text(&bearers[0]));
    ck_assert(span_has(str_span(&answer.body), "only here"));
    get_with(str_text(&bearers[0]));
    ck_assert_int_eq(get_with(str_text(&bearers[0])), 429);
    ck_assert_int_eq(get_with(str_text(&bearers[1])), 200);
    ck_assert_int_eq(post("/practice-2.example/oauth2/v2.0/token", ASK FULL ALL(MDE)),
                     200);
    ck_assert_int_eq(post("/practice-3.example/oauth2/v2.0/token", ASK FULL ALL(MDE)),
                     400);
    for (unsigned i = 0; i < 2; i++) {
        mem_free(ids[i]);
        str_release(&bearers[i]);
    }
    str_release(&target);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("practice sign-in");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_loop_test(t, a_refusal_has_its_number_and_word, 0, COUNT_OF(refused));
    tcase_add_test(t, a_fault_refuses_the_next_sign_in);
    tcase_add_test(t, a_body_that_is_no_form_has_no_parameters);
    tcase_add_test(t, the_token_says_what_was_asked_for);
    tcase_add_test(t, the_older_endpoint_gives_texts);
    tcase_add_test(t, a_secret_may_stand_in_the_header);
    tcase_add_loop_test(t, a_token_is_for_one_api_and_its_roles, 0, COUNT_OF(uses));
    tcase_add_test(t, a_token_has_its_time);
    tcase_add_test(t, nobody_else_makes_tokens);
    tcase_add_test(t, what_we_signed_must_be_an_access_token_of_this_tenant);
    tcase_add_test(t, the_key_set_has_the_key);
    tcase_add_test(t, each_bearer_has_a_tenant_of_its_own);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
