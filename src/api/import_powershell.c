/* Invoke-RestMethod and Invoke-WebRequest, as people write them, browsers copy them and
 * our own export gives them: values are read where they are plain texts, tables of such
 * or variables that hold one; whatever PowerShell would have to work out is told. */
#include "config.h"

#include "api/import_parts.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { VARIABLES_MAX = 64 };

struct value {
    bool known, is_table;
    struct str text;
    struct pairs table;
};

struct script {
    struct importer *importer; /* NULL: nothing is told */
    struct span text;
    size_t at;
    struct variable {
        struct str name;
        struct value value;
    } variables[VARIABLES_MAX];
    size_t count;
};

static void
value_release(struct value *value)
{
    str_release(&value->text);
    pairs_release(&value->table);
    *value = (struct value){0};
}

static struct span
rest(const struct script *script)
{
    return span_from(script->text, script->at);
}

static char
peek(const struct script *script)
{
    return script->at < script->text.n ? script->text.p[script->at] : '\0';
}

/* Blanks, continued lines, and with LINES line breaks too. */
static void
skip(struct script *script, bool lines)
{
    for (char c; (c = peek(script)); script->at++) {
        size_t after = script->at + 1;
        if (after < script->text.n && script->text.p[after] == '\r')
            after++;
        bool goes_on =
            c == '`' && after < script->text.n && script->text.p[after] == '\n';
        if (goes_on)
            script->at = after;
        else if (c != ' ' && c != '\t' && c != '\r' && !(lines && strchr("\n;", c)))
            return;
    }
}

static struct span
read_word(struct script *script, const char *ends)
{
    size_t begin = script->at;
    while (peek(script) && !strchr(ends, peek(script)))
        script->at++;
    return span_sub(script->text, begin, script->at);
}

static void
skip_line(struct script *script)
{
    script->at = span_find_byte(script->text, script->at, '\n');
}

/* The statement was read up to its end, or else its line is of no use. */
static void
end_statement(struct script *script)
{
    if (peek(script) != ';')
        skip_line(script);
}

static const struct value *
find(const struct script *script, struct span name)
{
    for (size_t i = script->count; i-- > 0;)
        if (span_equal_nocase(str_span(&script->variables[i].name), name))
            return &script->variables[i].value;
    return NULL;
}

static const struct str *
find_text(const void *script, struct span name)
{
    const struct value *held = find(script, name);
    return held && held->known && !held->is_table ? &held->text : NULL;
}

static bool
read_quoted(struct script *script, struct str *out)
{
    struct powershell_expansion expansion = {find_text, script, false};
    return powershell_string(script->text, &script->at, out, &expansion) &&
           !expansion.worked_out;
}

/* @' and its text on lines of their own, then '@. */
static bool
read_here_string(struct script *script, struct str *out)
{
    char quote = script->text.p[script->at + 1];
    char end[] = {'\n', quote, '@'};
    size_t begin = span_find_byte(script->text, script->at, '\n');
    size_t close = span_find(script->text, begin, (struct span){end, sizeof end});
    if (close >= script->text.n)
        return false;
    struct span text = span_sub(script->text, begin + 1, close);
    if (text.n && text.p[text.n - 1] == '\r')
        text.n--;
    struct powershell_expansion expansion = {find_text, script, false};
    if (quote == '"')
        powershell_expand(text, out, &expansion);
    else
        str_add(out, text);
    script->at = close + sizeof end;
    return !expansion.worked_out;
}

static bool
at_quote(const struct script *script)
{
    return peek(script) == '\'' || peek(script) == '"';
}

/* [Text.Encoding]::UTF8.GetBytes('...'), in brackets or not. */
static bool
read_bytes(struct script *script, struct str *out)
{
    size_t line = span_find_byte(script->text, script->at, '\n');
    struct span call = span_sub(script->text, script->at, line);
    size_t utf8 = span_find_nocase(call, 0, SPAN("UTF8.GetBytes("));
    size_t base64 = span_find_nocase(call, 0, SPAN("FromBase64String("));
    struct str text = {0};
    bool good = utf8 < call.n || base64 < call.n;
    if (good) {
        script->at = span_find_byte(script->text,
                                    script->at + (utf8 < call.n ? utf8 : base64), '(') +
                     1;
        skip(script, false);
        good = at_quote(script) && read_quoted(script, &text);
        while (peek(script) == ')')
            script->at++;
    }
    if (good && utf8 < call.n)
        str_add(out, str_span(&text));
    else if (good)
        good = base64_decode(out, str_span(&text));
    str_release(&text);
    return good;
}

