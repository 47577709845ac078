/* What the files of the ticket share; for them alone. */
#ifndef API_TICKET_PARTS_H
#define API_TICKET_PARTS_H

#include "api/ticket.h"

/* One line of the ticket, already redacted and safe to show. */
struct ticket_fact {
    const char *name;  /* JSON member */
    const char *label; /* for people, translated */
    char *value;       /* NULL: not known; owned */
};

/* Of one call. */
struct ticket_facts {
    struct ticket_call call;
    const struct redactor *redactor;
    struct ticket_fact *items;
    size_t count, room;
    struct pairs ids; /* all of them, redacted */
    struct str body, answer, timing, curl;
    bool body_cut, answer_cut;
    size_t hidden;
};

void ticket_gather(struct ticket_facts *facts, const struct ticket_style *style);
void ticket_facts_release(struct ticket_facts *facts);
void ticket_learn_names(struct pseudonyms *known, const struct ticket_facts *facts);
void ticket_hide_names(struct ticket_facts *facts, const struct pseudonyms *known);

/* The built-in templates, by format; of JSON there is none. */
struct ticket_template {
    const char *name, *text;
};
extern const struct ticket_template ticket_template_texts[];

#endif
