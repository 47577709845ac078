#include "config.h"

#include "explorer/viewer.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "base/utf8.h"

#include <limits.h>

/* Bytes that decide what a text is. */
enum { HEAD = 1024 };

void
viewer_init(struct viewer *viewer)
{
    *viewer = (struct viewer){.rows = 1, .columns = 80};
    json_document_init(&viewer->document);
}

void
viewer_release(struct viewer *viewer)
{
    json_document_release(&viewer->document);
    json_find_release(&viewer->find);
    str_release(&viewer->sought);
    str_release(&viewer->said);
    str_release(&viewer->place.pointer);
    *viewer = (struct viewer){0};
}

static bool
has_nocase(struct span text, struct span needle)
{
    return span_find_nocase(text, 0, needle) < text.n;
}

/* Controls and bytes that are not UTF-8, of which a text has few. */
static bool
looks_binary(struct span head)
{
    size_t odd = 0;
    uint32_t c;
    for (size_t i = 0; i < head.n;) {
        size_t n = utf8_next(span_from(head, i), &c);
        bool control = c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
        bool cut = c == UTF8_BAD && head.n == HEAD && head.n - i < 4;
        odd += control || (c == UTF8_BAD && !cut);
        if (c == 0)
            return true;
        i += n;
    }
    return odd > head.n / 10;
}

static enum viewer_kind
kind_of(const struct viewer *viewer)
{
    struct span head = span_trim(span_sub(viewer->text, 0, HEAD));
    bool json = span_starts(head, "{") || span_starts(head, "[");
    if (!viewer->text.n)
        return VIEWER_EMPTY;
    if (viewer->bytes)
        return VIEWER_BINARY;
    if (!json_document_is_plain(&viewer->document))
        return VIEWER_JSON;
    if (!json && !viewer->said.n && looks_binary(span_sub(viewer->text, 0, HEAD)))
        return VIEWER_BINARY;
    bool markup = span_starts(head, "<");
    return markup && (has_nocase(head, SPAN("<html")) ||
                      has_nocase(head, SPAN("<!doctype html")))
               ? VIEWER_HTML
               : VIEWER_PLAIN;
}

static size_t
note_rows(const struct viewer *viewer)
{
    return viewer_note(viewer, NULL);
}

/* Keeps the cursor within the text and in sight. */
static void
settle(struct viewer *viewer)
{
    size_t count = viewer_row_count(viewer), row = viewer_cursor_row(viewer);
    size_t page =
        viewer->rows > note_rows(viewer) ? viewer->rows - note_rows(viewer) : 1;
    if (row >= count)
        row = count ? count - 1 : 0;
    viewer->cursor = viewer_line_of(viewer, row);
    if (viewer->top + page > count)
        viewer->top = count > page ? count - page : 0;
    if (row < viewer->top)
        viewer->top = row;
    if (row >= viewer->top + page)
        viewer->top = row - page + 1;
    /* most keys leave it where it is, or go on from there; plain lines are found
     * without, and one before them may be as long as the text */
    struct json_line before;
    size_t first = viewer_line_of(viewer, viewer->top);
    bool json =
        viewer->kind == VIEWER_JSON && viewer->document.plain_from == JSON_NOWHERE;
    if (first && json)
        json_reader_line(&viewer->near, &viewer->document, viewer->text, first - 1,
                         &before);
    else
        viewer->near = (struct json_reader){0};
    viewer_note_place(viewer);
}

void
viewer_append(struct viewer *viewer, struct span text, bool complete)
{
    viewer->text = text;
    viewer->complete = complete;
    viewer->place.known = false;
    viewer->near = (struct json_reader){0};
    json_document_read(&viewer->document, text, complete);
    viewer->kind = kind_of(viewer);
    struct json_fault fault = json_document_fault(&viewer->document);
    if (fault.kind && !viewer->fault.line)
        viewer->fault = json_place_of(text, fault.at);
    settle(viewer);
}

void
viewer_tell(struct viewer *viewer, struct span said, bool bytes)
{
    str_set(&viewer->said, said);
    viewer->bytes = bytes;
}

void
viewer_set_text(struct viewer *viewer, struct span text, bool complete)
{
    json_document_release(&viewer->document);
    json_document_init(&viewer->document);
    json_find_release(&viewer->find);
    viewer->search = (struct viewer_search){0};
    viewer->fault = (struct json_place){0};
    viewer->cursor = viewer->top = viewer->across = viewer->level = 0;
    viewer_append(viewer, text, complete);
}

void
viewer_resize(struct viewer *viewer, size_t rows, size_t columns)
{
    viewer->rows = rows;
    viewer->columns = columns;
    settle(viewer);
}

size_t
viewer_hex_columns(const struct viewer *viewer)
{
    return viewer->columns >= 78 ? 16 : viewer->columns >= 45 ? 8 : 4;
}

