/* Commands for cmd and PowerShell. The rules: how a program takes its command line
 * apart (Microsoft C runtime, "Parsing C command-line arguments"), which characters cmd
 * itself acts on, and PowerShell's about_Quoting_Rules. */
#include "config.h"

#include "api/export_parts.h"

#include "base/base64.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* --- cmd --- */

/* One argument by the C runtime's rules: in double quotes; a quote within has a
 * backslash, and backslashes before a quote are doubled. Then a caret before everything
 * that cmd would act on, quotes too, so that it sees none. */
static void
cmd_quote(struct str *out, struct span word)
{
    struct str quoted = {0};
    size_t slashes = 0;
    str_add_byte(&quoted, '"');
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (c == '"')
            str_add_repeat(&quoted, '\\', slashes + 1);
        slashes = c == '\\' ? slashes + 1 : 0;
        str_add_byte(&quoted, c);
    }
    str_add_repeat(&quoted, '\\', slashes);
    str_add_byte(&quoted, '"');
    for (size_t i = 0; i < quoted.n; i++) {
        if (strchr("()%!^\"<>&|", quoted.p[i]))
            str_add_byte(out, '^');
        str_add_byte(out, quoted.p[i]);
    }
    str_release(&quoted);
}

static void
cmd_argument(struct str *out, const char *option, struct span value)
{
    str_addf(out, " ^\n  %s ", option);
    cmd_quote(out, value);
}

/* A body that no command line can hold: written to a file by way of base64. */
static void
cmd_body_file(struct str *out, struct span body)
{
    enum { LINE = 4000 }; /* characters; cmd takes 8191 */
    struct str encoded = {0};
    base64_encode(&encoded, body);
    for (size_t at = 0; at < encoded.n || at == 0; at += LINE)
        str_addf(out, "%s\"%%TEMP%%\\body.b64\" echo %.*s\n", at ? ">>" : ">",
                 SPAN_ARG(span_sub(str_span(&encoded), at, at + LINE)));
    str_add_text(out, "certutil -f -decode \"%TEMP%\\body.b64\" \"%TEMP%\\body.bin\" "
                      ">nul\n");
    str_release(&encoded);
}

static bool
one_line(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] < ' ' || (unsigned char)text.p[i] > '~')
            return false;
    return true;
}

static void
add_method(struct str *out, const struct outgoing *outgoing)
{
    struct span method = str_span(&outgoing->method);
    if (span_is(method, "HEAD") && !outgoing->has_body)
        str_add_text(out, " --head");
    else if (!span_is(method, outgoing->has_body ? "POST" : "GET"))
        str_addf(out, " -X %.*s", SPAN_ARG(method));
}

static const char *
scheme_of(const struct outgoing *outgoing)
{
    return span_starts_nocase(str_span(&outgoing->url), "http://") ? "http" : "https";
}

void
export_curl_cmd(struct str *out, const struct outgoing *outgoing)
{
    bool inlined = outgoing->body.n < 6000 && one_line(str_span(&outgoing->body));
    if (outgoing->has_body && !inlined)
        cmd_body_file(out, str_span(&outgoing->body));
    str_addf(out, "curl --proto \"=%s\" --globoff", scheme_of(outgoing));
    add_method(out, outgoing);
    str_add_text(out, " ^\n  -H \"Authorization: Bearer %TOKEN%\"");
    for (size_t i = 0; i < outgoing->headers.count; i++) {
        const struct pair *header = &outgoing->headers.items[i];
        struct str line = {0};
        str_addf(&line, "%s%s %s", header->name, *header->value ? ":" : ";",
                 header->value);
        cmd_argument(out, "-H", span_trim(str_span(&line)));
        str_release(&line);
    }
    if (outgoing->has_body && !outgoing->type)
        cmd_argument(out, "-H", SPAN("Content-Type:"));
    if (outgoing->has_body && inlined)
        cmd_argument(out, "--data-raw", str_span(&outgoing->body));
    else if (outgoing->has_body)
        str_add_text(out, " ^\n  --data-binary \"@%TEMP%\\body.bin\"");
    cmd_argument(out, "--", str_span(&outgoing->url));
    str_add_byte(out, '\n');
}

/* --- PowerShell --- */

/* In single quotes nothing is special but the quote; PowerShell takes typographic ones
 * (U+2018 to U+201B) for the same. */
static void
powershell_quote(struct str *out, struct span word)
{
    str_add_byte(out, '\'');
    for (size_t at = 0; at < word.n;) {
        uint32_t c;
        size_t n = utf8_next(span_from(word, at), &c);
        struct span piece = span_sub(word, at, at + n);
        str_add(out, piece);
        if (c == '\'' || (c >= 0x2018 && c <= 0x201b))
            str_add(out, piece);
        at += n;
    }
    str_add_byte(out, '\'');
}

/* $NAME as bytes: Windows PowerShell would send a text as Latin-1. PLAIN: it can be
 * shown. */
static void
powershell_bytes(struct str *out, const char *name, struct span bytes, bool plain)
{
    struct str encoded = {0};
    str_addf(out, "$%s = ", name);
    if (plain) {
        str_add_text(out, "[Text.Encoding]::UTF8.GetBytes(");
        powershell_quote(out, bytes);
    } else {
        base64_encode(&encoded, bytes);
        str_add_text(out, "[Convert]::FromBase64String(");
        powershell_quote(out, str_span(&encoded));
    }
    str_add_text(out, ")\n");
    str_release(&encoded);
}

