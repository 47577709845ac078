#include "config.h"

#include "base/sanitise.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_RUN = 8 }; /* escaped marks in a row that are still written out */

static void
escape_into(struct sanitised *piece, const char *text, size_t bytes)
{
    snprintf(piece->text, sizeof piece->text, "%s", text);
    piece->columns = (unsigned)strlen(piece->text);
    piece->bytes = bytes;
    piece->escaped = true;
}

static void
escape_character(struct sanitised *piece, uint32_t c, size_t bytes)
{
    static const char short_form[] = "\bb\ff\nn\rr\tt";
    char text[16];
    for (const char *p = short_form; *p; p += 2) {
        if (c == (unsigned char)p[0]) {
            snprintf(text, sizeof text, "\\%c", p[1]);
            escape_into(piece, text, bytes);
            return;
        }
    }
    if (c > 0xffff) {
        unsigned pair = c - 0x10000;
        snprintf(text, sizeof text, "\\u%04x\\u%04x", 0xd800 + (pair >> 10),
                 0xdc00 + (pair & 0x3ff));
    } else {
        snprintf(text, sizeof text, "\\u%04x", c);
    }
    escape_into(piece, text, bytes);
}

/* A combining mark that has nothing to stand on, or one too many. */
static void
stray_marks(struct span s, struct sanitised *piece)
{
    size_t bytes = 0, count = 0, n;
    uint32_t c, first = 0;
    while ((n = utf8_next(span_from(s, bytes), &c)) && unicode_combining(c)) {
        if (!count++)
            first = c;
        bytes += n;
    }
    if (count <= LONGEST_RUN) {
        n = utf8_next(s, &c);
        escape_character(piece, first, n);
        return;
    }
    snprintf(piece->text, sizeof piece->text, "\xe2\x80\xa6\xc3\x97%zu", count);
    piece->columns =
        (unsigned)strlen(piece->text) - 3; /* two characters of 3 and 2 bytes */
    piece->bytes = bytes;
    piece->escaped = true;
}

static void
visible(struct span s, size_t n, uint32_t c, struct sanitised *piece)
{
    size_t length = n;
    piece->columns = unicode_width(c);
    piece->escaped = false;
    for (unsigned marks = 0; marks < SANITISE_MARKS; marks++) {
        uint32_t mark;
        size_t more = utf8_next(span_from(s, length), &mark);
        if (!more || !unicode_combining(mark))
            break;
        length += more;
    }
    memcpy(piece->text, s.p, length);
    piece->text[length] = '\0';
    piece->bytes = length;
}

bool
sanitise_next(struct span s, enum sanitise_form form, struct sanitised *piece)
{
    uint32_t c;
    size_t n = utf8_next(s, &c);
    if (!n)
        return false;
    if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\' &&
        (s.n == 1 || (unsigned char)s.p[1] < 0x80)) { /* the common case */
        piece->text[0] = (char)c;
        piece->text[1] = '\0';
        piece->columns = 1;
        piece->bytes = 1;
        piece->escaped = false;
    } else if (c == UTF8_BAD) {
        escape_into(piece, "\\ufffd", 1);
    } else if (unicode_hidden(c)) {
        if (c == '\t' && form == SANITISE_SOURCE)
            visible(SPAN(" "), 1, ' ', piece);
        else
            escape_character(piece, c, n);
    } else if (unicode_combining(c)) {
        stray_marks(s, piece);
    } else if ((c == '"' || c == '\\') && form == SANITISE_JSON) {
        escape_into(piece, c == '"' ? "\\\"" : "\\\\", 1);
    } else {
        visible(s, n, c, piece);
    }
    return true;
}

size_t
sanitise_ordinary(struct span s)
{
    size_t n = 0;
    while (n < s.n && s.p[n] >= 0x20 && s.p[n] < 0x7f && s.p[n] != '"' &&
           s.p[n] != '\\')
        n++;
    return n && n < s.n && (unsigned char)s.p[n] >= 0x80 ? n - 1 : n;
}

void
sanitise_line(struct str *out, struct span s, enum sanitise_form form)
{
    struct sanitised piece;
    for (size_t n;; s = span_from(s, piece.bytes)) {
        n = sanitise_ordinary(s);
        str_add(out, span_sub(s, 0, n));
        s = span_from(s, n);
        if (!sanitise_next(s, form, &piece))
            return;
        str_add_text(out, piece.text);
    }
}

void
sanitise_lines(struct str *out, struct span s, enum sanitise_form form)
{
    struct sanitised piece;
    size_t column = 0;
    for (; sanitise_next(s, form, &piece); s = span_from(s, piece.bytes)) {
        if (s.p[0] == '\n') {
            str_add_byte(out, '\n');
            column = 0;
        } else if (s.p[0] == '\t') {
            size_t fill = 8 - column % 8;
            str_add_repeat(out, ' ', fill);
            column += fill;
        } else {
            str_add_text(out, piece.text);
            column += piece.columns;
        }
    }
}

size_t
sanitise_columns(struct span s, enum sanitise_form form)
{
    struct sanitised piece;
    size_t columns = 0;
    for (;; s = span_from(s, piece.bytes)) {
        size_t n = sanitise_ordinary(s);
        columns += n;
        s = span_from(s, n);
        if (!sanitise_next(s, form, &piece))
            return columns;
        columns += piece.columns;
    }
}
