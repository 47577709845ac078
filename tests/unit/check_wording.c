#include "unit.h"

#include "api/wording.h"

static const struct {
    const char *message;
    int status;
    const char *code, *name, *value; /* code NULL: none is told */
} messages[] = {
    {"General Bad Request error message.", 400, "BadRequest", NULL, NULL},
    {"Invalid OData URI query (bad filter).", 400, "ODataError", "detail",
     "bad filter"},
    {"Invalid OData URI query bad filter.", 400, "ODataError", "detail", "bad filter"},
    {"Invalid input Foo.", 400, "InvalidInput", "input", "Foo"},
    {"Invalid request body.", 400, "InvalidRequestBody", NULL, NULL},
    {"Request body is incorrect", 400, "InvalidRequestBody", NULL, NULL},
    {"Hash value zz is invalid.", 400, "InvalidHashValue", "hash", "zz"},
    {"Domain name a..b is invalid.", 400, "InvalidDomainName", "domain", "a..b"},
    {"IP address 1.2.3 is invalid.", 400, "InvalidIpAddress", "ip", "1.2.3"},
    {"URL htp:/x is invalid.", 400, "InvalidUrl", "url", "htp:/x"},
    {"Maximum batch size exceeded. Received: 501, allowed: 500.", 400,
     "MaximumBatchSizeExceeded", "allowed", "500"},
    {"Parameter Comment is missing.", 400, "MissingRequiredParameter", "parameter",
     "Comment"},
    {"OS Platform Linux isn't supported for this action.", 400,
     "OsPlatformNotSupported", "platform", "Linux"},
    {"OS Platform Linux isn\xe2\x80\x99t supported for this action.", 400,
     "OsPlatformNotSupported", "platform", "Linux"},
    {"Isolation is supported on client version 10.4 and above.", 400,
     "ClientVersionNotSupported", "version", "10.4"},
    {"Isolation is supported on client version 10.4 and later.", 400,
     "ClientVersionNotSupported", "action", "Isolation"},
    {"Unauthorized (invalid or expired authorization header).", 401, "Unauthorized",
     NULL, NULL},
    {"Unauthorized (invalid or expired authorization header). AppId: 1, Validity: "
     "2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z",
     401, "Unauthorized", "valid_until", "2026-01-01T01:00:00Z"},
    {"Unauthorized", 401, "Unauthorized", NULL, NULL},
    {"Forbidden (valid token but insufficient permission for the action).", 403,
     "Forbidden", NULL, NULL},
    {"Tenant feature isn't enabled.", 403, "DisabledFeature", NULL, NULL},
    {"General Not Found error message.", 404, "NotFound", NULL, NULL},
    {"Resource abc wasn't found.", 404, "ResourceNotFound", "resource", "abc"},
    {"Machine 123123123 was not found", 404, "ResourceNotFound", "resource",
     "Machine 123123123"},
    {"Response represents reaching quota limit either by number of requests or by CPU.",
     429, "TooManyRequests", NULL, NULL},
    {"API calls quota exceeded! maximum allowed 45 per 00:01:00", 429,
     "TooManyRequests", "window", "00:01:00"},
    {"API calls quota exceeded! maximum allowed 10 per 00:01:00. Send again in 9 s.",
     429, "TooManyRequests", "window", "00:01:00"},
    {"Action is already in progress", 400, "ActiveRequestAlreadyExists", NULL, NULL},
    {"Missing application roles. API required roles: A.Read,B.Read, application roles: "
     "C.Read.",
     403, "Forbidden", "held_roles", "C.Read"},
    {"Missing application roles. API required roles: A.Read,B.Read, application roles: "
     ".",
     403, "Forbidden", "held_roles", ""},
    {"The application does not have any of the required application permissions "
     "(A.Read, B.Read) to access the resource.",
     403, "Forbidden", "required_roles", "A.Read, B.Read"},
    {"Invalid Authorization payload. AppId: 1, Audience: https://graph.microsoft.com, "
     "Issuer: i, Validity: v",
     401, "Unauthorized", "audience", "https://graph.microsoft.com"},
    {"Custom query option '$stop' that cannot begin is not supported.", 400,
     "ODataError", "option", "$stop"},
    {"No HTTP resource was found that matches the request URI 'https://a/b'.", 404,
     "NotFound", "uri", "https://a/b"},
    {"Invalid version: devicemanagement", 404, "ResourceNotFound", "version",
     "devicemanagement"},
    {"Query execution has exceeded the allowed result size. Optimize your query.", 400,
     "BadRequest", "exceeded", "result size"},
    {"  Parameter \n Comment  is\r\n missing  ", 400, "MissingRequiredParameter",
     "parameter", "Comment"},
    /* other people's words */
    {"API calls quota exceeded! maximum admitted 60 per Minute.", 429, NULL, NULL,
     NULL},
    {"Machine 1 was not found", 400, NULL, NULL, NULL},
    {"Parameter Comment is missing.", 500, NULL, NULL, NULL},
    {"was not found", 404, NULL, NULL, NULL},
    {"Something else happened.", 400, NULL, NULL, NULL},
    {"", 400, NULL, NULL, NULL},
};

