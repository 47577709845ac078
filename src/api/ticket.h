/* The text to paste into a support case. Redacted always. */
#ifndef API_TICKET_H
#define API_TICKET_H

#include "api/exchange.h"
#include "api/redact.h"

enum ticket_format { TICKET_MARKDOWN, TICKET_TEXT, TICKET_JSON };

struct ticket_style {
    enum ticket_format format;
    bool hide_names; /* of devices, people, addresses, tenants: see pseudonym.h */
};

/* HIDDEN, where not NULL: how many values were taken out, names among them. */
void ticket_write(struct str *out, const struct exchange *exchange,
                  const struct diagnosis *diagnosis, struct ticket_style style,
                  const struct redactor *redactor, size_t *hidden);
/* Whether text can stand in a ticket or a command as it is: UTF-8, no control but line
 * breaks, no character that can't be seen. */
bool text_is_plain(struct span text);
void shell_quote(struct str *out, struct span word); /* one word for a POSIX shell */
/* The request as a curl command for a POSIX shell, with $TOKEN for the bearer. */
void curl_command_write(struct str *out, const struct exchange *exchange,
                        const struct redactor *redactor);

#endif
