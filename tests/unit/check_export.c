#include "unit.h"

#include "api/export.h"
#include "base/base64.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Neither cmd nor PowerShell runs here: their rules are modelled, as Microsoft
 * documents them, and what the model makes of a command must be what was meant. */

static void
fill(struct exchange *exchange, const char *method, struct span body)
{
    exchange->time = 1795403175123;
    exchange->request.method = mem_strdup(method);
    exchange->request.url = mem_strdup("https://h.example/api/x(1)%20?$top=5&$skip=1");
    exchange->request.has_body = body.p != NULL;
    str_add(&exchange->request.body, body);
    exchange->timing = (struct timing){-1, -1, -1, -1, 12};
    pairs_add(&exchange->request.headers, SPAN("Authorization"), SPAN("[redacted]"));
    pairs_add(&exchange->request.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    pairs_add(&exchange->request.headers, SPAN("X-Odd"), SPAN("a\"b %c% 'd'"));
}

static struct str export(enum export_format format, const char *method,
                         struct span body)
{
    struct exchange exchange = {0};
    struct str out = {0};
    fill(&exchange, method, body);
    export_write(&out, &exchange, NULL, format);
    exchange_release(&exchange);
    return out;
}

/* --- cmd --- */

/* What cmd makes of a command line: a caret takes the meaning of the next character
 * outside of quotes, and goes; one before a line break joins the lines. Characters with
 * a meaning that are left must not be there. */
static void
cmd_line(struct span text, struct str *out)
{
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '^' && !quoted) {
            if (++i < text.n && text.p[i] != '\n')
                str_add_byte(out, text.p[i]);
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        else
            ck_assert_msg(quoted || !strchr("&|<>()", c), "cmd would act on %c", c);
        if (c == '\n')
            break;
        str_add_byte(out, c);
    }
}

/* The C runtime's arguments, each ended by a NUL. */
static void
c_arguments(struct span line, struct str *out)
{
    bool quoted = false, begun = false;
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        size_t slashes = 0;
        while (i + slashes < line.n && line.p[i + slashes] == '\\')
            slashes++;
        if (slashes) {
            bool quote = i + slashes < line.n && line.p[i + slashes] == '"';
            str_add_repeat(out, '\\', quote ? slashes / 2 : slashes);
            i += slashes - 1;
            begun = true;
            if (quote && slashes % 2) {
                str_add_byte(out, '"');
                i++;
            }
        } else if (c == '"') {
            quoted = !quoted;
            begun = true;
        } else if ((c == ' ' || c == '\t') && !quoted) {
            if (begun)
                str_add_byte(out, '\0');
            begun = false;
        } else {
            str_add_byte(out, c);
            begun = true;
        }
    }
    if (begun)
        str_add_byte(out, '\0');
}

static struct span
argument_after(const struct str *arguments, const char *option)
{
    struct span rest = str_span(arguments), one;
    while (rest.n && span_next(&rest, '\0', &one))
        if (span_is(one, option) && span_next(&rest, '\0', &one))
            return one;
    return (struct span){0};
}

static void
check_cmd(struct span body)
{
    struct str command = export(EXPORT_CURL_CMD, "POST", body), line = {0},
               arguments = {0};
    size_t curl = span_find(str_span(&command), 0, SPAN("curl --proto"));
    ck_assert_uint_lt(curl, command.n);
    cmd_line(span_from(str_span(&command), curl), &line);
    c_arguments(str_span(&line), &arguments);
    struct span got = argument_after(&arguments, "--data-raw");
    if (!got.p) { /* by way of a file */
        struct str encoded = {0}, decoded = {0};
        struct span rest = span_sub(str_span(&command), 0, curl), one;
        while (rest.n && span_next(&rest, '\n', &one)) {
            size_t echo = span_find(one, 0, SPAN(" echo "));
            if (echo < one.n)
                str_add(&encoded, span_from(one, echo + 6));
        }
        ck_assert(base64_decode(&decoded, str_span(&encoded)));
        ck_assert(span_equal(str_span(&decoded), body));
        str_release(&encoded);
        str_release(&decoded);
    } else {
        ck_assert_msg(span_equal(got, body), "%.*s\nbecomes\n%.*s", SPAN_ARG(body),
                      SPAN_ARG(got));
    }
    struct span url = argument_after(&arguments, "--");
    ck_assert(span_is(url, "https://h.example/api/x(1)%20?$top=5&$skip=1"));
    ck_assert(span_has(str_span(&line), "Authorization: Bearer %TOKEN%"));
    str_release(&command);
    str_release(&line);
    str_release(&arguments);
}

/* --- PowerShell --- */

