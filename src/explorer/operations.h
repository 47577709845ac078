/* The list of operations: groups that fold, and a filter. The first group has the
 * favourites, the second those that were chosen last. Borrows the catalogue. */
#ifndef EXPLORER_OPERATIONS_H
#define EXPLORER_OPERATIONS_H

#include "api/catalogue.h"
#include "explorer/editor.h"

enum { OPERATIONS_RECENT = 5, OPERATIONS_FAVOURITES = 50 };

/* Groups that are not the catalogue's own. */
enum { GROUP_FAVOURITES, GROUP_RECENT, GROUPS_OWN };

struct operations_row {
    const struct operation *operation; /* NULL: a group */
    unsigned group;
};

struct operations_group {
    const char *name;
    enum product product;
    const char *source;    /* as of the operations in it; of our own groups NULL */
    unsigned first, count; /* in the catalogue; of our own groups: in their list */
    unsigned shown;        /* that match the filter */
    bool open;
};

struct operations {
    const struct catalogue *catalogue;
    const struct operation *recent[OPERATIONS_RECENT];         /* the last one first */
    const struct operation *favourites[OPERATIONS_FAVOURITES]; /* in order of choice */
    struct str elsewhere; /* lines about favourites that this catalogue doesn't have */
    bool changed;         /* favourites or recent ones: they are to be kept */
    struct operations_group *groups; /* the first ones are our own */
    size_t group_count, group_room;
    struct operations_row *rows;
    size_t row_count, row_room;
    struct editor filter;
    size_t cursor, top, page; /* page: rows in sight, as last shown */
};

void operations_init(struct operations *operations, const struct catalogue *catalogue);
void operations_release(struct operations *operations);
void
operations_refresh(struct operations *operations); /* after the filter has changed */
void operations_move(struct operations *operations, long rows); /* clamped */
const struct operation *
operations_current(const struct operations *operations); /* or NULL: a group */
void operations_toggle(struct operations *operations); /* the group under the cursor */
void operations_fold(struct operations *operations,
                     bool open); /* that group, or the one around */
void operations_go(struct operations *operations, const struct operation *operation);
/* It was chosen. */
void operations_used(struct operations *operations, const struct operation *operation);
bool operations_is_favourite(const struct operations *operations,
                             const struct operation *operation);
/* Makes it a favourite, or no longer one; gives which. */
bool operations_favour(struct operations *operations,
                       const struct operation *operation);
/* Favourites and recent ones as the text of a small file, and back. False: something in
 * it can't be read; what can is taken. */
void operations_write(const struct operations *operations, struct str *out);
bool operations_read(struct operations *operations, struct span text);
void operations_show_cursor(struct operations *operations, size_t rows);

#endif
