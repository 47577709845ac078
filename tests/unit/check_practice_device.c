/* Signing in without a secret: a user by device code, an application by certificate. */
#include "../support/sign_in_calls.h"

#include "practice/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/* --- device code --- */

static char *device_code, *user_code, *word;

static void
ask_codes(const char *application, const char *scope)
{
    struct str form = {0};
    str_addf(&form, APP("%s") "&scope=%s", application, scope);
    ck_assert_int_eq(post("/common/oauth2/v2.0/devicecode", str_text(&form)), 200);
    device_code = mem_strdup(said("device_code"));
    user_code = mem_strdup(said("user_code"));
    ck_assert_str_eq(said("verification_uri"), "http://127.0.0.1:4711/devicelogin");
    ck_assert(span_has(span_of(said("message")), user_code));
    call_with("", "GET", "/devicelogin", SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 200);
    struct span page = str_span(&answer.body);
    size_t at = span_find(page, 0, SPAN("name=\"word\" value=\"")) + 19;
    struct str found = str_dup(span_sub(page, at, span_find_byte(page, at, '"')));
    word = str_take(&found);
    str_release(&form);
}

static void
forget_codes(void)
{
    mem_free(device_code);
    mem_free(user_code);
    mem_free(word);
}

static int
poll_for(const char *application)
{
    struct str form = {0};
    str_addf(&form, DEVICE APP("%s") "&device_code=%s", application, device_code);
    post(TOKEN, str_text(&form));
    str_release(&form);
    return answer.status;
}

static int
enter(const char *code, const char *with, const char *choice)
{
    struct str form = {0};
    str_addf(&form, "user_code=%s&word=%s&answer=%s", code, with, choice);
    post("/devicelogin", str_text(&form));
    str_release(&form);
    return answer.status;
}

START_TEST(a_user_allows_and_the_program_gets_a_token)
{
    ask_codes("4", MDE "/Machine.Read+offline_access");
    ck_assert_int_eq(poll_for("4"), 400);
    ck_assert_str_eq(said("error"), "authorization_pending");
    is_diagnosed(70016);
    poll_for("4"); /* too early */
    ck_assert_str_eq(said("error"), "slow_down");
    ck_assert_uint_eq(number_said(), 0);
    pass_ms(10000);
    poll_for("4");
    ck_assert_str_eq(said("error"), "authorization_pending");
    ck_assert_int_eq(enter(user_code, word, ""), 200);
    ck_assert(span_has(str_span(&answer.body), "<li>Machine.Read</li>"));
    ck_assert(span_has(str_span(&answer.body), "value=\"decline\""));
    pass_ms(10000);
    poll_for("4"); /* seen is not allowed */
    ck_assert_str_eq(said("error"), "authorization_pending");
    ck_assert_int_eq(enter(user_code, word, "allow"), 200);
    ck_assert_int_eq(poll_for("4"), 200);
    ck_assert_str_eq(said("scope"), MDE "/Machine.Read");
    char *token = mem_strdup(said("access_token"));
    poll_for("4"); /* used */
    ck_assert_uint_eq(number_said(), 70018);
    ck_assert_int_eq(enter(user_code, word, "allow"), 400);
    cJSON *claims = signer_open(signer, span_of(token));
    ck_assert_str_eq(text_at(claims, "scp"), "Machine.Read");
    ck_assert_str_eq(text_at(claims, "upn"), "anna@practice.example");
    ck_assert_ptr_null(object_get(claims, "roles"));
    cJSON_Delete(claims);
    ck_assert_int_eq(get_with(token), 200);
    call_with(token, "GET", "/api/alerts", SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 403);
    ck_assert(span_has(span_of(text_at(error_of(), "message")),
                       "required delegated permissions (Alert.Read, Alert.ReadWrite)"));
    mem_free(token);
    forget_codes();
}
END_TEST

