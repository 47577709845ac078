/* .http and .rest files: requests between lines that begin with "###". */
#include "config.h"

#include "api/import_parts.h"

#include "base/base64.h"
#include "base/text.h"

static bool
is_comment(struct span line)
{
    return span_starts(line, "#") || span_starts(line, "//");
}

/* "@name = value": later {{name}} stands for it. */
static void
note_variable(struct pairs *variables, struct span line)
{
    size_t equals = span_find_byte(line, 0, '=');
    if (equals < line.n)
        pairs_set(variables, span_trim(span_sub(line, 1, equals)),
                  span_trim(span_from(line, equals + 1)));
}

/* With the file's own variables filled in, then the environment's. */
static void
fill_in(const struct importer *importer, struct str *out, struct span text,
        const struct pairs *variables)
{
    struct str filled = str_dup(text);
    variables_fill(&filled, variables, importer_values(importer));
    str_add(out, str_span(&filled));
    str_release(&filled);
}

struct part { /* of a file: one request */
    struct incoming request;
    bool begun, in_body, base64;
    struct str body;
};

/* "GET https://host/path HTTP/1.1"; the method may be left out. */
static void
read_first_line(const struct importer *importer, struct part *part, struct span line,
                const struct pairs *variables)
{
    size_t space = span_find_byte(line, 0, ' ');
    struct span method = span_sub(line, 0, space),
                target = span_trim(span_from(line, space));
    size_t version = span_find(target, 0, SPAN(" HTTP/"));
    if (!target.n || span_has(method, "/")) {
        target = line;
        method = SPAN("GET");
        version = span_find(target, 0, SPAN(" HTTP/"));
    }
    str_set(&part->request.method, method);
    fill_in(importer, &part->request.url, span_trim(span_sub(target, 0, version)),
            variables);
    part->begun = true;
}

static void
read_header(struct importer *importer, struct part *part, struct span line,
            const struct pairs *variables)
{
    struct str value = {0};
    size_t colon = span_find_byte(line, 0, ':');
    if (span_starts(line, "?") || span_starts(line, "&")) { /* the query goes on */
        size_t version = span_find(line, 0, SPAN(" HTTP/"));
        fill_in(importer, &part->request.url, span_sub(line, 0, version), variables);
    } else if (colon < line.n) {
        fill_in(importer, &value, span_trim(span_from(line, colon + 1)), variables);
        pairs_add(&part->request.headers, span_trim(span_sub(line, 0, colon)),
                  str_span(&value));
    } else {
        importer_leave_out(importer, _("\"%.*s\" is no header"), SPAN_ARG(line));
    }
    str_release(&value);
}

/* A line of the body, kept as it is; scripts and files are not taken. */
static void
read_body(struct importer *importer, struct part *part, struct span line)
{
    if (span_starts(line, "> {%") || span_starts(line, "< {%")) {
        importer_leave_out(importer, "%s", _("scripts are never run"));
        return;
    }
    if (span_starts(line, "< ") && !part->body.n) {
        importer_leave_out(importer, _("the body is in %.*s, which is not read"),
                           SPAN_ARG(span_trim(span_from(line, 2))));
        return;
    }
    str_add(&part->body, line);
    str_add_byte(&part->body, '\n');
}

static void
finish(struct importer *importer, struct part *part, const struct pairs *variables)
{
    struct span body = str_span(&part->body);
    while (body.n && body.p[body.n - 1] == '\n')
        body.n--;
    part->request.has_body = body.n > 0 || (part->in_body && part->base64);
    if (part->base64)
        base64_decode(&part->request.body, span_trim(body));
    else
        fill_in(importer, &part->request.body, body, variables);
    if (part->begun)
        importer_add(importer, &part->request);
    incoming_release(&part->request);
    str_release(&part->body);
    *part = (struct part){0};
}

enum status
import_http(struct importer *importer, struct span text)
{
    struct part part = {0};
    struct pairs variables = {0};
    struct span line, rest = text;
    while (rest.n && span_next(&rest, '\n', &line)) {
        struct span bare = line;
        if (bare.n && bare.p[bare.n - 1] == '\r')
            bare.n--;
        struct span trimmed = span_trim(bare);
        if (span_starts(bare, "###")) {
            finish(importer, &part, &variables);
            part.request.place = (size_t)(line.p - text.p);
            continue;
        }
        if (part.in_body)
            read_body(importer, &part, bare);
        else if (span_is(trimmed, "# @body base64"))
            part.base64 = true;
        else if (is_comment(trimmed))
            continue;
        else if (!part.begun && span_starts(trimmed, "@"))
            note_variable(&variables, trimmed);
        else if (!trimmed.n)
            part.in_body = part.begun;
        else if (!part.begun)
            read_first_line(importer, &part, trimmed, &variables);
        else
            read_header(importer, &part, trimmed, &variables);
    }
    finish(importer, &part, &variables);
    pairs_release(&variables);
    return STATUS_OK;
}
