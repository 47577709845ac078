#include "config.h"

#include "explorer/body_kind.h"

#include "api/api_error.h"
#include "api/body_type.h"
#include "api/html_page.h"
#include "api/xml.h"
#include "base/charset.h"
#include "base/conversion.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/say.h"
#include "base/text.h"
#include "base/utf8.h"
#include "json/pretty.h"

#include <string.h>

enum {
    GUESSED = 64 << 10,     /* bytes that tell the characters where all are good */
    CHECKED = 4 << 20,      /* looked through for bytes that are none */
    DECODED_MAX = 64 << 20, /* decoded as a whole */
    IDS_TOLD = 3,
};

void
body_kind_release(struct body_kind *body)
{
    str_release(&body->laid);
    str_release(&body->note);
    *body = (struct body_kind){0};
}

/* The value of a parameter in a header: charset=utf-8, filename="a b.zip". */
static struct span
parameter(const char *header, const char *name)
{
    struct span rest = span_of(header), part;
    while (span_next(&rest, ';', &part)) {
        part = span_trim(part);
        size_t equals = span_find_byte(part, 0, '=');
        if (equals == part.n || !span_is_nocase(span_sub(part, 0, equals), name))
            continue;
        struct span value = span_trim(span_from(part, equals + 1));
        bool quoted = value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"';
        return quoted ? span_sub(value, 1, value.n - 1) : value;
    }
    return (struct span){0};
}

static const char *
header(const struct response *response, const char *name)
{
    const char *value = response ? response_header(response, name) : NULL;
    return value ? value : "";
}

static void
add_line(struct str *note)
{
    if (note->n)
        str_add_byte(note, '\n');
}

/* --- characters --- */

struct reading {
    struct span declared; /* the charset's name; may be empty */
    enum charset said;
    enum charset is;
    size_t bad;   /* bytes that are no UTF-8 in what is */
    size_t lost;  /* bytes that stand for no character in what was declared */
    bool foreign; /* in what was declared, which the C library knows */
    bool plain;   /* ASCII alone, as far as it was looked at */
    bool marked;
};

static size_t
count_bad(struct span text)
{
    size_t bad = 0;
    uint32_t c;
    for (size_t n; (n = utf8_next(text, &c)); text = span_from(text, n))
        bad += c == UTF8_BAD;
    return bad;
}

static bool
single(enum charset charset)
{
    return charset == CHARSET_LATIN1 || charset == CHARSET_WINDOWS1252;
}

/* <meta charset="gbk">, <meta ... content="text/html; charset=gbk">, <?xml ...
 * encoding="gbk"?>: near the start, as browsers look for it. */
static struct span
charset_of_page(struct span text)
{
    static const char *const words[] = {"charset=", "encoding="};
    struct span start = span_sub(text, 0, 1024);
    if (!span_starts(span_trim(start), "<"))
        return (struct span){0};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        size_t at = span_find_nocase(start, 0, span_of(words[i]));
        struct span value = span_from(start, at + strlen(words[i]));
        size_t end = 0;
        if (at == start.n)
            continue;
        if (value.n && strchr("\"'", value.p[0]))
            value = span_from(value, 1);
        while (end < value.n && !strchr("\"'>;/? \t\r\n", value.p[end]))
            end++;
        return span_sub(value, 0, end);
    }
    return (struct span){0};
}

/* A mark at the start wins, as in browsers; then the bytes, wherever they can't be what
 * was declared. */
static struct reading
read_charset(struct span text, const struct response *response)
{
    struct reading reading = {
        .declared = parameter(header(response, "Content-Type"), "charset")};
    size_t mark;
    if (!reading.declared.n)
        reading.declared = charset_of_page(text);
    reading.said = charset_named(reading.declared);
    reading.is = charset_marked(text, &mark);
    reading.marked = mark;
    if (!reading.is) {
        struct span checked = span_sub(text, 0, CHECKED);
        bool plain = utf8_valid(checked);
        reading.plain = utf8_ascii(checked) == checked.n;
        reading.is = charset_guess(plain ? span_sub(text, 0, GUESSED) : checked);
        bool foreign = reading.declared.n && !reading.said && !plain &&
                       span_find_byte(checked, 0, '\0') == checked.n;
        if (foreign) /* text, in characters that are not known here */
            reading.is = CHARSET_UTF8;
        if (reading.is == CHARSET_UTF8 && !plain)
            reading.bad = count_bad(checked);
        if (reading.is && single(reading.said) && (reading.bad || single(reading.is)))
            reading.is = reading.said;
    }
    return reading;
}