START_TEST(a_refresh_token_gives_other_tokens)
{
    ask_codes("4", MDE "/Machine.Read+offline_access");
    enter(user_code, word, "allow");
    ck_assert_int_eq(poll_for("4"), 200);
    char *refresh = mem_strdup(said("refresh_token"));
    ck_assert_int_eq(get_with(refresh), 401);
    ck_assert_int_eq(get_with(refresh + 2), 401); /* without its prefix, too */
    /* also for another API */
    struct str form = {0};
    str_addf(&form, "grant_type=refresh_token&" APP("4") "&refresh_token=%s", refresh);
    ck_assert_int_eq(post(TOKEN, str_text(&form)), 200);
    ck_assert_str_eq(said("scope"), MDE "/Machine.Read");
    str_add_text(&form, ALL(XDR));
    ck_assert_int_eq(post(TOKEN, str_text(&form)), 200);
    ck_assert(span_has(span_of(said("scope")), XDR "/Incident.Read"));
    pass_ms((clock_ms)90 * 24 * 3600 * 1000);
    post(TOKEN, str_text(&form));
    ck_assert_uint_eq(number_said(), 700082);
    is_diagnosed(700082);
    str_release(&form);
    mem_free(refresh);
    forget_codes();
}
END_TEST

START_TEST(an_id_token_is_for_the_application_and_opens_nothing)
{
    ask_codes("4", MDE "/.default+openid");
    enter(user_code, word, "allow");
    ck_assert_int_eq(poll_for("4"), 200);
    ck_assert_str_eq(said("refresh_token"), "");
    char *token = mem_strdup(said("id_token"));
    cJSON *claims = signer_open(signer, span_of(token));
    ck_assert(span_ends(span_of(APP("4")), text_at(claims, "aud")));
    ck_assert_str_eq(text_at(claims, "preferred_username"), "anna@practice.example");
    ck_assert_ptr_null(object_get(claims, "scp"));
    ck_assert_int_eq(get_with(token), 401);
    cJSON_Delete(claims);
    mem_free(token);
    forget_codes();
}
END_TEST

START_TEST(a_user_declines_or_is_too_late)
{
    ask_codes("4", MDE "/.default");
    ck_assert_int_eq(enter(user_code, word, "decline"), 200);
    poll_for("4");
    ck_assert_str_eq(said("error"), "authorization_declined");
    is_diagnosed(65004);
    forget_codes();
    ask_codes("4", MDE "/.default");
    pass_ms(900000);
    ck_assert_int_eq(enter(user_code, word, "allow"), 400);
    poll_for("4");
    ck_assert_str_eq(said("error"), "expired_token");
    is_diagnosed(70019);
    forget_codes();
}
END_TEST

START_TEST(without_consent_there_is_no_token)
{
    ask_codes("2", MDE "/.default");
    ck_assert_int_eq(enter(user_code, word, "allow"), 200);
    poll_for("2");
    ck_assert_uint_eq(number_said(), 65001);
    is_diagnosed(65001);
    forget_codes();
}
END_TEST

START_TEST(only_the_page_itself_lets_a_user_allow)
{
    struct pairs headers = {0};
    struct str form = {0};
    ask_codes("4", MDE "/.default");
    ck_assert_int_eq(enter(user_code, "x", "allow"), 403);
    ck_assert_int_eq(enter(user_code, "", "allow"), 403);
    str_addf(&form, "user_code=%s&word=%s&answer=allow", user_code, word);
    pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    pairs_add(&headers, SPAN("Content-Type"), SPAN(FORM));
    pairs_add(&headers, SPAN("Origin"), SPAN("https://evil.example"));
    practice_answer_release(&answer);
    practice_handle(practice,
                    &(struct practice_request){.method = SPAN("POST"),
                                               .target = SPAN("/devicelogin"),
                                               .headers = &headers,
                                               .body = str_span(&form)},
                    &now, &answer);
    ck_assert_int_eq(answer.status, 403);
    poll_for("4");
    ck_assert_str_eq(said("error"), "authorization_pending");
    ck_assert_int_eq(enter("<script>", word, "allow"), 400);
    ck_assert(!span_has(str_span(&answer.body), "<script>"));
    ck_assert_str_eq(pairs_get_nocase(&answer.headers, "X-Frame-Options"), "DENY");
    pairs_release(&headers);
    str_release(&form);
    forget_codes();
}
END_TEST

START_TEST(old_device_codes_go_when_there_are_too_many)
{
    ask_codes("4", MDE "/.default");
    for (int i = 0; i < 64; i++)
        post("/common/oauth2/v2.0/devicecode", APP("4") ALL(MDE));
    poll_for("4");
    ck_assert_uint_eq(number_said(), 70018);
    forget_codes();
}
END_TEST

