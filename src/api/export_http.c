/* A .http file, as editors take it: "METHOD URL", headers, an empty line, the body. */
#include "config.h"

#include "api/export_parts.h"

#include "base/base64.h"

/* A line that begins so means something to the editors, not to the service. */
static bool
ambiguous(struct span body, bool variables)
{
    struct span line;
    for (struct span rest = body; rest.n && span_next(&rest, '\n', &line);)
        if (span_starts(line, "#") || span_starts(line, "<") ||
            span_starts(line, "> ") || span_starts(line, "//") ||
            (!variables && span_has(line, "{{")))
            return true;
    return body.n && (body.p[0] == '\n' || body.p[body.n - 1] == '\n');
}

bool
export_http_encoded(const struct outgoing *outgoing)
{
    return outgoing->has_body &&
           (!outgoing->plain ||
            ambiguous(str_span(&outgoing->body), outgoing->variables));
}

void
export_http_body(struct str *out, const struct outgoing *outgoing)
{
    if (export_http_encoded(outgoing))
        base64_encode(out, str_span(&outgoing->body));
    else
        str_add(out, str_span(&outgoing->body));
}

void
export_http(struct str *out, const struct outgoing *outgoing)
{
    str_addf(out, "### %s\n", str_text(&outgoing->method));
    if (export_http_encoded(outgoing))
        str_add_text(out, "# @body base64\n");
    str_addf(out, "%s %s\nAuthorization: Bearer {{TOKEN}}\n",
             str_text(&outgoing->method), str_text(&outgoing->url));
    for (size_t i = 0; i < outgoing->headers.count; i++)
        str_addf(out, "%s: %s\n", outgoing->headers.items[i].name,
                 outgoing->headers.items[i].value);
    if (outgoing->has_body) {
        str_add_byte(out, '\n');
        export_http_body(out, outgoing);
    }
    str_add_byte(out, '\n');
}
