/* Requests kept as .http files, as editors take them (VS Code REST Client, JetBrains):
 * the host as a variable, {{token}} in the token's place. Writing the same request
 * again gives the same bytes. */
#ifndef API_HTTP_FILE_H
#define API_HTTP_FILE_H

#include "api/redact.h"
#include "api/request.h"

/* A file of its own for REQUEST; BASE as in request_url. REDACTOR may be NULL. */
void http_file_write(struct str *out, const struct request *request, struct span base,
                     const struct redactor *redactor);
/* TEXT, whose operations are those of CATALOGUE, with REQUEST in place of the one at
 * PLACE (see struct import): comments, titles, variables and whatever did not change
 * stay as they are written. */
void http_file_replace(struct str *out, struct span text,
                       const struct catalogue *catalogue, size_t place,
                       const struct request *request, const struct redactor *redactor);
/* Its first request's line, "POST {{host}}/api/..."; or empty. Borrowed. */
struct span http_file_line(struct span text);

#endif
