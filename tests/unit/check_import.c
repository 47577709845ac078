#include "unit.h"

#include "api/export.h"
#include "api/import.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static struct import
read_as(enum import_format format, struct span text)
{
    struct import import = {0};
    struct err err = {0};
    ck_assert_msg(import_read(&import, text, format, catalogue_builtin(), NULL, &err) ==
                      STATUS_OK,
                  "%s in\n%.*s", err.text, SPAN_ARG(text));
    return import;
}

/* "METHOD TARGET|Name: value|BODY" */
static char *
told(const struct request *request)
{
    struct str out = str_of(request->method);
    str_add_byte(&out, ' ');
    request_url(request, (struct span){0}, &out);
    for (size_t i = 0; i < request->headers.count; i++)
        str_addf(&out, "|%s: %s", request->headers.items[i].name,
                 request->headers.items[i].value);
    if (request->has_body)
        str_addf(&out, "|%s", str_text(&request->body));
    return str_take(&out);
}

static const struct {
    const char *command, *want, *left_out; /* left_out: part of its first sentence */
} commands[] = {
    {"curl https://h/api/machines", "GET https://h/api/machines", NULL},
    {"curl 'https://h/a?$top=1' -H 'Accept: x' -H \"X-A: it's \\\"b\\\"\"",
     "GET https://h/a?$top=1|Accept: x|X-A: it's \"b\"", NULL},
    {"curl -XPOST https://h/a -d '{\"a\": 1}' -H 'Content-Type: application/json'",
     "POST https://h/a|Content-Type: application/json|{\"a\": 1}", NULL},
    {"curl https://h/a --json '{\"a\":1}'",
     "POST https://h/a|Content-Type: application/json|{\"a\":1}", NULL},
    {"curl \\\n  --request PATCH \\\n  --url https://h/a \\\n  --data-raw "
     "$'a\\nb\\u00e9\\x21'",
     "PATCH https://h/a|a\nb\xc3\xa9!", NULL},
    {"curl -G https://h/a -d x=1 --data-urlencode 'f=a b'",
     "GET https://h/a?x=1&f=a%20b", NULL},
    {"curl -sSLk https://h/a", "GET https://h/a", "redirects"},
    {"curl https://h/a -H 'Authorization: Bearer eyJ'", "GET https://h/a",
     "Authorization: who calls"},
    {"curl https://h/a -H 'Authorization: Bearer $TOKEN'", "GET https://h/a", NULL},
    {"curl https://h/a -F file=@x", "GET https://h/a", "--form"},
    {"curl https://h/a -d @body.json", "GET https://h/a", "body.json"},
    {"curl https://h/a --frobnicate", "GET https://h/a", "--frobnicate"},
    {"curl -I https://h/a", "HEAD https://h/a", NULL},
    {"$ /usr/bin/curl https://h/a; rm -rf x", "GET https://h/a", "not run"},
    {"curl.exe https://h/a `\n  -d '{\"a\": \"it''s\"}' -H \"B: `\"x`\"\"",
     "POST https://h/a|B: \"x\"|{\"a\": \"it's\"}", NULL},
    {"curl ^\"https://h/a^\" ^\n  -H ^\"A: b^\" ^\n  --data-raw ^\"{\\^\"a\\^\": "
     "100^%}^\"",
     "POST https://h/a|A: b|{\"a\": 100%}", NULL},
};

START_TEST(commands_are_taken_apart)
{
    struct import import = read_as(IMPORT_CURL, span_of(commands[_i].command));
    ck_assert_uint_ge(import.count, 1);
    char *got = told(&import.items[0]);
    ck_assert_str_eq(got, commands[_i].want);
    if (commands[_i].left_out)
        ck_assert_msg(import.left_out.count &&
                          strstr(import.left_out.items[0], commands[_i].left_out),
                      "%s", import.left_out.count ? import.left_out.items[0] : "-");
    else
        ck_assert_uint_eq(import.left_out.count, 0);
    mem_free(got);
    import_release(&import);
}
END_TEST

