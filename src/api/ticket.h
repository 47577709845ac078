/* The text to paste into a support case: of one call or of several. Redacted always. */
#ifndef API_TICKET_H
#define API_TICKET_H

#include "api/exchange.h"
#include "api/pseudonym.h"
#include "api/redact.h"

enum ticket_format {
    TICKET_MARKDOWN,
    TICKET_TEXT,
    TICKET_JSON,
    TICKET_HTML,
    TICKET_FORMATS
};

/* The user's own templates, by format (see template.h); NULL: the built-in one. */
struct ticket_templates {
    char *texts[TICKET_FORMATS]; /* owned */
    char *files[TICKET_FORMATS]; /* for messages; owned */
};
void ticket_templates_release(struct ticket_templates *templates);
/* The file that holds one: "ticket.md". */
const char *ticket_template_name(enum ticket_format format);

struct ticket_style {
    enum ticket_format format;
    bool hide_names;      /* of devices, people, addresses, tenants: see pseudonym.h */
    bool whole_body;      /* of the answer, whatever its length */
    bool timing;          /* how long each part of the call took */
    const char *language; /* that texts are in while it is written: texts kept with the
                             exchange may be in another; borrowed for good; or NULL */
    struct pseudonym_choice shown; /* names that stay although names are hidden */
    const struct ticket_templates *templates; /* or NULL; borrowed */
};

struct ticket_call {
    const struct exchange *exchange;
    const struct diagnosis *diagnosis; /* or NULL */
};

/* Appends. HIDDEN, where not NULL: how many values were taken out, names among them.
 * STATUS_INPUT: the user's template has a fault that ERR tells of. */
enum status ticket_write(struct str *out, const struct ticket_call *calls, size_t count,
                         const struct ticket_style *style,
                         const struct redactor *redactor, size_t *hidden,
                         struct err *err);
/* The names that could be hidden, in the order of their placeholders. */
void ticket_names(struct pseudonyms *known, const struct ticket_call *calls,
                  size_t count, const struct redactor *redactor);
const char *ticket_format_name(enum ticket_format format); /* "markdown" */

/* Whether text can stand in a ticket or a command as it is: UTF-8, no control but line
 * breaks, no character that can't be seen. */
bool text_is_plain(struct span text);
void shell_quote(struct str *out, struct span word); /* one word for a POSIX shell */
/* The request as a curl command for a POSIX shell, with $TOKEN for the bearer. */
void curl_command_write(struct str *out, const struct exchange *exchange,
                        const struct redactor *redactor);

#endif
