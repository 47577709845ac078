#include "unit.h"

#include "api/redact.h"
#include "base/base64.h"

#include <stdio.h>

/* Where a secret was planted. "S" between 0x01 signs is the secret; KNOWN: only who
 * knows it can find it. */
#define S "\x01"
struct planted {
    const char *text;
    bool known;
};

static const struct planted forms[] = {
    /* the eight that patterns alone once missed */
    {"curl -H \"Authorization: Bearer " S "\" https://x.example/", false},
    {"curl -h 'authorization: bearer " S "' https://x.example/", false},
    {"{\"Authorization\":\"Bearer " S "\"}", false},
    {"{\"authorization\":[\"Bearer " S "\"]}", false},
    {"token=" S, false},
    {"WWW-Authenticate: Bearer error=\"" S "\"", false},
    {"%22access_token%22%3A%22" S "%22", false},
    /* headers */
    {"Authorization: Bearer " S "\r\n", false},
    {"authorization:Basic " S, false},
    {"GET / HTTP/1.1\r\nPROXY-AUTHORIZATION: Negotiate " S "\r\n\r\n", false},
    {"Authorization: Bearer\r\n " S "\r\nHost: x", false},
    {"Cookie: a=1; session=" S, false},
    {"Set-Cookie: id=" S "; Secure; HttpOnly", false},
    {"X-Api-Key: " S, false},
    {"Ocp-Apim-Subscription-Key: " S, false},
    {"[[\"Authorization\",\"Bearer " S "\"],[\"Accept\",\"*/*\"]]", false},
    {"{\"name\": \"Authorization\", \"value\": \"Bearer " S "\"}", false},
    /* forms and queries */
    {"grant_type=client_credentials&client_secret=" S "&scope=x", false},
    {"client_assertion=" S "&x=1", false},
    {"refresh_token=" S, false},
    {"a=b&id_token=" S, false},
    {"username=a&password=" S, false},
    {"https://x.example/cb?code=" S "&state=1", false},
    {"code_verifier=" S, false},
    {"device_code=" S, false},
    {"https://b.example/c?se=2026&sr=b&sig=" S "&sp=r", false},
    /* JSON */
    {"{\"access_token\" : \"" S "\", \"expires_in\": 3599}", false},
    {"{\"client_secret\":\"a\\\"" S "\"}", false},
    {"{\"value\":\"{\\\"access_token\\\":\\\"" S "\\\"}\"}", false},
    {"{\"value\":\"\\\"https://x.example/p.zip?token=" S "\\\"\"}", false},
    {"{\"client-secret\": [ \"a\", \"" S "\" ]}", false},
    {"{\"adminPassword\": \"" S "\"}", false},
    /* shapes */
    {"AccountName=a;AccountKey=" S ";EndpointSuffix=core.windows.net", false},
    {"Endpoint=sb://x/;SharedAccessKey=" S, false},
    {"-----BEGIN RSA PRIVATE KEY-----\n" S "\n-----END RSA PRIVATE KEY-----", false},
    {"-----BEGIN PRIVATE KEY-----\n" S, false},
    {"https://user:" S "@x.example/", false},
    {"<access_token>" S "</access_token>", false},
    {"login --client-secret " S " --tenant x", false},
    {"it said Bearer " S " is too old", false},
    /* nothing tells that it is one, but that it is known */
    {"x" S "y", true},
    {"C:\\\\Users\\\\a\\\\" S ".txt", true},
    {"Could not find a property named '" S "' on type 'X'", true},
    {"/api/machines/" S "/isolate", true},
};

static const char known_secret[] = "Ab3$.*[x]+/Zz~19qWertY_0";
static const char opaque[] = "q7GkTz0PmW4cVxN2eRb8Ys5L";

static void
plant(struct str *out, const char *form, const char *secret)
{
    for (; *form; form++) {
        if (*form == *S)
            str_add_text(out, secret);
        else
            str_add_byte(out, *form);
    }
}

static void
expect_hidden(const struct redactor *redactor, struct span text, const char *secret)
{
    struct str out = {0};
    size_t hidden = redact(redactor, text, &out);
    ck_assert_msg(!span_has(str_span(&out), secret), "\"%.*s\" leaked into \"%s\"",
                  SPAN_ARG(text), str_text(&out));
    ck_assert_msg(hidden > 0, "nothing hidden in \"%.*s\"", SPAN_ARG(text));
    ck_assert(span_has(str_span(&out), "[redacted]"));
    str_release(&out);
}