/* A text, a variable that holds one, or a bare word. */
static void
read_text(struct script *script, struct value *value)
{
    static const char ends[] = " \t\r\n;|)}";
    char c = peek(script);
    if (at_quote(script)) {
        value->known = read_quoted(script, &value->text);
    } else if (span_starts(rest(script), "@'") || span_starts(rest(script), "@\"")) {
        value->known = read_here_string(script, &value->text);
    } else if (c == '(' || c == '[') {
        value->known = read_bytes(script, &value->text);
    } else if (c == '$') {
        struct span name = read_word(script, ends);
        const struct value *held = find(script, span_from(name, 1));
        value->known = held && held->known;
        if (value->known) {
            str_set(&value->text, str_span(&held->text));
            pairs_copy(&value->table, &held->table);
            value->is_table = held->is_table;
        }
    } else {
        str_add(&value->text, read_word(script, ends));
        value->known = value->text.n > 0;
    }
}

/* @{ 'name' = 'value'; ... } */
static void
read_table(struct script *script, struct value *value)
{
    script->at += 2;
    value->known = value->is_table = true;
    for (;;) {
        struct value key = {0}, held = {0};
        skip(script, true);
        if (peek(script) == '}' || !peek(script))
            break;
        if (at_quote(script))
            read_text(script, &key);
        else
            str_add(&key.text, span_trim(read_word(script, "=}\n")));
        skip(script, false);
        bool assigned = peek(script) == '=';
        if (assigned) {
            script->at++;
            skip(script, false);
            read_text(script, &held);
            skip(script, false);
            held.known &= !peek(script) || strchr("\n;}", peek(script));
        }
        if (held.known && !held.is_table)
            pairs_set(&value->table, str_span(&key.text), str_span(&held.text));
        else if (script->importer)
            importer_leave_out(
                script->importer,
                _("\"%s\" is worked out by PowerShell, which is not run"),
                str_text(&key.text));
        value_release(&key);
        value_release(&held);
        read_word(script, "\n;}"); /* what is worked out ends there */
    }
    if (peek(script))
        script->at++;
}

static void
read_value(struct script *script, struct value *value)
{
    skip(script, false);
    if (span_starts(rest(script), "@{"))
        read_table(script, value);
    else
        read_text(script, value);
}

/* $name = value, with nothing behind it that would change it. */
static void
read_assignment(struct script *script)
{
    struct value value = {0};
    script->at++;
    struct span name = read_word(script, " \t=.\r\n");
    skip(script, false);
    if (peek(script) == '=' && script->count < VARIABLES_MAX) {
        script->at++;
        read_value(script, &value);
        skip(script, false);
        value.known &= !peek(script) || strchr("\n;", peek(script));
        struct variable *variable = &script->variables[script->count++];
        variable->name = str_dup(name);
        variable->value = value;
    }
    end_statement(script);
}

/* --- the command --- */

enum role { TAKES_NOTHING, URI, METHOD, HEADERS, BODY, TYPE, SECRET, NOT_TAKEN };

static enum role
role_of(struct span name)
{
    static const struct {
        const char *name;
        enum role is;
    } parameters[] = {{"Uri", URI},
                      {"Method", METHOD},
                      {"CustomMethod", METHOD},
                      {"Headers", HEADERS},
                      {"Body", BODY},
                      {"ContentType", TYPE},
                      {"Token", SECRET},
                      {"Credential", SECRET},
                      {"WebSession", SECRET},
                      {"Certificate", SECRET},
                      {"Authentication", SECRET},
                      {"UseBasicParsing", TAKES_NOTHING},
                      {"SkipHttpErrorCheck", TAKES_NOTHING}};
    for (size_t i = 0; i < COUNT_OF(parameters); i++)
        if (span_is_nocase(name, parameters[i].name))
            return parameters[i].is;
    return NOT_TAKEN;
}

static void
apply(struct script *script, struct incoming *request, struct span name,
      const struct value *value)
{
    enum role parameter = role_of(name);
    if (parameter == SECRET)
        importer_leave_out(script->importer,
                           _("-%.*s: who calls is told by the profile"),
                           SPAN_ARG(name));
    else if (parameter == NOT_TAKEN)
        importer_leave_out(script->importer, _("-%.*s: not known here, left out"),
                           SPAN_ARG(name));
    else if (!value->known || value->is_table != (parameter == HEADERS))
        importer_leave_out(script->importer,
                           _("\"%.*s\" is worked out by PowerShell, which is not run"),
                           SPAN_ARG(name));
    else if (parameter == URI)
        str_set(&request->url, str_span(&value->text));
    else if (parameter == METHOD)
        str_set(&request->method, str_span(&value->text));
    else if (parameter == TYPE)
        pairs_set(&request->headers, SPAN("Content-Type"), str_span(&value->text));
    else if (parameter == HEADERS)
        for (size_t i = 0; i < value->table.count; i++)
            pairs_set(&request->headers, span_of(value->table.items[i].name),
                      span_of(value->table.items[i].value));
    else if (parameter == BODY) {
        request->has_body = true;
        str_set(&request->body, str_span(&value->text));
    }
}

