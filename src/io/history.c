#include "config.h"

#include "io/history.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"
#include "io/history_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUSY_MS = 5000, /* how long another program's write is waited for */
    PAUSE_MS = 20   /* between two tries */
};

/* Settings of each connection. Deleted text is overwritten (secure_delete); a commit is
 * on the disk when it returns (synchronous). */
static const char settings[] = "PRAGMA secure_delete = ON;"
                               "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA journal_size_limit = 4194304;";

/* From each version of the database to the next. Never changed, only added to. */
static const char *const migrations[] = {
    /* 1: the exchanges */
    ("CREATE TABLE exchange (id TEXT PRIMARY KEY, time INTEGER NOT NULL,"
     " bytes INTEGER NOT NULL, profile TEXT, operation TEXT, method TEXT, url TEXT,"
     " status INTEGER, code TEXT, target TEXT, json TEXT NOT NULL);"
     "CREATE INDEX exchange_time ON exchange (time, bytes);"),
    /* 2: what people add to them */
    ("ALTER TABLE exchange ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;"
     "ALTER TABLE exchange ADD COLUMN note TEXT;"),
    /* 3: sending that was begun */
    "ALTER TABLE exchange ADD COLUMN unanswered INTEGER NOT NULL DEFAULT 0;",
    /* 4: calls of an operation are counted */
    "CREATE INDEX exchange_operation ON exchange (operation, time);",
};

static enum status
complain(struct history *history, struct err *err)
{
    return err_set(err, STATUS_IO, _("the history \"%s\": %s"), history->path,
                   history->db ? history->sqlite->errmsg(history->db) : "");
}

static bool
is_damage(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* --- opening --- */

/* SQLite would make it with a mode that depends on the umask. */
static enum status
make_file(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 || fchmod(fd, 0600) < 0) {
        err_set(err, STATUS_IO, _("the history \"%s\": %s"), path, strerror(errno));
        if (fd >= 0)
            close(fd);
        return STATUS_IO;
    }
    close(fd);
    return STATUS_OK;
}

static ino_t
inode_of(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 ? info.st_ino : 0;
}

static void
read_number(struct history *history, sqlite3_stmt *row, void *data)
{
    *(int64_t *)data = history->sqlite->column_int64(row, 0);
}

static int
read_version(struct history *history, int64_t *version)
{
    const struct sqlite *sqlite = history->sqlite;
    sqlite3_stmt *row = NULL;
    int code = sqlite->prepare_v2(history->db, "PRAGMA user_version", -1, &row, NULL);
    if (code == SQLITE_OK && (code = sqlite->step(row)) == SQLITE_ROW) {
        read_number(history, row, version);
        code = SQLITE_OK;
    }
    sqlite->finalize(row);
    return code;
}

/* Two programs may start with an old database at once: BEGIN IMMEDIATE lets one in, and
 * the other then finds nothing to do. One of today's is only read. */
