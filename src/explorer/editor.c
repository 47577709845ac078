#include "config.h"

#include "explorer/editor.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/utf8.h"

#define EDITS_MAX 1000 /* steps that can be undone */

static void
edit_release(struct edit *edit)
{
    str_release(&edit->removed);
    str_release(&edit->inserted);
}

static void
forget_edits(struct editor *editor, size_t from)
{
    for (size_t i = from; i < editor->edit_count; i++)
        edit_release(&editor->edits[i]);
    if (editor->edit_count > from)
        editor->edit_count = from;
    if (editor->undone > from)
        editor->undone = from;
}

void
editor_release(struct editor *editor)
{
    forget_edits(editor, 0);
    mem_free(editor->edits);
    str_release(&editor->text);
    *editor = (struct editor){.single = editor->single};
}

void
editor_set(struct editor *editor, struct span text)
{
    forget_edits(editor, 0);
    str_set(&editor->text, text);
    editor->cursor = editor->top = editor->left = 0;
    editor->goal = SIZE_MAX;
    editor->typing = false;
    editor->version++;
}

/* Applies a change without recording it. */
static void
change(struct editor *editor, size_t at, size_t n, struct span text)
{
    str_replace(&editor->text, at, n, text);
    editor->cursor = at + text.n;
    editor->goal = SIZE_MAX;
    editor->version++;
}

static void
record(struct editor *editor, size_t at, size_t n, struct span text)
{
    forget_edits(editor, editor->undone);
    if (editor->edit_count == EDITS_MAX) {
        edit_release(&editor->edits[0]);
        for (size_t i = 1; i < editor->edit_count; i++)
            editor->edits[i - 1] = editor->edits[i];
        editor->edit_count--;
    }
    ARRAY_GROW(editor->edits, editor->edit_count, editor->edit_room);
    editor->edits[editor->edit_count++] = (struct edit){
        .at = at,
        .removed = str_dup(span_sub(str_span(&editor->text), at, at + n)),
        .inserted = str_dup(text),
    };
    editor->undone = editor->edit_count;
}

void
editor_replace(struct editor *editor, size_t at, size_t n, struct span text)
{
    if (at > editor->text.n)
        at = editor->text.n;
    if (n > editor->text.n - at)
        n = editor->text.n - at;
    if (!n && !text.n)
        return;
    record(editor, at, n, text);
    change(editor, at, n, text);
    editor->typing = false;
}

/* Line breaks as the editor keeps them: LF, or a space where there is only one line. */
static void
normalise(const struct editor *editor, struct span text, struct str *out)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool pair = c == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
        if (pair)
            continue;
        if (c == '\r' || c == '\n')
            c = editor->single ? ' ' : '\n';
        str_add_byte(out, c);
    }
}

void
editor_paste(struct editor *editor, struct span text)
{
    struct str clean = {0};
    normalise(editor, text, &clean);
    if (editor->single) /* a copied line often ends with a line break */
        while (clean.n && clean.p[clean.n - 1] == ' ')
            str_cut(&clean, clean.n - 1);
    editor_replace(editor, editor->cursor, 0, str_span(&clean));
    str_release(&clean);
}

void
editor_type(struct editor *editor, struct span text)
{
    bool join =
        editor->typing && editor->undone == editor->edit_count && editor->undone;
    struct edit *last = join ? &editor->edits[editor->undone - 1] : NULL;
    if (last && last->at + last->inserted.n == editor->cursor) {
        str_add(&last->inserted, text);
        change(editor, editor->cursor, 0, text);
    } else {
        editor_replace(editor, editor->cursor, 0, text);
    }
    editor->typing = text.n && text.p[0] != ' ';
}

void
editor_newline(struct editor *editor)
{
    if (editor->single)
        return;
    struct span line = editor_line(editor, editor_line_of(editor, editor->cursor));
    size_t start = editor_line_start(editor, editor_line_of(editor, editor->cursor));
    struct str text = str_of("\n");
    for (size_t i = 0; i < line.n && start + i < editor->cursor; i++) {
        if (line.p[i] != ' ' && line.p[i] != '\t')
            break;
        str_add_byte(&text, line.p[i]);
    }
    editor_replace(editor, editor->cursor, 0, str_span(&text));
    str_release(&text);
}

static size_t
before(const struct editor *editor, size_t at)
{
    return utf8_before(str_span(&editor->text), at);
}

static size_t
after(const struct editor *editor, size_t at)
{
    uint32_t c;
    return at + utf8_next(span_from(str_span(&editor->text), at), &c);
}

void
editor_backspace(struct editor *editor)
{
    size_t at = before(editor, editor->cursor);
    editor_replace(editor, at, editor->cursor - at, (struct span){0});
}

void
editor_delete(struct editor *editor)
{
    editor_replace(editor, editor->cursor,
                   after(editor, editor->cursor) - editor->cursor, (struct span){0});
}

static bool
word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (unsigned char)c >= 0x80;
}

static size_t
word_left(const struct editor *editor)
{
    size_t at = editor->cursor;
    while (at && !word_byte(editor->text.p[at - 1]))
        at--;
    while (at && word_byte(editor->text.p[at - 1]))
        at--;
    return at;
}

static size_t
word_right(const struct editor *editor)
{
    size_t at = editor->cursor;
    while (at < editor->text.n && !word_byte(editor->text.p[at]))
        at++;
    while (at < editor->text.n && word_byte(editor->text.p[at]))
        at++;
    return at;
}

void
editor_delete_word(struct editor *editor)
{
    size_t at = word_left(editor);
    editor_replace(editor, at, editor->cursor - at, (struct span){0});
}