START_TEST(a_planted_secret_never_comes_out)
{
    struct redactor redactor = {0};
    struct str text = {0};
    plant(&text, forms[_i].text, known_secret);
    redactor_know(&redactor, SPAN("Ab3$.*[x]+/Zz~19qWertY_0"));
    expect_hidden(&redactor, str_span(&text), known_secret);
    if (!forms[_i].known) {
        str_clear(&text);
        plant(&text, forms[_i].text, opaque);
        expect_hidden(NULL, str_span(&text), opaque);
    }
    str_release(&text);
    redactor_release(&redactor);
}
END_TEST

static const char *const shapes[] = {
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl",
    "cut: eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQi",
    "ZXlKMGVYQWlPaUpLVjFRaUxDSmhiR2NpT2lKU1V6STFOaUo5LmV5SmhkV1FpT2lKNEluMC5jMmxu",
    "the value abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789ab was refused",
    "file:eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0. end",
};

START_TEST(a_secret_is_known_by_its_shape)
{
    struct str out = {0};
    ck_assert_uint_eq(redact(NULL, span_of(shapes[_i]), &out), 1);
    ck_assert(!span_has(str_span(&out), "eyJ"));
    ck_assert(!span_has(str_span(&out), "ZXlK"));
    ck_assert(!span_has(str_span(&out), "8Q~"));
    str_release(&out);
}
END_TEST

static const char *const harmless[] = {
    "{\"error\":{\"code\":\"ODataError\",\"target\":\"bcc5ca3f-6ab1-4b27\"}}",
    "{\"token_type\":\"Bearer\",\"expires_in\":3599}",
    "{\"@odata.nextLink\":\"https://x.example/api/alerts?$skiptoken=abc123def\"}",
    "curl -H \"Authorization: Bearer $TOKEN\" https://x.example/api/machines",
    "Invalid Authorization payload. AppId: 1, Audience: 2",
    "The Bearer authentication scheme is missing",
    "{\"password\": null, \"token\": \"\", \"secret\": true}",
    "Authorization: [redacted]",
    "WWW-Authenticate: Bearer error=\"invalid_token\"",
    "?code=404&x=1",
    "most often an expired token: compare its exp",
    "profile \"token\": DEFSCOPE_TOKEN is empty",
    "{\"Comment\": \"isolate\", \"IsolationType\": \"Full\"}",
    "1e5133bd5a2b4bd9e3a3c9b1e8d6f0a1c2b3d4e5",
    "2026-11-23T03:06:15.123Z https://x.example:443/a@b",
    "",
};

START_TEST(what_is_no_secret_stays_as_it_is)
{
    struct str out = {0};
    ck_assert_msg(redact(NULL, span_of(harmless[_i]), &out) == 0,
                  "\"%s\" became \"%s\"", harmless[_i], str_text(&out));
    ck_assert_span(str_span(&out), harmless[_i]);
    str_release(&out);
}
END_TEST

/* Only what is secret goes: what stands around it is left, and JSON stays JSON. */
START_TEST(the_surroundings_stay)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"{\"access_token\":\"" S "\",\"n\":1}",
         "{\"access_token\":\"[redacted]\",\"n\":1}"},
        {"{\"a\":\"{\\\"token\\\":\\\"" S "\\\"}\"}",
         "{\"a\":\"{\\\"token\\\":\\\"[redacted]\\\"}\"}"},
        {"{\"a\":\"curl -H \\\"Authorization: Bearer " S "\\\" x\"}",
         "{\"a\":\"curl -H \\\"Authorization: [redacted]\\\" x\"}"},
        {"{\"m\":\"use token=" S "\",\"n\":\"x\"}",
         "{\"m\":\"use token=[redacted]\",\"n\":\"x\"}"},
        {"a=1&client_secret=" S "&b=2", "a=1&client_secret=[redacted]&b=2"},
        {"Cookie: " S "\r\nHost: x", "Cookie: [redacted]\nHost: x"},
        {"https://u:" S "@h/p", "https://[redacted]@h/p"},
    };
    struct str text = {0}, out = {0};
    plant(&text, cases[_i].text, opaque);
    redact(NULL, str_span(&text), &out);
    ck_assert_span(str_span(&out), cases[_i].want);
    str_release(&text);
    str_release(&out);
}
END_TEST

static uint32_t
next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void
random_text(struct str *out, uint32_t *state, size_t n, bool printable)
{
    while (n--) {
        uint32_t r = next_random(state) >> 3;
        str_add_byte(out, (char)(printable ? 33 + r % 94 : r % 256));
    }
}