START_TEST(what_is_no_request_is_said)
{
    static const char *const bad[] = {"", "wget https://h/", "curl 'https://h/", "curl",
                                      "curl not an address"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct import import = {0};
        struct err err = {0};
        enum status status = import_read(&import, span_of(bad[i]), IMPORT_CURL,
                                         catalogue_builtin(), NULL, &err);
        bool told_of = status != STATUS_OK || import.left_out.count;
        ck_assert_msg(told_of || import.count, "%s", bad[i]);
        import_release(&import);
    }
}
END_TEST

START_TEST(http_files_hold_many_requests)
{
    static const char text[] =
        "@host = https://api.example\n@id=7\n\n### first\n# a comment\nGET "
        "{{host}}/a?x=1\n  &y=2 HTTP/1.1\nAccept: x\n\n###\nPOST "
        "{{host}}/b/{{id}}\nContent-Type: application/json\nAuthorization: Bearer "
        "{{TOKEN}}\n\n{\n  \"a\": \"{{other}}\"\n}\n\n> {% client.test() %}\n###\n"
        "https://api.example/c\n";
    struct import import = read_as(IMPORT_HTTP, span_of(text));
    static const char *const want[] = {
        "GET https://api.example/a?x=1&y=2|Accept: x",
        "POST https://api.example/b/7|Content-Type: application/json|{\n  \"a\": "
        "\"{{other}}\"\n}",
        "GET https://api.example/c"};
    ck_assert_uint_eq(import.count, 3);
    for (size_t i = 0; i < 3; i++) {
        char *got = told(&import.items[i]);
        ck_assert_str_eq(got, want[i]);
        mem_free(got);
    }
    ck_assert_uint_eq(import.left_out.count, 2); /* the script, and {{other}} */
    import_release(&import);
}
END_TEST

START_TEST(postman_collections_are_walked)
{
    static const char text[] =
        "{\"info\": {}, \"auth\": {\"type\": \"bearer\"}, \"event\": [{\"listen\": "
        "\"test\"}], \"variable\": [{\"key\": \"base\", \"value\": \"https://{{h}}\"}, "
        "{\"key\": \"h\", \"value\": \"api.example\"}], \"item\": [{\"name\": \"f\", "
        "\"item\": [{\"request\": {\"method\": \"POST\", \"header\": [{\"key\": \"A\", "
        "\"value\": \"b\"}, {\"key\": \"Off\", \"value\": \"c\", \"disabled\": true}], "
        "\"url\": {\"raw\": \"{{base}}/a\"}, \"body\": {\"mode\": \"raw\", \"raw\": "
        "\"{}\", \"options\": {\"raw\": {\"language\": \"json\"}}}}}]}, {\"request\": "
        "\"https://api.example/b\"}]}";
    struct import import = read_as(IMPORT_POSTMAN, span_of(text));
    ck_assert_uint_eq(import.count, 2);
    char *first = told(&import.items[0]), *second = told(&import.items[1]);
    ck_assert_str_eq(
        first, "POST https://api.example/a|A: b|Content-Type: application/json|{}");
    ck_assert_str_eq(second, "GET https://api.example/b");
    ck_assert_uint_eq(import.left_out.count, 2); /* scripts, authorisation */
    mem_free(first);
    mem_free(second);
    import_release(&import);
}
END_TEST

