/* A text that a person edits: one line or many, with undo. Holds any bytes; the cursor
 * stands at the start of a character. Lines end with LF. */
#ifndef EXPLORER_EDITOR_H
#define EXPLORER_EDITOR_H

#include "base/str.h"

enum editor_move {
    EDITOR_LEFT,
    EDITOR_RIGHT,
    EDITOR_UP,
    EDITOR_DOWN,
    EDITOR_PAGE_UP,
    EDITOR_PAGE_DOWN,
    EDITOR_LINE_START,
    EDITOR_LINE_END,
    EDITOR_TEXT_START,
    EDITOR_TEXT_END,
    EDITOR_WORD_LEFT,
    EDITOR_WORD_RIGHT,
};

struct edit {
    size_t at;
    struct str removed, inserted;
};

struct editor {
    struct str text;
    size_t cursor;    /* byte offset */
    size_t goal;      /* column that up and down keep to; SIZE_MAX: the cursor's own */
    bool single;      /* one line: line breaks become spaces */
    size_t top, left; /* first line and column in sight */
    size_t page;      /* lines that a page has, as last shown */
    struct edit *edits; /* done, oldest first; from `undone` on: undone, to do again */
    size_t edit_count, edit_room, undone;
    bool typing;           /* the next typed character joins the last edit */
    unsigned long version; /* grows with each change */
};

void editor_release(struct editor *editor);
void editor_set(struct editor *editor, struct span text); /* forgets the edits */
void editor_move(struct editor *editor, enum editor_move move);
void editor_go(struct editor *editor, size_t offset);
void editor_type(struct editor *editor,
                 struct span text); /* typed: joins the edit before */
void editor_paste(struct editor *editor,
                  struct span text);        /* an edit of its own; CR LF becomes LF */
void editor_newline(struct editor *editor); /* keeps the indent of the line */
void editor_backspace(struct editor *editor);
void editor_delete(struct editor *editor);
void editor_delete_word(struct editor *editor);     /* before the cursor */
void editor_delete_to_end(struct editor *editor);   /* of the line */
void editor_delete_to_start(struct editor *editor); /* of the line */
void editor_replace(struct editor *editor, size_t at, size_t n, struct span text);
bool editor_undo(struct editor *editor); /* false: nothing to undo */
bool editor_redo(struct editor *editor);

size_t editor_line_count(const struct editor *editor);
size_t editor_line_of(const struct editor *editor, size_t offset);  /* from 0 */
struct span editor_line(const struct editor *editor, size_t line);  /* without its LF */
size_t editor_line_start(const struct editor *editor, size_t line); /* offset */
size_t editor_column(
    const struct editor *editor); /* of the cursor, in screen columns from 0 */
/* Moves top and left so that the cursor is within rows and columns. */
void editor_show_cursor(struct editor *editor, size_t rows, size_t columns);

#endif