static void
encode_percent(struct str *out, struct span text, uint32_t *state)
{
    for (size_t i = 0; i < text.n; i++) {
        bool plain = strchr("&%=+#?", text.p[i]) == NULL && next_random(state) & 8;
        str_addf(out,
                 plain                    ? "%c"
                 : next_random(state) & 8 ? "%%%02x"
                                          : "%%%02X",
                 (unsigned char)text.p[i]);
    }
}

static void
encode_json(struct str *out, struct span text, uint32_t *state)
{
    for (size_t i = 0; i < text.n; i++) {
        if (strchr("\"\\", text.p[i]))
            str_addf(out, "\\%c", text.p[i]);
        else
            str_addf(out, next_random(state) & 8 ? "%c" : "\\u%04x",
                     (unsigned char)text.p[i]);
    }
}

static void
encode(struct str *out, struct span secret, unsigned way, uint32_t *state)
{
    struct str inner = {0};
    switch (way) {
    case 0:
        str_add(out, secret);
        break;
    case 1:
        encode_percent(out, secret, state);
        break;
    case 2:
        encode_json(out, secret, state);
        break;
    case 3:
        random_text(&inner, state, next_random(state) % 7, false);
        str_add(&inner, secret);
        random_text(&inner, state, next_random(state) % 7, false);
        base64_encode(out, str_span(&inner));
        break;
    case 4:
        encode_json(&inner, secret, state);
        encode_percent(out, str_span(&inner), state);
        break;
    case 5: /* UTF-16 */
        for (size_t i = 0; i < secret.n; i++)
            str_add(out, (struct span){(char[]){secret.p[i], 0}, 2});
        break;
    default: /* wrapped */
        for (size_t i = 0; i < secret.n; i++) {
            str_add_byte(out, secret.p[i]);
            if (i % 5 == 4)
                str_add_text(out, "\r\n ");
        }
    }
    str_release(&inner);
}

/* The secret must not come out of the redacted text by any of the ways in. */
START_TEST(no_random_secret_in_random_surroundings_comes_out)
{
    uint32_t state = 0x9e3779b9u + (uint32_t)_i;
    for (int round = 0; round < 400; round++) {
        struct redactor redactor = {0};
        struct str secret = {0}, planted = {0}, text = {0}, out = {0};
        random_text(&secret, &state, 8 + next_random(&state) % 40, true);
        encode(&planted, str_span(&secret), (unsigned)_i, &state);
        random_text(&text, &state, next_random(&state) % 60, round & 1);
        str_add_byte(&text, round & 2 ? '"' : ' ');
        str_add(&text, str_span(&planted));
        str_add_byte(&text, round & 4 ? '"' : '\n');
        random_text(&text, &state, next_random(&state) % 60, round & 1);
        redactor_know(&redactor, str_span(&secret));
        ck_assert_msg(redact(&redactor, str_span(&text), &out) > 0,
                      "way %d, round %d: \"%s\" as \"%.*s\"", _i, round,
                      str_text(&secret), SPAN_ARG(str_span(&planted)));
        ck_assert_msg(span_find(str_span(&out), 0, str_span(&planted)) == out.n,
                      "way %d, round %d", _i, round);
        redactor_release(&redactor);
        str_release(&secret);
        str_release(&planted);
        str_release(&text);
        str_release(&out);
    }
}
END_TEST

START_TEST(fifty_secrets_at_once_and_the_shortest)
{
    struct redactor redactor = {0};
    struct str text = {0}, out = {0};
    for (int i = 0; i < 50; i++) {
        char secret[16];
        snprintf(secret, sizeof secret, "sEcr-%03d", i);
        redactor_know(&redactor, span_of(secret));
        str_addf(&text, "a%sb ", secret);
    }
    redactor_know(&redactor, SPAN("short"));
    str_add_text(&text, "short");
    ck_assert_uint_eq(redact(&redactor, str_span(&text), &out), 50);
    ck_assert(!span_has(str_span(&out), "sEcr"));
    ck_assert(span_has(str_span(&out), "short"));
    redactor_release(&redactor);
    str_release(&text);
    str_release(&out);
}
END_TEST

