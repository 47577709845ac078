/* What the import's files share; for them alone. */
#ifndef API_IMPORT_PARTS_H
#define API_IMPORT_PARTS_H

#include "api/import.h"

struct importer {
    struct import *import;
    const struct catalogue *catalogue;
    struct err *err;
};

/* A request as it was read, before it is found in the catalogue. */
struct incoming {
    struct str method, url, body;
    struct pairs headers;
    bool has_body;
};
void incoming_release(struct incoming *incoming);
/* Takes it over as one more request. False: its address can't be read, which is told.
 */
bool importer_add(struct importer *importer, const struct incoming *incoming);
/* One sentence about what was not taken over; each once. */
void importer_leave_out(struct importer *importer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

enum status import_curl(struct importer *importer, struct span text);
enum status import_http(struct importer *importer, struct span text);
enum status import_har(struct importer *importer, struct span text);
enum status import_postman(struct importer *importer, struct span text);

#endif
