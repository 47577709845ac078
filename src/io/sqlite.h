/* SQLite, opened by dlopen when the history is first needed. */
#ifndef IO_SQLITE_H
#define IO_SQLITE_H

#include "base/err.h"

#include <sqlite3.h>

/* Every function of it that the program calls. */
#define SQLITE_FUNCTIONS(X)                                                            \
    X(bind_int64)                                                                      \
    X(bind_text)                                                                       \
    X(busy_timeout)                                                                    \
    X(changes)                                                                         \
    X(close_v2)                                                                        \
    X(column_bytes)                                                                    \
    X(column_int64)                                                                    \
    X(column_text)                                                                     \
    X(errmsg)                                                                          \
    X(exec)                                                                            \
    X(finalize)                                                                        \
    X(open_v2)                                                                         \
    X(prepare_v2)                                                                      \
    X(step)

struct sqlite {
#define X(name) __typeof__(sqlite3_##name) *name;
    SQLITE_FUNCTIONS(X)
#undef X
};

/* Opens it the first time; NULL where it is missing or too old. Stays open. */
const struct sqlite *sqlite_open(struct err *err);

#endif
