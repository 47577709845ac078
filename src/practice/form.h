/* Forms as browsers and OAuth clients send them: application/x-www-form-urlencoded. */
#ifndef PRACTICE_FORM_H
#define PRACTICE_FORM_H

#include "api/request.h"

/* Adds the decoded names and values of BODY, where the request says that it is a form;
 * else nothing. */
void form_read(struct pairs *form, const struct pairs *headers, struct span body);
/* The same of any text in that encoding. */
void form_parse(struct pairs *form, struct span text);
const char *form_get(const struct pairs *form, const char *name); /* "": absent */

#endif