/* The nearest authorisation around a request holds for it; no secret comes along. */
START_TEST(postman_authorisation_is_inherited)
{
    static const char text[] =
        "{\"info\": {}, \"auth\": {\"type\": \"apikey\", \"apikey\": [{\"key\": "
        "\"key\", \"value\": \"X-Key\"}, {\"key\": \"value\", \"value\": \"hush\"}, "
        "{\"key\": \"in\", \"value\": \"header\"}]}, \"item\": ["
        "{\"request\": {\"url\": \"https://h.example/a\"}}, "
        "{\"auth\": {\"type\": \"apikey\", \"apikey\": {\"key\": \"k\", \"value\": "
        "\"{{own}}\", \"in\": \"query\"}}, \"item\": [{\"request\": {\"url\": "
        "\"https://h.example/b?x=1\"}}, {\"request\": {\"auth\": {\"type\": "
        "\"noauth\"}, \"url\": \"https://h.example/c\"}}, {\"item\": [{\"request\": "
        "\"https://h.example/d\"}]}]}, "
        "{\"request\": {\"auth\": {\"type\": \"basic\", \"basic\": [{\"key\": "
        "\"password\", \"value\": \"hush\"}]}, \"url\": \"https://h.example/e\"}}]}";
    static const char *const want[] = {
        "GET https://h.example/a|X-Key: {{API_KEY}}",
        "GET https://h.example/b?x=1&k=%7B%7Bown%7D%7D", "GET https://h.example/c",
        "GET https://h.example/d?k=%7B%7Bown%7D%7D", "GET https://h.example/e"};
    struct import import = read_as(IMPORT_POSTMAN, span_of(text));
    ck_assert_uint_eq(import.count, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        char *got = told(&import.items[i]);
        ck_assert_str_eq(got, want[i]);
        mem_free(got);
    }
    for (size_t i = 0; i < import.left_out.count; i++)
        ck_assert(!span_has(span_of(import.left_out.items[i]), "hush"));
    ck_assert_uint_ge(import.left_out.count, 4); /* two keys, noauth, basic */
    import_release(&import);
}
END_TEST

/* --- there and back --- */

