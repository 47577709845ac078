#include "config.h"

#include "api/ticket.h"
#include "base/sanitise.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <strings.h>

/* Nothing within single quotes means anything to the shell. */
void
shell_quote(struct str *out, struct span word)
{
    str_add_byte(out, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'')
            str_add_text(out, "'\\''");
        else
            str_add_byte(out, word.p[i]);
    }
    str_add_byte(out, '\'');
}

/* Every argument stands on a line of its own. */
static void
argument(struct str *out, const char *option, struct span value)
{
    str_addf(out, " \\\n  %s ", option);
    shell_quote(out, value);
}

bool
text_is_plain(struct span text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        at += utf8_next(span_from(text, at), &c);
        if (c == UTF8_BAD || (c != '\n' && unicode_hidden(c)))
            return false;
    }
    return true;
}

/* For printf '%b' (POSIX, printf, "%b"): what can't be shown, as octal numbers. */
static void
escape(struct str *out, struct span text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        size_t n = utf8_next(span_from(text, at), &c);
        struct span piece = span_sub(text, at, at + n);
        at += n;
        if (c == '\\')
            str_add_text(out, "\\\\");
        else if (text_is_plain(piece))
            str_add(out, piece);
        else
            for (size_t i = 0; i < piece.n; i++)
                str_addf(out, "\\0%03o", (unsigned)(unsigned char)piece.p[i]);
    }
}

/* A URL holds neither white space nor controls; where one does, it is encoded. */
static void
safe_url(struct str *out, struct span url)
{
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c > ' ' && c < 127)
            str_add_byte(out, url.p[i]);
        else
            str_addf(out, "%%%02X", (unsigned)c);
    }
}

/* What curl adds by itself, or as it can (compression), and what is new each time. */
static bool
added_by_curl(const char *name)
{
    static const char *const by_curl[] = {
        "Accept-Encoding", "Connection",    "Content-Length",   "Host",
        "User-Agent",      "Authorization", "client-request-id"};
    for (size_t i = 0; i < sizeof by_curl / sizeof *by_curl; i++)
        if (strcasecmp(name, by_curl[i]) == 0)
            return true;
    return false;
}

static void
add_headers(struct str *out, const struct exchange *exchange,
            const struct redactor *redactor)
{
    const struct pairs *headers = &exchange->request.headers;
    bool typed = false;
    str_add_text(out, " \\\n  -H \"Authorization: Bearer $TOKEN\"");
    for (size_t i = 0; i < headers->count; i++) {
        const struct pair *header = &headers->items[i];
        struct str line = {0}, shown = {0};
        typed |= strcasecmp(header->name, "Content-Type") == 0;
        if (added_by_curl(header->name) || header->name[0] == '@')
            continue;
        str_add_text(&line, header->name);
        str_add_text(&line, *header->value ? ": " : ";"); /* curl's empty header */
        redact_header(redactor, span_of(header->name), span_of(header->value), &line);
        sanitise_line(&shown, str_span(&line), SANITISE_PLAIN);
        argument(out, "-H", str_span(&shown));
        str_release(&line);
        str_release(&shown);
    }
    if (exchange->request.has_body && !typed)
        argument(out, "-H", SPAN("Content-Type:")); /* else curl says it is a form */
}

/* curl's own choice is GET, or POST with a body. */
static void
add_method(struct str *out, const struct exchange *exchange)
{
    struct span method = span_of(exchange->request.method);
    if (span_is(method, "HEAD") && !exchange->request.has_body)
        str_add_text(out, " --head");
    else if (!span_is(method, exchange->request.has_body ? "POST" : "GET")) {
        struct str shown = {0};
        sanitise_line(&shown, method, SANITISE_PLAIN);
        str_add_text(out, " -X ");
        shell_quote(out, str_span(&shown));
        str_release(&shown);
    }
}

void
curl_command_write(struct str *out, const struct exchange *exchange,
                   const struct redactor *redactor)
{
    struct str body = {0}, url = {0}, target = {0};
    redact_url(redactor, span_of(exchange->request.url), &url);
    redact(redactor, str_span(&exchange->request.body), &body);
    safe_url(&target, str_span(&url));
    bool piped = exchange->request.has_body && !text_is_plain(str_span(&body));
    bool https = !span_starts_nocase(str_span(&target), "http://");
    if (piped) {
        struct str escaped = {0};
        escape(&escaped, str_span(&body));
        str_add_text(out, "printf '%b' ");
        shell_quote(out, str_span(&escaped));
        str_add_text(out, " | ");
        str_release(&escaped);
    }
    str_addf(out, "curl --proto '=%s'", https ? "https" : "http");
    /* to curl, brackets and braces in a URL are patterns */
    if (span_find_byte(str_span(&target), 0, '[') < target.n ||
        span_find_byte(str_span(&target), 0, '{') < target.n)
        str_add_text(out, " --globoff");
    add_method(out, exchange);
    add_headers(out, exchange, redactor);
    if (piped)
        str_add_text(out, " \\\n  --data-binary @-");
    else if (exchange->request.has_body)
        argument(out, "--data-raw", str_span(&body));
    argument(out, "--", str_span(&target));
    str_add_byte(out, '\n');
    str_release(&body);
    str_release(&url);
    str_release(&target);
}