size_t
viewer_row_count(const struct viewer *viewer)
{
    if (viewer->kind != VIEWER_BINARY)
        return json_document_rows(&viewer->document);
    size_t a_row = viewer_hex_columns(viewer);
    return viewer->text.n / a_row + (viewer->text.n % a_row != 0);
}

size_t
viewer_line_of(const struct viewer *viewer, size_t row)
{
    return viewer->kind == VIEWER_BINARY
               ? row
               : json_document_line_of(&viewer->document, row);
}

size_t
viewer_cursor_row(const struct viewer *viewer)
{
    return viewer->kind == VIEWER_BINARY
               ? viewer->cursor
               : json_document_row_of(&viewer->document, viewer->cursor);
}

/* From zero to what size_t holds. */
static size_t
moved(size_t from, long by)
{
    if (by < 0)
        return from > 0 - (size_t)by ? from - (0 - (size_t)by) : 0;
    return from + (size_t)by;
}

void
viewer_move(struct viewer *viewer, long rows)
{
    size_t row = moved(viewer_cursor_row(viewer), rows);
    size_t count = viewer_row_count(viewer);
    if (row >= count)
        row = count ? count - 1 : 0;
    viewer->cursor = viewer_line_of(viewer, row);
    settle(viewer);
}

void
viewer_page(struct viewer *viewer, long pages)
{
    long page = viewer->rows > 2 && viewer->rows < INT_MAX ? (long)viewer->rows - 1 : 1;
    viewer->top = moved(viewer->top, pages * page);
    viewer_move(viewer, pages * page);
}

void
viewer_home(struct viewer *viewer)
{
    viewer->across = 0;
    viewer_move(viewer, LONG_MIN);
}

void
viewer_end(struct viewer *viewer)
{
    viewer_move(viewer, LONG_MAX);
}

void
viewer_across(struct viewer *viewer, long columns)
{
    viewer->across = moved(viewer->across, columns);
    if (viewer->across > JSON_CLIP)
        viewer->across = JSON_CLIP;
}

void
viewer_click(struct viewer *viewer, size_t y, size_t x)
{
    size_t note = note_rows(viewer), row = viewer->top + y - note;
    if (y < note || row >= viewer_row_count(viewer))
        return;
    viewer->cursor = viewer_line_of(viewer, row);
    if (x < viewer_margin(viewer))
        viewer_fold_toggle(viewer);
    settle(viewer);
}

void
viewer_go(struct viewer *viewer, size_t offset)
{
    size_t line = json_document_line_at(&viewer->document, viewer->text, offset);
    json_document_reveal(&viewer->document, line);
    viewer->cursor = line;
    viewer->top = json_document_row_of(&viewer->document, line);
    settle(viewer);
}

/* The column of a place in the text on its line, from the start of the text. */
static size_t
column_of(const struct viewer *viewer, size_t line, const char *place)
{
    struct json_reader reader = {0};
    struct json_line shown;
    if (!json_reader_line(&reader, &viewer->document, viewer->text, line, &shown))
        return 0;
    size_t column = 2 * shown.indent;
    for (size_t i = 0; i < shown.count; i++) {
        struct span text = shown.pieces[i].text;
        if (place >= text.p && place < text.p + text.n)
            text.n = (size_t)(place - text.p);
        column += sanitise_columns(text, SANITISE_SOURCE);
        if (text.n < shown.pieces[i].text.n)
            break;
    }
    return column;
}

/* Bytes of several rows: to the last of them first, so that all are in sight. */
static void
show_bytes(struct viewer *viewer, size_t at, size_t count)
{
    size_t a_row = viewer_hex_columns(viewer);
    viewer->cursor = (at + count - (count != 0)) / a_row;
    settle(viewer);
    viewer->cursor = at / a_row;
    settle(viewer);
}

void
viewer_show(struct viewer *viewer, struct span bytes)
{
    struct json_document *document = &viewer->document;
    size_t at = (size_t)(bytes.p - viewer->text.p);
    if (viewer->kind == VIEWER_BINARY) {
        show_bytes(viewer, at, bytes.n);
        return;
    }
    viewer->cursor = json_document_line_at(document, viewer->text, at);
    json_document_reveal(document, viewer->cursor);
    size_t column = column_of(viewer, viewer->cursor, bytes.p);
    size_t width = viewer->columns > viewer_margin(viewer)
                       ? viewer->columns - viewer_margin(viewer)
                       : 1;
    viewer->across = 0;
    if (column + bytes.n > width)
        viewer_across(viewer, (long)(column - width / 2 < JSON_CLIP ? column - width / 2
                                                                    : JSON_CLIP));
    settle(viewer);
}

size_t
viewer_line_start(const struct viewer *viewer, size_t line)
{
    struct json_reader reader = {0};
    struct json_line shown;
    if (viewer->kind == VIEWER_BINARY)
        return line < viewer_row_count(viewer) ? line * viewer_hex_columns(viewer)
                                               : viewer->text.n;
    return json_reader_line(&reader, &viewer->document, viewer->text, line, &shown)
               ? shown.at
               : viewer->text.n;
}

