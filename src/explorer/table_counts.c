/* How often each value of a column comes: all of them are told apart by their hash and
 * kept as places in the text, the most frequent are listed. */
#include "config.h"

#include "explorer/table_parts.h"

#include "base/memory.h"

#include <string.h>

enum { SLOTS_FIRST = 1024 };

struct place { /* a value where it first stands, behind the list's beginning */
    uint64_t hash;
    uint32_t at, length; /* length 0: there is none, or nothing in it */
    uint32_t count;
};

struct table_tally {
    struct place *places; /* owned; in the order in which they were met */
    size_t count, room;
    uint32_t *slots; /* place + 1; owned */
    size_t slot_count;
};

/* FNV-1a. */
uint64_t
table_hash(struct span text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < text.n; i++)
        hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

void
table_counts_release(struct table *table)
{
    for (size_t i = 0; i < table->value_count; i++)
        str_release(&table->values[i].text);
    mem_free(table->values);
    table->values = NULL;
    table->value_count = table->value_kinds = table->value_others = 0;
    if (table->tally) {
        mem_free(table->tally->places);
        mem_free(table->tally->slots);
    }
    mem_free(table->tally);
    table->tally = NULL;
}

static struct span
raw_of(const struct table *table, struct span text, const struct place *place)
{
    size_t from = table->rows.array + place->at;
    return span_sub(text, from, from + place->length);
}

/* The same bytes, or the same text written otherwise. */
static bool
is_same(const struct table *table, struct span text, const struct place *place,
        struct span raw, struct span plain)
{
    struct span known = raw_of(table, text, place);
    struct str other = {0};
    if (span_equal(known, raw))
        return true;
    table_plain(known, &other);
    bool same = span_equal(str_span(&other), plain);
    str_release(&other);
    return same;
}

static void
make_slots(struct table_tally *tally)
{
    tally->slot_count = tally->slot_count ? 4 * tally->slot_count : SLOTS_FIRST;
    mem_free(tally->slots);
    tally->slots = mem_alloc(tally->slot_count * sizeof *tally->slots);
    memset(tally->slots, 0, tally->slot_count * sizeof *tally->slots);
    for (size_t i = 0; i < tally->count; i++) {
        size_t slot = tally->places[i].hash % tally->slot_count;
        while (tally->slots[slot])
            slot = (slot + 1) % tally->slot_count;
        tally->slots[slot] = (uint32_t)(i + 1);
    }
}

static void
tally_value(struct table *table, struct span text, struct span raw, struct span plain)
{
    struct table_tally *tally = table->tally;
    uint64_t hash = table_hash(plain);
    if (2 * tally->count >= tally->slot_count)
        make_slots(tally);
    size_t slot = hash % tally->slot_count;
    for (; tally->slots[slot]; slot = (slot + 1) % tally->slot_count) {
        struct place *place = &tally->places[tally->slots[slot] - 1];
        if (place->hash != hash || !is_same(table, text, place, raw, plain))
            continue;
        place->count++;
        return;
    }
    struct place place = {.hash = hash, .count = 1};
    if (plain.n) {
        place.at = (uint32_t)(raw.p - text.p - (ptrdiff_t)table->rows.array);
        place.length = (uint32_t)raw.n;
    }
    ARRAY_GROW(tally->places, tally->count, tally->room);
    tally->places[tally->count++] = place;
    tally->slots[slot] = (uint32_t)tally->count;
}

void
table_count_row(struct table *table, struct span text, size_t row)
{
    struct span raw = {0};
    struct str plain = {0};
    if (!table->tally) {
        table->tally = mem_alloc(sizeof *table->tally);
        *table->tally = (struct table_tally){0};
    }
    bool there = table_cell(table, text, row, table->count_column, &raw);
    if (there && !span_is(raw, "null"))
        table_plain(raw, &plain);
    tally_value(table, text, plain.n ? raw : (struct span){0}, str_span(&plain));
    str_release(&plain);
}

/* Into MOST, which is in order: most frequent first, of equals the one met first. */
static void
rank(const struct place **most, size_t *count, const struct place *place)
{
    size_t low = 0, high = *count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (most[middle]->count >= place->count)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == TABLE_VALUES_MAX)
        return;
    if (*count < TABLE_VALUES_MAX)
        ++*count;
    memmove(most + low + 1, most + low, (*count - low - 1) * sizeof *most);
    most[low] = place;
}

void
table_count_finish(struct table *table, struct span text)
{
    const struct place *most[TABLE_VALUES_MAX];
    const struct table_tally *tally = table->tally;
    size_t count = 0, rows = 0;
    for (size_t i = 0; tally && i < tally->count; i++) {
        rows += tally->places[i].count;
        rank(most, &count, &tally->places[i]);
    }
    table->values = mem_alloc((count + 1) * sizeof *table->values);
    for (size_t i = 0; i < count; i++) {
        table->values[i] = (struct table_value){.count = most[i]->count};
        table_plain(raw_of(table, text, most[i]), &table->values[i].text);
        rows -= most[i]->count;
    }
    table->value_count = count;
    table->value_kinds = tally ? tally->count : 0;
    table->value_others = rows;
}