static int
migrate(struct history *history, struct err *err)
{
    const struct sqlite *sqlite = history->sqlite;
    int64_t version = 0;
    int code = read_version(history, &version);
    if (code != SQLITE_OK || version == (int64_t)COUNT_OF(migrations))
        return code;
    code = sqlite->exec(history->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = read_version(history, &version);
    if (code == SQLITE_OK && version > (int64_t)COUNT_OF(migrations)) {
        err_set(err, STATUS_INPUT,
                _("the history \"%s\" was written by a newer defscope; it is left as "
                  "it is"),
                history->path);
        code = SQLITE_MISMATCH;
    }
    for (; code == SQLITE_OK && version < (int64_t)COUNT_OF(migrations); version++)
        code = sqlite->exec(history->db, migrations[version], NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        struct str sql = {0};
        str_addf(&sql, "PRAGMA user_version = %zu; COMMIT", COUNT_OF(migrations));
        code = sqlite->exec(history->db, str_text(&sql), NULL, NULL, NULL);
        str_release(&sql);
    } else {
        sqlite->exec(history->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return code;
}

static int
connect_once(struct history *history, struct err *err)
{
    const struct sqlite *sqlite = history->sqlite;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
    history->inode = inode_of(history->path);
    int code = sqlite->open_v2(history->path, &history->db, flags, NULL);
    if (code == SQLITE_OK) {
        sqlite->busy_timeout(history->db, BUSY_MS);
        code = sqlite->exec(history->db, settings, NULL, NULL, NULL);
    }
    struct err why = {0};
    if (code == SQLITE_OK)
        code = migrate(history, &why);
    if (code == SQLITE_OK)
        return code;
    if (why.text[0])
        err_set(err, why.status, "%s", why.text);
    else
        complain(history, err);
    sqlite->close_v2(history->db);
    history->db = NULL;
    return code;
}

/* The lock ends with its descriptor, and so with the program; -1: the folder knows no
 * locks, as some on a network, and what follows is done without. False: another program
 * holds it for longer than a write is waited for. */
static bool
lock_folder(struct history *history, int how, int *lock)
{
    struct str folder = {0};
    const char *name = strrchr(history->path, '/');
    str_add(&folder, (struct span){history->path, (size_t)(name - history->path)});
    int fd = open(str_text(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    str_release(&folder);
    bool locked = false, held = false;
    for (int waited = 0; fd >= 0 && waited <= BUSY_MS; waited += PAUSE_MS) {
        if (waited)
            poll(NULL, 0, PAUSE_MS);
        locked = flock(fd, how | LOCK_NB) == 0;
        held = !locked && (errno == EWOULDBLOCK || errno == EINTR);
        if (!held)
            break;
    }
    if (fd >= 0 && !locked)
        close(fd);
    *lock = locked ? fd : -1;
    return !held;
}

/* Where two programs make the database at once, the change to its log is refused
 * without any waiting: then it is tried again. */
static int
connect(struct history *history, struct err *err)
{
    int code = SQLITE_BUSY, lock;
    lock_folder(history, LOCK_SH, &lock);
    for (int waited = 0; (code & 0xff) == SQLITE_BUSY && waited <= BUSY_MS;
         waited += PAUSE_MS) {
        if (waited)
            poll(NULL, 0, PAUSE_MS);
        code = connect_once(history, err);
    }
    if (lock >= 0)
        close(lock);
    return code;
}

/* Moves the damaged database out of the way, its log with it; called with the lock that
 * nobody shares. */
static bool
move_aside(struct history *history)
{
    static const char *const parts[] = {"", "-wal", "-shm"};
    struct str name = {0};
    if (inode_of(history->path) != history->inode)
        return true; /* another program was faster */
    for (int i = 1; i < 100 && !name.n; i++) {
        str_addf(&name, "%s.damaged-%d", history->path, i);
        if (access(str_text(&name), F_OK) == 0)
            str_clear(&name);
    }
    bool moved = name.n > 0;
    for (size_t i = 0; i < COUNT_OF(parts) && moved; i++) {
        struct str from = {0}, to = {0};
        str_addf(&from, "%s%s", history->path, parts[i]);
        str_addf(&to, "%s%s", str_text(&name), parts[i]);
        if (rename(str_text(&from), str_text(&to)) < 0 && i == 0)
            moved = false;
        str_release(&from);
        str_release(&to);
    }
    if (moved)
        err_set(&history->notice, STATUS_OK,
                _("the history was damaged and is kept as \"%s\"; a new one is begun"),
                str_text(&name));
    str_release(&name);
    return moved;
}

/* Several programs may find the damage at once: while one moves the files away, no
 * other may open them or begin new ones in their place, or it would lose its log. */
static bool
set_aside(struct history *history)
{
    int lock;
    bool alone = lock_folder(history, LOCK_EX, &lock);
    if (history->db)
        history->sqlite->close_v2(history->db);
    history->db = NULL;
    struct err ignored;
    bool moved =
        alone && move_aside(history) && make_file(history->path, &ignored) == STATUS_OK;
    if (lock >= 0)
        close(lock);
    return moved;
}

static int
connect_or_renew(struct history *history, struct err *err)
{
    int code = connect(history, err);
    if (is_damage(code) && set_aside(history))
        code = connect(history, err);
    return code;
}

enum status
history_open(struct history **history, enum history_use use, struct err *err)
{
    char *folder = folder_path(FOLDER_DATA, NULL);
    struct str path = {0};
    str_addf(&path, "%s/history.db", folder);
    struct history *opened = NULL;
    enum status status = STATUS_OK;
    if (use == HISTORY_WRITE || access(str_text(&path), F_OK) == 0) {
        opened = mem_alloc(sizeof *opened);
        opened->path = str_take(&path);
        status = folder_make(folder, err);
        if (status == STATUS_OK)
            status = make_file(opened->path, err);
        if (status == STATUS_OK && !(opened->sqlite = sqlite_open(err)))
            status = STATUS_IO;
        if (status == STATUS_OK && connect_or_renew(opened, err) != SQLITE_OK)
            status = STATUS_IO;
    }
    if (status != STATUS_OK) {
        history_close(opened);
        opened = NULL;
    }
    *history = opened;
    str_release(&path);
    mem_free(folder);
    return status;
}

void
history_close(struct history *history)
{
    if (!history)
        return;
    if (history->db)
        history->sqlite->close_v2(history->db);
    mem_free(history->path);
    mem_free(history);
}

const char *
history_notice(struct history *history)
{
    if (!history || !history->notice.text[0] || history->notice_told)
        return NULL;
    history->notice_told = true;
    return history->notice.text;
}

/* --- statements --- */

static int
run_once(struct history *history, const char *sql, const struct history_value *values,
         size_t count, history_row *each, void *data)
{
    const struct sqlite *sqlite = history->sqlite;
    sqlite3_stmt *statement = NULL;
    int code = sqlite->prepare_v2(history->db, sql, -1, &statement, NULL);
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        const struct history_value *value = &values[i];
        if (value->kind == HISTORY_IS_TEXT)
            code = sqlite->bind_text(statement, (int)i + 1, value->text.p,
                                     (int)value->text.n, SQLITE_STATIC);
        else
            code = sqlite->bind_int64(statement, (int)i + 1, value->number);
    }
    if (code == SQLITE_OK)
        while ((code = sqlite->step(statement)) == SQLITE_ROW)
            if (each)
                each(history, statement, data);
    sqlite->finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

enum status
history_run(struct history *history, const char *sql,
            const struct history_value *values, size_t count, history_row *each,
            void *data, struct err *err)
{
    if (!history->db)
        return err_set(err, STATUS_IO, _("the history \"%s\" could not be begun anew"),
                       history->path);
    int code = run_once(history, sql, values, count, each, data);
    if (is_damage(code) && set_aside(history) && connect(history, err) == SQLITE_OK)
        code = run_once(history, sql, values, count, each, data);
    return code == SQLITE_OK ? STATUS_OK : complain(history, err);
}

char *
history_column(struct history *history, sqlite3_stmt *row, int column)
{
    const unsigned char *text = history->sqlite->column_text(row, column);
    int n = history->sqlite->column_bytes(row, column);
    struct str copy = {0};
    if (!text || n <= 0)
        return NULL;
    str_add(&copy, (struct span){(const char *)text, (size_t)n});
    return str_take(&copy);
}
