/* A request as it is composed: an operation (or a free method and path), values for its
 * slots and options, headers, a body. Everything is owned by the request. */
#ifndef API_REQUEST_H
#define API_REQUEST_H

#include "api/catalogue.h"
#include "base/err.h"
#include "base/str.h"

struct pair {
    char *name, *value; /* owned */
};

struct pairs {
    struct pair *items;
    size_t count, room;
};

void pairs_release(struct pairs *pairs);
void pairs_add(struct pairs *pairs, struct span name, struct span value);
void pairs_set(struct pairs *pairs, struct span name,
               struct span value); /* exact name; adds where absent */
void pairs_remove(struct pairs *pairs, size_t index);
const char *pairs_get(const struct pairs *pairs,
                      const char *name); /* exact; NULL: absent */
const char *pairs_get_nocase(const struct pairs *pairs,
                             const char *name); /* for header names */
void pairs_copy(struct pairs *to, const struct pairs *from);

struct request {
    const struct operation *operation; /* NULL: free */
    char *method;
    char *path; /* template of the operation, or a path as typed; no query. May be a
                   whole URL */
    struct pairs slots; /* raw values of path slots */
    struct pairs query; /* raw names and values */
    struct pairs headers;
    struct str body;
    bool has_body;
    const struct catalogue *catalogue; /* that its path was looked up in; NULL: none */
};

void request_init(struct request *request, const struct operation *operation);
void request_release(struct request *request);
void request_copy(struct request *to, const struct request *from);
/* A free request from METHOD and a URL or path with an optional query; finds the
 * operation it amounts to and fills slots and query from it. */
enum status request_parse(struct request *request, const struct catalogue *catalogue,
                          struct span method, struct span target, struct err *err);
/* Sets a slot, query option or top-level body name of the operation. RAW: the value is
 * JSON text. */
enum status request_assign(struct request *request, struct span name, struct span value,
                           bool raw, struct err *err);
/* Lays out what the operation needs: slots, a body with its required names. */
void request_fill(struct request *request);
/* A JSON value to start from: the first of an enumeration, or an empty one of its type.
 * Appends. */
void request_placeholder(const struct schema *schema, struct str *out);
/* The target as it will be sent: percent-encoded path with slots filled, and query.
 * Appends. An empty slot gives an empty segment. */
void request_target(const struct request *request, struct str *out);
/* Whose it is: the operation's; free paths that no operation has still tell. */
enum product request_product(const struct request *request);
/* BASE ("https://host[:port]", no path) and target. Where path is a whole URL, that. */
void request_url(const struct request *request, struct span base, struct str *out);
/* RFC 3986 percent-encoding of everything but unreserved characters and those in KEEP.
 */
void percent_encode(struct str *out, struct span text, const char *keep);
/* Reads the byte at AT, which may be encoded; gives how many bytes stand for it (1 or
 * 3). */
size_t percent_next(struct span text, size_t at, char *byte);
bool
percent_decode(struct str *out,
               struct span text); /* false: a % without two hex digits, kept as it is */

#endif
