/* A body as it is shown: what kind it is, in which characters, and its text laid out
 * for reading where that differs from its bytes. Copy and save use the bytes. */
#ifndef EXPLORER_BODY_KIND_H
#define EXPLORER_BODY_KIND_H

#include "api/response.h"
#include "base/clock.h"

struct body_kind {
    struct str laid; /* owned: what is shown in place of the bytes; empty: the bytes */
    struct str note; /* owned: lines to be told above it; not sanitised */
    bool bytes;      /* it is no text */
};

void body_kind_release(struct body_kind *body);
/* Reads what came; RESPONSE is NULL where no header is known. */
void body_kind_read(struct body_kind *body, struct span text,
                    const struct response *response);
/* The file name to propose for it: by its Content-Disposition, else NAME (an
 * operation's; may be NULL), the time NOW and what it is. Holds no folder, no control
 * and nothing that a shell minds. Appends. */
void body_kind_file_name(struct span text, const struct response *response,
                         const char *name, clock_ms now, struct str *out);
/* For programs of the user's: JSON laid out, texts as they are shown, made safe for a
 * terminal. False: it is no text. */
bool body_kind_lay_out(const struct body_kind *body, struct span text, struct str *out);

#endif
