#include "config.h"

#include "io/sqlite.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/library.h"

#include <stdbool.h>
#include <stddef.h>

static const struct library_function functions[] = {
#define X(name) {"sqlite3_" #name, offsetof(struct sqlite, name)},
    SQLITE_FUNCTIONS(X)
#undef X
};

static const char *const names[] = {"libsqlite3.so.0", "libsqlite3.dylib",
                                    "libsqlite3.so", NULL};

const struct sqlite *
sqlite_open(struct err *err)
{
    static struct sqlite sqlite;
    static bool open;
    if (open)
        return &sqlite;
    void *library = library_open(names, "libsqlite3", err);
    if (!library || library_resolve(library, functions, COUNT_OF(functions), &sqlite,
                                    "3.31", err) != STATUS_OK) {
        err_context(err, "SQLite");
        return NULL;
    }
    open = true;
    return &sqlite;
}
