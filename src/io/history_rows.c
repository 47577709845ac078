/* What is written to the history, and read from it. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/history_parts.h"
#include "json/text.h"

#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct history_value
number(int64_t value)
{
    return (struct history_value){.kind = HISTORY_IS_NUMBER, .number = value};
}

static struct history_value
text(const char *value)
{
    return (struct history_value){.kind = HISTORY_IS_TEXT, .text = span_of(value)};
}

/* --- writing --- */

/* A text of the JSON that is a column too. It was redacted with it. */
static struct str
member(const cJSON *json, const char *object, const char *name)
{
    const cJSON *from = cJSON_GetObjectItemCaseSensitive(json, object);
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    struct str value = {0};
    if (cJSON_IsString(item))
        str_add_text(&value, item->valuestring);
    else if (cJSON_IsRaw(item)) /* diagnosis_json writes it so, for a NUL within */
        json_unquote(&value, span_of(item->valuestring));
    return value;
}

/* The exchange as JSON; a body that is too large is left out, and it says so. */
static cJSON *
json_of(const struct exchange *exchange, const struct diagnosis *diagnosis,
        const struct redactor *redactor)
{
    if (exchange->response.body.n <= HISTORY_BODY_MAX)
        return exchange_json(exchange, diagnosis, redactor);
    struct exchange without = *exchange; /* borrows all but the body */
    struct str said = {0};
    without.response.body = (struct str){0};
    str_addf(&said, _("the body of %zu MB is too large to be kept in the history"),
             exchange->response.body.n >> 20);
    without.response.fault = str_take(&said);
    cJSON *json = exchange_json(&without, diagnosis, redactor);
    cJSON *response = cJSON_GetObjectItemCaseSensitive(json, "response");
    cJSON_ReplaceItemInObjectCaseSensitive(
        response, "size", cJSON_CreateNumber((double)exchange->response.body.n));
    mem_free(without.response.fault);
    return json;
}

/* The old and the many go, as far as nobody marked them, but never the newest. Sizes
 * are added up row by row only where all of them are too many. */
static enum status
prune(struct history *history, const struct exchange *newest, struct err *err)
{
    const struct history_value old[] = {
        text(newest->id),
        number(newest->time - (clock_ms)HISTORY_DAYS * DAY_MS),
    };
    const struct history_value many[] = {text(newest->id), number(HISTORY_MAX)};
    enum status status = history_run(
        history, "DELETE FROM exchange WHERE marked = 0 AND id != ?1 AND time < ?2",
        old, COUNT_OF(old), NULL, NULL, err);
    if (status != STATUS_OK)
        return status;
    return history_run(
        history,
        "DELETE FROM exchange WHERE marked = 0 AND id != ?1 AND time <= CASE WHEN"
        " (SELECT sum(bytes) FROM exchange) > ?2"
        " THEN (SELECT max(time) FROM (SELECT time, sum(bytes) OVER (ORDER BY time "
        "DESC)"
        " AS so_far FROM exchange) WHERE so_far > ?2) END",
        many, COUNT_OF(many), NULL, NULL, err);
}

static enum status
write_row(struct history *history, const struct exchange *exchange, cJSON *json,
          bool unanswered, struct err *err)
{
    char *printed = json ? cJSON_PrintUnformatted(json) : NULL;
    if (!printed)
        return err_set(err, STATUS_LIMIT,
                       _("there is not enough memory to keep the exchange"));
    struct str url = member(json, "request", "url"),
               code = member(json, "diagnosis", "code"),
               target = member(json, "diagnosis", "target");
    const struct history_value values[] = {
        text(exchange->id),
        number(exchange->time),
        number((int64_t)strlen(printed)),
        text(exchange->profile),
        text(exchange->operation ? exchange->operation->id : NULL),
        text(exchange->request.method),
        text(str_text(&url)),
        number(exchange->answered ? exchange->response.status : 0),
        text(str_text(&code)),
        text(str_text(&target)),
        text(printed),
        number(unanswered),
    };
    enum status status = history_run(
        history,
        "INSERT INTO exchange (id, time, bytes, profile, operation, method, url,"
        " status, code, target, json, unanswered)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET time = excluded.time, bytes = excluded.bytes,"
        " status = excluded.status, code = excluded.code, target = excluded.target,"
        " url = excluded.url, json = excluded.json, unanswered = excluded.unanswered",
        values, COUNT_OF(values), NULL, NULL, err);
    cJSON_free(printed);
    str_release(&url);
    str_release(&code);
    str_release(&target);
    return status;
}

