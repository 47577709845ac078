/* The index over a text of any size, for showing it: lines as the pretty printer would
 * break them, folds, places. The text is not kept: each call gets all of the bytes so
 * far, which may have moved since. The index takes about a hundredth of them. What
 * is no JSON, or stops being it, is plain lines from there on.
 *
 * A line is numbered from 0 without regard to folds; a row from 0 among those that no
 * fold hides. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include "base/str.h"
#include "json/scan.h"

enum {
    JSON_ITEM_LEVELS = 8,    /* of arrays whose items are counted as they pass */
    JSON_CLIP = 4096,        /* bytes of a name, value or plain line that are given */
    JSON_FOLDS_MAX = 1 << 18 /* 6 MB */
};

#define JSON_NOWHERE SIZE_MAX

/* Where a reading of the tokens stands. */
struct json_walk {
    struct json_scan scan;
    size_t lines; /* begun so far */
    uint32_t items[JSON_ITEM_LEVELS];
    size_t mark;   /* the last mark before this place */
    size_t lowest; /* in a mark: the least depth up to the next one */
};

struct json_fold {
    size_t line;   /* of the opening bracket */
    size_t hidden; /* lines under it */
    size_t before; /* lines that earlier folds hide */
    size_t end;    /* offset behind the closing bracket */
};

struct json_document {
    struct json_walk walk;   /* where the index ends; scan.fault: the first fault */
    struct json_walk *marks; /* a place in every 32 KiB; owned */
    size_t count, room;      /* of marks */
    size_t values;           /* whole ones so far */
    size_t plain_from;       /* the offset where plain lines begin, or JSON_NOWHERE */
    size_t plain_line;       /* the number of the first of them */
    size_t size;             /* of the text */
    bool complete;           /* no more will come */
    struct json_fold *folds; /* in order, none inside another; owned */
    size_t fold_count, fold_room;
};

void json_document_init(struct json_document *document);
void json_document_release(struct json_document *document);
/* More bytes have come, or (COMPLETE) the last. */
void json_document_read(struct json_document *document, struct span text,
                        bool complete);
/* The first fault; kind NONE while there is none, CUT only once it is complete. */
struct json_fault json_document_fault(const struct json_document *document);
/* From the first byte on it is no JSON. */
bool json_document_is_plain(const struct json_document *document);
size_t json_document_lines(const struct json_document *document);

enum json_piece_kind {
    JSON_PIECE_NAME,
    JSON_PIECE_STRING,
    JSON_PIECE_NUMBER,
    JSON_PIECE_WORD,
    JSON_PIECE_PUNCTUATION,
    JSON_PIECE_TEXT, /* of a plain line */
};

struct json_piece {
    enum json_piece_kind kind;
    struct span text; /* borrowed from the text; punctuation from constants */
    size_t clipped;   /* bytes of it that are left out at the end */
};

struct json_line {
    size_t number;
    size_t indent; /* levels */
    struct json_piece pieces[6];
    size_t count;
    bool opens;    /* a container begins that has lines of its own */
    size_t folded; /* lines hidden under it, 0 when it is not folded */
    size_t at;     /* offset of its first byte */
};

/* Reads lines from LINE on: = {0} to begin with, and again after any change. Near lines
 * are cheap, in order cheapest. False when there is no such line. */
struct json_reader {
    struct json_walk walk;
};
bool json_reader_line(struct json_reader *reader, const struct json_document *document,
                      struct span text, size_t line, struct json_line *out);

size_t json_document_line_at(const struct json_document *document, struct span text,
                             size_t at);
/* The line of the container around; of a closing bracket, where it was opened. LINE
 * itself where there is none. */
size_t json_document_parent(const struct json_document *document, struct span text,
                            size_t line);
/* The line of the value beside it, after or before; from a closing bracket, of its
 * container's. LINE itself where there is none. */
size_t json_document_next(const struct json_document *document, struct span text,
                          size_t line);
size_t json_document_previous(const struct json_document *document, struct span text,
                              size_t line);
/* The greatest number of containers around one that has lines of its own. */
size_t json_document_deepest(const struct json_document *document, struct span text);
/* RFC 6901 pointer of the value at a line, appended; false on plain lines. */
bool json_document_pointer(const struct json_document *document, struct span text,
                           size_t line, struct str *out);
/* The bytes of the value at a line, containers whole; of a plain line, the line. */
struct span json_document_value(const struct json_document *document, struct span text,
                                size_t line);

size_t json_document_rows(const struct json_document *document);
size_t json_document_row_of(const struct json_document *document, size_t line);
size_t json_document_line_of(const struct json_document *document, size_t row);
/* Folds the container that begins at LINE; false where none does, or it has not come
 * to its end, or there are JSON_FOLDS_MAX. */
bool json_document_fold(struct json_document *document, struct span text, size_t line);
bool json_document_unfold(struct json_document *document, size_t line);
/* Unfolds what hides LINE. */
void json_document_reveal(struct json_document *document, size_t line);
/* Folds every container with LEVEL containers around it, and unfolds all others. False
 * when there were more than JSON_FOLDS_MAX: those after are open. */
bool json_document_fold_level(struct json_document *document, struct span text,
                              size_t level);
void json_document_unfold_all(struct json_document *document);

#endif
