/* The state of the pane that shows a body: cursor, scrolling, folds, what is sought.
 * The text is borrowed: it must stay where it is until the next viewer_set_text,
 * viewer_append or viewer_release. */
#ifndef EXPLORER_VIEWER_H
#define EXPLORER_VIEWER_H

#include "json/document.h"
#include "json/find.h"
#include "json/seek.h"
#include "json/text.h"

enum viewer_kind {
    VIEWER_EMPTY,
    VIEWER_JSON,
    VIEWER_HTML, /* the page of a gateway, as text */
    VIEWER_PLAIN,
    VIEWER_BINARY, /* in hexadecimal */
};

enum { VIEWER_MATCHES_MAX = 9999 };

/* A search goes on slice by slice; the cursor moves when it has found something. */
struct viewer_search {
    enum viewer_stage {
        VIEWER_SEARCHED, /* nothing is under way */
        VIEWER_AHEAD,    /* from the cursor on */
        VIEWER_AROUND,   /* then from the start */
        VIEWER_BACK,
        VIEWER_COUNTING
    } stage;
    enum viewer_asked { VIEWER_FIRST, VIEWER_NEXT, VIEWER_PREVIOUS } asked;
    struct json_seek seek;
    bool found;
    bool wild;           /* ended: the expression takes too many steps */
    size_t index, count; /* the cursor line's first match, from 1; up to MATCHES_MAX */
    size_t back;         /* where the stretch begins that is looked through */
    struct {
        size_t at, length;
    } last; /* in it; length 0: none yet */
};

/* Of the cursor, as far as it was found out. */
struct viewer_place {
    bool known, member; /* of an object */
    size_t line, indent;
    struct json_line shown; /* its pieces are of the text; no number of them: no line */
    struct str pointer;     /* owned */
};

struct viewer {
    struct span text; /* borrowed */
    enum viewer_kind kind;
    bool complete;
    struct json_document document;
    struct json_place fault; /* of the document's; line 0 while there is none */
    struct str said;         /* what is known of the body: lines for its note; owned */
    bool bytes;              /* it is no text, whatever it looks like */
    struct json_find find;
    enum json_scope scope; /* what the next search looks through */
    bool expression;       /* and whether by a regular expression */
    struct str sought;
    struct pattern_fault fault_sought; /* reason NULL: none */
    struct viewer_search search;
    size_t level;   /* below which all was folded last; 0: none was */
    bool folds_cut; /* that had more to fold than JSON_FOLDS_MAX */
    struct viewer_place place;
    struct json_reader near; /* before the first line in sight: a copy reads on there */
    size_t cursor;           /* a line */
    size_t top;              /* the first row in sight */
    size_t across;           /* columns that are scrolled out at the left */
    size_t rows, columns;    /* of the pane */
};

void viewer_init(struct viewer *viewer);
void viewer_release(struct viewer *viewer);
/* Another text; COMPLETE: all of it. */
void viewer_set_text(struct viewer *viewer, struct span text, bool complete);
/* What is known of the text that is set next, for its note; BYTES: it is no text. */
void viewer_tell(struct viewer *viewer, struct span said, bool bytes);
/* The same text has grown to this, or moved. */
void viewer_append(struct viewer *viewer, struct span text, bool complete);
void viewer_resize(struct viewer *viewer, size_t rows, size_t columns);

/* By rows; any distance goes to the first or last at most. */
void viewer_move(struct viewer *viewer, long rows);
void viewer_page(struct viewer *viewer, long pages);
void viewer_home(struct viewer *viewer);
void viewer_end(struct viewer *viewer);
void viewer_across(struct viewer *viewer, long columns);
/* A click, in the pane's own coordinates: on a fold mark it folds. */
void viewer_click(struct viewer *viewer, size_t y, size_t x);
void viewer_go(struct viewer *viewer, size_t offset); /* to the line of that byte */
void viewer_parent(struct viewer *viewer);
/* To the value beside it, the next or the one before; false where there is none. */
bool viewer_sibling(struct viewer *viewer, bool next);

/* Folds or opens the container at the cursor, or else the one around it. False where
 * there is none. */
bool viewer_fold_toggle(struct viewer *viewer);
/* From all open to the items of lists folded, to every member of the root folded, to
 * all open. */
void viewer_fold_all(struct viewer *viewer);
/* Opens one level more everywhere; one level less. False: there is none. */
bool viewer_open_level(struct viewer *viewer);
bool viewer_close_level(struct viewer *viewer);
/* There was more to fold than a tree can keep: what is further down is open. */
bool viewer_folds_cut(const struct viewer *viewer);

/* Goes to the first match from the cursor's line on, else from the start, and counts
 * them. True: it is there. False: nothing, or `fault_sought` tells why not, or the
 * search is still under way; the cursor stays. Empty text ends the search. */
bool viewer_find(struct viewer *viewer, struct span sought);
bool viewer_find_next(struct viewer *viewer); /* below the cursor */
bool viewer_find_previous(struct viewer *viewer);
bool viewer_searching(const struct viewer *viewer);
/* A few milliseconds of the search that is under way. */
void viewer_search_on(struct viewer *viewer);

/* Of the value at the cursor: appends its JSON pointer; its bytes as they came. */
void viewer_pointer(const struct viewer *viewer, struct str *out);
/* After the cursor has moved: for viewer_pointer. */
void viewer_note_place(struct viewer *viewer);
/* The string or number on the cursor's line, a string with its quotes; the string
 * alone; empty where there is none. */
struct span viewer_scalar(const struct viewer *viewer);
struct span viewer_string(const struct viewer *viewer);
void viewer_value(const struct viewer *viewer, struct str *out);
/* The same, but a string without its quotes and escapes. */
void viewer_meaning(const struct viewer *viewer, struct str *out);

/* Brings bytes of the text into sight, with the cursor on their line. */
void viewer_show(struct viewer *viewer, struct span bytes);
/* The offset where a line begins; of one behind the last, the end of the text. */
size_t viewer_line_start(const struct viewer *viewer, size_t line);

/* For drawing. */
size_t viewer_row_count(const struct viewer *viewer);
size_t viewer_line_of(const struct viewer *viewer, size_t row);
size_t viewer_cursor_row(const struct viewer *viewer);
/* Lines to tell first, above the rows: what kind of body it is, or what is wrong with
 * it. Gives their number. */
size_t viewer_note(const struct viewer *viewer, struct str *out);
size_t viewer_digits(const struct viewer *viewer); /* of line numbers; 0: none shown */
size_t viewer_margin(const struct viewer *viewer); /* columns before the text */
size_t viewer_hex_columns(const struct viewer *viewer); /* bytes a row */

#endif
