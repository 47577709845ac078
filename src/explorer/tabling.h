/* The table of the answer in the explorer: its keys and what lies over it. */
#ifndef EXPLORER_TABLING_H
#define EXPLORER_TABLING_H

#include "explorer/command.h"
#include "explorer/input.h"

struct explorer;
struct message;

bool tabling_on(const struct explorer *explorer); /* the table has the focus */
/* False: the key means nothing to the table. */
bool tabling_key(struct explorer *explorer, struct span key);
void tabling_click(struct explorer *explorer, int y, int x); /* within its area */
/* The filter that is typed is for any column, or for the cursor's again. */
void tabling_filter_turn(struct explorer *explorer);
/* The filter was typed; a value was chosen from the counts. */
void tabling_filter(struct explorer *explorer);
bool tabling_counts_key(struct explorer *explorer, struct span key);
/* Exporting rows: the file's name is asked for and given; the file is begun; rows go
 * to it as they are laid out, so that no more than a slice of them is in memory; it
 * takes its name when the last one is in it. */
struct exporting {
    bool open;   /* a file is begun */
    size_t rows; /* that it has when it is whole */
    bool grown;  /* others have come since it was begun */
};
void tabling_ask_export(struct explorer *explorer);
void tabling_export(struct explorer *explorer, const char *path,
                    struct commands *commands);
void tabling_export_replace(struct explorer *explorer, struct commands *commands);
void tabling_export_begin(struct explorer *explorer, const struct message *message);
void tabling_export_rows(struct explorer *explorer, bool last,
                         struct commands *commands);
/* The file is whole, or could not be written. */
void tabling_exported(struct explorer *explorer, const struct message *message);
/* Where the work has ended without its last row, the file goes. */
void tabling_export_settle(struct explorer *explorer, struct commands *commands);
/* The menu of columns. */
void tabling_open_columns(struct explorer *explorer);
bool tabling_columns_key(struct explorer *explorer, const struct key_event *event,
                         struct span key);
/* Others have come, between those that are listed too. */
void tabling_columns_grown(struct explorer *explorer);
/* A slice of the work under way. */
void tabling_work(struct explorer *explorer, struct commands *commands);
/* The cell at the cursor, as it came; appends. */
void tabling_value(const struct explorer *explorer, struct str *out);
/* A JSON pointer to a value of its column; appends. */
void tabling_pointer(const struct explorer *explorer, struct str *out);
/* To the cell itself; appends. */
void tabling_cell_pointer(const struct explorer *explorer, struct str *out);

#endif
