/* Faults that answer in the service's place: codes, limits, gateways. */
#include "config.h"

#include "api/response.h"
#include "base/memory.h"
#include "practice/call.h"
#include "practice/limits.h"

/* --- documented codes --- */

/* What stands in the places of a code's message where the call itself has nothing. */
static const struct sample {
    const char *code;
    bool slot; /* the path's value, where there is one */
    const char *value, *second;
} samples[] = {
    {"ODataError", false, "Could not find a property named 'colour'", NULL},
    {"InvalidInput", false, "IsolationType", NULL},
    {"InvalidHashValue", true, "xyz", NULL},
    {"InvalidDomainName", true, "no_good..name", NULL},
    {"InvalidIpAddress", true, "300.1.1.1", NULL},
    {"InvalidUrl", true, "not a url", NULL},
    {"MaximumBatchSizeExceeded", false, "501", "500"},
    {"MissingRequiredParameter", false, "Comment", NULL},
    {"OsPlatformNotSupported", false, "iOS", NULL},
    {"ClientVersionNotSupported", false, "Isolate", "1709"},
    {"DisallowedOperation", false, "Offboard is not allowed in this tenant", NULL},
    {"ResourceNotFound", true, "Machine 123123123", NULL},
};

bool
fault_code(struct call *call, const struct fault_order *fault)
{
    const struct sample none = {.value = ""}, *sample = &none;
    struct span code = span_of(fault->kind.name);
    if (fault->kind.group == FAULTS_MDE)
        call->wording = WORDING_MDE;
    else if (fault->kind.group == FAULTS_XDR)
        call->wording = WORDING_XDR;
    for (size_t i = 0; i < COUNT_OF(samples); i++)
        if (span_is(code, samples[i].code))
            sample = &samples[i];
    const char *slot = sample->slot ? call_slot(call) : "";
    answer_code(call, fault->kind.name, *slot ? slot : sample->value, sample->second);
    answer_retry_after(call, fault->argument);
    if (span_is(code, "Unauthorized"))
        answer_header(call, "WWW-Authenticate", "Bearer");
    return true;
}

/* --- limits --- */

bool
fault_quota_minute(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    refuse_calls_window(call, 45, 60);
    return true;
}

bool
fault_quota_hour(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    refuse_calls_window(call, 1500, 3600);
    return true;
}

bool
fault_retry_date(struct call *call, const struct fault_order *fault)
{
    struct str date = {0};
    clock_add_http_date(&date, call->now->wall + (clock_ms)fault->argument * 1000);
    answer_code(call, "TooManyRequests", NULL, NULL);
    answer_header(call, "Retry-After", str_text(&date));
    str_release(&date);
    return true;
}

bool
fault_retry_time(struct call *call, const struct fault_order *fault)
{
    refuse_calls_until(call, 50, 60,
                       call->now->wall + (clock_ms)fault->argument * 1000);
    return true;
}

bool
fault_graph_429(struct call *call, const struct fault_order *fault)
{
    refuse_calls_graph(call, fault->argument);
    return true;
}

bool
fault_hunting_cpu(struct call *call, const struct fault_order *fault)
{
    refuse_cpu(call, fault->argument * 60);
    return true;
}

bool
fault_query_timeout(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    answer_error(call, "BadRequest", "Query exceeded the timeout period.");
    return true;
}

bool
fault_live_sessions(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    refuse_sessions(call, 60);
    return true;
}

/* --- gateways: what stands in a page is what such pages are known by --- */

static bool
page(struct call *call, int status, const char *title, const char *body)
{
    struct str page = {0};
    str_addf(&page,
             "<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n%s\r\n</body>\r\n"
             "</html>\r\n",
             title, body);
    answer_plain(call, status, "text/html", str_span(&page));
    str_release(&page);
    return true;
}

bool
fault_gateway_502(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    return page(call, 502, "502 Bad Gateway",
                "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>"
                "Microsoft-Azure-Application-Gateway/v2</center>");
}

bool
fault_gateway_503(struct call *call, const struct fault_order *fault)
{
    page(call, 503, "503 Service Unavailable",
         "<center><h1>503 Service Unavailable</h1></center>\r\n<hr><center>"
         "Microsoft-Azure-Application-Gateway/v2</center>");
    answer_retry_after(call, fault->argument);
    return true;
}

bool
fault_iis_502(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    return page(call, 502, "502.3 - Bad Gateway",
                "<div id=\"content\"><fieldset><h2>502.3 - Bad Gateway</h2>"
                "<h3>The practice gateway lost its way.</h3></fieldset></div>");
}

bool
fault_front_door(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    struct str body = {0};
    str_add_text(&body, "<h2>Our services aren't available right now</h2><p>0");
    dice_add_hex(&call->practice->dice, &body, 40);
    str_add_text(&body, "==</p>");
    page(call, 503, "Service unavailable", str_text(&body));
    str_release(&body);
    return true;
}

bool
fault_api_management(struct call *call, const struct fault_order *fault)
{
    struct str id = {0};
    int status = fault->argument >= 400 ? (int)fault->argument : 404;
    dice_add_guid(&call->practice->dice, &id);
    answer_tree(call, status,
                OBJECT(m_number("statusCode", status),
                       m_text("message", status == 404 ? "Resource not found"
                                                       : status_reason(status)),
                       m_text("activityId", str_text(&id))));
    str_release(&id);
    return true;
}

bool
fault_sign_in_page(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    return page(call, 200, "Sign in to your account",
                "<form method=\"post\"><input name=\"user\"><input name=\"word\" "
                "type=\"password\"></form>");
}

bool
fault_redirect(struct call *call, const struct fault_order *fault)
{
    (void)fault;
    answer_plain(call, 302, "text/plain; charset=utf-8", SPAN(""));
    answer_header(call, "Location", "https://elsewhere.practice.example/api/machines");
    return true;
}
