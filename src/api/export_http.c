/* A .http file, as editors take it: "METHOD URL", headers, an empty line, the body. */
#include "config.h"

#include "api/export_parts.h"

#include "base/base64.h"

/* A line that begins so means something to the editors, not to the service. */
static bool
ambiguous(struct span body)
{
    struct span line;
    for (struct span rest = body; rest.n && span_next(&rest, '\n', &line);)
        if (span_starts(line, "#") || span_starts(line, "<") ||
            span_starts(line, "//") || span_has(line, "{{"))
            return true;
    return body.n && (body.p[0] == '\n' || body.p[body.n - 1] == '\n');
}

void
export_http(struct str *out, const struct outgoing *outgoing)
{
    struct span body = str_span(&outgoing->body);
    bool encoded = outgoing->has_body && (!outgoing->plain || ambiguous(body));
    str_addf(out, "### %s\n", str_text(&outgoing->method));
    if (encoded)
        str_add_text(out, "# @body base64\n");
    str_addf(out, "%s %s\nAuthorization: Bearer {{TOKEN}}\n",
             str_text(&outgoing->method), str_text(&outgoing->url));
    for (size_t i = 0; i < outgoing->headers.count; i++)
        str_addf(out, "%s: %s\n", outgoing->headers.items[i].name,
                 outgoing->headers.items[i].value);
    if (outgoing->has_body)
        str_add_byte(out, '\n');
    if (encoded)
        base64_encode(out, body);
    else if (outgoing->has_body)
        str_add(out, body);
    str_add_byte(out, '\n');
}
