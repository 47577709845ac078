/* What the explorer can be told to do, by a key, a click or a name. */
#ifndef EXPLORER_ACTION_H
#define EXPLORER_ACTION_H

#include "base/span.h"

enum action {
#define ACTION(id, keys, label, help) ACTION_##id,
#include "explorer/action.def"
#undef ACTION
    ACTION_COUNT,
    ACTION_NONE = ACTION_COUNT,
};

struct action_info {
    const char *name;  /* "FIX_ALL": for tests and scripts */
    const char *keys;  /* "s F5 C-r" */
    const char *label; /* marked for translation */
    const char *help;  /* marked for translation */
};

const struct action_info *action_info(enum action action);
enum action action_named(struct span name);

#endif
