#include "unit.h"

#include "api/answer.h"
#include "api/api_error.h"
#include "base/memory.h"

#define GUID "43f4cb08-8fac-4b65-9db1-745c2ae65f3a"
#define ERROR_BODY                                                                     \
    "{\"error\":{\"code\":\"MissingRequiredParameter\",\"message\":\"Parameter "       \
    "Comment "                                                                         \
    "is missing.\",\"target\":\"" GUID "\"}}"

static const struct {
    const char *name, *text;
    enum answer_form form;
    int status;
    const char *body; /* exact; NULL: not compared */
    const char *code; /* of the API error in it; NULL: none */
    const char *header, *value;
    bool cut;
} texts[] = {
    {"nothing", "", ANSWER_NOTHING, 0, "", NULL, NULL, NULL, false},
    {"blanks", " \r\n\t", ANSWER_NOTHING, 0, "", NULL, NULL, NULL, false},
    {"bare JSON", ERROR_BODY, ANSWER_JSON, 0, ERROR_BODY, "MissingRequiredParameter",
     NULL, NULL, false},
    {"curl -i",
     "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nrequest-id: r1\r\n"
     "\r\n" ERROR_BODY,
     ANSWER_HTTP, 400, ERROR_BODY, "MissingRequiredParameter", "request-id", "r1",
     false},
    {"curl -i over HTTP/2", "HTTP/2 429 \nretry-after: 27\n\n" ERROR_BODY, ANSWER_HTTP,
     429, ERROR_BODY, "MissingRequiredParameter", "Retry-After", "27", false},
    {"curl -i without a body", "HTTP/2 401\r\nwww-authenticate: Bearer\r\n\r\n",
     ANSWER_HTTP, 401, "", NULL, "WWW-Authenticate", "Bearer", false},
    {"a prompt before and text behind",
     "$ curl -i https://x\nHTTP/1.1 404 Not Found\nContent-Length: 2\n\n{}\n$ ",
     ANSWER_HTTP, 404, "{}", NULL, "Content-Length", "2", false},
    {"100 Continue first",
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\nx: y\r\n\r\n" ERROR_BODY,
     ANSWER_HTTP, 403, ERROR_BODY, "MissingRequiredParameter", "x", "y", false},
    {"redirects first",
     "HTTP/1.1 301 Moved Permanently\nLocation: https://b\n\nHTTP/1.1 302 Found\n\n"
     "HTTP/2 400\na: 1\n\n" ERROR_BODY,
     ANSWER_HTTP, 400, ERROR_BODY, "MissingRequiredParameter", "a", "1", false},
    {"a folded header", "HTTP/1.1 400 Bad\nWarning: 199 -\n  \"x\"\n\n{}", ANSWER_HTTP,
     400, "{}", NULL, "Warning", "199 - \"x\"", false},
    {"the blank line got lost", "HTTP/1.1 400 Bad Request\nDate: x\n" ERROR_BODY,
     ANSWER_HTTP, 400, ERROR_BODY, "MissingRequiredParameter", "Date", "x", false},
    {"curl -v",
     "* Connected to api\n> POST /api/x HTTP/1.1\n> Host: api\n>\n} [20 bytes data]\n"
     "< HTTP/1.1 400 Bad Request\r\n< Retry-After: 3\r\n< \r\n{ [10 bytes "
     "data]\n" ERROR_BODY "\n* Connection #0 left intact",
     ANSWER_HTTP, 400, NULL, "MissingRequiredParameter", "Retry-After", "3", false},
    {"a log line",
     "2026-11-23T05:46:13Z ERROR [worker-1] defender call failed: status code 400, "
     "body "
     "was " ERROR_BODY " (attempt 1)",
     ANSWER_EMBEDDED, 400, ERROR_BODY, "MissingRequiredParameter", NULL, NULL, false},
    {"a log line with Retry-After",
     "WARN 429 Too Many Requests retry-after: 27 " ERROR_BODY, ANSWER_EMBEDDED, 429,
     ERROR_BODY, "MissingRequiredParameter", "Retry-After", "27", false},
    {"requests' words",
     "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: "
     "https://x\n" ERROR_BODY,
     ANSWER_EMBEDDED, 400, ERROR_BODY, "MissingRequiredParameter", NULL, NULL, false},
    {"several objects: the request's, then the answer's",
     "sent {\"comment\": \"Isolate {now}\", \"IsolationType\": \"Full\"} "
     "got " ERROR_BODY " trace {\"code\": 1}",
     ANSWER_EMBEDDED, 0, ERROR_BODY, "MissingRequiredParameter", NULL, NULL, false},
    {"an e-mail",
     "Hi,\n\n> our call fails since Monday with\n> {\"error\":\n>   {\"code\": "
     "\"Forbidden\",\n>    \"message\": \"m\"}}\n> Can you help?\n",
     ANSWER_EMBEDDED, 0, NULL, NULL, NULL, NULL, false},
    {"a quoted e-mail",
     "> our call fails with\n> {\"error\":\n>   {\"code\": \"Forbidden\",\n>    "
     "\"message\": \"m\"}}\n> Can you help?\n",
     ANSWER_EMBEDDED, 0, NULL, "Forbidden", NULL, NULL, false},
    {"a quoted e-mail whose lines are cut inside strings",
     "> it fails:\n> {\"error\":{\"code\":\"Forbidden\",\"message\":\"not\n> "
     "allowed \n> here\",\"target\":\"43f4cb08-8fac-\n> "
     "4b65-9db1-745c2ae65f3a\"}}\n> Can you\n> help?\n",
     ANSWER_EMBEDDED, 0,
     "{\"error\":{\"code\":\"Forbidden\",\"message\":\"not allowed "
     "here\",\"target\":\"" GUID "\"}}",
     "Forbidden", NULL, NULL, false},
    {"the same within a letter, quoted twice",
     "Hello,\r\n\r\nAnna wrote:\r\n>> {\"error\":{\"code\":\"Forbidden\",\r\n>> "
     "\"target\":\"43f4cb08-8f\r\n>> ac-4b65-9db1-745c2ae65f3a\"}}\r\n>\r\n\r\nWhat "
     "\"now\"?\r\n",
     ANSWER_EMBEDDED, 0, NULL, "Forbidden", NULL, NULL, false},
    {"cut in a string, unquoted",
     "{\"error\":{\"code\":\"Forbidden\",\"target\":\"43f4cb08-8fac-\n"
     "4b65-9db1-745c2ae65f3a\"}}",
     ANSWER_JSON, 0, "{\"error\":{\"code\":\"Forbidden\",\"target\":\"" GUID "\"}}",
     "Forbidden", NULL, NULL, false},
    {"a page whose lines begin with brackets",
     "<html\n><title\n>502 Bad Gateway</title>\n</html>", ANSWER_HTML, 0,
     "<html\n><title\n>502 Bad Gateway</title>\n</html>", NULL, NULL, NULL, false},
    {"JavaScript's mark for an object", "[object Object]", ANSWER_TEXT, 0,
     "[object Object]", NULL, NULL, NULL, false},
    {"escaped",
     "msg=\"{\\\"error\\\":{\\\"code\\\":\\\"Forbidden\\\",\\\"message\\\":"
     "\\\"a \\\\\\\"b\\\\\\\"\\\"}}\"",
     ANSWER_ESCAPED, 0,
     "{\"error\":{\"code\":\"Forbidden\",\"message\":\"a \\\"b\\\"\"}}", "Forbidden",
     NULL, NULL, false},
    {"escaped twice",
     "{\\\\\\\"error\\\\\\\":{\\\\\\\"code\\\\\\\":\\\\\\\"Forbidden\\\\\\\"}}",
     ANSWER_ESCAPED, 0, "{\"error\":{\"code\":\"Forbidden\"}}", "Forbidden", NULL, NULL,
     false},
    {"escaped as \\u0022",
     "{\\u0022error\\u0022:{\\u0022code\\u0022:\\u0022Forbidden\\u0022}}",
     ANSWER_ESCAPED, 0, "{\"error\":{\"code\":\"Forbidden\"}}", "Forbidden", NULL, NULL,
     false},
    {"HTML entities",
     "<td>{&quot;error&quot;:{&quot;code&quot;:&quot;Forbidden&quot;}}"
     "</td>",
     ANSWER_ESCAPED, 0, "{\"error\":{\"code\":\"Forbidden\"}}", "Forbidden", NULL, NULL,
     false},
    {"JSON in a string of JSON",
     "{\"status\":\"Failed\",\"body\":\"{\\\"error\\\":{\\\"code\\\":\\\"Forbidden\\\"}"
     "}"
     "\"}",
     ANSWER_JSON, 0, NULL, "Forbidden", NULL, NULL, false},
    {"Python",
     "b{'error': {'code': 'Forbidden', 'message': \"it's {no}\", 'target': None}}",
     ANSWER_EMBEDDED, 0, NULL, "Forbidden", NULL, NULL, false},
    {"cut off", "{\"error\":{\"code\":\"ODataError\",\"message\":\"The query sp",
     ANSWER_JSON, 0, NULL, "ODataError", NULL, NULL, true},
    {"cut off in a log",
     "failed (404): {\"error\":{\"code\":\"ResourceNotFound\",\"mess", ANSWER_EMBEDDED,
     404, NULL, "ResourceNotFound", NULL, NULL, true},
    {"cut off after curl -i",
     "HTTP/2 400\n\n{\"error\":{\"code\":\"ODataError\",\"message\":\"The query sp",
     ANSWER_HTTP, 400, NULL, "ODataError", NULL, NULL, true},
    {"PowerShell 7",
     "Invoke-RestMethod:\nLine |\n   2 |  Invoke-RestMethod -Uri $u\n     |  "
     "~~~~~~~~~~~\n"
     "     | {\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Machine 12 was "
     "not\n"
     "     | found\",\"target\":\"43f4cb08-8fac-\n     | 4b65-9db1-745c2ae65f3a\"}}\n",
     ANSWER_EMBEDDED, 0,
     "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Machine 12 was not "
     "found\",\"target\":\"" GUID "\"}}",
     "ResourceNotFound", NULL, NULL, false},
    {"a gateway's page",
     "got:\n<html><head><title>502 Bad Gateway</title></head><body></body></html>\nbye",
     ANSWER_HTML, 0,
     "<html><head><title>502 Bad Gateway</title></head><body></body></html>", NULL,
     NULL, NULL, false},
    {"the body is lost: requests", "<Response [403]>", ANSWER_STATUS, 403, "", NULL,
     NULL, NULL, false},
    {"the body is lost: .NET",
     "Response status code does not indicate success: 400 (Bad Request).",
     ANSWER_STATUS, 400, "", NULL, NULL, NULL, false},
    {"the body is lost: Power BI", "Web.Contents failed (400): Bad Request",
     ANSWER_STATUS, 400, "", NULL, NULL, NULL, false},
    {"the body is lost: WebException",
     "The remote server returned an error: (401) Unauthorized.", ANSWER_STATUS, 401, "",
     NULL, NULL, NULL, false},
    {"Invoke-WebRequest", "StatusCode        : 429\nContent : " ERROR_BODY,
     ANSWER_EMBEDDED, 429, ERROR_BODY, "MissingRequiredParameter", NULL, NULL, false},
    {"data", "{\"value\":[]}", ANSWER_JSON, 0, "{\"value\":[]}", NULL, NULL, NULL,
     false},
    {"an array", "[{\"id\":1}]", ANSWER_JSON, 0, "[{\"id\":1}]", NULL, NULL, NULL,
     false},
    {"prose", "It doesn't work.", ANSWER_TEXT, 0, "It doesn't work.", NULL, NULL, NULL,
     false},
    {"prose with numbers", "I have 404 machines and 500 alerts {see above}",
     ANSWER_TEXT, 0, NULL, NULL, NULL, NULL, false},
};