void
viewer_pointer(const struct viewer *viewer, struct str *out)
{
    if (viewer->place.known && viewer->place.line == viewer->cursor)
        str_add(out, str_span(&viewer->place.pointer));
    else if (viewer->kind == VIEWER_JSON)
        json_document_pointer(&viewer->document, viewer->text, viewer->cursor, out);
}

struct span
viewer_scalar(const struct viewer *viewer)
{
    const struct json_line *line = &viewer->place.shown;
    if (viewer->kind != VIEWER_JSON || !viewer->place.known ||
        viewer->place.line != viewer->cursor)
        return (struct span){0};
    for (size_t i = 0; i < line->count; i++)
        if ((line->pieces[i].kind == JSON_PIECE_STRING ||
             line->pieces[i].kind == JSON_PIECE_NUMBER) &&
            !line->pieces[i].clipped)
            return line->pieces[i].text;
    return (struct span){0};
}

struct span
viewer_string(const struct viewer *viewer)
{
    struct span scalar = viewer_scalar(viewer);
    return span_starts(scalar, "\"") ? scalar : (struct span){0};
}

void
viewer_value(const struct viewer *viewer, struct str *out)
{
    if (viewer->kind != VIEWER_BINARY)
        str_add(out,
                json_document_value(&viewer->document, viewer->text, viewer->cursor));
}

void
viewer_meaning(const struct viewer *viewer, struct str *out)
{
    struct str raw = {0};
    viewer_value(viewer, &raw);
    if (!span_starts(str_span(&raw), "\"") || !json_unquote(out, str_span(&raw)))
        str_set(out, str_span(&raw));
    str_release(&raw);
}

static void
add_fault_note(const struct viewer *viewer, enum json_fault_kind kind, struct str *out)
{
    if (kind == JSON_FAULT_CUT)
        str_add_text(out, _("The answer ends in the middle: it is not whole."));
    else if (kind == JSON_FAULT_EMPTY)
        str_add_text(out, _("The answer has nothing but white space."));
    else if (kind == JSON_FAULT_DEEP)
        str_addf(out,
                 _("Nested more than %d levels deep: shown as it came from there."),
                 (int)JSON_DEPTH_MAX);
    else
        str_addf(out, _("Not valid JSON at line %zu, column %zu: shown as it came."),
                 viewer->fault.line, viewer->fault.column);
}

/* What a text of that kind is, where nothing more is known of it. */
static void
add_kind_note(const struct viewer *viewer, struct str *out)
{
    struct json_fault fault = json_document_fault(&viewer->document);
    struct span head = span_trim(span_sub(viewer->text, 0, HEAD));
    switch (viewer->kind) {
    case VIEWER_EMPTY:
        if (viewer->complete)
            str_add_text(out, _("The answer has no body."));
        break;
    case VIEWER_HTML:
        str_add_text(out, _("A web page, not JSON"));
        break;
    case VIEWER_BINARY:
        str_addf(out,
                 ngettext("%zu byte that is no text", "%zu bytes that are no text",
                          (unsigned long)viewer->text.n),
                 viewer->text.n);
        break;
    case VIEWER_JSON:
    case VIEWER_PLAIN:
        if (fault.kind && (viewer->kind == VIEWER_JSON || span_starts(head, "{") ||
                           span_starts(head, "[")))
            add_fault_note(viewer, fault.kind, out);
        break;
    }
}

size_t
viewer_note(const struct viewer *viewer, struct str *out)
{
    bool json = viewer->kind == VIEWER_JSON || viewer->kind == VIEWER_PLAIN;
    struct str note = {0};
    size_t lines = 0;
    struct span line;
    if (json || !viewer->said.n)
        add_kind_note(viewer, &note);
    if (note.n && viewer->said.n)
        str_add_byte(&note, '\n');
    str_add(&note, str_span(&viewer->said));
    for (struct span rest = str_span(&note); note.n && span_next(&rest, '\n', &line);)
        lines++;
    if (out)
        str_add(out, str_span(&note));
    str_release(&note);
    return lines;
}

/* Numbers help to say a place to somebody; a narrow pane needs the room. */
size_t
viewer_digits(const struct viewer *viewer)
{
    size_t digits = 1;
    if (viewer->columns < 40 || viewer->kind == VIEWER_BINARY)
        return 0;
    for (size_t n = json_document_lines(&viewer->document); n >= 10; n /= 10)
        digits++;
    return digits < 3 ? 3 : digits;
}

/* Line number, fold mark and a space each. */
size_t
viewer_margin(const struct viewer *viewer)
{
    if (viewer->kind == VIEWER_BINARY)
        return 0;
    size_t digits = viewer_digits(viewer), mark = viewer->kind == VIEWER_JSON ? 2 : 0;
    return (digits ? digits + 1 : 0) + mark;
}
