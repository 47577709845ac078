/* Steps of reading an answer, shared by its source files. */
#ifndef API_ANSWER_PARTS_H
#define API_ANSWER_PARTS_H

#include "api/response.h"

/* Each undoes one thing that a tool did to a text; false, and nothing appended, where
 * it doesn't apply. */
bool answer_undo_trace(struct span text, struct str *out);   /* curl -v's marks */
bool answer_undo_quotes(struct span text, struct str *out);  /* e-mail's "> " */
bool answer_undo_bars(struct span text, struct str *out);    /* PowerShell 7's "  | " */
bool answer_undo_wraps(struct span text, struct str *out);   /* lines cut in strings */
bool answer_undo_escapes(struct span text, struct str *out); /* \" of a JSON string */
bool answer_undo_entities(struct span text, struct str *out); /* &quot; */

/* Where a status line ("HTTP/2 400") begins a line, or text.n. */
size_t answer_http_find(struct span text);
/* Reads status line, headers and body; of several answers in a row the last. */
void answer_http_read(struct response *response, struct span text);

/* A status that a text tells in words: "status code 400", "<Response [403]>", "404
 * Client Error"; or 0. */
int answer_status_find(struct span text);
/* Headers that a text around a body names: Retry-After and identifiers. */
void answer_headers_find(struct pairs *headers, struct span text);

#endif
