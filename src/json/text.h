/* JSON strings and places. */
#ifndef JSON_TEXT_H
#define JSON_TEXT_H

#include "base/str.h"

/* Appends the value of a raw JSON string (with its quotes) as UTF-8. A lone surrogate
 * becomes U+FFFD and gives false, as does anything that is no JSON string; \u0000 gives
 * a NUL byte. */
bool json_unquote(struct str *out, struct span raw);
/* Where in the bytes between a string's quotes the Nth byte of its value is spelled:
 * the beginning of its escape or character. */
size_t json_spelled_at(struct span inside, size_t n);
/* Appends text as a JSON string with quotes; a byte that is not UTF-8 becomes \ufffd.
 */
void json_quote(struct str *out, struct span text);
/* Appends the escape of one ASCII character: \n, \", \u001b. */
void json_quote_byte(struct str *out, char byte);

struct json_place {
    size_t line, column; /* from 1; the column counts characters, a bad byte as one */
};

struct json_place json_place_of(struct span text, size_t at);
/* The offset of a place, clamped to its line. */
size_t json_offset_of(struct span text, struct json_place place);

/* RFC 6901: appends "/" and the name with ~ and / escaped. */
void json_pointer_add(struct str *pointer, struct span name);
/* A pointer as other tools write the same place. Parts of digits alone are taken for
 * indices. Appends. JSONPath: RFC 9535, normalized paths (section 2.7). */
void json_pointer_as_path(struct span pointer, struct str *out); /* $['value'][0] */
void json_pointer_as_jq(struct span pointer, struct str *out);   /* .value[0] */
void json_pointer_add_index(struct str *pointer, size_t index);

/* Whether a number stands there that a double (IEEE 754, as RFC 8259 section 6 warns)
 * can't hold: a whole one beyond 2^53, or one of more than 17 significant digits. */
bool json_has_long_number(struct span text);

#endif