/* Declared in other characters, which only ASCII would not tell apart. */
static bool
wider(const struct reading *reading)
{
    return reading->said > CHARSET_UTF8 && !reading->plain;
}

static void
tell_charset(struct str *note, const struct reading *reading)
{
    bool wide = reading->is != CHARSET_UTF8 && !single(reading->is);
    bool said = reading->said == reading->is ||
                (wide && reading->said > CHARSET_UTF8 && !single(reading->said));
    if (reading->is == CHARSET_UTF8 && !reading->bad && (said || !wider(reading)))
        return;
    add_line(note);
    if (reading->foreign) {
        str_addf(note, _("In %.*s, as declared; copy and save keep its bytes."),
                 SPAN_ARG(span_sub(reading->declared, 0, 40)));
        if (reading->lost)
            str_addf(note,
                     ngettext(" %zu byte stands for no character.",
                              " %zu bytes stand for no character.",
                              (unsigned long)reading->lost),
                     reading->lost);
    } else if (reading->is == CHARSET_UTF8 && reading->bad && reading->declared.n &&
               !reading->said)
        str_addf(
            note,
            _("Declared as %.*s, which is not known here: what is no UTF-8 is shown "
              "as \\ufffd."),
            SPAN_ARG(span_sub(reading->declared, 0, 40)));
    else if (reading->is == CHARSET_UTF8 && reading->bad)
        str_addf(note,
                 ngettext("%zu byte is not valid UTF-8 and is shown as \\ufffd; copy "
                          "and save keep it.",
                          "%zu bytes are not valid UTF-8 and are shown as \\ufffd; "
                          "copy and save keep them.",
                          (unsigned long)reading->bad),
                 reading->bad);
    else if (said)
        str_addf(note, _("In %s, as declared; copy and save keep its bytes."),
                 charset_name(reading->is));
    else if (reading->declared.n)
        str_addf(
            note, _("Declared as %.*s, but it is %s; copy and save keep its bytes."),
            SPAN_ARG(span_sub(reading->declared, 0, 40)), charset_name(reading->is));
    else
        str_addf(note, _("In %s, which is not declared; copy and save keep its bytes."),
                 charset_name(reading->is));
}

/* --- kinds --- */

static void
tell_bytes(struct body_kind *body, struct span text)
{
    const struct body_type *type = body_type_of(text);
    struct str size = {0};
    say_size(&size, text.n);
    body->bytes = true;
    if (type)
        str_addf(&body->note, _("No text but %s, %s. S saves it."), _(type->name),
                 str_text(&size));
    else
        str_addf(&body->note,
                 _("No text, and of no kind that is known, %s. S saves it."),
                 str_text(&size));
    str_release(&size);
}

/* Title or code and message, then what its gateway can look it up by. */
static void
tell_markup(struct body_kind *body, struct span text, bool xml, bool laid)
{
    struct api_error error;
    api_error_read(&error, text);
    if (xml) /* Azure Storage puts it on lines of its own behind the message */
        str_cut(&error.message,
                span_find(str_span(&error.message), 0, SPAN(" RequestId:")));
    const char *message = error.message.n ? str_text(&error.message) : NULL;
    if (xml && error.code.n && message)
        str_addf(&body->note, "%s: %s", str_text(&error.code), message);
    else if (xml && laid)
        str_add_text(&body->note,
                     _("XML, indented to be read; copy and save keep its bytes."));
    else if (xml)
        str_add_text(&body->note, _("XML that is not well-formed: shown as it came."));
    else if (message)
        str_addf(&body->note, _("A web page, not JSON: \"%s\""), message);
    else
        str_add_text(&body->note, _("A web page, not JSON"));
    for (size_t i = 0; i < error.ids.count && i < IDS_TOLD; i++)
        str_addf(&body->note, "%s%s: %s", i ? "  " : "\n", error.ids.items[i].name,
                 error.ids.items[i].value);
    api_error_release(&error);
}

static bool
is_json(struct span text)
{
    text = span_trim(span_sub(text, 0, 1024));
    return span_starts(text, "{") || span_starts(text, "[");
}