static void
check_round(enum export_format out, enum import_format in, struct span body,
            const char *header)
{
    struct exchange exchange = {0};
    struct str text = {0};
    exchange.request.method = mem_strdup("PATCH");
    exchange.request.url = mem_strdup("https://h.example/api/x(1)%20?$top=5&$skip=1");
    exchange.request.has_body = true;
    str_add(&exchange.request.body, body);
    pairs_add(&exchange.request.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    pairs_add(&exchange.request.headers, SPAN("Prefer"), span_of(header));
    export_write(&text, &exchange, NULL, out);
    struct import import = read_as(in, str_span(&text));
    ck_assert_uint_eq(import.count, 1);
    const struct request *back = &import.items[0];
    struct str url = {0};
    request_url(back, (struct span){0}, &url);
    ck_assert_str_eq(back->method, exchange.request.method);
    ck_assert_str_eq(str_text(&url), exchange.request.url);
    ck_assert_pstr_eq(pairs_get(&back->headers, "Prefer"), header);
    ck_assert_msg(span_equal(str_span(&back->body), body),
                  "%.*s\ncame back as\n%s\nby\n%s", SPAN_ARG(body),
                  str_text(&back->body), str_text(&text));
    str_release(&url);
    str_release(&text);
    import_release(&import);
    exchange_release(&exchange);
}

START_TEST(a_thousand_requests_come_back)
{
    static const char *const pieces[] = {
        "\"", "\\", "'", "^",  "%",  "!",   "&", " ", "\n",           "$",
        "`",  "|",  "(", ")",  "<",  "{",   "}", "a", "\xe2\x80\x99", "\xc3\xa9",
        "#",  "/",  "*", "\r", "\t", "\x01"};
    srand(11);
    for (int round = 0; round < 1000; round++) {
        struct str body = {0};
        for (int n = rand() % 24; n >= 0; n--)
            str_add_text(&body, pieces[(size_t)rand() % COUNT_OF(pieces)]);
        check_round(EXPORT_CURL, IMPORT_CURL, str_span(&body),
                    "a\"b %c% 'd' \\ $e `f`");
        check_round(EXPORT_HTTP, IMPORT_HTTP, str_span(&body),
                    "a\"b %c% 'd' \\ $e `f`");
        check_round(EXPORT_HAR, IMPORT_HAR, str_span(&body), "a\"b %c% 'd' \\ $e `f`");
        check_round(EXPORT_POWERSHELL, IMPORT_POWERSHELL, str_span(&body),
                    "a\"b %c% 'd' \\ $e `f`");
        check_round(EXPORT_CURL_POWERSHELL, IMPORT_CURL, str_span(&body),
                    round % 2 ? "a\"b\\\" %c% 'd' \xc3\xa9 $e `f` \\" : "a %c% 'd' $e");
        str_release(&body);
    }
    check_round(EXPORT_CURL_CMD, IMPORT_CURL, SPAN("{\"a\": \"100% ^ & \\\\ b\"}"),
                "a\"b %c% 'd' \\");
}
END_TEST

START_TEST(powershell_is_read_not_run)
{
    struct import import =
        read_as(IMPORT_POWERSHELL,
                SPAN("$session = New-Object Some.WebRequestSession\n"
                     "$h = @{ Prefer = 'it''s'; When = (Get-Date) }\n"
                     "$a = irm -Uri \"https://h.example/x?`$top=5\" `\n -Method patch "
                     "-Headers $h -WebSession $session -Body @'\n{\"a\": 1}\n'@\n"
                     "Remove-Item x\n"));
    ck_assert_uint_eq(import.count, 1);
    ck_assert_str_eq(import.items[0].method, "PATCH");
    ck_assert_str_eq(pairs_get(&import.items[0].query, "$top"), "5");
    ck_assert_str_eq(pairs_get(&import.items[0].headers, "Prefer"), "it's");
    ck_assert_str_eq(str_text(&import.items[0].body), "{\"a\": 1}");
    ck_assert_uint_eq(import.left_out.count, 2); /* When and the session */
    import_release(&import);
}
END_TEST

/* $name in double quotes is what it was given; what only PowerShell knows is told. */
START_TEST(powershell_variables_stand_for_their_texts)
{
    struct import import = read_as(
        IMPORT_POWERSHELL,
        SPAN("$id = 'a1'; $b = @\"\n{\"c\": \"$id`$x\"}\n\"@\n"
             "irm \"https://h.example/api/alerts/${id}?a=$id.b\" -Method PATCH "
             "-Body $b; irm https://h.example/two\n"
             "irm https://h.example/three -Body \"$(Get-Date) $env:USER $none\"\n"
             "irm https://h.example/four -Headers @{ A = \"1\" + \"2\"; B = '3' }\n"));
    ck_assert_uint_eq(import.count, 4);
    ck_assert_str_eq(import.items[0].method, "PATCH");
    ck_assert_str_eq(str_text(&import.items[0].body), "{\"c\": \"a1$x\"}");
    ck_assert_str_eq(pairs_get(&import.items[0].query, "a"), "a1.b");
    ck_assert(!import.items[2].has_body);
    ck_assert_ptr_null(pairs_get(&import.items[3].headers, "A"));
    ck_assert_pstr_eq(pairs_get(&import.items[3].headers, "B"), "3");
    ck_assert_uint_eq(import.left_out.count, 2); /* the third body, and A */
    import_release(&import);
}
END_TEST

START_TEST(variables_that_hold_themselves_end)
{
    struct str text = {0};
    str_add_text(&text, "@a = ");
    str_add_repeat(&text, '{', 2);
    str_add_text(&text, "a}}");
    for (int i = 0; i < 200; i++)
        str_add_text(&text, "{{a}}");
    str_add_text(&text, "\nPOST https://h.example/x\n\n{{a}}\n");
    struct import import = read_as(IMPORT_HTTP, str_span(&text));
    ck_assert_uint_eq(import.count, 1);
    ck_assert_uint_lt(import.items[0].body.n, 4 << 20);
    import_release(&import);
    str_release(&text);
}
END_TEST

START_TEST(environments_give_values_but_no_secrets)
{
    static const char collection[] =
        "{\"info\":{},\"variable\":[{\"key\":\"n\",\"value\":\"1\"}],\"item\":["
        "{\"request\":{\"url\":\"{{base}}/api/incidents?$top={{n}}&a={{key}}\"}}]}";
    struct environment environment = {0};
    struct import import = {0};
    struct err err = {0};
    ck_assert_int_eq(
        environment_read(
            &environment,
            SPAN("{\"values\":[{\"key\":\"base\",\"value\":\"https://h.example\"},"
                 "{\"key\":\"n\",\"value\":\"7\"},"
                 "{\"key\":\"key\",\"value\":\"hush\",\"type\":\"secret\"}]}"),
            &err),
        STATUS_OK);
    ck_assert_int_eq(import_read(&import, span_of(collection), IMPORT_POSTMAN,
                                 catalogue_builtin(), &environment, &err),
                     STATUS_OK);
    ck_assert(span_starts(span_of(import.items[0].path), "https://h.example/"));
    ck_assert_str_eq(pairs_get(&import.items[0].query, "$top"), "7");
    ck_assert_str_eq(pairs_get(&import.items[0].query, "a"), "{{key}}");
    ck_assert_uint_eq(import.unresolved.count, 1);
    ck_assert(!span_has(span_of(import.left_out.items[0]), "hush"));
    import_release(&import);
    environment_release(&environment);
    /* without: the profile's host */
    import = read_as(IMPORT_POSTMAN, span_of(collection));
    ck_assert_pstr_eq(import.items[0].operation->id, "listIncidents");
    ck_assert_uint_eq(import.unresolved.count, 2);
    import_release(&import);
    ck_assert_int_eq(environment_read(&environment, SPAN("[]"), &err), STATUS_INPUT);
}
END_TEST

START_TEST(what_is_plainly_a_request_is_recognised)
{
    static const struct {
        const char *text;
        bool is;
    } texts[] = {
        {"curl https://h/", true},
        {"\n# note\n@h = https://h\nGET {{h}}/x\n", true},
        {"{\"request\": {\"method\": \"GET\", \"url\": \"https://h/\"}}", true},
        {"{\"info\": {}, \"item\": []}", true},
        {"$r = Invoke-RestMethod -Uri 'https://h/'", true},
        {"{\"Comment\": \"x\"}", false},
        {"the curl of a page", false},
        {"GET well soon", false},
        {"", false}};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        ck_assert_msg(import_recognise(span_of(texts[i].text)) == texts[i].is, "%s",
                      texts[i].text);
}
END_TEST

START_TEST(formats_are_guessed)
{
    ck_assert_int_eq((int)import_guess(SPAN("curl https://h/")), IMPORT_CURL);
    ck_assert_int_eq((int)import_guess(SPAN("GET https://h/\n")), IMPORT_HTTP);
    ck_assert_int_eq((int)import_guess(SPAN("{\"log\": {}}")), IMPORT_HAR);
    ck_assert_int_eq(
        (int)import_guess(SPAN("@host = https://h\n\n### q\nPOST {{host}}/x\n"
                               "\n{\"Query\": \"curl.exe\"}")),
        IMPORT_HTTP);
    ck_assert_int_eq((int)import_guess(SPAN("# as curl does\nGET https://h/\n")),
                     IMPORT_HTTP);
    ck_assert_int_eq((int)import_guess(SPAN("\xef\xbb\xbf{\"info\": {}}")),
                     IMPORT_POSTMAN);
    ck_assert_int_eq((int)import_guess(SPAN("{{host}}/api/machines\n")), IMPORT_HTTP);
    ck_assert_int_eq((int)import_guess(SPAN("{\"info\": {}}")), IMPORT_POSTMAN);
    ck_assert_int_eq((int)import_named(SPAN("har")), IMPORT_HAR);
    ck_assert_int_eq((int)import_named(SPAN("x")), IMPORT_FORMATS);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("import");
    TCase *t = tcase_create("import");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, commands_are_taken_apart, 0, COUNT_OF(commands));
    tcase_add_test(t, what_is_no_request_is_said);
    tcase_add_test(t, http_files_hold_many_requests);
    tcase_add_test(t, postman_collections_are_walked);
    tcase_add_test(t, postman_authorisation_is_inherited);
    tcase_add_test(t, a_thousand_requests_come_back);
    tcase_add_test(t, powershell_is_read_not_run);
    tcase_add_test(t, powershell_variables_stand_for_their_texts);
    tcase_add_test(t, variables_that_hold_themselves_end);
    tcase_add_test(t, environments_give_values_but_no_secrets);
    tcase_add_test(t, what_is_plainly_a_request_is_recognised);
    tcase_add_test(t, formats_are_guessed);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