START_TEST(a_message_tells_its_code_and_values)
{
    struct pairs values = {0};
    const struct wording *w =
        wording_find(span_of(messages[_i].message), messages[_i].status, &values);
    const char *code = w ? w->code : NULL;
    if (!messages[_i].code) {
        ck_assert_ptr_null(code);
    } else {
        ck_assert_ptr_nonnull(code);
        ck_assert_str_eq(code, messages[_i].code);
    }
    if (messages[_i].name) {
        ck_assert_ptr_nonnull(pairs_get(&values, messages[_i].name));
        ck_assert_str_eq(pairs_get(&values, messages[_i].name), messages[_i].value);
    }
    pairs_release(&values);
}
END_TEST

START_TEST(without_a_status_only_telling_words_count)
{
    ck_assert_ptr_null(wording_find(SPAN("Machine 1 was not found"), 0, NULL));
    ck_assert_ptr_null(wording_find(SPAN("Forbidden"), 0, NULL));
    ck_assert_ptr_nonnull(wording_find(SPAN("Parameter X is missing."), 0, NULL));
}
END_TEST

START_TEST(every_code_that_a_wording_names_is_known)
{
    for (const struct wording *w = wordings; w->pattern; w++) {
        const struct error_code *code =
            w->code ? error_code_find(span_of(w->code)) : NULL;
        ck_assert_msg(!w->code || code, "%s", w->code);
        ck_assert(!code || code->status == w->status);
    }
}
END_TEST

START_TEST(the_published_patterns_are_recognised)
{
    for (const struct error_code *code = error_codes; code->code; code++) {
        const char *forms[] = {code->pattern_mde, code->pattern_xdr};
        for (size_t i = 0; i < 2; i++) {
            if (!forms[i] || span_is(span_of(code->code), "DisallowedOperation"))
                continue;
            const struct wording *w =
                wording_find(span_of(forms[i]), code->status, NULL);
            ck_assert_msg(w && w->code, "%s", forms[i]);
            ck_assert_str_eq(w->code, code->code);
        }
    }
}
END_TEST

START_TEST(a_long_message_is_no_wording)
{
    struct str text = str_of("Parameter ");
    str_add_repeat(&text, 'x', 1 << 20);
    str_add_text(&text, " is missing.");
    ck_assert_ptr_null(wording_find(str_span(&text), 400, NULL));
    str_release(&text);
}
END_TEST

static Suite *
wording_suite(void)
{
    Suite *suite = suite_create("wording");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, a_message_tells_its_code_and_values, 0,
                        (int)(sizeof messages / sizeof *messages));
    tcase_add_test(all, without_a_status_only_telling_words_count);
    tcase_add_test(all, every_code_that_a_wording_names_is_known);
    tcase_add_test(all, the_published_patterns_are_recognised);
    tcase_add_test(all, a_long_message_is_no_wording);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(wording_suite)
