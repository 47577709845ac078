/* What the import's files share; for them alone. */
#ifndef API_IMPORT_PARTS_H
#define API_IMPORT_PARTS_H

#include "api/import.h"

/* What a PowerShell script wrote into files, by the variables that hold their names.
 * Owns them. */
struct written {
    struct written_file {
        struct str variable, bytes;
    } * items;
    size_t count, room;
};
void written_release(struct written *written);
/* All that TEXT writes; what it works out is left out. */
void powershell_written(struct span text, struct written *written);
/* Of "@$variable"; NULL: nothing is known of it. */
const struct str *written_find(const struct written *written, struct span argument);

struct importer {
    struct import *import;
    const struct catalogue *catalogue;
    const struct environment *environment; /* or NULL */
    struct err *err;
};

/* A request as it was read, before it is found in the catalogue. */
struct incoming {
    struct str method, url, body;
    struct pairs headers;
    bool has_body;
    size_t place; /* of .http: where its part of the text begins */
};
void incoming_release(struct incoming *incoming);
/* Takes it over as one more request. False: its address can't be read, which is told.
 */
bool importer_add(struct importer *importer, const struct incoming *incoming);
/* One sentence about what was not taken over; each once. */
void importer_leave_out(struct importer *importer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "{{name}}" in TEXT gets its value: FIRST's, else SECOND's (either may be NULL), which
 * may hold such again; others stay. */
void variables_fill(struct str *text, const struct pairs *first,
                    const struct pairs *second);
/* The next one at or after *AT, which is moved behind it; p NULL: there is none. */
struct span variables_next(struct span text, size_t *at);
/* Those of the environment; or NULL. */
const struct pairs *importer_values(const struct importer *importer);

/* A byte order mark, in UTF-8. */
#define IMPORT_MARK "\xef\xbb\xbf"

enum status import_curl(struct importer *importer, struct span text);
enum status import_http(struct importer *importer, struct span text);
enum status import_har(struct importer *importer, struct span text);
enum status import_postman(struct importer *importer, struct span text);
enum status import_powershell(struct importer *importer, struct span text);

/* What $name stands for in a text that PowerShell expands. */
struct powershell_expansion {
    const struct str *(*find)(const void *owner,
                              struct span name); /* NULL: not known */
    const void *owner;
    bool worked_out; /* something stands for what only PowerShell knows */
};

/* The text in quotes at *AT, which is moved behind it. False: it never ends. */
bool powershell_string(struct span text, size_t *at, struct str *out,
                       struct powershell_expansion *expansion);
/* A text between @" and "@. */
void powershell_expand(struct span text, struct str *out,
                       struct powershell_expansion *expansion);
bool powershell_calls(struct span word); /* Invoke-RestMethod or one of its like */

#endif
