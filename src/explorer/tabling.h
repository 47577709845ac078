/* The table of the answer in the explorer: its keys and what lies over it. */
#ifndef EXPLORER_TABLING_H
#define EXPLORER_TABLING_H

#include "explorer/command.h"
#include "explorer/input.h"

struct explorer;

bool tabling_on(const struct explorer *explorer); /* the table has the focus */
/* False: the key means nothing to the table. */
bool tabling_key(struct explorer *explorer, struct span key);
void tabling_click(struct explorer *explorer, int y, int x); /* within its area */
/* The filter was typed; a value was chosen from the counts; a file name was given. */
void tabling_filter(struct explorer *explorer);
bool tabling_counts_key(struct explorer *explorer, struct span key);
void tabling_export(struct explorer *explorer, const char *path);
/* The menu of columns. */
void tabling_open_columns(struct explorer *explorer);
bool tabling_columns_key(struct explorer *explorer, const struct key_event *event,
                         struct span key);
/* A slice of the work under way. */
void tabling_work(struct explorer *explorer, struct commands *commands);
/* The cell at the cursor, as it came; appends. */
void tabling_value(const struct explorer *explorer, struct str *out);
/* A JSON pointer to a value of its column; appends. */
void tabling_pointer(const struct explorer *explorer, struct str *out);

#endif