void
editor_delete_to_end(struct editor *editor)
{
    size_t end = span_find_byte(str_span(&editor->text), editor->cursor, '\n');
    editor_replace(editor, editor->cursor, end - editor->cursor, (struct span){0});
}

void
editor_delete_to_start(struct editor *editor)
{
    size_t start = editor->cursor;
    while (start > 0 && editor->text.p[start - 1] != '\n')
        start--;
    editor_replace(editor, start, editor->cursor - start, (struct span){0});
}

static bool
step(struct editor *editor, const struct edit *edit, bool back)
{
    struct span out = str_span(back ? &edit->inserted : &edit->removed);
    struct span in = str_span(back ? &edit->removed : &edit->inserted);
    change(editor, edit->at, out.n, in);
    editor->typing = false;
    return true;
}

bool
editor_undo(struct editor *editor)
{
    if (!editor->undone)
        return false;
    return step(editor, &editor->edits[--editor->undone], true);
}

bool
editor_redo(struct editor *editor)
{
    if (editor->undone == editor->edit_count)
        return false;
    return step(editor, &editor->edits[editor->undone++], false);
}

size_t
editor_line_of(const struct editor *editor, size_t offset)
{
    size_t line = 0, at = 0;
    struct span text = str_span(&editor->text);
    while ((at = span_find_byte(text, at, '\n')) < offset && at < text.n) {
        line++;
        at++;
    }
    return line;
}

size_t
editor_line_count(const struct editor *editor)
{
    return editor_line_of(editor, SIZE_MAX) + 1;
}

size_t
editor_line_start(const struct editor *editor, size_t line)
{
    size_t at = 0;
    struct span text = str_span(&editor->text);
    while (line--) {
        size_t next = span_find_byte(text, at, '\n');
        if (next == text.n)
            break;
        at = next + 1;
    }
    return at;
}

static struct span
line_from(const struct editor *editor, size_t start)
{
    struct span text = str_span(&editor->text);
    return span_sub(text, start, span_find_byte(text, start, '\n'));
}

struct span
editor_line(const struct editor *editor, size_t line)
{
    return line_from(editor, editor_line_start(editor, line));
}

size_t
editor_column(const struct editor *editor)
{
    size_t start = editor_line_start(editor, editor_line_of(editor, editor->cursor));
    return sanitise_columns(span_sub(str_span(&editor->text), start, editor->cursor),
                            SANITISE_SOURCE);
}

/* The offset on a line whose column is nearest to, and not beyond, the wanted one. */
static size_t
offset_at(const struct editor *editor, size_t line, size_t column)
{
    size_t start = editor_line_start(editor, line), at = start, x = 0;
    struct span rest = line_from(editor, start);
    struct sanitised piece;
    while (sanitise_next(rest, SANITISE_SOURCE, &piece) &&
           x + piece.columns <= column) {
        x += piece.columns;
        at += piece.bytes;
        rest = span_from(rest, piece.bytes);
    }
    return at;
}

static void
move_lines(struct editor *editor, bool down, size_t lines)
{
    size_t line = editor_line_of(editor, editor->cursor);
    size_t last = editor_line_count(editor) - 1;
    size_t goal = editor->goal == SIZE_MAX ? editor_column(editor) : editor->goal;
    size_t to = down ? (line + lines > last ? last : line + lines)
                     : (line < lines ? 0 : line - lines);
    editor->cursor = offset_at(editor, to, goal);
    editor->goal = goal;
}

void
editor_go(struct editor *editor, size_t offset)
{
    editor->cursor = offset < editor->text.n ? offset : editor->text.n;
    editor->goal = SIZE_MAX;
    editor->typing = false;
}

void
editor_move(struct editor *editor, enum editor_move move)
{
    size_t line = editor_line_of(editor, editor->cursor);
    size_t start = editor_line_start(editor, line);
    size_t page = editor->page > 1 ? editor->page - 1 : 1;
    editor->typing = false;
    switch (move) {
    case EDITOR_LEFT:
        editor_go(editor, before(editor, editor->cursor));
        break;
    case EDITOR_RIGHT:
        editor_go(editor, after(editor, editor->cursor));
        break;
    case EDITOR_UP:
    case EDITOR_DOWN:
        move_lines(editor, move == EDITOR_DOWN, 1);
        break;
    case EDITOR_PAGE_UP:
    case EDITOR_PAGE_DOWN:
        move_lines(editor, move == EDITOR_PAGE_DOWN, page);
        break;
    case EDITOR_LINE_START:
        editor_go(editor, start);
        break;
    case EDITOR_LINE_END:
        editor_go(editor, start + line_from(editor, start).n);
        break;
    case EDITOR_TEXT_START:
        editor_go(editor, 0);
        break;
    case EDITOR_TEXT_END:
        editor_go(editor, editor->text.n);
        break;
    case EDITOR_WORD_LEFT:
        editor_go(editor, word_left(editor));
        break;
    case EDITOR_WORD_RIGHT:
        editor_go(editor, word_right(editor));
        break;
    }
}

static size_t
scrolled(size_t first, size_t at, size_t room)
{
    if (at < first)
        return at;
    if (room && at >= first + room)
        return at - room + 1;
    return first;
}

void
editor_show_cursor(struct editor *editor, size_t rows, size_t columns)
{
    editor->page = rows;
    editor->top = scrolled(editor->top, editor_line_of(editor, editor->cursor), rows);
    editor->left = scrolled(editor->left, editor_column(editor), columns);
}