/* Across the borders at which a long text is cut up. */
START_TEST(a_long_text_hides_its_secrets_too)
{
    struct redactor redactor = {0};
    struct str text = {0}, out = {0};
    redactor_know(&redactor, span_of(opaque));
    str_add_repeat(&text, 'x', ((size_t)2 << 20) - 10);
    str_add_text(&text, opaque);
    str_add_repeat(&text, ' ', 70000);
    str_add_text(&text, "{\"password\":\"hunter2hunter2\"}");
    ck_assert_uint_eq(redact(&redactor, str_span(&text), &out), 2);
    ck_assert(!span_has(str_span(&out), opaque));
    ck_assert(!span_has(str_span(&out), "hunter2"));
    redactor_release(&redactor);
    str_release(&text);
    str_release(&out);
}
END_TEST

static const char *const repeated[] = {
    "token=",
    "\"token\":\"",
    "-----BEGIN PRIVATE KEY-----",
    "eyJ",
    "://a:b@",
    "%",
    "\\",
    "\\u",
    "Authorization: ",
    "a8Q~",
    "www-authenticate: ",
    "password ",
    "\"password\":[\"",
    "AAAA",
    "Bearer ",
    "?sig=",
    "%41",
    "\\u0041",
    "<password>",
    "-",
};

/* What would take minutes if any part were looked at once for each part before it. */
START_TEST(hostile_text_takes_no_longer)
{
    struct redactor redactor = {0};
    struct str text = {0}, out = {0};
    redactor_know(&redactor, SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
    size_t n = strlen(repeated[_i]);
    for (size_t i = 0; i < (512 << 10) / n; i++)
        str_add_text(&text, repeated[_i]);
    redact(&redactor, str_span(&text), &out);
    ck_assert(out.n > 0);
    redactor_release(&redactor);
    str_release(&text);
    str_release(&out);
}
END_TEST

START_TEST(headers_are_shown_by_a_list)
{
    static const struct {
        const char *name, *value, *want;
    } cases[] = {
        {"Content-Type", "application/json", "application/json"},
        {"X-Made-Up", "whatever", "[redacted]"},
        {"authorization", "Bearer x", "[redacted]"},
        {"Retry-After", "27", "27"},
        {"WWW-Authenticate", "Bearer error=\"invalid_token\"",
         "Bearer error=\"invalid_token\""},
        {"WWW-Authenticate", "Bearer realm=\"\", authorization_uri=\"https://x/1\"",
         "Bearer realm=\"\", authorization_uri=\"[redacted]\""},
        {"WWW-Authenticate", "Bearer q7GkTz0PmW4c", "Bearer [redacted]"},
        {"Location", "https://x.example/a?key=1&$top=2",
         "https://x.example/a?key=[redacted]&$top=2"},
    };
    struct str out = {0};
    redact_header(NULL, span_of(cases[_i].name), span_of(cases[_i].value), &out);
    ck_assert_span(str_span(&out), cases[_i].want);
    str_release(&out);
}
END_TEST

START_TEST(a_url_shows_the_options_that_are_known)
{
    struct str out = {0};
    ck_assert_uint_eq(
        redact_url(NULL,
                   SPAN("https://u:p@x.example/api/a?$filter=id%20eq%201&%24top=5&x=y"
                        "&empty=&flag&sig=abc#access_token=abcdefgh"),
                   &out),
        4);
    ck_assert_span(str_span(&out),
                   "https://[redacted]@x.example/api/a?$filter=id%20eq%201&%24top=5"
                   "&x=[redacted]&empty=&flag&sig=[redacted]");
    str_release(&out);
}
END_TEST

static Suite *
redact_suite(void)
{
    Suite *suite = suite_create("redact");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, a_planted_secret_never_comes_out, 0,
                        sizeof forms / sizeof *forms);
    tcase_add_loop_test(all, a_secret_is_known_by_its_shape, 0,
                        sizeof shapes / sizeof *shapes);
    tcase_add_loop_test(all, what_is_no_secret_stays_as_it_is, 0,
                        sizeof harmless / sizeof *harmless);
    tcase_add_loop_test(all, the_surroundings_stay, 0, 7);
    tcase_add_loop_test(all, no_random_secret_in_random_surroundings_comes_out, 0, 7);
    tcase_add_test(all, fifty_secrets_at_once_and_the_shortest);
    tcase_add_test(all, a_long_text_hides_its_secrets_too);
    tcase_add_loop_test(all, hostile_text_takes_no_longer, 0,
                        sizeof repeated / sizeof *repeated);
    tcase_add_loop_test(all, headers_are_shown_by_a_list, 0, 8);
    tcase_add_test(all, a_url_shows_the_options_that_are_known);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(redact_suite)
