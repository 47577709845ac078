#include "config.h"

#include "api/exchange.h"

#include "base/memory.h"

void
exchange_release(struct exchange *exchange)
{
    mem_free(exchange->id);
    mem_free(exchange->profile);
    mem_free(exchange->tenant);
    mem_free(exchange->application);
    mem_free(exchange->request.method);
    mem_free(exchange->request.url);
    pairs_release(&exchange->request.headers);
    str_release(&exchange->request.body);
    response_release(&exchange->response);
    mem_free(exchange->transport_text);
    mem_free(exchange->attempts);
    *exchange = (struct exchange){0};
}

void
exchange_compose(struct exchange *exchange, const struct request *request,
                 struct span base)
{
    struct str url = {0};
    request_url(request, base, &url);
    *exchange = (struct exchange){.operation = request->operation};
    exchange->request.method = mem_strdup(request->method);
    exchange->request.url = str_take(&url);
    pairs_copy(&exchange->request.headers, &request->headers);
    str_set(&exchange->request.body, str_span(&request->body));
    exchange->request.has_body = request->has_body;
}

void
exchange_type(struct exchange *exchange)
{
    struct pairs *headers = &exchange->request.headers;
    if (exchange->request.has_body && !pairs_get_nocase(headers, "Content-Type"))
        pairs_add(headers, SPAN("Content-Type"), SPAN("application/json"));
}

const char *
transport_name(enum transport transport)
{
    static const char *const transport_names[] = {
        [TRANSPORT_OK] = "ok",
        [TRANSPORT_DNS] = "dns",
        [TRANSPORT_CONNECT] = "connect",
        [TRANSPORT_TLS] = "tls",
        [TRANSPORT_PROXY] = "proxy",
        [TRANSPORT_TIMEOUT_CONNECT] = "timeout-connect",
        [TRANSPORT_TIMEOUT] = "timeout",
        [TRANSPORT_BROKEN] = "broken",
        [TRANSPORT_MALFORMED] = "malformed",
        [TRANSPORT_CANCELLED] = "cancelled",
        [TRANSPORT_SETUP] = "setup",
    };
    return transport_names[transport];
}
