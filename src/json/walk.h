/* How document.c and its parts step through the tokens of an indexed text. */
#ifndef JSON_WALK_H
#define JSON_WALK_H

#include "json/document.h"

enum { JSON_SEGMENT = 32768 };

struct json_step {
    enum json_token token;
    struct span raw;
    size_t at;    /* offset of raw */
    size_t depth; /* containers around the token; a bracket does not count itself */
    bool starts;  /* a line begins with it */
};

static inline bool
json_opens(enum json_token token)
{
    return token == JSON_OBJECT || token == JSON_ARRAY;
}

static inline bool
json_closes(enum json_token token)
{
    return token == JSON_OBJECT_END || token == JSON_ARRAY_END;
}

/* The next token of a text that is not indexed yet; END and BROKEN give false. */
bool json_walk_on(struct json_walk *walk, struct json_step *step);
/* The next token up to where the index ends; passes over strings of many segments
 * without reading them again. */
bool json_walk_next(const struct json_document *document, struct span text,
                    struct json_walk *walk, struct json_step *step);
/* Goes on fast over whole tokens, to TO at most; gives the least depth that it met.
 * Stays where it is when the next token is longer. */
size_t json_walk_leap(const struct json_document *document, struct span text,
                      struct json_walk *walk, size_t to);
/* Where WALK, which is moved, meets the last opening to DEPTH before AT: its line, or
 * JSON_NOWHERE. */
size_t json_walk_opener(const struct json_document *document, struct span text,
                        size_t at, size_t depth, struct json_walk *walk);
/* The last mark that has at most so many lines, or begins at or before AT. */
size_t json_mark_by_line(const struct json_document *document, size_t lines);
size_t json_mark_by_offset(const struct json_document *document, size_t at);
/* Moves to the token that begins LINE; a line of the JSON part. */
bool json_walk_to(const struct json_document *document, struct span text, size_t line,
                  struct json_walk *walk, struct json_step *step);
/* From inside a container of DEPTH around it to behind its closing bracket. */
bool json_walk_out(const struct json_document *document, struct span text, size_t depth,
                   struct json_walk *walk, struct json_step *step);
/* A plain line's bytes, without its line break. */
struct span json_plain_line(const struct json_document *document, struct span text,
                            size_t line);

#endif
