/* The rows of a hunting query, and the memory that it may take. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <string.h>

enum { BLOCK_BYTES = 256 * 1024 };
static const size_t memory_max = (size_t)1024 * 1024 * 1024;

struct memory_block {
    struct memory_block *next;
    size_t used, size;
    max_align_t bytes[];
};

/* Counts SIZE more; false and answered where it is too much. */
static bool
may_take(struct hunt *hunt, size_t size)
{
    hunt->memory += size;
    return hunt->memory <= memory_max || hunt_fail_heavy(hunt);
}

void *
hunt_memory(struct hunt *hunt, size_t size)
{
    struct memory_block *block = hunt->blocks;
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (!block || block->size - block->used < size) {
        size_t room = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        if (!may_take(hunt, room))
            return NULL;
        block = mem_alloc(sizeof *block + room);
        block->size = room;
        block->next = hunt->blocks;
        hunt->blocks = block;
    }
    void *taken = (char *)block->bytes + block->used;
    block->used += size;
    return taken;
}

struct hunt_mark
hunt_mark(const struct hunt *hunt)
{
    return (struct hunt_mark){hunt->blocks, hunt->blocks ? hunt->blocks->used : 0};
}

/* A block that came after the mark stays, with its room. */
void
hunt_return_to(struct hunt *hunt, struct hunt_mark mark)
{
    if (hunt->blocks)
        hunt->blocks->used = hunt->blocks == mark.block ? mark.used : 0;
}

void
rows_release(struct kql_rows *rows)
{
    mem_free(rows->cells);
    *rows = (struct kql_rows){0};
}

void
hunt_release(struct hunt *hunt)
{
    rows_release(&hunt->rows);
    while (hunt->blocks) {
        struct memory_block *next = hunt->blocks->next;
        mem_free(hunt->blocks);
        hunt->blocks = next;
    }
}

bool
hunt_copy(struct hunt *hunt, struct span *text)
{
    char *copy = hunt_memory(hunt, text->n + 1);
    if (!copy)
        return false;
    memcpy(copy, text->p ? text->p : "", text->n);
    text->p = copy;
    return true;
}

struct kql_value *
rows_at(const struct kql_rows *rows, size_t row)
{
    return rows->cells + row * rows->width;
}

struct kql_value *
rows_add(struct hunt *hunt, struct kql_rows *rows)
{
    size_t need = (rows->count + 1) * rows->width;
    if (need > rows->room || !rows->cells) {
        size_t room = need > rows->room * 2 ? need : rows->room * 2 + 1;
        if (!may_take(hunt, (room - rows->room) * sizeof *rows->cells))
            return NULL;
        rows->cells = mem_resize(rows->cells, room * sizeof *rows->cells);
        rows->room = room;
    }
    struct kql_value *cells = rows_at(rows, rows->count++);
    memset(cells, 0, rows->width * sizeof *cells);
    return cells;
}

bool
rows_column(const struct kql_rows *rows, struct span name, unsigned *index)
{
    for (*index = 0; *index < rows->width; ++*index)
        if (span_equal(rows->columns[*index].name, name))
            return true;
    return false;
}

bool
rows_add_column(struct hunt *hunt, struct kql_rows *rows, struct span name,
                enum kql_type type)
{
    if (rows->width == COLUMNS_MAX)
        return hunt_fail(hunt, "a table may have %d columns here", COLUMNS_MAX);
    rows->columns[rows->width++] = (struct kql_column){name, type};
    return true;
}

static uint64_t
add_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < n; i++) /* FNV-1a */
        hash = (hash ^ byte[i]) * 0x100000001b3u;
    return hash;
}

static bool
is_text(const struct kql_value *value)
{
    return value->type == KQL_STRING || value->type == KQL_DYNAMIC;
}