static enum status
keep(struct history *history, const struct exchange *exchange,
     const struct diagnosis *diagnosis, const struct redactor *redactor,
     bool unanswered, struct err *err)
{
    if (!exchange->id || !*exchange->id || exchange->time < 0)
        return err_set(err, STATUS_INPUT, _("the exchange has no ID to be kept by"));
    cJSON *json = json_of(exchange, diagnosis, redactor);
    enum status status = write_row(history, exchange, json, unanswered, err);
    cJSON_Delete(json);
    if (status == STATUS_OK && !unanswered)
        status = prune(history, exchange, err);
    return status == STATUS_OK ? status
                               : err_context(err, _("the exchange is not kept"));
}

enum status
history_intend(struct history *history, const struct exchange *exchange,
               const struct redactor *redactor, struct err *err)
{
    struct exchange intent = *exchange; /* borrows all of it */
    struct str said = str_of(_("defscope ended while the request was under way"));
    intent.transport = TRANSPORT_BROKEN; /* until history_save knows better */
    intent.transport_text = str_take(&said);
    enum status status = keep(history, &intent, NULL, redactor, true, err);
    mem_free(intent.transport_text);
    return status;
}

enum status
history_save(struct history *history, const struct exchange *exchange,
             const struct diagnosis *diagnosis, const struct redactor *redactor,
             struct err *err)
{
    return keep(history, exchange, diagnosis, redactor, false, err);
}

/* --- reading --- */

static void
add_entry(struct history *history, sqlite3_stmt *row, void *data)
{
    const struct sqlite *sqlite = history->sqlite;
    struct history_entries *entries = data;
    ARRAY_GROW(entries->items, entries->count, entries->room);
    entries->items[entries->count++] = (struct history_entry){
        .id = history_column(history, row, 0),
        .time = sqlite->column_int64(row, 1),
        .profile = history_column(history, row, 2),
        .operation = history_column(history, row, 3),
        .method = history_column(history, row, 4),
        .url = history_column(history, row, 5),
        .status = (int)sqlite->column_int64(row, 6),
        .code = history_column(history, row, 7),
        .target = history_column(history, row, 8),
        .note = history_column(history, row, 9),
        .marked = sqlite->column_int64(row, 10) != 0,
        .unanswered = sqlite->column_int64(row, 11) != 0,
    };
}

enum status
history_list(struct history *history, size_t max, struct history_entries *entries,
             struct err *err)
{
    struct history_value limit[] = {number((int64_t)max)};
    *entries = (struct history_entries){0};
    if (!history)
        return STATUS_OK;
    return history_run(history,
                       "SELECT id, time, profile, operation, method, url, status, code,"
                       " target, note, marked, unanswered FROM exchange"
                       " ORDER BY time DESC, rowid DESC LIMIT ?",
                       limit, 1, add_entry, entries, err);
}

static void
add_id(struct history *history, sqlite3_stmt *row, void *data)
{
    struct texts *ids = data;
    char *id = history_column(history, row, 0);
    texts_add(ids, span_of(id));
    mem_free(id);
}

/* The whole ID, owned by the caller; NULL with ERR. */
static char *
find(struct history *history, const char *which, struct err *err)
{
    struct texts ids = {0};
    struct history_value start[] = {text(which), text(which)};
    bool last = strcmp(which, "last") == 0;
    enum status status = STATUS_OK;
    char *id = NULL;
    if (history && last)
        status = history_run(
            history, "SELECT id FROM exchange ORDER BY time DESC, rowid DESC LIMIT 1",
            NULL, 0, add_id, &ids, err);
    else if (history) /* IDs are small letters and digits: "{" is behind them */
        status = history_run(history,
                             "SELECT id FROM exchange WHERE id >= ? AND id < ? || '{'"
                             " ORDER BY id LIMIT 2",
                             start, 2, add_id, &ids, err);
    if (status != STATUS_OK)
        ;
    else if (ids.count == 1 || (ids.count && strcmp(ids.items[0], which) == 0))
        id = mem_strdup(ids.items[0]);
    else if (ids.count)
        err_set(err, STATUS_INPUT, _("\"%s\" begins more than one ID: give more of it"),
                which);
    else if (last)
        err_set(err, STATUS_INPUT, _("nothing was sent yet: there is no exchange"));
    else
        err_set(err, STATUS_INPUT,
                _("no exchange \"%s\" is kept; \"defscope history\" lists them"),
                which);
    texts_release(&ids);
    return id;
}

