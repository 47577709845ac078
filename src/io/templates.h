/* The user's own templates of the ticket:
 * $XDG_CONFIG_HOME/defscope/templates/ticket.md, .txt, .html and .json, as far as they
 * are there. */
#ifndef IO_TEMPLATES_H
#define IO_TEMPLATES_H

#include "api/ticket.h"

/* ERR: one that is there can't be read. */
enum status templates_load(struct ticket_templates *templates, struct err *err);

#endif
