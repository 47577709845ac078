/* What the files of the history share; for them alone. */
#ifndef IO_HISTORY_PARTS_H
#define IO_HISTORY_PARTS_H

#include "io/history.h"
#include "io/sqlite.h"

#include <sys/types.h>

struct history {
    const struct sqlite *sqlite;
    sqlite3 *db;
    char *path;        /* owned */
    ino_t inode;       /* of the file that is open */
    struct err notice; /* text "": none */
    bool notice_told;
};

/* A value for a "?" of a statement. An absent text (p NULL) is SQL's NULL. */
struct history_value {
    enum { HISTORY_IS_NUMBER, HISTORY_IS_TEXT } kind;
    struct span text; /* borrowed */
    int64_t number;
};

/* Called for each row; what the statement's columns point to is gone after it. */
typedef void history_row(struct history *history, sqlite3_stmt *row, void *data);

/* Runs one statement. Where the database is damaged, it is set aside and the statement
 * is run once more in a new one. */
enum status history_run(struct history *history, const char *sql,
                        const struct history_value *values, size_t count,
                        history_row *each, void *data, struct err *err);
/* Text of a column, owned by the caller; NULL where it is absent or empty. */
char *history_column(struct history *history, sqlite3_stmt *row, int column);

#endif