/* @name, a table with all parameters. */
static void
apply_table(struct script *script, struct incoming *request, struct span name)
{
    const struct value *table = find(script, name);
    for (size_t i = 0; table && i < table->table.count; i++) {
        struct value one = {.known = true, .text = str_of(table->table.items[i].value)};
        apply(script, request, span_of(table->table.items[i].name), &one);
        value_release(&one);
    }
}

static void
read_command(struct script *script)
{
    struct incoming request = {0};
    for (skip(script, false); peek(script) && !strchr("\n;|", peek(script));
         skip(script, false)) {
        struct value value = {0};
        if (peek(script) == '-') {
            script->at++;
            struct span name = read_word(script, " \t\r\n:;|");
            if (peek(script) == ':')
                script->at++;
            bool alone = role_of(name) == TAKES_NOTHING;
            skip(script, false);
            if (!alone && peek(script) != '-')
                read_value(script, &value);
            if (!alone && !span_is_nocase(name, "MaximumRedirection"))
                apply(script, &request, name, &value);
        } else if (peek(script) == '@') {
            script->at++;
            apply_table(script, &request, read_word(script, " \t\r\n;|"));
        } else {
            size_t before = script->at;
            read_value(script, &value);
            apply(script, &request, SPAN("Uri"), &value);
            script->at += script->at == before;
        }
        value_release(&value);
    }
    end_statement(script);
    importer_add(script->importer, &request);
    incoming_release(&request);
}

bool
powershell_calls(struct span word)
{
    static const char *const calls[] = {"Invoke-RestMethod", "Invoke-WebRequest", "irm",
                                        "iwr"};
    for (size_t i = 0; i < COUNT_OF(calls); i++)
        if (span_is_nocase(word, calls[i]))
            return true;
    return false;
}

/* --- files that another program reads --- */

void
written_release(struct written *written)
{
    for (size_t i = 0; i < written->count; i++) {
        str_release(&written->items[i].variable);
        str_release(&written->items[i].bytes);
    }
    mem_free(written->items);
    *written = (struct written){0};
}

const struct str *
written_find(const struct written *written, struct span argument)
{
    if (!span_starts(argument, "@$"))
        return NULL;
    for (size_t i = 0; i < written->count; i++)
        if (span_equal_nocase(str_span(&written->items[i].variable),
                              span_from(argument, 2)))
            return &written->items[i].bytes;
    return NULL;
}

/* [IO.File]::WriteAllBytes($file, $bytes) */
static void
note_written(const struct script *script, struct span line, struct written *written)
{
    static const char call[] = "[IO.File]::WriteAllBytes($";
    struct span arguments = span_from(line, sizeof call - 1), file;
    if (!span_starts_nocase(line, call) || !span_next(&arguments, ',', &file))
        return;
    struct span bytes =
        span_trim(span_sub(arguments, 0, span_find_byte(arguments, 0, ')')));
    const struct str *held =
        span_starts(bytes, "$") ? find_text(script, span_from(bytes, 1)) : NULL;
    if (!held)
        return;
    ARRAY_GROW(written->items, written->count, written->room);
    written->items[written->count++] =
        (struct written_file){str_dup(span_trim(file)), str_dup(str_span(held))};
}

static void
script_release(struct script *script)
{
    for (size_t i = 0; i < script->count; i++) {
        str_release(&script->variables[i].name);
        value_release(&script->variables[i].value);
    }
    mem_free(script);
}

void
powershell_written(struct span text, struct written *written)
{
    struct script *script = mem_alloc(sizeof *script);
    *script = (struct script){.text = text};
    for (skip(script, true); peek(script); skip(script, true)) {
        if (peek(script) == '$') {
            read_assignment(script);
            continue;
        }
        size_t end = span_find_byte(text, script->at, '\n');
        note_written(script, span_trim(span_sub(text, script->at, end)), written);
        skip_line(script);
    }
    script_release(script);
}

enum status
import_powershell(struct importer *importer, struct span text)
{
    struct script *script = mem_alloc(sizeof *script);
    *script = (struct script){.importer = importer, .text = text};
    for (skip(script, true); peek(script); skip(script, true)) {
        struct span line =
            span_sub(text, script->at, span_find_byte(text, script->at, '\n'));
        size_t equals = span_find_byte(line, 0, '=');
        struct span given = span_trim(span_from(line, equals + 1));
        struct span called = span_sub(given, 0, span_find_byte(given, 0, ' '));
        if (peek(script) == '$' && powershell_calls(called)) /* $answer = irm ... */
            script->at = (size_t)(called.p - text.p);
        if (peek(script) == '$') {
            read_assignment(script);
            continue;
        }
        if (powershell_calls(read_word(script, " \t\r\n;|")))
            read_command(script);
        else
            skip_line(script);
    }
    script_release(script);
    return STATUS_OK;
}
