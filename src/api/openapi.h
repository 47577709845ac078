/* OpenAPI 3.0 and 3.1 documents (JSON), read into the catalogue's form. Everything that
 * was read belongs to struct openapi and lives until it is released; the texts are not
 * needed after reading. `= {0}` is empty.
 *
 * What can't be used is left out, and told as a trouble with its place. References to
 * other documents are not followed.
 *
 * What OpenAPI has no word for stands in extensions. On an operation: x-effect,
 * x-permissions {application, delegated}, x-portal-role, x-limits {per_minute,
 * per_hour}, x-odata {options, filterable, also_filterable, expandable, max_top,
 * page_size}, x-combinations [{name, by, value, allowed, also_allowed}],
 * x-contradictions, x-platforms, x-client-version, x-successor, x-succession {places,
 * operations, properties, values, adds, answer, notes}, x-retires, x-preview. On a
 * schema: x-also-written, x-also-values; the first also on a parameter. */
#ifndef API_OPENAPI_H
#define API_OPENAPI_H

#include "api/catalogue.h"
#include "base/err.h"
#include "base/str.h"

enum {
    OPENAPI_BYTES_MAX = 16 << 20,
    OPENAPI_OPERATIONS_MAX = 4000, /* of all documents together */
    OPENAPI_PARAMETERS_MAX = 100,  /* of one operation */
    OPENAPI_SCHEMAS_MAX = 200000,  /* of one document */
    OPENAPI_NAMES_MAX = 4000,      /* of one object */
    OPENAPI_DEPTH_MAX = 16,        /* of a schema, until the next reference; deeper
                                      levels are left out */
    OPENAPI_REFERENCES_MAX = 16,   /* one leading to the next */
    OPENAPI_TROUBLES_MAX = 100,    /* told; more are counted */
};

/* Something that can't be used, or not as it stands. Safe to show. */
struct openapi_trouble {
    const char *document; /* as struct openapi_text names it */
    const char *place;    /* JSON pointer (RFC 6901); "": the document as a whole */
    const char *what;
    size_t line, column; /* from 1; 0: of no place in the text */
};

struct openapi {
    struct catalogue catalogue;
    struct operation *operations; /* what the catalogue shows; owned */
    size_t room;
    struct openapi_trouble *troubles; /* in the order of the documents; owned */
    size_t trouble_count, trouble_room, more_troubles;
    struct openapi_block *blocks; /* the memory of everything else; owned */
};

struct openapi_text {
    const char *name; /* of the file: "mde.json"; tells the product */
    struct span text;
    bool own; /* a user's own API, whatever the file is called: its product is named
                 after its title, and it stands beside others without their names */
};

/* The operations of CATALOGUE, borrowed, come first. To be called before anything is
 * added. */
void openapi_begin_with(struct openapi *openapi, const struct catalogue *catalogue);
/* Adds the operations of one document. STATUS_FOUND: some of it can't be used, and is
 * left out; *err says what and where. STATUS_INPUT, STATUS_LIMIT: none of it can. Each
 * trouble is in openapi->troubles too. */
enum status openapi_add(struct openapi *openapi, const struct openapi_text *document,
                        struct err *err);
/* Adds several, and goes on after a bad one. Gives the worst status; *err tells the
 * first trouble. */
enum status openapi_add_all(struct openapi *openapi,
                            const struct openapi_text *documents, size_t count,
                            struct err *err);
/* "pets.json:12:5: /paths/~1pets/get: what", appended. */
void openapi_trouble_text(const struct openapi_trouble *trouble, struct str *out);
/* All of them as a page of Markdown, appended. Nothing where there are none. */
void openapi_trouble_page(const struct openapi *openapi, struct str *page);
void openapi_release(struct openapi *openapi);

#endif
