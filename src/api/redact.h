/* Takes secrets out of text: every secret held by exact match (raw, URL-encoded,
 * JSON-escaped, base64), then headers by an allow-list, then patterns by name and by
 * shape. Time and memory grow with the text's length alone. */
#ifndef API_REDACT_H
#define API_REDACT_H

#include "base/secret.h"

#include "base/str.h"
#include <cjson/cJSON.h>

struct redactor {
    struct secret *known; /* owned copies */
    size_t count, room;
};

void redactor_know(struct redactor *redactor,
                   struct span secret); /* shorter than 8 bytes: ignored */
void redactor_release(struct redactor *redactor);
/* Appends text with every secret replaced by "[redacted]"; gives how many. REDACTOR may
 * be NULL. */
size_t redact(const struct redactor *redactor, struct span text, struct str *out);
/* The known secrets alone: for our own words, which may name what a pattern takes for a
 * secret's name. */
size_t redact_known(const struct redactor *redactor, struct span text, struct str *out);
bool redact_header_shown(struct span name); /* on the allow-list */
/* The value of a header: all of it hidden where the name is not on the list. */
size_t redact_header(const struct redactor *redactor, struct span name,
                     struct span value, struct str *out);
bool redact_query_shown(struct span name);
/* A URL with the values of unknown query options and any user info replaced. */
size_t redact_url(const struct redactor *redactor, struct span url, struct str *out);

/* Every string value in a tree of our own making. */
size_t redact_json(const struct redactor *redactor, cJSON *tree);

#endif
