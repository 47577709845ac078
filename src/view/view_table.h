#ifndef VIEW_VIEW_TABLE_H
#define VIEW_VIEW_TABLE_H

#include "explorer/result.h"
#include "view/screen.h"

/* A header, the rows in sight, and a line that says which they are. */
void view_table(const struct result *answer, struct screen *screen, struct rect area,
                bool focus);

#endif
