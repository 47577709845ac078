/* Pieces that several views draw. */
#ifndef VIEW_WIDGETS_H
#define VIEW_WIDGETS_H

#include "explorer/editor.h"
#include "explorer/page.h"
#include "view/screen.h"

/* A path in the lower edge of a frame; nothing where there is none, or no room. */
void draw_place(struct screen *screen, struct rect frame, struct span path);
/* A frame with its title in the upper edge; the inside is blanked. */
void draw_frame(struct screen *screen, struct rect area, const char *title, bool focus);
/* "─ Body ─ Query ─": the chosen one stands out. LABELS end with NULL. Where not all
 * have room the chosen one is among those that are there, and none is cut. */
void draw_tabs(struct screen *screen, struct rect area, const char *const *labels,
               int chosen, bool focus);
void draw_page(struct screen *screen, struct rect area, const struct page *page,
               size_t top);
/* What stands where there is nothing yet; wrapped. */
void draw_remark(struct screen *screen, struct rect area, const char *text);
/* One line that is being edited, scrolled so that the caret is in sight. */
void draw_field(struct screen *screen, struct rect area, int y, int x, int columns,
                const struct editor *editor, bool caret);
/* A mark at the right edge that tells which part of a long thing is in sight. */
void draw_scrollbar(struct screen *screen, struct rect area, size_t top, size_t shown,
                    size_t all);

#endif
