#include "unit.h"

#include "base/memory.h"
#include "diagnose_text.h"

/* Errors as people met them. */
static const struct {
    const char *name;
    int status;
    const char *text, *code, *known_as, *class, *advice, *topic;
    const char *step; /* words of a step, or NULL */
    const char *id_name, *id;
} wild[] = {
    {"pending action", 400,
     "{\"error\":{\"code\":\"ActiveRequestAlreadyExists\",\"message\":\"Action is "
     "already "
     "in progress\",\"target\":\"t\"}}",
     "ActiveRequestAlreadyExists", "ActiveRequestAlreadyExists", "conflict", "wait",
     "errors/ActiveRequestAlreadyExists", NULL, NULL, NULL},
    {"pending action, code lost", 400, "Action is already in progress", NULL,
     "ActiveRequestAlreadyExists", "conflict", "wait",
     "errors/ActiveRequestAlreadyExists", NULL, NULL, NULL},
    {"the string 429, a minute", 429,
     "{\"error\":{\"code\":\"429\",\"message\":\"API calls quota exceeded! maximum "
     "allowed "
     "45 per 00:01:00\",\"target\":\"" GUID "\"}}",
     "429", "TooManyRequests", "throttle", "wait", "shapes/quota-window",
     "45 calls in 00:01:00", "target", GUID},
    {"license: inactive", 401,
     "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"User is unauthorized, reason "
     "of "
     "failure: Account mode is inactive\"}}",
     "Unauthorized", "Unauthorized", "license", "after-change", "shapes/license", NULL,
     NULL, NULL},
    {"license: Tvm", 401,
     "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"No Tvm license\"}}",
     "Unauthorized", "Unauthorized", "license", "after-change", "shapes/license", NULL,
     NULL, NULL},
    {"wrong audience", 401,
     "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"Invalid Authorization "
     "payload. "
     "AppId: 1, Audience: https://graph.microsoft.com, Issuer: i, Validity: v\"}}",
     "Unauthorized", "Unauthorized", "auth", "after-change", "shapes/wrong-audience",
     "https://graph.microsoft.com", NULL, NULL},
    {"missing roles, new words", 403,
     "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Missing application roles. API "
     "required roles: Machine.Isolate,Machine.ReadWrite.All, application roles: "
     "Alert.Read.All.\"}}",
     "Forbidden", "Forbidden", "permission", "after-change", "shapes/missing-roles",
     "Machine.Isolate, Machine.ReadWrite.All", NULL, NULL},
    {"missing roles, none held", 403,
     "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Missing application roles. API "
     "required roles: A.Read, application roles: .\"}}",
     "Forbidden", "Forbidden", "permission", "after-change", "shapes/missing-roles",
     "no role at all", NULL, NULL},
    {"missing roles, old words", 403,
     "{\"error\":{\"code\":\"Forbidden\",\"message\":\"The application does not have "
     "any "
     "of the required application permissions (A.Read, B.Read) to access the "
     "resource.\"}}",
     "Forbidden", "Forbidden", "permission", "after-change", "shapes/missing-roles",
     "A.Read, B.Read", NULL, NULL},
    {"OData layer", 400,
     "{\"error\":{\"code\":\"\",\"message\":\"Custom query option '$stop' that is "
     "unknown "
     "is not supported.\",\"details\":[]}}",
     "", "ODataError", "request", "after-change", "shapes/odata-layer", "$stop", NULL,
     NULL},
    {"wrong verb", 404,
     "{\"Message\":\"No HTTP resource was found that matches the request URI "
     "'https://a/b'.\"}",
     NULL, "NotFound", "not-found", "after-change", "shapes/no-route", "https://a/b",
     NULL, NULL},
    {"no version", 404,
     "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"Invalid version: "
     "devicemanagement\"}}",
     "ResourceNotFound", "ResourceNotFound", "not-found", "after-change",
     "shapes/invalid-version", NULL, NULL, NULL},
    {"API Management", 0,
     "{\"statusCode\":404,\"message\":\"Resource not found\",\"activityId\":\"" GUID
     "\"}",
     NULL, NULL, "not-found", "after-change", "shapes/api-management", NULL,
     "activityId", GUID},
    {"API Management, 500", 500,
     "{\"statusCode\":500,\"message\":\"Internal server error\"}", NULL, NULL, "server",
     "backoff", "shapes/api-management", NULL, NULL, NULL},
    {"connector", 400,
     "{\"error\":{\"code\":400,\"source\":\"flow-apim.azure-apim.net\","
     "\"clientRequestId\":\"" GUID
     "\",\"message\":\"m\",\"innerError\":\"Connection not found\"}}",
     "400", NULL, "request", "after-change", "shapes/connector", NULL,
     "clientRequestId", GUID},
    {"a heavy query", 400,
     "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Query execution has exceeded "
     "the "
     "allowed result size. Optimize your query.\"}}",
     "BadRequest", "BadRequest", "request", "after-change", "shapes/query-too-heavy",
     "result size", NULL, NULL},
    {"missing query", 400,
     "{\"error\":{\"code\":\"BadRequest\",\"message\":\"Missing query.\"}}",
     "BadRequest", "BadRequest", "request", "after-change", "shapes/missing-query",
     NULL, NULL, NULL},
    {"hunting CPU", 429,
     "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"You have exceeded "
     "processing "
     "resources allocated to this tenant. You can run queries again in 12 "
     "minutes.\"}}",
     "TooManyRequests", "TooManyRequests", "throttle", "wait", "shapes/hunting-cpu",
     NULL, NULL, NULL},
    {"automation level", 403,
     "{\"error\":{\"code\":\"DisallowedOperation\",\"message\":\"The machine has no "
     "automation level\"}}",
     "DisallowedOperation", "DisallowedOperation", "permission", "after-change",
     "shapes/no-automation-level", NULL, NULL, NULL},
    {"UnknownError throttles", 429,
     "{\"error\":{\"code\":\"UnknownError\",\"message\":\"\"}}", "UnknownError",
     "UnknownError", "throttle", "wait", "errors/UnknownError", NULL, NULL, NULL},
    {"accessDenied throttles", 429,
     "{\"error\":{\"code\":\"accessDenied\",\"message\":\"\"}}", "accessDenied",
     "accessDenied", "throttle", "wait", "errors/accessDenied", NULL, NULL, NULL},
    {"UnknownError", 504, "{\"error\":{\"code\":\"UnknownError\",\"message\":\"\"}}",
     "UnknownError", "UnknownError", "gateway", "backoff", "errors/UnknownError", NULL,
     NULL, NULL},
    {"Graph throttles as accessDenied", 429,
     "{\"error\":{\"code\":\"accessDenied\",\"message\":\"m\",\"innerError\":{\"code\":"
     "\"throttledRequest\",\"request-id\":\"" GUID "\"}}}",
     "accessDenied", "throttledRequest", "throttle", "wait", "errors/throttledRequest",
     NULL, "request-id", GUID},
    {"Graph token", 401,
     "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"Access token "
     "has "
     "expired.\",\"innerError\":{\"request-id\":\"r\"}}}",
     "InvalidAuthenticationToken", "InvalidAuthenticationToken", "auth", "after-change",
     "errors/InvalidAuthenticationToken", NULL, NULL, NULL},
    {"InvalidLicense", 403,
     "{\"error\":{\"code\":\"InvalidLicense\",\"message\":\"Missing consent\"}}",
     "InvalidLicense", "InvalidLicense", "license", "after-change",
     "shapes/missing-consent", NULL, NULL, NULL},
    {"ExtensionError", 503,
     "{\"error\":{\"code\":\"ExtensionError\",\"message\":\"\"}}", "ExtensionError",
     "ExtensionError", "gateway", "backoff", "errors/ExtensionError", NULL, NULL, NULL},
    {"206 with a warning", 0,
     "HTTP/1.1 206 Partial Content\nWarning: 199 - \"Microsoft/WDATP/401/228\"\n\n"
     "{\"value\":[]}",
     NULL, NULL, "auth", "after-change", "shapes/partial", "401", NULL, NULL},
    {"206 with a warning, without quotes", 0,
     "HTTP/1.1 206 Partial Content\nWarning: 199 - Microsoft/WDATP/504/10000\n\n{}",
     NULL, NULL, "gateway", "backoff", "shapes/partial", "504", NULL, NULL},
    {"items that failed", 200,
     "{\"value\":[{\"indicator\":\"a\",\"isFailed\":false,\"failureReason\":null},"
     "{\"indicator\":\"b\",\"isFailed\":true,\"failureReason\":\"Bad hash\"}]}",
     NULL, NULL, "request", "after-change", "shapes/failed-items", "Bad hash", NULL,
     NULL},
    {"how many items failed", 200,
     "{\"value\":[{\"isFailed\":true},{\"isFailed\":false},{\"isFailed\":true}]}", NULL,
     NULL, "request", "after-change", "shapes/failed-items", "there are 2", NULL, NULL},
    {"failed to create", 200,
     "{\"id\":\"Failed to create, check Error element for reason\"}", NULL, NULL,
     "request", "after-change", "shapes/failed-to-create", NULL, NULL, NULL},
    {"message that is JSON", 500,
     "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"{\\\"_version\\\":3,"
     "\\\"Message\\\":\\\"An error - Activity ID: " GUID "\\\"}\"}}",
     "InternalServerError", "InternalServerError", "server", "backoff",
     "shapes/json-in-message", NULL, "Activity ID", GUID},
    {"Application Gateway", 502,
     "<html><head><title>502 Bad "
     "Gateway</title></head><body>Microsoft-Azure-Application-"
     "Gateway/v2</body></html>",
     NULL, NULL, "gateway", "backoff", "shapes/application-gateway", NULL, NULL, NULL},
    {"IIS, the status from its title", 0,
     "<html><head><title>502 - Web server received an invalid response while acting as "
     "a "
     "gateway or proxy server.</title></head></html>",
     NULL, NULL, "gateway", "backoff", "shapes/iis", NULL, NULL, NULL},
    {"Front Door", 503,
     "<html><title>x</title><h2>Our services aren't available right now</h2>"
     "<p>0Qd2zXgAAAADgSbVbPpEPSK6eRURHRTExMjAANWU=</p></html>",
     NULL, NULL, "gateway", "backoff", "shapes/front-door", NULL, "reference",
     "0Qd2zXgAAAADgSbVbPpEPSK6eRURHRTExMjAANWU="},
    {"a proxy's 403", 403, "<html><title>Access Denied</title></html>", NULL, NULL,
     "gateway", "after-change", "shapes/html", NULL, NULL, NULL},
    {"a sign-in page with 200", 200,
     "<html><form action=\"https://login.microsoftonline.com/x\"></form></html>", NULL,
     NULL, "gateway", "after-change", "shapes/sign-in-page", NULL, NULL, NULL},
    {"Entra: secret", 401,
     "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid "
     "client "
     "secret provided.\",\"error_codes\":[7000215],\"trace_id\":\"" GUID "\"}",
     "invalid_client", "AADSTS7000215", "sign-in", "after-change",
     "sign-in/AADSTS7000215", NULL, "trace_id", GUID},
    {"Entra: waiting", 400,
     "{\"error\":\"authorization_pending\",\"error_description\":\"AADSTS70016: "
     "wait\"}",
     "authorization_pending", "AADSTS70016", "sign-in", "wait", "sign-in/AADSTS70016",
     NULL, NULL, NULL},
    {"Entra: a number that is not known", 400,
     "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS1234567: x\"}",
     "invalid_grant", "invalid_grant", "sign-in", "after-change",
     "sign-in/invalid_grant", NULL, NULL, NULL},
    {"Entra: all new", 400,
     "{\"error\":\"brand_new\",\"error_description\":\"AADSTS1234567: x\"}",
     "brand_new", NULL, "sign-in", "after-change", "sign-in/other", NULL, NULL, NULL},
    {"the token answer was ignored", 0, "KeyError: 'access_token'", NULL, NULL,
     "unknown", "after-change", "shapes/no-access-token", NULL, NULL, NULL},
    {"an object as text", 0, "Error: [object Object]", NULL, NULL, "unknown",
     "after-change", "shapes/body-lost", NULL, NULL, NULL},
    {"PSMDATP", 0, "BadRequest Bad Request", NULL, NULL, "unknown", "after-change",
     NULL, NULL, NULL, NULL},
    {"raise_for_status", 0, "400 Client Error: Bad Request for url: https://x", NULL,
     NULL, "request", "after-change", "shapes/body-lost", NULL, NULL, NULL},
    {"claims challenge", 0,
     "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer "
     "error=\"insufficient_claims\", "
     "claims=\"e30=\"\n\n",
     NULL, NULL, "auth", "after-change", "shapes/claims-challenge", NULL, NULL, NULL},
    {"401 with nothing but headers", 0,
     "HTTP/1.1 401 Unauthorized\nmise-correlation-id: " GUID
     "\nWWW-Authenticate: Bearer error=\"invalid_token\", error_description=\"The "
     "token "
     "expired at 1\"\n\n",
     NULL, NULL, "auth", "after-change", "status/401", "The token expired at 1",
     "mise-correlation-id", GUID},
    /* translated code names */
    {"Italian", 401, "{\"error\":{\"code\":\"Non autorizzato\",\"message\":\"m\"}}",
     "Non autorizzato", "Unauthorized", "auth", "after-change", "errors/Unauthorized",
     NULL, NULL, NULL},
    {"Odataerror", 400, "{\"error\":{\"code\":\"Odataerror\",\"message\":\"m\"}}",
     "Odataerror", "ODataError", "request", "after-change", "errors/ODataError", NULL,
     NULL, NULL},
    /* what only looks like one of ours */
    {"Kibana", 0,
     "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"[request body]: x\"}",
     NULL, NULL, "request", "after-change", "status/400", NULL, NULL, NULL},
    {"ArcGIS", 429,
     "{\"error\":{\"code\":429,\"message\":\"API calls quota exceeded! maximum "
     "admitted 60 "
     "per Minute.\"}}",
     "429", NULL, "throttle", "wait", "status/429", NULL, NULL, NULL},
    {"a .NET library", 429, "API calls quota exceeded! maximum admitted 10 per 1m.",
     NULL, NULL, "throttle", "wait", "status/429", NULL, NULL, NULL},
    {"another vendor", 500, "{\"reply\":{\"err_code\":500,\"err_msg\":\"x\"}}", NULL,
     NULL, "server", "backoff", "status/500", NULL, NULL, NULL},
    {"a code of nobody's", 400,
     "{\"error\":{\"code\":\"FrobnicationFailed\",\"message\":\"m\"}}",
     "FrobnicationFailed", NULL, "request", "after-change", "status/400", NULL, NULL,
     NULL},
};

static void
equal_or_absent(const char *got, const char *want, const char *name, const char *what)
{
    ck_assert_msg(!got == !want && (!want || strcmp(got, want) == 0),
                  "%s: %s is %s, not %s", name, what, got ? got : "absent",
                  want ? want : "absent");
}

START_TEST(errors_as_people_meet_them)
{
    struct diagnosis d = diagnose_text(wild[_i].status, wild[_i].text, NULL);
    const char *name = wild[_i].name;
    equal_or_absent(d.code, wild[_i].code, name, "code");
    equal_or_absent(d.known_as, wild[_i].known_as, name, "known_as");
    equal_or_absent(diagnosis_class_name(d.class), wild[_i].class, name, "class");
    equal_or_absent(retry_advice_name(d.retry.advice), wild[_i].advice, name, "advice");
    equal_or_absent(d.topic, wild[_i].topic, name, "topic");
    if (wild[_i].step)
        ck_assert_msg(a_step_has(&d, wild[_i].step), "%s: first step: %s", name,
                      d.steps.count ? d.steps.items[0] : "none");
    if (wild[_i].id_name)
        equal_or_absent(pairs_get(&d.ids, wild[_i].id_name), wild[_i].id, name, "id");
    diagnosis_release(&d);
}
END_TEST

static Suite *
wild_suite(void)
{
    Suite *suite = suite_create("wild");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, errors_as_people_meet_them, 0, (int)COUNT_OF(wild));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(wild_suite)
