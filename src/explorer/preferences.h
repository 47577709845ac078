/* How the explorer is to look and behave: the sections [explorer] and [keys] of the
 * configuration. = {0}: nothing is said. */
#ifndef EXPLORER_PREFERENCES_H
#define EXPLORER_PREFERENCES_H

#include "api/settings.h"
#include "explorer/keymap.h"

struct preferences {
    char *theme;    /* NULL: by the terminal; owned */
    char *requests; /* the folder of the requests kept; NULL: the standard one; owned */
    bool no_mouse;  /* the terminal keeps it */
    bool reduced;   /* what moves of itself moves seldom */
    struct keymap keymap;
};

/* STATUS_INPUT: ERR says where and what. */
enum status preferences_read(struct preferences *preferences,
                             const struct settings *settings, struct err *err);
void preferences_release(struct preferences *preferences);

#endif
