#include "config.h"

#include "json/rows.h"

#include "base/memory.h"
#include "json/block.h"
#include "json/scan.h"

/* In a block; more than there can be. */
enum { STARTS_MAX = JSON_BLOCK };

void
json_rows_init(struct json_rows *rows, size_t array)
{
    *rows = (struct json_rows){.array = array, .at = array + 1, .begins = true};
}

void
json_rows_release(struct json_rows *rows)
{
    mem_free(rows->starts);
    *rows = (struct json_rows){0};
}

static bool
make_room(struct json_rows *rows)
{
    if (rows->room - rows->count >= STARTS_MAX)
        return true;
    size_t room = rows->room ? 2 * rows->room : 16 * (size_t)STARTS_MAX;
    uint32_t *starts = mem_try(rows->starts, room * sizeof *starts);
    if (!starts)
        return false;
    rows->starts = starts;
    rows->room = room;
    return true;
}

/* Of the bytes of a stretch directly inside the array, those that are not white space
 * and come first or first behind a comma. */
static void
take_starts(struct json_rows *rows, uint64_t commas, uint64_t black, uint64_t stretch)
{
    size_t base = rows->at - rows->array - 1;
    for (black &= stretch; black;) {
        uint64_t first = black & (0 - black);
        if (rows->begins && !(first & commas)) {
            rows->starts[rows->count++] =
                (uint32_t)(base + (size_t)__builtin_ctzll(first));
            rows->begins = false;
        }
        uint64_t comma = commas & black;
        if (!comma)
            return;
        uint64_t upto = comma ^ (comma - 1);
        rows->begins = true;
        black &= ~upto;
    }
}

/* False: no memory for the rows of this block. */
JSON_INLINE bool
take_block(struct json_rows *rows, const struct json_block *block, uint64_t parity)
{
    uint64_t inside = parity ^ rows->inside, done = 0;
    uint64_t left = (block->open | block->close) & ~inside;
    rows->inside = 0 - (inside >> 63);
    if (!left && rows->depth)
        return true;
    uint64_t commas = block->comma & ~inside;
    uint64_t black = ~(block->space | block->control) | inside;
    if (!make_room(rows))
        return false;
    for (; left; left &= left - 1) {
        uint64_t bit = left & (0 - left), upto = bit ^ (bit - 1);
        bool opens = block->open & bit;
        if (!rows->depth) /* an opening bracket is an element's first byte */
            take_starts(rows, commas, black, (opens ? upto : upto >> 1) & ~done);
        if (!opens && !rows->depth) {
            rows->complete = true;
            return true;
        }
        rows->depth += opens ? 1 : (size_t)-1;
        done = upto;
    }
    if (!rows->depth)
        take_starts(rows, commas, black, ~done);
    return true;
}

/* Whole blocks up to the offset TO; TEXT: the bytes from rows->at on. */
#define TAKE_BLOCKS(way, rows, text, to)                                               \
    for (; !(rows)->complete && (rows)->at + JSON_BLOCK <= (to);                       \
         (rows)->at += JSON_BLOCK, (text) += JSON_BLOCK) {                             \
        struct json_block block = json_block_##way(text);                              \
        uint64_t escaped = json_escaped(block.slash, &(rows)->escaped);                \
        if (!take_block(rows, &block, json_parity_##way(block.quote & ~escaped)))      \
            return false;                                                              \
    }                                                                                  \
    return true

#ifdef __x86_64__
static bool
take_sse2(struct json_rows *rows, const char *text, size_t to)
{
    TAKE_BLOCKS(sse2, rows, text, to);
}

JSON_AVX2 static bool
take_avx2(struct json_rows *rows, const char *text, size_t to)
{
    TAKE_BLOCKS(avx2, rows, text, to);
}

static bool
take(struct json_rows *rows, const char *text, size_t to)
{
    return json_block_has_avx2() ? take_avx2(rows, text, to)
                                 : take_sse2(rows, text, to);
}
#else
static bool
take(struct json_rows *rows, const char *text, size_t to)
{
    TAKE_BLOCKS(plain, rows, text, to);
}
#endif

bool
json_rows_read(struct json_rows *rows, struct span text, bool complete)
{
    bool far = text.n > rows->array && text.n - rows->array > UINT32_MAX;
    size_t to = far ? rows->array + UINT32_MAX : text.n;
    bool read = rows->at >= to || take(rows, text.p + rows->at, to);
    if (read && complete && to == text.n && !rows->complete && rows->at < to) {
        char rest[JSON_BLOCK];
        memset(rest, ' ', sizeof rest);
        memcpy(rest, text.p + rows->at, to - rows->at);
        read = take(rows, rest, rows->at + JSON_BLOCK);
    }
    return read && (rows->complete || to == text.n);
}

struct span
json_rows_at(const struct json_rows *rows, struct span text, size_t row)
{
    size_t base = rows->array + 1, from = base + rows->starts[row];
    size_t to = row + 1 < rows->count ? base + rows->starts[row + 1] : text.n;
    struct json_scan scan;
    struct span raw;
    struct span rest = span_sub(text, from, to);
    json_scan_init(&scan, rest);
    if (json_scan_skip(&scan, json_scan_next(&scan, &raw)))
        rest.n = scan.at;
    return rest;
}
