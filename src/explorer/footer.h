/* The last line: the mode, and the keys that make sense now, most useful first. */
#ifndef EXPLORER_FOOTER_H
#define EXPLORER_FOOTER_H

#include "explorer/explorer.h"

enum { FOOTER_ITEMS = 16 };

struct footer_item {
    struct span key;
    const char *label;  /* translated; both borrowed for good */
    enum action action; /* ACTION_NONE: the key goes to what is open */
    int x, columns;     /* in the footer */
};

struct footer {
    const char *mode; /* "NAV", "EDIT" */
    struct footer_item items[FOOTER_ITEMS];
    size_t count;
    const struct keymap *keymap; /* borrowed */
};

/* Laid out in that many columns; what does not fit is left out, help never. */
void footer_compute(const struct explorer *explorer, int columns,
                    struct footer *footer);
/* All keys that make sense now, in a line: "y copy, Esc close". Appends. */
void footer_tell(const struct explorer *explorer, struct str *out);

#endif