uint64_t
values_hash(const struct kql_value *values, unsigned count)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (unsigned i = 0; i < count; i++) {
        const struct kql_value *value = &values[i];
        hash = add_bytes(hash, &value->null, sizeof value->null);
        if (value->null)
            continue;
        if (is_text(value)) {
            hash = add_bytes(hash, value->text.p, value->text.n);
        } else {
            double number = kql_number(value); /* 1 and 1.0 are the same */
            hash = add_bytes(hash, &number, sizeof number);
        }
    }
    return hash;
}

bool
values_same(const struct kql_value *a, const struct kql_value *b, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        int order = 0;
        if (a[i].null != b[i].null)
            return false;
        if (!a[i].null && (!kql_compare(&a[i], &b[i], &order) || order != 0))
            return false;
    }
    return true;
}

static bool
value_from_json(struct hunt *hunt, const cJSON *json, enum kql_type type,
                struct kql_value *value)
{
    *value = (struct kql_value){.type = type};
    int64_t at;
    if (type == KQL_DATETIME) {
        value->null =
            !cJSON_IsString(json) || !kql_datetime(span_of(json->valuestring), &at);
        if (!value->null)
            value->whole = at;
    } else if (type == KQL_STRING) {
        value->text = span_of(cJSON_GetStringValue(json));
        return hunt_copy(hunt, &value->text);
    } else if (type == KQL_DYNAMIC) {
        char *text = json ? cJSON_PrintUnformatted(json) : NULL;
        value->null = !text;
        value->text = span_of(text);
        bool good = value->null || hunt_copy(hunt, &value->text);
        cJSON_free(text);
        return good;
    } else if (type == KQL_DOUBLE) {
        value->null = !cJSON_IsNumber(json);
        value->real = value->null ? 0 : json->valuedouble;
    } else if (cJSON_IsBool(json)) {
        value->whole = cJSON_IsTrue(json);
    } else {
        value->null = !cJSON_IsNumber(json);
        value->whole = value->null ? 0 : (int64_t)json->valuedouble;
    }
    return true;
}

bool
row_from_object(struct hunt *hunt, const struct hunting_table *table,
                const cJSON *object, struct kql_value *cells)
{
    for (unsigned i = 0; table->columns[i].name; i++)
        if (!value_from_json(hunt, object_get(object, table->columns[i].member),
                             table->columns[i].type, &cells[i]))
            return false;
    return true;
}

static cJSON *
json_of_timespan(int64_t ms)
{
    const char *sign = ms < 0 ? "-" : "";
    int64_t size = ms < 0 ? -ms : ms, day = 86400000;
    struct str text = {0};
    str_add_text(&text, sign);
    if (size >= day)
        str_addf(&text, "%lld.", (long long)(size / day));
    str_addf(&text, "%02d:%02d:%02d", (int)(size / 3600000 % 24),
             (int)(size / 60000 % 60), (int)(size / 1000 % 60));
    if (size % 1000)
        str_addf(&text, ".%03d0000", (int)(size % 1000));
    cJSON *json = cJSON_CreateString(str_text(&text));
    str_release(&text);
    return json;
}

cJSON *
json_of_value(const struct kql_value *value)
{
    if (value->null)
        return cJSON_CreateNull();
    struct str digits = {0};
    cJSON *json;
    switch (value->type) {
    case KQL_STRING:
        return text_of(value->text);
    case KQL_DYNAMIC:
        str_add(&digits, value->text);
        json = cJSON_CreateRaw(str_text(&digits));
        str_release(&digits);
        return json;
    case KQL_DOUBLE:
        return cJSON_CreateNumber(value->real);
    case KQL_BOOL:
        return cJSON_CreateBool(value->whole != 0);
    case KQL_DATETIME:
        str_release(&digits);
        clock_add_rfc3339(&digits, value->whole);
        json = cJSON_CreateString(str_text(&digits));
        str_release(&digits);
        return json;
    case KQL_TIMESPAN:
        return json_of_timespan(value->whole);
    case KQL_LONG:
    default:
        /* not as a double: it would round beyond 2^53 */
        str_addf(&digits, "%lld", (long long)value->whole);
        json = cJSON_CreateRaw(str_text(&digits));
        str_release(&digits);
        return json;
    }
}