/* The value of the first text in single quotes at or after AT. */
static void
powershell_text(struct span script, size_t at, struct str *out)
{
    at = span_find_byte(script, at, '\'') + 1;
    while (at < script.n) {
        uint32_t c, next = 0;
        size_t n = utf8_next(span_from(script, at), &c);
        utf8_next(span_from(script, at + n), &next);
        bool quote = c == '\'' || (c >= 0x2018 && c <= 0x201b);
        bool next_quote = next == '\'' || (next >= 0x2018 && next <= 0x201b);
        if (quote && !next_quote)
            return;
        str_add(out, span_sub(script, at, at + n));
        at += quote ? 2 * n : n;
    }
    ck_abort_msg("a text is never closed");
}

/* The versions differ in what a program gets of an argument with a quote in it, or a
 * backslash at its end (about_Parsing): there is none in the command. */
static void
check_native(struct span script)
{
    size_t curl = span_find(script, 0, SPAN("curl.exe"));
    size_t end = span_find(script, curl, SPAN("Remove-Item"));
    struct span command = span_sub(script, curl, end), line;
    while (span_next(&command, '\n', &line)) {
        size_t quote = span_find_byte(line, 0, '\'');
        struct str text = {0};
        if (quote == line.n)
            continue;
        powershell_text(line, 0, &text);
        struct span value = str_span(&text);
        ck_assert_msg(span_find_byte(value, 0, '"') == value.n &&
                          !span_ends(value, "\\"),
                      "%.*s", SPAN_ARG(line));
        str_release(&text);
    }
}

static void
check_powershell(enum export_format format, struct span body)
{
    struct str script = export(format, "PATCH", body), text = {0}, decoded = {0};
    struct span all = str_span(&script);
    powershell_text(all, 0, &text);
    if (span_starts(all, "$body = [Convert]")) {
        ck_assert(base64_decode(&decoded, str_span(&text)));
        ck_assert(span_equal(str_span(&decoded), body));
    } else {
        ck_assert_msg(span_equal(str_span(&text), body), "%.*s becomes %s",
                      SPAN_ARG(body), str_text(&text));
    }
    ck_assert(span_has(all, "$env:TOKEN"));
    if (format == EXPORT_CURL_POWERSHELL)
        check_native(all);
    str_release(&script);
    str_release(&text);
    str_release(&decoded);
}

/* --- .http --- */

static void
check_http(struct span body)
{
    struct str text = export(EXPORT_HTTP, "PUT", body), decoded = {0};
    struct span all = str_span(&text);
    size_t blank = span_find(all, 0, SPAN("\n\n"));
    struct span got = span_sub(all, blank + 2, all.n - 1);
    if (span_has(span_sub(all, 0, blank), "# @body base64")) {
        ck_assert(base64_decode(&decoded, got));
        got = str_span(&decoded);
    }
    ck_assert_msg(span_equal(got, body), "%.*s", SPAN_ARG(all));
    ck_assert(span_has(all, "Authorization: Bearer {{TOKEN}}\n"));
    str_release(&text);
    str_release(&decoded);
}

static void
check_all(struct span body)
{
    check_cmd(body);
    check_powershell(EXPORT_POWERSHELL, body);
    check_powershell(EXPORT_CURL_POWERSHELL, body);
    check_http(body);
}

START_TEST(bodies_come_through_every_format)
{
    static const char *const bodies[] = {
        "{\"Comment\": \"it's 100% \\\"you & me\\\" ^!\\\\\"}",
        "",
        "\\",
        "\\\\\"",
        "a\"b\\\"c\\\\\"d",
        "%PATH% !x! ^ | > < ( )",
        "{\n  \"a\": 1\n}",
        "\xe2\x80\x98quoted\xe2\x80\x99 \xe4\xb8\xad\xe6\x96\x87",
        "line\r\nbreak\ttab",
        "### not a separator",
        "< ./file",
        "{{TOKEN}}",
        "ends with a line break\n",
        "\xff\xfe",
        "'; Remove-Item x; '",
        "`$env:TOKEN $(x) \"$y\"",
    };
    for (size_t i = 0; i < COUNT_OF(bodies); i++)
        check_all(span_of(bodies[i]));
    check_all((struct span){"a\0b", 3});
}
END_TEST

START_TEST(generated_bodies_come_through)
{
    static const char *const pieces[] = {
        "\"", "\\", "'", "^", "%", "!", "&", " ", "\n",           "$",
        "`",  "|",  "(", ")", "<", "{", "}", "a", "\xe2\x80\x99", "\xc3\xa9",
        "#",  "/",  "*"};
    srand(7);
    for (int round = 0; round < 1000; round++) {
        struct str body = {0};
        for (int n = rand() % 24; n >= 0; n--)
            str_add_text(&body, pieces[(size_t)rand() % COUNT_OF(pieces)]);
        check_all(str_span(&body));
        str_release(&body);
    }
}
END_TEST

