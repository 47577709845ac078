/* Seeks through an indexed text in slices, with regard to where names and values are. A
 * match of a regular expression, or of a text sought in names or values alone, lies
 * within one name, one value, or one line of what is no JSON (which counts as a value).
 * An expression sees names and values as they are meant, without quotes and escapes; in
 * one of more than JSON_SEEK_PART bytes a match of JSON_SEEK_CONTEXT bytes is found for
 * sure, wherever it stands. */
#ifndef JSON_SEEK_H
#define JSON_SEEK_H

#include "json/document.h"
#include "json/find.h"
#include "json/walk.h"

enum { JSON_SEEK_PART = 4096, JSON_SEEK_CONTEXT = 1024 };

struct json_seek {
    size_t at; /* matches that begin here or behind ... */
    size_t to; /* ... and before this */
    bool walking;
    struct json_walk walk; /* behind the unit */
    bool held;             /* the unit below was not looked through to its end */
    enum json_piece_kind kind;
    size_t unit, unit_end; /* of a name, value or line: as it is spelled */
    size_t part;           /* how far it was looked through */
};

void json_seek_init(struct json_seek *seek, size_t from, size_t to);
/* The next match; MORE when the budget (PATTERN_SLICE) is used up: call again. The text
 * may have grown or moved in between. */
enum pattern_outcome json_seek_next(struct json_seek *seek,
                                    const struct json_find *find,
                                    const struct json_document *document,
                                    struct span text, size_t *budget,
                                    struct span *match);
/* The first match in a piece of a line that begins at or after FROM. */
bool json_seek_in_piece(const struct json_find *find, const struct json_piece *piece,
                        size_t from, size_t *budget, struct span *match);

#endif