static void
add_json(struct history *history, sqlite3_stmt *row, void *data)
{
    const unsigned char *json = history->sqlite->column_text(row, 0);
    int n = history->sqlite->column_bytes(row, 0);
    if (json && n > 0)
        str_add(data, (struct span){(const char *)json, (size_t)n});
}

enum status
history_read_text(struct history *history, const char *which, struct str *out,
                  struct err *err)
{
    char *id = find(history, which, err);
    if (!id)
        return STATUS_INPUT;
    struct history_value values[] = {text(id)};
    enum status status = history_run(history, "SELECT json FROM exchange WHERE id = ?",
                                     values, 1, add_json, out, err);
    mem_free(id);
    return status;
}

enum status
history_read(struct history *history, const char *which,
             const struct catalogue *catalogue, struct exchange *exchange,
             struct err *err)
{
    struct str json = {0};
    enum status status = history_read_text(history, which, &json, err);
    if (status == STATUS_OK)
        status = exchange_from_json(exchange, str_span(&json), catalogue, err);
    str_release(&json);
    return status;
}

static void
add_call(struct history *history, sqlite3_stmt *row, void *data)
{
    struct budget *budget = data;
    ARRAY_GROW(budget->calls, budget->count, budget->room);
    budget->calls[budget->count++] = history->sqlite->column_int64(row, 0);
}

enum status
history_budget(struct history *history, const struct operation *operation,
               const char *profile, clock_ms now, struct budget *budget,
               struct err *err)
{
    const struct history_value values[] = {text(operation->id), text(profile),
                                           number(now - BUDGET_HOUR_MS), number(now)};
    budget_release(budget);
    budget->operation = operation;
    if (!history)
        return STATUS_OK;
    return history_run(history,
                       "SELECT time FROM exchange WHERE operation = ? AND profile = ?"
                       " AND time > ? AND time <= ? ORDER BY time DESC",
                       values, COUNT_OF(values), add_call, budget, err);
}

/* --- what people do with them --- */

/* One statement whose last value is the ID. */
static enum status
change(struct history *history, const char *sql, struct history_value value,
       const char *which, struct err *err)
{
    char *id = find(history, which, err);
    if (!id)
        return STATUS_INPUT;
    struct history_value values[] = {value, text(id)};
    enum status status = history_run(history, sql, values, 2, NULL, NULL, err);
    mem_free(id);
    return status;
}

enum status
history_mark(struct history *history, const char *which, bool marked, struct err *err)
{
    return change(history, "UPDATE exchange SET marked = ? WHERE id = ?",
                  number(marked), which, err);
}

enum status
history_note(struct history *history, const char *which, struct span note,
             struct err *err)
{
    struct history_value value = {.kind = HISTORY_IS_TEXT, .text = note};
    return change(history, "UPDATE exchange SET note = ? WHERE id = ?", value, which,
                  err);
}

/* The log still holds what was deleted until it is copied back. */
static enum status
wipe_log(struct history *history, struct err *err)
{
    return history_run(history, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 0, NULL, NULL,
                       err);
}

enum status
history_delete(struct history *history, const char *which, struct err *err)
{
    enum status status = change(history, "DELETE FROM exchange WHERE 0 = ? AND id = ?",
                                number(0), which, err);
    return status == STATUS_OK ? wipe_log(history, err) : status;
}

enum status
history_clear(struct history *history, size_t *deleted, struct err *err)
{
    *deleted = 0;
    if (!history)
        return STATUS_OK;
    enum status status =
        history_run(history, "DELETE FROM exchange", NULL, 0, NULL, NULL, err);
    if (status == STATUS_OK)
        *deleted = (size_t)history->sqlite->changes(history->db);
    if (status == STATUS_OK)
        status = history_run(history, "VACUUM", NULL, 0, NULL, NULL, err);
    return status == STATUS_OK ? wipe_log(history, err) : status;
}
