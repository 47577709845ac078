/* curl commands, as sh, cmd and PowerShell take them. */
#include "config.h"

#include "api/import_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum meaning {
    MEANS_NOTHING, /* about output, speed, verbosity */
    MEANS_URL,
    MEANS_METHOD,
    MEANS_HEADER,
    MEANS_DATA, /* line breaks and all; "@" reads a file */
    MEANS_RAW,
    MEANS_JSON,
    MEANS_ENCODE,
    MEANS_GET,
    MEANS_HEAD,
    MEANS_AGENT,
    MEANS_SECRET,   /* who calls is the profile's */
    MEANS_NEVER,    /* what this program does not do; `why` says so */
    MEANS_LEFT_OUT, /* `why` says so */
};

static const struct option {
    char letter;
    const char *name;
    bool value;
    enum meaning means;
    const char *why;
} options[] = {
    {0, "url", true, MEANS_URL, NULL},
    {'X', "request", true, MEANS_METHOD, NULL},
    {'H', "header", true, MEANS_HEADER, NULL},
    {'d', "data", true, MEANS_DATA, NULL},
    {0, "data-ascii", true, MEANS_DATA, NULL},
    {0, "data-binary", true, MEANS_DATA, NULL},
    {0, "data-raw", true, MEANS_RAW, NULL},
    {0, "json", true, MEANS_JSON, NULL},
    {0, "data-urlencode", true, MEANS_ENCODE, NULL},
    {'G', "get", false, MEANS_GET, NULL},
    {'I', "head", false, MEANS_HEAD, NULL},
    {'A', "user-agent", true, MEANS_AGENT, NULL},
    {'u', "user", true, MEANS_SECRET, NULL},
    {0, "oauth2-bearer", true, MEANS_SECRET, NULL},
    {'b', "cookie", true, MEANS_SECRET, NULL},
    {'E', "cert", true, MEANS_SECRET, NULL},
    {0, "key", true, MEANS_SECRET, NULL},
    {'n', "netrc", false, MEANS_SECRET, NULL},
    {'k', "insecure", false, MEANS_NEVER,
     N_("certificates are always verified; a profile can name a CA file")},
    {'L', "location", false, MEANS_NEVER, N_("redirects are shown, not followed")},
    {'x', "proxy", true, MEANS_NEVER, N_("the proxy is the profile's")},
    {0, "resolve", true, MEANS_NEVER, N_("names are looked up as usual")},
    {'F', "form", true, MEANS_LEFT_OUT,
     N_("forms are not taken over; give the whole body with --body")},
    {'T', "upload-file", true, MEANS_LEFT_OUT, N_("the file is not read")},
    {'K', "config", true, MEANS_LEFT_OUT, N_("the file is not read")},
    {'s', "silent", false, MEANS_NOTHING, NULL},
    {'S', "show-error", false, MEANS_NOTHING, NULL},
    {'v', "verbose", false, MEANS_NOTHING, NULL},
    {'i', "include", false, MEANS_NOTHING, NULL},
    {'f', "fail", false, MEANS_NOTHING, NULL},
    {'N', "no-buffer", false, MEANS_NOTHING, NULL},
    {'g', "globoff", false, MEANS_NOTHING, NULL},
    {'#', "progress-bar", false, MEANS_NOTHING, NULL},
    {0, "compressed", false, MEANS_NOTHING, NULL},
    {0, "fail-with-body", false, MEANS_NOTHING, NULL},
    {0, "http1.1", false, MEANS_NOTHING, NULL},
    {0, "http2", false, MEANS_NOTHING, NULL},
    {0, "path-as-is", false, MEANS_NOTHING, NULL},
    {0, "ssl-no-revoke", false, MEANS_NOTHING, NULL},
    {'o', "output", true, MEANS_NOTHING, NULL},
    {'O', "remote-name", false, MEANS_NOTHING, NULL},
    {'D', "dump-header", true, MEANS_NOTHING, NULL},
    {'w', "write-out", true, MEANS_NOTHING, NULL},
    {'m', "max-time", true, MEANS_NOTHING, NULL},
    {0, "connect-timeout", true, MEANS_NOTHING, NULL},
    {0, "retry", true, MEANS_NOTHING, NULL},
    {0, "proto", true, MEANS_NOTHING, NULL},
    {0, "cacert", true, MEANS_NEVER, N_("a profile can name a CA file")},
};

struct command {
    struct importer *importer;
    struct span input; /* what the command before it pipes in; p NULL: nothing */
    const struct written *written; /* before it */
    struct incoming request;
    struct str query; /* of -G */
    bool get, json;
};

/* --- what each option means --- */