/* --- certificates --- */

static struct certificates certificates;
static EVP_PKEY *client_key;

static void
begin_certificate(void)
{
    struct err err = {0};
    X509 *x509 = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    char *pem;
    client_key = EVP_RSA_gen(2048);
    X509_set_version(x509, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, client_key);
    X509_sign(x509, client_key, EVP_sha256());
    PEM_write_bio_X509(bio, x509);
    long n = BIO_get_mem_data(bio, &pem);
    ck_assert_msg(certificates_add(&certificates, (struct span){pem, (size_t)n}, "c",
                                   &err) == STATUS_OK,
                  "%s", err.text);
    ck_assert_int_eq(certificates_add(&certificates, SPAN("no"), "c", &err),
                     STATUS_INPUT);
    BIO_free(bio);
    X509_free(x509);
    begin_setup((struct practice_setup){.certificates = &certificates});
}

static void
end_certificate(void)
{
    end();
    certificates_release(&certificates);
    EVP_PKEY_free(client_key);
}

static const struct assertion {
    unsigned number; /* 0: a token */
    const char *claim, *text;
    int shift_s; /* of its time */
    bool other_key;
    const char *thumbprint; /* in place of the right one */
} assertions[] = {
    {0},
    {0, "aud", "http://127.0.0.1:4711/" TENANT "/oauth2/token"},
    {50012, "aud", "https://login.microsoftonline.com/" TENANT "/oauth2/v2.0/token"},
    {50012, "iss", "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20"},
    {50012, "sub", "x"},
    {700024, .shift_s = -700},
    {700024, .shift_s = 60},
    {700027, .other_key = true},
    {700027, .thumbprint = "AAAA"},
};

START_TEST(a_certificate_proves_who_asks)
{
    const struct assertion *one = &assertions[_i];
    static const char id[] = "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b26";
    double from = (double)(START / 1000 + one->shift_s);
    struct str form = str_of(ASK APP("6") ALL(MDE) ASSERTS), aud = {0};
    EVP_PKEY *key = one->other_key ? EVP_RSA_gen(2048) : client_key;
    str_add_text(&aud, "http://127.0.0.1:4711" TOKEN);
    cJSON *claims =
        OBJECT(m_text("iss", id), m_text("sub", id), m_text("aud", str_text(&aud)),
               m_number("nbf", from), m_number("exp", from + 600), m_text("jti", "1"));
    if (one->claim)
        object_set_text(claims, one->claim, one->text);
    cJSON *header =
        OBJECT(m_text("alg", "RS256"),
               m_text("x5t#S256", one->thumbprint
                                      ? one->thumbprint
                                      : certificates_thumbprint(&certificates, 0)));
    jwt_add(&form, header, claims, key);
    post(TOKEN, str_text(&form));
    ck_assert_msg(number_said() == one->number, "%s", str_text(&answer.body));
    if (one->number)
        is_diagnosed(one->number);
    else
        ck_assert_int_eq(answer.status, 200);
    if (one->other_key)
        EVP_PKEY_free(key);
    cJSON_Delete(header);
    cJSON_Delete(claims);
    str_release(&form);
    str_release(&aud);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("practice sign-in without a secret");
    TCase *t = tcase_create("device code"), *c = tcase_create("certificates");
    tcase_set_timeout(t, 60);
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(t, begin, end);
    tcase_add_test(t, a_user_allows_and_the_program_gets_a_token);
    tcase_add_test(t, a_refresh_token_gives_other_tokens);
    tcase_add_test(t, an_id_token_is_for_the_application_and_opens_nothing);
    tcase_add_test(t, a_user_declines_or_is_too_late);
    tcase_add_test(t, without_consent_there_is_no_token);
    tcase_add_test(t, only_the_page_itself_lets_a_user_allow);
    tcase_add_test(t, old_device_codes_go_when_there_are_too_many);
    suite_add_tcase(s, t);
    tcase_add_checked_fixture(c, begin_certificate, end_certificate);
    tcase_add_loop_test(c, a_certificate_proves_who_asks, 0, COUNT_OF(assertions));
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(suite)
