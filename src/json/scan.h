/* A strict JSON reader (RFC 8259) that gives one token after another and the bytes that
 * each came from. It allocates nothing; the text must outlive it. Nesting is kept in a
 * bit a level. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/span.h"

#include <stdint.h>

enum { JSON_DEPTH_MAX = 2048 };

enum json_token {
    JSON_END, /* the document is whole and only white space is left */
    JSON_OBJECT,
    JSON_OBJECT_END,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_NAME,   /* raw: with its quotes */
    JSON_STRING, /* raw: with its quotes */
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
    JSON_BROKEN, /* see fault; given again and again */
};

enum json_fault_kind {
    JSON_FAULT_NONE,
    JSON_FAULT_EMPTY,      /* nothing but white space */
    JSON_FAULT_CUT,        /* ends in the middle */
    JSON_FAULT_UNEXPECTED, /* a character that can't stand here */
    JSON_FAULT_NUMBER,
    JSON_FAULT_ESCAPE,
    JSON_FAULT_CONTROL, /* a raw control character in a string */
    JSON_FAULT_UTF8,
    JSON_FAULT_TRAILING, /* something after the end */
    JSON_FAULT_DEEP,
    /* what only the lenient reader of tree.h tells apart; the strict one says
       UNEXPECTED */
    JSON_FAULT_LINE_BREAK, /* raw line break or tab in a string */
    JSON_FAULT_COMMA_EXTRA,
    JSON_FAULT_COMMA_MISSING,
    JSON_FAULT_COLON_MISSING,
    JSON_FAULT_COMMENT,
    JSON_FAULT_QUOTE_SINGLE,
    JSON_FAULT_QUOTE_SMART,
    JSON_FAULT_QUOTE_MISSING, /* a bare word where a string belongs */
    JSON_FAULT_WORD,          /* True, None, NaN, undefined */
    JSON_FAULT_BOM,
    JSON_FAULT_OPEN, /* a bracket or string that is never closed */
};

struct json_fault {
    enum json_fault_kind kind;
    size_t at;     /* offset in bytes */
    size_t length; /* bytes at fault, 0 where something is missing */
};

struct json_scan {
    struct span text;
    size_t at;
    size_t string_at; /* how far a string that is cut off was read */
    size_t depth;
    struct json_fault fault;
    enum {
        JSON_WANT_VALUE,
        JSON_WANT_FIRST_NAME,
        JSON_WANT_NAME,
        JSON_WANT_COLON,
        JSON_WANT_FIRST_ELEMENT,
        JSON_WANT_COMMA,
        JSON_WANT_NOTHING
    } want;
    uint64_t arrays[JSON_DEPTH_MAX / 64]; /* one bit a level: is it an array */
};

void json_scan_init(struct json_scan *scan, struct span text);
enum json_token json_scan_next(struct json_scan *scan, struct span *raw);
/* TEXT begins with the bytes so far, wherever they are now: goes on where it was cut
 * off. A number must not have stood at the end of the bytes so far: it was given. */
void json_scan_more(struct json_scan *scan, struct span text);
bool json_scan_in_array(const struct json_scan *scan); /* directly */
/* Moves behind the value that TOKEN just began (nothing for scalars). False when the
 * text is broken. */
bool json_scan_skip(struct json_scan *scan, enum json_token token);

#endif
