/* The parts within the panes, for drawing, scrolling and the mouse alike. */
#ifndef EXPLORER_AREAS_H
#define EXPLORER_AREAS_H

#include "explorer/explorer.h"

struct operations_areas {
    struct rect filter, list;
};

struct request_areas {
    struct rect target, slots, tabs, content;
    int numbers; /* columns that line numbers take in the body */
};

struct result_areas {
    struct rect verdict, tabs, content;
};

enum { DOWNLOAD_ROWS = 5 }; /* what is said of one file */

struct downloads_areas {
    struct rect list, said;
};

struct operations_areas areas_operations(struct rect pane);
struct request_areas areas_request(const struct explorer *explorer, struct rect pane);
struct result_areas areas_result(const struct explorer *explorer, struct rect pane);
/* The frame of what lies over the panes; its inside is one less on each side. */
struct rect areas_overlay(const struct explorer *explorer);
/* Within that frame: the files by link, and what is said of the one under the cursor.
 */
struct downloads_areas areas_downloads(const struct explorer *explorer);

/* Lays out what is in sight and keeps every cursor within it; after each change of
 * state or size. */
void explorer_settle(struct explorer *explorer);

#endif