/* Laid out anew where that helps. */
static void
read_markup(struct body_kind *body, struct span text)
{
    struct str laid = {0};
    struct span start = span_trim(span_sub(text, 0, 1024));
    if (!span_starts(start, "<"))
        return;
    if (xml_is(text)) {
        bool good = xml_indent(text, &laid);
        tell_markup(body, text, true, good);
        if (good) {
            str_release(&body->laid);
            body->laid = laid;
        }
    } else {
        tell_markup(body, text, false, false);
    }
}

void
body_kind_read(struct body_kind *body, struct span text,
               const struct response *response)
{
    body_kind_release(body);
    if (!text.n)
        return;
    struct reading reading = read_charset(text, response);
    size_t mark;
    if (!reading.marked && body_type_of(text))
        reading.is = CHARSET_UNKNOWN;
    if (reading.is == CHARSET_UNKNOWN && is_json(text))
        return; /* its own fault is told */
    if (reading.is == CHARSET_UNKNOWN) {
        tell_bytes(body, text);
        return;
    }
    bool other = reading.is != CHARSET_UTF8 && text.n <= DECODED_MAX;
    reading.foreign =
        !other && reading.bad && reading.declared.n && !reading.said &&
        text.n <= DECODED_MAX &&
        conversion_decode(reading.declared, text, &body->laid, &reading.lost);
    other |= reading.foreign;
    if (reading.foreign)
        ; /* decoded */
    else if (other)
        charset_decode(reading.is, text, &body->laid);
    else if (charset_marked(text, &mark) == CHARSET_UTF8)
        text = span_from(text, mark);
    read_markup(body, other ? str_span(&body->laid) : text);
    tell_charset(&body->note, &reading);
}

/* --- for files and programs --- */

static const char *
suffix_of(struct span text)
{
    const struct body_type *type = body_type_of(text);
    struct body_kind body = {0};
    const char *suffix = "txt";
    if (type)
        return type->suffix;
    body_kind_read(&body, text, NULL);
    struct span shown = body.laid.n ? str_span(&body.laid) : text;
    if (body.bytes)
        suffix = "bin";
    else if (is_json(shown))
        suffix = "json";
    else if (html_page_find(span_sub(shown, 0, 1024)) <
             (shown.n < 1024 ? shown.n : 1024))
        suffix = "html";
    else if (xml_is(shown))
        suffix = "xml";
    body_kind_release(&body);
    return suffix;
}

/* Letters, digits and .-_ stay; whatever else becomes one "-"; no dot begins it. */
static void
add_safe(struct str *out, struct span name)
{
    enum { NAME_MAX_BYTES = 120 };
    size_t before = out->n;
    for (size_t i = 0; i < name.n && out->n - before < NAME_MAX_BYTES; i++) {
        char c = name.p[i];
        bool good = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                    c == '.' || c == '-' || c == '_';
        bool first = out->n == before;
        if (good && !(first && (c == '.' || c == '-')))
            str_add_byte(out, c);
        else if (!first && out->p[out->n - 1] != '-')
            str_add_byte(out, '-');
    }
}

void
body_kind_file_name(struct span text, const struct response *response, const char *name,
                    clock_ms now, struct str *out)
{
    struct span given = parameter(header(response, "Content-Disposition"), "filename");
    size_t before = out->n;
    for (size_t i = 0; i < given.n; i++)
        if (given.p[i] == '/' || given.p[i] == '\\') {
            given = span_from(given, i + 1);
            i = (size_t)-1;
        }
    add_safe(out, given);
    if (out->n > before)
        return;
    add_safe(out, span_of(name && *name ? name : "answer"));
    struct civil at = clock_civil(now);
    str_addf(out, "-%04d%02u%02u-%02u%02u%02u.%s", (int)at.year, at.month, at.day,
             at.hour, at.minute, at.second, suffix_of(text));
}

bool
body_kind_lay_out(const struct body_kind *body, struct span text, struct str *out)
{
    struct str pretty = {0};
    struct span shown = body->laid.n ? str_span(&body->laid) : text;
    if (body->bytes)
        return false;
    if (is_json(shown)) {
        json_pretty(&pretty, shown);
        shown = str_span(&pretty);
    }
    sanitise_lines(out, shown, SANITISE_SOURCE);
    str_release(&pretty);
    return true;
}
