/* The smallest pieces of JSON's grammar (RFC 8259 sections 2 to 7), shared by the
 * strict and the lenient reader. Nothing is owned. */
#ifndef JSON_LEX_H
#define JSON_LEX_H

#include "json/scan.h"

#define JSON_QUOTE '"'

bool json_is_blank(char c);
/* The first byte at or after AT that is not white space, or text.n. */
size_t json_blank_end(struct span text, size_t at);
/* The first byte at or after AT that does not simply belong to a string: a quote, a
 * backslash, a control character, a byte of UTF-8's longer forms; or text.n. */
size_t json_plain_end(struct span text, size_t at);
/* Length of the escape that begins at AT (a backslash): 2 or 6; 0 when it is none. */
size_t json_escape_length(struct span text, size_t at);
/* Each gives the end of the token that begins at AT and true, or where it breaks, in
 * FAULT. */
bool json_lex_string(struct span text, size_t at, size_t *end,
                     struct json_fault *fault);
/* Reads on inside of a string, from *AT to behind its closing quote. On CUT, *AT is
 * where to go on when there is more text. */
bool json_lex_string_on(struct span text, size_t *at, struct json_fault *fault);
bool json_lex_number(struct span text, size_t at, size_t *end,
                     struct json_fault *fault);

#endif
