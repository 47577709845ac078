#include "config.h"

#include "api/export_parts.h"

#include "api/ticket.h"
#include "base/memory.h"
#include "base/sanitise.h"

#include <strings.h>

static const struct {
    const char *name;
    void (*write)(struct str *out, const struct outgoing *outgoing); /* or NULL */
} formats[EXPORT_FORMATS] = {
    [EXPORT_CURL] = {"curl", NULL},
    [EXPORT_CURL_CMD] = {"curl-cmd", export_curl_cmd},
    [EXPORT_CURL_POWERSHELL] = {"curl-powershell", export_curl_powershell},
    [EXPORT_POWERSHELL] = {"powershell", export_powershell},
    [EXPORT_HTTP] = {"http", export_http},
    [EXPORT_HAR] = {"har", NULL},
};

const char *
export_name(enum export_format format)
{
    return formats[format].name;
}

enum export_format
export_named(struct span name)
{
    int format = 0;
    while (format < EXPORT_FORMATS && !span_is(name, formats[format].name))
        format++;
    return (enum export_format)format;
}

static bool
added_by_clients(const char *name)
{
    static const char *const added[] = {"Accept-Encoding", "Connection",
                                        "Content-Length",  "Host",
                                        "User-Agent",      "Authorization"};
    for (size_t i = 0; i < COUNT_OF(added); i++)
        if (strcasecmp(name, added[i]) == 0)
            return true;
    return false;
}

void
outgoing_prepare(struct outgoing *outgoing, const struct exchange *exchange,
                 const struct redactor *redactor)
{
    struct str url = {0};
    sanitise_line(&outgoing->method, span_of(exchange->request.method), SANITISE_PLAIN);
    redact_url(redactor, span_of(exchange->request.url), &url);
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c > ' ' && c < 127 && c != '"' && c != '<' && c != '>')
            str_add_byte(&outgoing->url, url.p[i]);
        else
            str_addf(&outgoing->url, "%%%02X", (unsigned)c);
    }
    for (size_t i = 0; i < exchange->request.headers.count; i++) {
        const struct pair *header = &exchange->request.headers.items[i];
        struct str value = {0}, name = {0}, safe = {0};
        if (added_by_clients(header->name))
            continue;
        redact_header(redactor, span_of(header->name), span_of(header->value), &value);
        sanitise_line(&name, span_of(header->name), SANITISE_PLAIN);
        sanitise_line(&safe, str_span(&value), SANITISE_PLAIN);
        pairs_add(&outgoing->headers, str_span(&name), str_span(&safe));
        str_release(&value);
        str_release(&name);
        str_release(&safe);
    }
    outgoing->type = pairs_get_nocase(&outgoing->headers, "Content-Type");
    outgoing->has_body = exchange->request.has_body;
    redact(redactor, str_span(&exchange->request.body), &outgoing->body);
    outgoing->plain = text_is_plain(str_span(&outgoing->body));
    str_release(&url);
}

void
outgoing_release(struct outgoing *outgoing)
{
    str_release(&outgoing->method);
    str_release(&outgoing->url);
    str_release(&outgoing->body);
    pairs_release(&outgoing->headers);
}

void
export_write(struct str *out, const struct exchange *exchange,
             const struct redactor *redactor, enum export_format format)
{
    struct outgoing outgoing = {0};
    if (format == EXPORT_CURL) {
        curl_command_write(out, exchange, redactor);
    } else if (format == EXPORT_HAR) {
        export_har(out, exchange, redactor);
    } else {
        outgoing_prepare(&outgoing, exchange, redactor);
        formats[format].write(out, &outgoing);
    }
    outgoing_release(&outgoing);
}
