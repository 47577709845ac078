#include "config.h"

#include "cli/output.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Prose is not read well in longer lines. */
enum { COLUMNS_DEFAULT = 80, COLUMNS_MIN = 30, COLUMNS_MAX = 100 };

static FILE *
file_of(enum stream stream)
{
    return stream == STREAM_RESULT ? stdout : stderr;
}

static bool
colored(enum color color, bool terminal)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    return terminal && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

void
output_init(struct output *output, enum color color, bool quiet)
{
    struct winsize size;
    *output = (struct output){.quiet = quiet, .columns = COLUMNS_DEFAULT};
    for (int i = STREAM_RESULT; i <= STREAM_REMARK; i++) {
        int fd = fileno(file_of((enum stream)i));
        output->terminal[i] = isatty(fd);
        output->color[i] = colored(color, output->terminal[i]);
        if (output->terminal[i] && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
            output->columns = size.ws_col;
    }
    if (output->columns < COLUMNS_MIN)
        output->columns = COLUMNS_MIN;
    if (output->columns > COLUMNS_MAX)
        output->columns = COLUMNS_MAX;
}

/* Standard error that can't be written has nobody to be told. A reader that has seen
 * enough, as head(1), is no trouble: the command ends with the status it found. */
static void
note_failure(struct output *output, enum stream stream)
{
    if (output->failed || stream == STREAM_REMARK)
        return;
    output->failed = true;
    if (errno == EPIPE)
        return;
    err_set(&output->err, STATUS_IO, _("standard output: can't write: %s"),
            strerror(errno));
}

void
output_bytes(struct output *output, enum stream stream, struct span bytes)
{
    if (stream == STREAM_RESULT && output->failed)
        return;
    if (bytes.n && fwrite(bytes.p, 1, bytes.n, file_of(stream)) != bytes.n)
        note_failure(output, stream);
}

void
output_text(struct output *output, enum stream stream, enum tone tone,
            const char *format, ...)
{
    static const char *const codes[] = {
        [TONE_PLAIN] = "",        [TONE_STRONG] = "\x1b[1m", [TONE_FAINT] = "\x1b[2m",
        [TONE_GOOD] = "\x1b[32m", [TONE_WARN] = "\x1b[33m",  [TONE_BAD] = "\x1b[1;31m",
    };
    bool color = output->color[stream] && tone != TONE_PLAIN;
    struct str text = {0};
    va_list args;
    if (color)
        str_add_text(&text, codes[tone]);
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    if (color)
        str_add_text(&text, "\x1b[0m");
    output_bytes(output, stream, str_span(&text));
    str_release(&text);
}

/* The bytes of the next line: words as long as they fit, at least one. Languages
 * without spaces between words break between wide characters, where marks allow it. */
static size_t
line_length(struct span text, size_t columns)
{
    size_t used = 0, good = 0, at = 0;
    uint32_t c = 0, before;
    struct sanitised piece;
    while (sanitise_next(span_from(text, at), SANITISE_PLAIN, &piece)) {
        bool space = text.p[at] == ' ';
        before = c;
        utf8_next(span_of(piece.text), &c);
        if (space ||
            (piece.columns == 2 && at && !unicode_closes(c) && !unicode_opens(before)))
            good = at;
        used += piece.columns;
        if (used > columns && good)
            return good;
        at += piece.bytes;
    }
    return at;
}

void
output_item(struct output *output, enum stream stream, enum tone tone, const char *lead,
            const char *text)
{
    size_t indent = sanitise_columns(span_of(lead), SANITISE_PLAIN);
    size_t columns = output->columns > indent + 20 ? output->columns - indent : 20;
    struct span rest = span_trim(span_of(text));
    struct str out = {0};
    output_text(output, stream, tone, "%s", lead);
    do {
        size_t n = line_length(rest, columns);
        if (out.n)
            str_add_repeat(&out, ' ', indent);
        str_add(&out, span_sub(rest, 0, n));
        str_add_byte(&out, '\n');
        rest = span_trim(span_from(rest, n));
    } while (rest.n);
    output_bytes(output, stream, str_span(&out));
    str_release(&out);
}

void
output_prose(struct output *output, enum stream stream, const char *lead,
             const char *text)
{
    output_item(output, stream, TONE_PLAIN, lead, text);
}

static enum tone
tone_of(enum style style)
{
    static const enum tone tones[STYLE_COUNT] = {
        [STYLE_TITLE] = TONE_STRONG, [STYLE_KEY] = TONE_STRONG,
        [STYLE_DIM] = TONE_FAINT,    [STYLE_GOOD] = TONE_GOOD,
        [STYLE_WARN] = TONE_WARN,    [STYLE_BAD] = TONE_BAD,
    };
    return tones[style]; /* TONE_PLAIN: 0 */
}

/* The bytes FROM to TO of a laid out page, each run in its tone. */
static void
add_runs(struct output *output, enum stream stream, const struct page *page,
         size_t from, size_t to)
{
    for (size_t i = 0; i < page->run_count && page->runs[i].from < to; i++) {
        size_t end = i + 1 < page->run_count ? page->runs[i + 1].from : to;
        size_t start = page->runs[i].from > from ? page->runs[i].from : from;
        struct span text = span_sub(str_span(&page->text), start, end < to ? end : to);
        if (start < end && text.n)
            output_text(output, stream, tone_of(page->runs[i].style), "%.*s",
                        SPAN_ARG(text));
    }
}

void
output_page(struct output *output, enum stream stream, const struct page *page)
{
    for (size_t i = 0; i < page->line_count; i++) {
        const struct page_line *line = &page->lines[i];
        output_text(output, stream, TONE_PLAIN, "%*s", line->indent, "");
        add_runs(output, stream, page, line->from, line->to);
        output_text(output, stream, TONE_PLAIN, "\n");
    }
}

void
output_json(struct output *output, cJSON *json)
{
    char *text = output->terminal[STREAM_RESULT] ? cJSON_Print(json)
                                                 : cJSON_PrintUnformatted(json);
    struct str shown = {0};
    /* In a terminal what JSON leaves as it is may still move the cursor. */
    if (output->terminal[STREAM_RESULT])
        sanitise_lines(&shown, span_of(text), SANITISE_PLAIN);
    else
        str_add_text(&shown, text ? text : "null");
    str_add_byte(&shown, '\n');
    output_bytes(output, STREAM_RESULT, str_span(&shown));
    str_release(&shown);
    cJSON_free(text);
    cJSON_Delete(json);
}

void
output_trouble(const struct err *err)
{
    fflush(stdout);
    fprintf(stderr, "defscope: %s\n", err->text);
}

enum status
output_end(struct output *output)
{
    if (fflush(stdout) != 0 || ferror(stdout))
        note_failure(output, STREAM_RESULT);
    if (output->err.status == STATUS_OK)
        return STATUS_OK;
    output_trouble(&output->err);
    return STATUS_IO;
}