START_TEST(each_form_is_read)
{
    struct answer answer;
    struct api_error error;
    const char *name = texts[_i].name;
    answer_read(&answer, span_of(texts[_i].text));
    ck_assert_msg(answer.form == texts[_i].form, "%s: form %d", name, (int)answer.form);
    ck_assert_msg(answer.response.status == texts[_i].status, "%s: status %d", name,
                  answer.response.status);
    ck_assert_msg(answer.cut == texts[_i].cut, "%s: cut", name);
    ck_assert_int_eq(answer.response.completeness == RESPONSE_CUT, texts[_i].cut);
    if (texts[_i].body)
        ck_assert_span(str_span(&answer.response.body), texts[_i].body);
    if (texts[_i].header)
        ck_assert_str_eq(response_header(&answer.response, texts[_i].header),
                         texts[_i].value);
    api_error_read(&error, str_span(&answer.response.body));
    if (texts[_i].code)
        ck_assert_msg(span_is(str_span(&error.code), texts[_i].code), "%s: code \"%s\"",
                      name, str_text(&error.code));
    else
        ck_assert_msg(!error.code.n || texts[_i].form == ANSWER_EMBEDDED, "%s: code",
                      name);
    api_error_release(&error);
    answer_release(&answer);
}
END_TEST

START_TEST(a_reason_and_its_headers_are_kept)
{
    struct answer answer;
    answer_read(&answer, SPAN("HTTP/1.1 404 Nothing here \r\nA: 1\r\nA: 2\r\n\r\n"));
    ck_assert_str_eq(answer.response.reason, "Nothing here");
    ck_assert_uint_eq(answer.response.headers.count, 2);
    answer_release(&answer);
}
END_TEST

