/* Tokens as people type and paste them, for the lenient reader: other quotes, bare
 * words, words of other languages, characters that stand in for JSON's own. Nothing is
 * owned. */
#ifndef JSON_LOOSE_H
#define JSON_LOOSE_H

#include "base/str.h"
#include "json/tree.h"

/* What begins at AT: its length in bytes, or 0 when it is none. */
size_t json_loose_blank(struct span text, size_t at); /* no-break space and its kin */
size_t json_loose_comma(struct span text, size_t at); /* , ; or the full-width one */
size_t json_loose_colon(struct span text, size_t at); /* : = => or the full-width one */
size_t json_loose_comment(struct span text, size_t at); /* to its end or the text's */
size_t json_loose_bare(struct span text, size_t at, bool name);

/* The kind of a quote other than JSON's own that begins at AT, or NONE. */
enum json_fault_kind json_loose_quote(struct span text, size_t at);
/* The end of a string in such quotes: never behind the line. */
size_t json_loose_quoted_end(struct span text, size_t at, bool name);
/* The end of a string in proper quotes. A raw line break belongs to it only where a
 * closing quote follows that makes sense; else it ends with its line, and *FAULT tells
 * the kind: OPEN, or QUOTE_SMART where such a one closes it. */
size_t json_loose_string_end(struct span text, size_t at, bool name,
                             enum json_fault_kind *fault);

/* True for None, NaN and the like: *KIND and the JSON word that it means. */
bool json_loose_word(struct span word, enum json_kind *kind, const char **meant);
/* Appends a string token of any of these kinds as a JSON string: what it says stays,
 * escapes and all. */
void json_loose_requote(struct str *out, struct span raw);

#endif
