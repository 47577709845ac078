/* What the export's files share; for them alone. */
#ifndef API_EXPORT_PARTS_H
#define API_EXPORT_PARTS_H

#include "api/export.h"

/* A request ready to be written: redacted, the address encoded where it must be. */
struct outgoing {
    struct str method, url, body;
    struct pairs headers; /* without those that every client adds, and the token */
    const char *type;     /* value of Content-Type, borrowed from headers; or NULL */
    bool has_body;
    bool variables; /* {{name}} in the body means one, where a file has variables */
    bool plain;     /* the body is UTF-8 without controls but line breaks, and without
                       characters that can't be seen */
};

void outgoing_prepare(struct outgoing *outgoing, const struct exchange *exchange,
                      const struct redactor *redactor);
void outgoing_release(struct outgoing *outgoing);

/* The body as it stands in a .http file; encoded where the editors would take a line of
 * it for something else. */
bool export_http_encoded(const struct outgoing *outgoing);
void export_http_body(struct str *out, const struct outgoing *outgoing);

void export_curl_cmd(struct str *out, const struct outgoing *outgoing);
void export_curl_powershell(struct str *out, const struct outgoing *outgoing);
void export_powershell(struct str *out, const struct outgoing *outgoing);
void export_http(struct str *out, const struct outgoing *outgoing);
void export_har(struct str *out, const struct exchange *exchange,
                const struct redactor *redactor);

#endif
