/* Names of keys, as action.def writes them: "s", "C-r", "S-Tab", "F5", "PgUp". */
#ifndef EXPLORER_KEYS_H
#define EXPLORER_KEYS_H

#include "explorer/editor.h"
#include "explorer/input.h"

void key_name(const struct key_event *event,
              struct str *out);   /* nothing for what is no key */
bool key_known(struct span name); /* key_name can give it */
/* Lets an editor have a key. False: it means nothing to it. */
bool key_edit(struct editor *editor, const struct key_event *event);

#endif