/* --- headers --- */

static struct str
export_header(enum export_format format, struct span value)
{
    struct exchange exchange = {0};
    struct str out = {0};
    fill(&exchange, "GET", (struct span){0});
    pairs_add(&exchange.request.headers, SPAN("Prefer"), value);
    export_write(&out, &exchange, NULL, format);
    exchange_release(&exchange);
    return out;
}

static void
check_header_cmd(struct span value, struct span expected)
{
    struct str command = export_header(EXPORT_CURL_CMD, value), line = {0},
               arguments = {0};
    cmd_line(str_span(&command), &line);
    c_arguments(str_span(&line), &arguments);
    struct span rest = str_span(&arguments), one;
    bool found = false;
    while (rest.n && span_next(&rest, '\0', &one))
        found |= span_equal(one, expected);
    ck_assert_msg(found, "%.*s is not in\n%s", SPAN_ARG(expected), str_text(&command));
    ck_assert(span_is(argument_after(&arguments, "--"),
                      "https://h.example/api/x(1)%20?$top=5&$skip=1"));
    str_release(&command);
    str_release(&line);
    str_release(&arguments);
}

/* It is an argument where every version hands it on as it is, else a line of the file.
 */
static void
check_header_powershell(struct span value, struct span expected)
{
    struct str script = export_header(EXPORT_CURL_POWERSHELL, value), text = {0};
    struct span all = str_span(&script), lines, line;
    bool found = false;
    check_native(all);
    size_t file = span_find(all, 0, SPAN("$headers = "));
    if (file < all.n)
        powershell_text(all, file, &text);
    lines = str_span(&text);
    while (span_next(&lines, '\n', &line))
        found |= span_equal(line, expected);
    for (size_t at = 0; !found && at < all.n; at++) {
        struct str argument = {0};
        at = span_find(all, at, SPAN("\n  -H '"));
        if (at < all.n)
            powershell_text(all, at, &argument);
        found = span_equal(str_span(&argument), expected);
        str_release(&argument);
    }
    ck_assert_msg(found, "%.*s is not in\n%s", SPAN_ARG(expected), str_text(&script));
    str_release(&script);
    str_release(&text);
}

START_TEST(generated_headers_come_through)
{
    static const char *const pieces[] = {
        "\"", "\\", "\\\"", "\\\\", "'", "^", "%", "!", "&", "|", "(", ")",
        "<",  ">",  "$",    "`",    "{", "}", "x", "y", ";", ",", "#", "\xe2\x80\x99"};
    srand(11);
    for (int round = 0; round < 1000; round++) {
        struct str value = {0}, expected = {0};
        for (int n = rand() % 12; n >= 0; n--)
            str_add_text(&value, pieces[(size_t)rand() % COUNT_OF(pieces)]);
        if (round % 4 == 0)
            str_add_byte(&value, '\\');
        str_addf(&expected, "Prefer: %s", str_text(&value));
        check_header_cmd(str_span(&value), str_span(&expected));
        check_header_powershell(str_span(&value), str_span(&expected));
        str_release(&value);
        str_release(&expected);
    }
}
END_TEST

START_TEST(no_secret_goes_out)
{
    static const char secret[] = "top-secret-0123456789";
    for (int format = 0; format < EXPORT_FORMATS; format++) {
        struct exchange exchange = {.answered = true};
        struct redactor redactor = {0};
        struct str out = {0};
        redactor_know(&redactor, span_of(secret));
        fill(&exchange, "POST", SPAN("{\"x\": \"top-secret-0123456789\"}"));
        pairs_add(&exchange.request.headers, SPAN("X-Key"), span_of(secret));
        pairs_add(&exchange.response.headers, SPAN("Set-Cookie"), span_of(secret));
        exchange.response.body = str_of("top-secret-0123456789");
        export_write(&out, &exchange, &redactor, (enum export_format)format);
        ck_assert_msg(!span_has(str_span(&out), "top-secret"), "%s",
                      export_name((enum export_format)format));
        str_release(&out);
        redactor_release(&redactor);
        exchange_release(&exchange);
    }
}
END_TEST

START_TEST(names_are_found)
{
    for (int format = 0; format < EXPORT_FORMATS; format++)
        ck_assert_int_eq(
            (int)export_named(span_of(export_name((enum export_format)format))),
            format);
    ck_assert_int_eq((int)export_named(SPAN("wget")), EXPORT_FORMATS);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("export");
    TCase *t = tcase_create("export");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, bodies_come_through_every_format);
    tcase_add_test(t, generated_bodies_come_through);
    tcase_add_test(t, generated_headers_come_through);
    tcase_add_test(t, no_secret_goes_out);
    tcase_add_test(t, names_are_found);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