/* "Name: value"; "Name;" is curl's empty header. */
static void
add_header_line(struct command *command, struct span line)
{
    size_t colon = span_find_byte(line, 0, ':');
    if (colon == line.n)
        colon = span_find_byte(line, 0, ';');
    if (colon < line.n && span_trim(span_from(line, colon + 1)).n)
        pairs_add(&command->request.headers, span_trim(span_sub(line, 0, colon)),
                  span_trim(span_from(line, colon + 1)));
}

/* "@file" reads some. */
static void
add_header(struct command *command, struct span line)
{
    const struct str *lines = written_find(command->written, line);
    if (lines) {
        struct span rest = str_span(lines), one;
        while (rest.n && span_next(&rest, '\n', &one))
            add_header_line(command, span_trim(one));
    } else if (line.n && line.p[0] == '@')
        importer_leave_out(command->importer, _("-H %.*s: the file is not read"),
                           SPAN_ARG(line));
    else
        add_header_line(command, line);
}

static void
add_data(struct command *command, struct span value, bool file, char between)
{
    struct str *body = &command->request.body;
    if (file && span_is(value, "@-") && command->input.p) {
        value = command->input;
        file = false;
    }
    const struct str *bytes = file ? written_find(command->written, value) : NULL;
    if (bytes) {
        value = str_span(bytes);
        file = false;
    }
    if (file && value.n && value.p[0] == '@') {
        importer_leave_out(command->importer,
                           _("the body is in %.*s, which is not read: give it with "
                             "--body FILE"),
                           SPAN_ARG(span_from(value, 1)));
        return;
    }
    if (command->request.has_body && between)
        str_add_byte(body, between);
    str_add(body, value);
    command->request.has_body = true;
}

static void
add_encoded(struct command *command, struct span value)
{
    struct str text = {0};
    size_t equals = span_find_byte(value, 0, '=');
    if (equals < value.n && equals)
        str_add(&text, span_sub(value, 0, equals + 1));
    percent_encode(&text, span_from(value, equals < value.n ? equals + 1 : 0), "");
    add_data(command, str_span(&text), false, '&');
    str_release(&text);
}

static void
apply(struct command *command, const struct option *option, struct span value)
{
    struct incoming *request = &command->request;
    switch (option->means) {
    case MEANS_NOTHING:
        break;
    case MEANS_URL:
        str_set(&request->url, value);
        break;
    case MEANS_METHOD:
        str_set(&request->method, value);
        break;
    case MEANS_HEADER:
        add_header(command, value);
        break;
    case MEANS_AGENT:
        break; /* ours says who really calls */
    case MEANS_DATA:
        add_data(command, value, true, '&');
        break;
    case MEANS_RAW:
        add_data(command, value, false, '&');
        break;
    case MEANS_JSON:
        command->json = true;
        add_data(command, value, true, '\0');
        break;
    case MEANS_ENCODE:
        add_encoded(command, value);
        break;
    case MEANS_GET:
        command->get = true;
        break;
    case MEANS_HEAD:
        str_set(&request->method, SPAN("HEAD"));
        break;
    case MEANS_SECRET:
        importer_leave_out(command->importer,
                           _("--%s: who calls is told by the profile"), option->name);
        break;
    case MEANS_NEVER:
    case MEANS_LEFT_OUT:
        importer_leave_out(command->importer, "--%s: %s", option->name, _(option->why));
        break;
    }
}

/* --- the words --- */

static const struct option *
named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (span_is(name, options[i].name))
            return &options[i];
    return NULL;
}

static const struct option *
lettered(char letter)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (options[i].letter == letter)
            return &options[i];
    return NULL;
}

static void
long_option(struct command *command, struct span word, struct span *rest)
{
    const struct option *option = named(span_from(word, 2));
    struct span value = {0};
    if (!option) {
        importer_leave_out(command->importer, _("%.*s: not known here, left out"),
                           SPAN_ARG(word));
        return;
    }
    if (option->value)
        span_next(rest, '\0', &value);
    apply(command, option, value);
}

/* "-sSXPOST" is three options, the last with its value. */
static void
short_options(struct command *command, struct span word, struct span *rest)
{
    for (size_t i = 1; i < word.n; i++) {
        const struct option *option = lettered(word.p[i]);
        struct span value = span_from(word, i + 1);
        if (!option) {
            importer_leave_out(command->importer, _("-%c: not known here, left out"),
                               word.p[i]);
            continue;
        }
        if (option->value && !value.n)
            span_next(rest, '\0', &value);
        apply(command, option, value);
        if (option->value)
            return;
    }
}

