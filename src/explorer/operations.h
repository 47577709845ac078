/* The list of operations: groups that fold, and a filter. The first group has those
 * that were chosen last. Borrows the catalogue. */
#ifndef EXPLORER_OPERATIONS_H
#define EXPLORER_OPERATIONS_H

#include "api/catalogue.h"
#include "explorer/editor.h"

enum { OPERATIONS_RECENT = 5 };

struct operations_row {
    const struct operation *operation; /* NULL: a group */
    unsigned group;
};

struct operations_group {
    const char *name;
    enum product product;
    unsigned first, count; /* in the catalogue; of the recent ones: in recent */
    unsigned shown;        /* that match the filter */
    bool open;
};

struct operations {
    const struct catalogue *catalogue;
    const struct operation *recent[OPERATIONS_RECENT]; /* the last one first */
    struct operations_group *groups;                   /* [0]: the recent ones */
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
void operations_show_cursor(struct operations *operations, size_t rows);

#endif