static void
powershell_body(struct str *out, const struct outgoing *outgoing)
{
    powershell_bytes(out, "body", str_span(&outgoing->body), outgoing->plain);
}

static void
powershell_argument(struct str *out, const char *option, struct span value)
{
    str_addf(out, " `\n  %s ", option);
    powershell_quote(out, value);
}

/* $FILE with what $BYTES holds, as curl reads it. */
static void
powershell_file(struct str *out, const char *file, const char *bytes)
{
    str_addf(out,
             "$%s = [IO.Path]::GetTempFileName()\n"
             "[IO.File]::WriteAllBytes($%s, $%s)\n",
             file, file, bytes);
}

/* Whether every PowerShell gives it to a program as it is. Up to 7.2 a quote within
 * needs a backslash and a backslash at the end another one, since 7.3 neither may have
 * one (about_Parsing, PSNativeCommandArgumentPassing); the code page decides what
 * becomes of the rest. */
static bool
is_native(struct span line)
{
    return one_line(line) && span_find_byte(line, 0, '"') == line.n &&
           !span_ends(line, "\\");
}

/* curl's form of a header, without a value too. */
static void
write_header(struct str *line, const struct pair *header)
{
    str_addf(line, "%s%s", header->name, *header->value ? ": " : ";");
    str_add(line, span_trim(span_of(header->value)));
}

/* Those for a file, a line each; appends. */
static void
collect_headers(struct str *lines, const struct outgoing *outgoing)
{
    for (size_t i = 0; i < outgoing->headers.count; i++) {
        struct str line = {0};
        write_header(&line, &outgoing->headers.items[i]);
        if (!is_native(str_span(&line)))
            str_addf(lines, "%s\n", str_text(&line));
        str_release(&line);
    }
}

static void
add_native_headers(struct str *out, const struct outgoing *outgoing)
{
    for (size_t i = 0; i < outgoing->headers.count; i++) {
        struct str line = {0};
        write_header(&line, &outgoing->headers.items[i]);
        if (is_native(str_span(&line)))
            powershell_argument(out, "-H", str_span(&line));
        str_release(&line);
    }
}

void
export_curl_powershell(struct str *out, const struct outgoing *outgoing)
{
    struct str lines = {0};
    collect_headers(&lines, outgoing);
    if (outgoing->has_body) {
        powershell_body(out, outgoing);
        powershell_file(out, "file", "body");
    }
    if (lines.n) {
        powershell_bytes(out, "headers", str_span(&lines),
                         utf8_valid(str_span(&lines)));
        powershell_file(out, "headerFile", "headers");
    }
    str_addf(out, "curl.exe --proto '=%s' --globoff", scheme_of(outgoing));
    add_method(out, outgoing);
    str_add_text(out, " `\n  -H \"Authorization: Bearer $env:TOKEN\"");
    add_native_headers(out, outgoing);
    if (lines.n)
        str_add_text(out, " `\n  -H \"@$headerFile\"");
    if (outgoing->has_body && !outgoing->type)
        powershell_argument(out, "-H", SPAN("Content-Type:"));
    if (outgoing->has_body)
        str_add_text(out, " `\n  --data-binary \"@$file\"");
    powershell_argument(out, "--", str_span(&outgoing->url));
    str_add_byte(out, '\n');
    if (outgoing->has_body)
        str_add_text(out, "Remove-Item $file\n");
    if (lines.n)
        str_add_text(out, "Remove-Item $headerFile\n");
    str_release(&lines);
}

static void
powershell_method(struct str *out, struct span method)
{
    static const char *const known[] = {"GET",    "POST", "PUT",    "PATCH",
                                        "DELETE", "HEAD", "OPTIONS"};
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known |= span_is(method, known[i]);
    str_add_text(out, is_known ? " -Method " : " -CustomMethod ");
    powershell_quote(out, method);
}

void
export_powershell(struct str *out, const struct outgoing *outgoing)
{
    if (outgoing->has_body)
        powershell_body(out, outgoing);
    str_add_text(out, "$headers = @{\n  'Authorization' = \"Bearer $env:TOKEN\"\n");
    for (size_t i = 0; i < outgoing->headers.count; i++) {
        const struct pair *header = &outgoing->headers.items[i];
        if (!strcasecmp(header->name, "Content-Type"))
            continue;
        str_add_text(out, "  ");
        powershell_quote(out, span_of(header->name));
        str_add_text(out, " = ");
        powershell_quote(out, span_of(header->value));
        str_add_byte(out, '\n');
    }
    str_add_text(out, "}\nInvoke-RestMethod");
    powershell_method(out, str_span(&outgoing->method));
    powershell_argument(out, "-Uri", str_span(&outgoing->url));
    str_add_text(out, " `\n  -Headers $headers -MaximumRedirection 0");
    if (outgoing->type)
        powershell_argument(out, "-ContentType", span_of(outgoing->type));
    if (outgoing->has_body)
        str_add_text(out, " `\n  -Body $body");
    str_add_byte(out, '\n');
}