static void
finish(struct command *command)
{
    struct incoming *request = &command->request;
    if (command->get && request->has_body) {
        bool query = span_find_byte(str_span(&request->url), 0, '?') < request->url.n;
        str_addf(&request->url, "%c%s", query ? '&' : '?', str_text(&request->body));
        str_clear(&request->body);
        request->has_body = false;
    }
    if (command->json && !pairs_get_nocase(&request->headers, "Content-Type"))
        pairs_add(&request->headers, SPAN("Content-Type"), SPAN("application/json"));
    if (request->url.n && !span_starts(str_span(&request->url), "/") &&
        !span_has(str_span(&request->url), "://"))
        str_insert(&request->url, 0, SPAN("https://")); /* as browsers guess it */
    importer_add(command->importer, request);
}

static void
read_command(struct importer *importer, struct span words, struct span input,
             const struct written *written)
{
    struct command command = {.importer = importer, .input = input, .written = written};
    struct span word;
    bool only_urls = false;
    while (words.n && span_next(&words, '\0', &word)) {
        if (!only_urls && span_is(word, "--"))
            only_urls = true;
        else if (!only_urls && span_starts(word, "--"))
            long_option(&command, word, &words);
        else if (!only_urls && word.n > 1 && word.p[0] == '-')
            short_options(&command, word, &words);
        else
            str_set(&command.request.url, word);
    }
    finish(&command);
    incoming_release(&command.request);
    str_release(&command.query);
}

/* By how the line with curl goes on, else by what only one of them writes. */
static enum shell
shell_of(struct span text)
{
    size_t curl = span_find(text, 0, SPAN("curl"));
    size_t end = span_find_byte(text, curl, '\n');
    struct span line = span_trim(span_sub(text, curl, end));
    char last = line.n && end < text.n ? line.p[line.n - 1] : '\0';
    if (last == '\\')
        return SHELL_POSIX;
    if (last == '^' || (last != '`' && span_has(line, "^\"")))
        return SHELL_CMD;
    if (last == '`' || span_starts(line, "curl.exe") || span_has(line, "$env:"))
        return SHELL_POWERSHELL;
    return SHELL_POSIX;
}

/* The word that starts curl, by whatever path; what stands before it is no option. */
static bool
to_curl(struct span *words)
{
    struct span word;
    while (words->n && span_next(words, '\0', &word)) {
        size_t slash = word.n;
        while (slash && word.p[slash - 1] != '/' && word.p[slash - 1] != '\\')
            slash--;
        struct span base = span_from(word, slash);
        if (span_is_nocase(base, "curl") || span_is_nocase(base, "curl.exe"))
            return true;
    }
    return false;
}

/* "printf '%b' TEXT", as our own export writes a body that can't be shown: the text
 * with its octal numbers (POSIX, printf, "%b"). */
static bool
printed(struct span words, struct str *out)
{
    struct span command, format, text;
    if (!span_next(&words, '\0', &command) || !span_is(command, "printf") ||
        !span_next(&words, '\0', &format) || !span_is(format, "%b") ||
        !span_next(&words, '\0', &text))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        bool octal = text.p[i] == '\\' && i + 4 < text.n && text.p[i + 1] == '0';
        if (octal)
            str_add_byte(out, (char)((text.p[i + 2] - '0') * 64 +
                                     (text.p[i + 3] - '0') * 8 + text.p[i + 4] - '0'));
        else if (text.p[i] == '\\' && i + 1 < text.n)
            str_add_byte(out, text.p[i + 1]);
        else
            str_add_byte(out, text.p[i]);
        i += octal ? 4 : text.p[i] == '\\' ? 1 : 0;
    }
    return true;
}

/* Statements that powershell_written has read. */
static bool
is_about_files(struct span words)
{
    return span_starts(words, "$") || span_starts_nocase(words, "[IO.File]::") ||
           span_starts_nocase(words, "Remove-Item");
}

enum status
import_curl(struct importer *importer, struct span text)
{
    enum shell shell = shell_of(text);
    struct written written = {0};
    if (shell == SHELL_POWERSHELL)
        powershell_written(text, &written);
    struct str input = {0};
    bool piped = false;
    enum status status = STATUS_OK;
    while (text.n && status == STATUS_OK) {
        struct str words = {0};
        bool closed = shell_words(shell, &text, &words);
        struct span all = str_span(&words);
        bool curl = closed && to_curl(&all);
        if (curl)
            read_command(importer, all,
                         piped ? (struct span){str_text(&input), input.n}
                               : (struct span){0},
                         &written);
        else if (closed && printed(str_span(&words), &input))
            piped = true;
        else if (closed && words.n &&
                 !(written.count && is_about_files(str_span(&words))))
            importer_leave_out(importer, _("\"%s\" is no curl command: not run"),
                               str_text(&words));
        str_release(&words);
        if (!closed)
            status = err_set(importer->err, STATUS_INPUT,
                             _("a quote in the command is never closed"));
    }
    str_release(&input);
    written_release(&written);
    return status;
}
