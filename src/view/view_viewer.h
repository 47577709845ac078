/* Draws a body: JSON with folds, text, or bytes in hexadecimal. */
#ifndef VIEW_VIEWER_H
#define VIEW_VIEWER_H

#include "explorer/viewer.h"
#include "view/screen.h"

/* AREA has the size that viewer_resize was told. */
void view_viewer(const struct viewer *viewer, struct screen *screen, struct rect area,
                 bool focus);

#endif