START_TEST(the_target_of_a_cut_body_is_recovered)
{
    static const char body[] = ERROR_BODY;
    for (size_t n = 1; n < sizeof body - 1; n++) {
        struct answer answer;
        struct api_error error;
        answer_read(&answer, (struct span){body, n});
        api_error_read(&error, str_span(&answer.response.body));
        bool whole_code =
            n >= sizeof "{\"error\":{\"code\":\"MissingRequiredParameter\"" - 1;
        bool whole_target = n >= sizeof body - 3;
        ck_assert_msg(span_is(str_span(&error.code),
                              whole_code ? "MissingRequiredParameter" : ""),
                      "%zu: \"%s\"", n, str_text(&error.code));
        ck_assert(span_is(str_span(&error.target), whole_target ? GUID : ""));
        api_error_release(&error);
        answer_release(&answer);
    }
}
END_TEST

START_TEST(hostile_texts_end)
{
    static const char *const seeds[] = {"{\"",
                                        "{\\\"",
                                        "HTTP/1.1 100 x\n\n",
                                        "&quot;{",
                                        "> {\"a\":",
                                        "     | {\"a\":\"b",
                                        "<html",
                                        "HTTP/1.1 400 x\n",
                                        "{\"error\":{\"code\":\"A\"}}",
                                        "status: ",
                                        "(400",
                                        "\\\\\\\"",
                                        "< HTTP/1.1 400\n",
                                        "{'",
                                        "\xff{\"\xff"};
    struct str text = {0};
    struct answer answer;
    while (text.n < 2000000)
        str_add_text(&text, seeds[_i]);
    answer_read(&answer, str_span(&text));
    answer_release(&answer);
    str_release(&text);
}
END_TEST

static Suite *
answer_suite(void)
{
    Suite *suite = suite_create("answer");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, each_form_is_read, 0, (int)COUNT_OF(texts));
    tcase_add_test(all, a_reason_and_its_headers_are_kept);
    tcase_add_test(all, the_target_of_a_cut_body_is_recovered);
    tcase_add_loop_test(all, hostile_texts_end, 0, 15);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(answer_suite)
