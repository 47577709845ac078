/* The explorer on a grid of cells: const state in, cells out. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "explorer/explorer.h"
#include "view/screen.h"

/* Draws all of it; SCREEN has the explorer's size. */
void view_explorer(const struct explorer *explorer, struct screen *screen);

/* Its parts, each in its pane. */
void view_operations(const struct explorer *explorer, struct screen *screen,
                     struct rect pane);
void view_request(const struct explorer *explorer, struct screen *screen,
                  struct rect pane);
/* Beside the caret, once the request is drawn. */
void view_completion(const struct explorer *explorer, struct screen *screen,
                     struct rect pane);
void view_result(const struct explorer *explorer, struct screen *screen,
                 struct rect pane);
void view_lesson(const struct explorer *explorer, struct screen *screen,
                 struct rect pane);
void view_overlay(const struct explorer *explorer, struct screen *screen);
enum style method_style(const struct operation *operation);

#endif
