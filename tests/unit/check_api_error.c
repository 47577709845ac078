#include "unit.h"

#include "api/api_error.h"
#include "base/memory.h"

#define GUID "43f4cb08-8fac-4b65-9db1-745c2ae65f3a"

static const struct {
    const char *name, *body;
    enum api_error_shape shape;
    const char *code, *message, *target; /* NULL: absent */
    int status;
    unsigned sign_in;
    const char *id_name, *id; /* one identifier that must be there */
} bodies[] = {
    {"Defender",
     "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Machine 123123123 was "
     "not "
     "found\",\"target\":\"" GUID "\"}}",
     SHAPE_DEFENDER, "ResourceNotFound", "Machine 123123123 was not found", GUID, 0, 0,
     "target", GUID},
    {"hierarchical target",
     "{\"error\":{\"code\":\"BadRequest\",\"message\":\"m\",\"target\":\"|8b7d5947-"
     "428b0a9cb9bb1600.\"}}",
     SHAPE_DEFENDER, "BadRequest", "m", "|8b7d5947-428b0a9cb9bb1600.", 0, 0, "target",
     "|8b7d5947-428b0a9cb9bb1600."},
    {"byte order mark",
     "\xef\xbb\xbf {\"error\":{\"code\":\"NotFound\",\"message\":\"\"}}",
     SHAPE_DEFENDER, "NotFound", "", NULL, 0, 0, NULL, NULL},
    {"Graph",
     "{\"error\":{\"code\":\"Unknown\",\"message\":\"m\",\"innerError\":{\"date\":"
     "\"2026-11-23T05:46:13\",\"request-id\":\"r-1\",\"client-request-id\":\"c-1\","
     "\"code\":\"outer\",\"innerError\":{\"code\":\"throttledRequest\"}}}}",
     SHAPE_GRAPH, "Unknown", "m", NULL, 0, 0, "client-request-id", "c-1"},
    {"Graph, innererror",
     "{\"error\":{\"code\":\"BadRequest\",\"message\":\"m\",\"innererror\":{\"request-"
     "id\":\"r-1\"}}}",
     SHAPE_GRAPH, "BadRequest", "m", NULL, 0, 0, "request-id", "r-1"},
    {"OData layer",
     "{\"error\":{\"code\":\"\",\"message\":\"Custom query option '$stop' that cannot "
     "is not supported.\",\"details\":[]}}",
     SHAPE_ODATA, "", "Custom query option '$stop' that cannot is not supported.", NULL,
     0, 0, NULL, NULL},
    {"OData 3",
     "{\"odata.error\":{\"code\":\"x\",\"message\":{\"lang\":\"en\",\"value\":\"m\"}}}",
     SHAPE_DEFENDER, "x", "m", NULL, 0, 0, NULL, NULL},
    {"API Management",
     "{\"statusCode\":404,\"message\":\"Resource not found\",\"activityId\":\"" GUID
     "\"}",
     SHAPE_MANAGEMENT, NULL, "Resource not found", NULL, 404, 0, "activityId", GUID},
    {"Entra",
     "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid "
     "client secret provided.\\r\\nTrace ID: "
     "t\",\"error_codes\":[7000215],\"trace_id\":"
     "\"" GUID "\",\"correlation_id\":\"c\"}",
     SHAPE_SIGN_IN, "invalid_client",
     "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: t", NULL, 0, 7000215,
     "trace_id", GUID},
    {"Entra by its text",
     "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50076: more\"}",
     SHAPE_SIGN_IN, "invalid_grant", "AADSTS50076: more", NULL, 0, 50076, NULL, NULL},
    {"Entra, a word", "{\"error\":\"authorization_pending\"}", SHAPE_SIGN_IN,
     "authorization_pending", NULL, NULL, 0, 0, NULL, NULL},
    {"connector",
     "{\"error\":{\"code\":400,\"source\":\"logic-apis.azure-apim.net\","
     "\"clientRequestId\":\"" GUID "\",\"message\":\"BadGateway\",\"innerError\":\"The "
     "connection\"}}",
     SHAPE_CONNECTOR, "400", "BadGateway", NULL, 0, 0, "clientRequestId", GUID},
    {"Web API", "{\"Message\":\"No HTTP resource was found.\"}", SHAPE_WEB, NULL,
     "No HTTP resource was found.", NULL, 0, 0, NULL, NULL},
    {"problem details",
     "{\"type\":\"t\",\"title\":\"Bad\",\"status\":400,\"traceId\":\"00-abc123-1\"}",
     SHAPE_WEB, NULL, "Bad", NULL, 400, 0, "traceId", "00-abc123-1"},
    {"the inside of an error",
     "{\"code\":\"NotFound\",\"message\":\"m\",\"target\":\"" GUID "\"}", SHAPE_BARE,
     "NotFound", "m", GUID, 0, 0, "target", GUID},
    {"JSON in JSON",
     "{\"statusCode\":400,\"body\":\"{\\\"error\\\":{\\\"code\\\":\\\"InvalidInput\\\","
     "\\\"message\\\":\\\"m\\\"}}\"}",
     SHAPE_DEFENDER, "InvalidInput", "m", NULL, 400, 0, NULL, NULL},
    {"a body as a JSON string",
     "\"{\\\"error\\\":{\\\"code\\\":\\\"InvalidInput\\\"}}\"", SHAPE_DEFENDER,
     "InvalidInput", NULL, NULL, 0, 0, NULL, NULL},
    {"inside a log record",
     "{\"level\":\"error\",\"error\":\"request failed\",\"response\":{\"error\":{"
     "\"code\":\"Forbidden\",\"message\":\"m\"}}}",
     SHAPE_DEFENDER, "Forbidden", "m", NULL, 0, 0, NULL, NULL},
    {"Intune behind Graph",
     "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"{\\r\\n  "
     "\\\"_version\\\": 3,\\r\\n  \\\"Message\\\": \\\"An error has occurred - "
     "Operation "
     "ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity "
     "ID: " GUID " - Url: https://x\\\"\\r\\n}\"}}",
     SHAPE_DEFENDER, "InternalServerError", NULL, NULL, 0, 0, "Activity ID", GUID},
    {"single quotes, as Python prints",
     "{'error': {'code': 'BadRequest', 'message': \"it's\", 'target': None}}",
     SHAPE_DEFENDER, "BadRequest", "it's", NULL, 0, 0, NULL, NULL},
    {"cut off in the message",
     "{\"error\":{\"code\":\"BadRequest\",\"message\":\"the first ha", SHAPE_DEFENDER,
     "BadRequest", NULL, NULL, 0, 0, NULL, NULL},
    {"cut off in the code", "{\"error\":{\"message\":\"m\",\"code\":\"BadReq",
     SHAPE_DEFENDER, NULL, "m", NULL, 0, 0, NULL, NULL},
    {"storage",
     "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>Server "
     "failed. RequestId:" GUID " Time:1</Message></Error>",
     SHAPE_XML, "AuthenticationFailed", "Server failed. RequestId:" GUID " Time:1",
     NULL, 0, 0, "RequestId", GUID},
    {"storage, a code alone",
     "<?xml version=\"1.0\"?><Error><Code>BlobNotFound</Code></Error>", SHAPE_XML,
     "BlobNotFound", NULL, NULL, 0, 0, NULL, NULL},
    {"Application Gateway",
     "<html><head><title>502 Bad Gateway</title></head><body><center>Microsoft-Azure-"
     "Application-Gateway/v2</center></body></html>",
     SHAPE_HTML, NULL, "502 Bad Gateway", NULL, 502, 0, NULL, NULL},
    {"Front Door",
     "<!DOCTYPE html><html><head><title>Service "
     "unavailable</title></head><body><h2>Our "
     "services aren't available right now</h2><p>We're working to restore all services "
     "as soon as possible.</p><p>0Qd2zXgAAAADgSbVbPpEPSK6eRURHRTExMjAANWU=</p></body></"
     "html>",
     SHAPE_HTML, NULL, "Service unavailable", NULL, 0, 0, "reference",
     "0Qd2zXgAAAADgSbVbPpEPSK6eRURHRTExMjAANWU="},
    {"plain text", "Unauthorized", SHAPE_TEXT, NULL, "Unauthorized", NULL, 0, 0, NULL,
     NULL},
    {"a library's words",
     "APIError\nCode: 400\nerror: MainError(code='BadRequest', "
     "request_id='" GUID "', message='Query is too heavy.', target=None)",
     SHAPE_TEXT, "BadRequest", "Query is too heavy.", NULL, 0, 0, "request_id", GUID},
    {"sign-in text", "Failed: AADSTS700016: Application not found. Trace ID: " GUID,
     SHAPE_SIGN_IN, NULL,
     "Failed: AADSTS700016: Application not found. Trace ID: " GUID, NULL, 0, 700016,
     "Trace ID", GUID},
    /* not of these services: no code is taken */
    {"Kibana",
     "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"Defender: x\"}",
     SHAPE_WEB, NULL, "Defender: x", NULL, 400, 0, NULL, NULL},
    {"ArcGIS",
     "{\"error\":{\"code\":429,\"message\":\"API calls quota exceeded! maximum "
     "admitted "
     "60 per Minute.\",\"details\":[]}}",
     SHAPE_WEB, "429", "API calls quota exceeded! maximum admitted 60 per Minute.",
     NULL, 0, 0, NULL, NULL},
    {"a field's name as target",
     "{\"error\":{\"code\":\"Odd\",\"message\":\"m\",\"target\":\"query.filter\"}}",
     SHAPE_DEFENDER, "Odd", "m", "query.filter", 0, 0, NULL, NULL},
    {"data", "{\"value\":[{\"id\":\"1\",\"title\":\"x\"}]}", SHAPE_NONE, NULL, NULL,
     NULL, 0, 0, NULL, NULL},
    {"nothing", " \r\n", SHAPE_NONE, NULL, NULL, NULL, 0, 0, NULL, NULL},
};

static void
is_or_absent(const struct str *got, const char *want, const char *name)
{
    if (!want)
        ck_assert_msg(!got->p, "%s: got \"%s\"", name, str_text(got));
    else
        ck_assert_msg(got->p && span_is(str_span(got), want), "%s: got \"%s\"", name,
                      str_text(got));
}

START_TEST(each_shape_is_read)
{
    struct api_error error;
    const char *name = bodies[_i].name;
    api_error_read(&error, span_of(bodies[_i].body));
    ck_assert_msg(error.shape == bodies[_i].shape, "%s: shape %d", name,
                  (int)error.shape);
    is_or_absent(&error.code, bodies[_i].code, name);
    if (!error.inner_message.p)
        is_or_absent(&error.message, bodies[_i].message, name);
    is_or_absent(&error.target, bodies[_i].target, name);
    ck_assert_int_eq(error.status, bodies[_i].status);
    ck_assert_uint_eq(error.sign_in, bodies[_i].sign_in);
    if (bodies[_i].id) {
        const char *id = pairs_get(&error.ids, bodies[_i].id_name);
        ck_assert_msg(id && strcmp(id, bodies[_i].id) == 0, "%s: id %s", name, id);
    } else {
        ck_assert_msg(!pairs_get(&error.ids, "target"), "%s", name);
    }
    ck_assert_int_eq(error.weight > 0, error.shape != SHAPE_NONE);
    api_error_release(&error);
}
END_TEST

START_TEST(strings_are_taken_byte_for_byte)
{
    static const char body[] =
        "{\"error\":{\"code\":\"A\\u0000B\",\"message\":\"x\\u001b"
        "[2J\\ud83d\\ude00 9007199254740993\",\"target\":\"t\"}}";
    struct api_error error;
    api_error_read(&error, SPAN(""));
    api_error_release(&error);
    api_error_read(&error, span_of(body));
    ck_assert(span_equal(str_span(&error.code), SPAN("A\0B")));
    ck_assert(span_equal(str_span(&error.message),
                         SPAN("x\x1b[2J\xf0\x9f\x98\x80 9007199254740993")));
    api_error_release(&error);
}
END_TEST

START_TEST(the_deepest_inner_code_is_kept)
{
    struct api_error error;
    api_error_read(&error, span_of(bodies[3].body));
    ck_assert_str_eq(str_text(&error.inner_code), "throttledRequest");
    ck_assert_str_eq(pairs_get(&error.ids, "request-id"), "r-1");
    api_error_release(&error);
}
END_TEST

START_TEST(a_message_that_is_json_is_read_again)
{
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        if (strcmp(bodies[i].name, "Intune behind Graph") != 0)
            continue;
        struct api_error error;
        api_error_read(&error, span_of(bodies[i].body));
        ck_assert(span_starts(str_span(&error.inner_message), "An error has occurred"));
        ck_assert(span_starts(str_span(&error.message), "{\r\n"));
        ck_assert_str_eq(pairs_get(&error.ids, "Operation ID"),
                         "00000000-0000-0000-0000-000000000000");
        api_error_release(&error);
        return;
    }
    ck_abort();
}
END_TEST

START_TEST(hostile_bodies_end)
{
    static const char *const seeds[] = {
        "{\"error\":",      "[",     "{\"error\":{\"innerError\":", "\"\\\"", "<html>",
        "{\"message\":\"{", "<code>"};
    struct str body = {0};
    struct api_error error;
    while (body.n < 600000)
        str_add_text(&body, seeds[_i]);
    api_error_read(&error, str_span(&body));
    api_error_release(&error);
    str_release(&body);
}
END_TEST

static Suite *
api_error_suite(void)
{
    Suite *suite = suite_create("api_error");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, each_shape_is_read, 0, (int)COUNT_OF(bodies));
    tcase_add_test(all, strings_are_taken_byte_for_byte);
    tcase_add_test(all, the_deepest_inner_code_is_kept);
    tcase_add_test(all, a_message_that_is_json_is_read_again);
    tcase_add_loop_test(all, hostile_bodies_end, 0, 7);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(api_error_suite)
