/* Which key does what: as action.def has it, and as the user changed it. = {0}: nothing
 * changed. Keys within lists, questions and tickets are not in it. */
#ifndef EXPLORER_KEYMAP_H
#define EXPLORER_KEYMAP_H

#include "base/err.h"
#include "base/str.h"
#include "explorer/action.h"

struct keymap {
    char *keys[ACTION_COUNT]; /* owned; NULL: the ones of action.def */
};

const struct keymap *keymap_standard(void); /* nothing changed */
void keymap_release(struct keymap *keymap);
enum action keymap_action(const struct keymap *keymap, struct span key); /* "C-r" */
/* The key that is shown for an action; empty where it has none. */
struct span keymap_key(const struct keymap *keymap, enum action action);
const char *keymap_keys(const struct keymap *keymap, enum action action); /* "s F5" */

/* NAME: an action's, in small letters with hyphens ("copy-id"); KEYS: separated by
 * spaces, or "none". STATUS_INPUT: ERR says what is wrong with which. */
enum status keymap_set(struct keymap *keymap, struct span name, struct span keys,
                       struct err *err);
/* Whether no key does two things, and the ways out have a key. *AT: else the action
 * that was changed so. */
enum status keymap_check(const struct keymap *keymap, enum action *at, struct err *err);
void action_write_name(enum action action, struct str *out); /* "copy-id"; appends */

#endif
