/* What each byte is shows in masks of 64 bits, and the grammar becomes arithmetic on
 * them: an addition carries a bit over a run of white space, or over a string, to what
 * follows it. Only brackets, escapes, numbers and what is not ASCII are looked at one
 * by one. */
#include "config.h"

#include "json/stride.h"

#include "base/utf8.h"
#include "json/block.h"
#include "json/lex.h"

/* What one block leaves for the next: carries are its lowest bit. No function that is
 * not inlined gets its address: it is in registers while blocks are read. */
struct stride {
    struct json_walk *walk;
    struct span text;
    size_t at;     /* of the block */
    size_t lines;  /* begun */
    size_t values; /* whole ones */
    size_t lowest; /* depth */
    /* where tokens ended last: the block, and its masks */
    size_t last_at;
    uint64_t last_whole, last_bare, last_names;
    size_t utf8_end; /* characters before it are known to be sound */
    uint64_t escaped, inside, bare;
    uint64_t after_comma, after_colon, after_open, after_name, in_name;
    bool item;  /* the last token that began is an item of its container */
    bool array; /* the container at hand */
};

/* The masks of one block, strings told apart. */
struct masks {
    uint64_t inside;     /* of strings, with the opening quote */
    uint64_t begin, end; /* their quotes */
    uint64_t open, close, comma, colon, blank;
    uint64_t bare;   /* numbers and words, and what can't stand there */
    uint64_t starts; /* of values and names */
    uint64_t items;  /* starts of what gets a line: names, and items of arrays */
    uint64_t names;  /* closing quotes of names */
    uint64_t bare_starts, bare_ends; /* ends: the byte after */
};

static const unsigned char hard[256] = {
    ['\t'] = 1, ['\n'] = 1, ['\r'] = 1, [' '] = 1, [','] = 1,
    [':'] = 1,  ['['] = 1,  [']'] = 1,  ['{'] = 1, ['}'] = 1,
};

/* For each bit of FROM, the first bit behind it that is not of RUN; CARRY from block to
 * block. */
JSON_INLINE uint64_t
follow(uint64_t from, uint64_t run, uint64_t *carry)
{
    uint64_t next = from << 1 | *carry, over;
    *carry = from >> 63;
    if (!run)
        return next;
    *carry |= __builtin_add_overflow(run, next & run, &over);
    return (over | next) & ~run;
}

static bool
escapes_right(struct span text, size_t at, uint64_t escaped)
{
    for (; escaped; escaped &= escaped - 1)
        if (!json_escape_length(text, at + (size_t)__builtin_ctzll(escaped) - 1))
            return false;
    return true;
}

/* Characters of several bytes, those before FROM being known to be sound: the end of
 * the last one that begins in the block, or 0. */
static size_t
utf8_end(struct span text, size_t at, uint64_t high, size_t from)
{
    for (; high; high &= high - 1) {
        size_t place = at + (size_t)__builtin_ctzll(high);
        uint32_t c;
        if (place < from)
            continue;
        from = place + utf8_next(span_from(text, place), &c);
        if (c == UTF8_BAD)
            return 0;
    }
    return from;
}

JSON_INLINE bool
utf8_right(struct stride *s, uint64_t high)
{
    s->utf8_end = utf8_end(s->text, s->at, high, s->utf8_end);
    return s->utf8_end;
}

/* The end of the word or number that begins at AT; AT itself where it is neither. */
static size_t
bare_end(struct span text, size_t at)
{
    size_t end, left = text.n - at;
    struct json_fault fault;
    const char *p = text.p + at;
    if (left >= 4 && (memcmp(p, "null", 4) == 0 || memcmp(p, "true", 4) == 0))
        return at + 4;
    if (left >= 5 && memcmp(p, "false", 5) == 0)
        return at + 5;
    return json_lex_number(text, at, &end, &fault) ? end : at;
}

static bool
bare_right(struct span text, size_t at, uint64_t starts)
{
    for (; starts; starts &= starts - 1) {
        size_t from = at + (size_t)__builtin_ctzll(starts), end = bare_end(text, from);
        if (end == from || (end < text.n && !hard[(unsigned char)text.p[end]]))
            return false;
    }
    return true;
}

/* Tells strings apart from what is around them. */
JSON_INLINE struct masks
tell_apart(struct stride *s, const struct json_block *block, uint64_t quotes,
           uint64_t parity)
{
    uint64_t inside = parity ^ s->inside, end = quotes & ~inside;
    uint64_t outside = ~(inside | end);
    uint64_t blank = block->space | block->control;
    s->inside = 0 - (inside >> 63);
    return (struct masks){
        .inside = inside,
        .begin = quotes & inside,
        .end = end,
        .open = block->open & outside,
        .close = block->close & outside,
        .comma = block->comma & outside,
        .colon = block->colon & outside,
        .blank = blank & outside,
        .bare = outside &
                ~(block->open | block->close | block->comma | block->colon | blank),
    };
}

/* Control characters outside of strings can only be white space. */
static bool
controls_right(struct span text, size_t at, uint64_t control)
{
    for (; control; control &= control - 1)
        if (!json_is_blank(text.p[at + (size_t)__builtin_ctzll(control)]))
            return false;
    return true;
}

/* What may follow what; false: something does not. All but what depends on whether an
 * object or an array is around it. */
JSON_INLINE bool
follow_right(struct stride *s, struct masks *m)
{
    uint64_t bare_next = m->bare << 1 | s->bare;
    s->bare = m->bare >> 63;
    m->bare_starts = m->bare & ~bare_next;
    m->bare_ends = bare_next & ~m->bare;
    m->starts = m->open | m->begin | m->bare_starts;
    uint64_t comma = follow(m->comma, m->blank, &s->after_comma);
    uint64_t colon = follow(m->colon, m->blank, &s->after_colon);
    uint64_t open = follow(m->open, m->blank, &s->after_open);
    m->items = (comma | open) & m->starts;
    s->lines += (size_t)__builtin_popcountll(m->items) +
                (size_t)__builtin_popcountll(m->close & ~open);
    uint64_t wrong = (comma | colon) & ~m->starts;
    wrong |= open & ~(m->starts | m->close);
    wrong |= m->starts & ~(comma | colon | open);
    return !wrong;
}

static bool
go_in(struct json_walk *walk, bool array)
{
    struct json_scan *scan = &walk->scan;
    if (scan->depth == JSON_DEPTH_MAX)
        return false;
    uint64_t bit = (uint64_t)1 << (scan->depth % 64);
    uint64_t *word = &scan->arrays[scan->depth / 64];
    *word = array ? *word | bit : *word & ~bit;
    if (scan->depth < JSON_ITEM_LEVELS)
        walk->items[scan->depth] = 0;
    scan->depth++;
    return true;
}

static bool
go_out(struct json_walk *walk, bool array)
{
    struct json_scan *scan = &walk->scan;
    if (array != json_scan_in_array(scan) || scan->depth == 1)
        return false;
    scan->depth--;
    return true;
}

JSON_INLINE void
count_items(struct stride *s, uint64_t items)
{
    size_t depth = s->walk->scan.depth;
    if (depth <= JSON_ITEM_LEVELS)
        s->walk->items[depth - 1] += (uint32_t)__builtin_popcountll(items);
}

/* Goes in and out with the brackets. *IN_OBJECT: what an object is around. */
JSON_INLINE bool
nest(struct stride *s, const struct masks *m, uint64_t *in_object)
{
    uint64_t items = m->items, object = s->array ? 0 : ~(uint64_t)0;
    for (uint64_t left = m->open | m->close; left; left &= left - 1) {
        uint64_t bit = left & (0 - left), upto = bit ^ (bit - 1);
        bool array = (s->text.p[s->at + (size_t)__builtin_ctzll(bit)] & 0x20) == 0;
        count_items(s, items & upto);
        items &= ~upto;
        if (!(m->open & bit ? go_in(s->walk, array) : go_out(s->walk, array)))
            return false;
        if (s->walk->scan.depth < s->lowest)
            s->lowest = s->walk->scan.depth;
        s->array = json_scan_in_array(&s->walk->scan);
        object = s->array ? object & upto : object | ~upto;
    }
    count_items(s, items);
    *in_object = object;
    return true;
}

/* In an object, each item is a name, and a colon follows it and nothing else. */
JSON_INLINE bool
names_right(struct stride *s, struct masks *m, uint64_t in_object)
{
    uint64_t names = m->items & in_object, over;
    uint64_t run =
        names | s->in_name; /* its closing quote is where the sum carries to */
    s->in_name = __builtin_add_overflow(m->inside, run & m->inside, &over);
    m->names = (over | run) & m->end;
    return !(names & ~m->begin) &&
           follow(m->names, m->blank, &s->after_name) == m->colon;
}

/* Remembers the last block in which a token ended, and the last token that began.
 * Without branches: they would be mispredicted. */
JSON_INLINE void
note_tokens(struct stride *s, const struct masks *m)
{
    uint64_t whole = m->open | m->close | m->end;
    bool any = whole | m->bare_ends;
    s->last_at = any ? s->at : s->last_at;
    s->last_whole = any ? whole : s->last_whole;
    s->last_bare = any ? m->bare_ends : s->last_bare;
    s->last_names = any ? m->names : s->last_names;
    s->item = m->starts ? m->items > (m->starts ^ m->items) : s->item;
    s->values +=
        (size_t)__builtin_popcountll(m->close | (m->end & ~m->names) | m->bare_starts);
}

/* QUOTES: those that are not escaped; PARITY: theirs. */
JSON_INLINE bool
take_block(struct stride *s, const struct json_block *block, uint64_t escaped,
           uint64_t quotes, uint64_t parity)
{
    struct masks m = tell_apart(s, block, quotes, parity);
    uint64_t in_object, odd = escaped & ~(block->quote | block->slash);
    if ((odd && !escapes_right(s->text, s->at, odd)) || (block->control & m.inside) ||
        (block->control && !controls_right(s->text, s->at, block->control)) ||
        (block->high & ~m.inside) || (block->high && !utf8_right(s, block->high)) ||
        !follow_right(s, &m) || !nest(s, &m, &in_object) ||
        !names_right(s, &m, in_object) || !bare_right(s->text, s->at, m.bare_starts))
        return false;
    note_tokens(s, &m);
    return true;
}

/* Blocks up to TO; false: the one at s->at is not right. */
#define TAKE_BLOCKS(way, stride, to)                                                   \
    struct stride s = *(stride);                                                       \
    bool right = true;                                                                 \
    while (right && s.at + JSON_BLOCK <= (to)) {                                       \
        struct json_block block = json_block_##way(s.text.p + s.at);                   \
        uint64_t escaped = json_escaped(block.slash, &s.escaped);                      \
        uint64_t quotes = block.quote & ~escaped;                                      \
        right = take_block(&s, &block, escaped, quotes, json_parity_##way(quotes));    \
        s.at += right ? JSON_BLOCK : 0;                                                \
    }                                                                                  \
    *(stride) = s;                                                                     \
    return right

static bool
take_plain(struct stride *stride, size_t to)
{
    TAKE_BLOCKS(plain, stride, to);
}

#ifdef __x86_64__
static bool
take_sse2(struct stride *stride, size_t to)
{
    TAKE_BLOCKS(sse2, stride, to);
}

JSON_AVX2 static bool
take_avx2(struct stride *stride, size_t to)
{
    TAKE_BLOCKS(avx2, stride, to);
}
#endif

static bool
take(struct stride *s, size_t to, enum json_stride_way way)
{
#ifdef __x86_64__
    if (json_block_has_avx2() && (way == JSON_STRIDE_BEST || way == JSON_STRIDE_AVX2))
        return take_avx2(s, to);
    if (way != JSON_STRIDE_PLAIN)
        return take_sse2(s, to);
#endif
    (void)way;
    return take_plain(s, to);
}

static void
begin(struct stride *s, struct json_walk *walk, struct span text)
{
    const struct json_scan *scan = &walk->scan;
    bool array = json_scan_in_array(scan), value = scan->want == JSON_WANT_VALUE;
    *s = (struct stride){
        .walk = walk,
        .text = text,
        .at = scan->at,
        .lines = walk->lines,
        .lowest = scan->depth,
        .after_comma = scan->want == JSON_WANT_NAME || (value && array),
        .after_colon = value && !array,
        .after_open =
            scan->want == JSON_WANT_FIRST_NAME || scan->want == JSON_WANT_FIRST_ELEMENT,
        .after_name = scan->want == JSON_WANT_COLON,
        .array = array,
    };
}

/* Leaves the walk behind the last whole token. */
static void
finish(struct stride *s)
{
    struct json_scan *scan = &s->walk->scan;
    uint64_t whole = s->last_whole, bare = s->last_bare & ~whole;
    s->walk->lines = s->lines;
    if ((s->inside || s->bare) && s->item) { /* one is not whole yet */
        s->walk->lines--;
        if (scan->depth <= JSON_ITEM_LEVELS)
            s->walk->items[scan->depth - 1]--;
    }
    s->values -= s->bare;
    if (!(whole | bare))
        return;
    bool name = false;
    scan->at = s->last_at;
    if (whole > bare) {
        int last = 63 - __builtin_clzll(whole);
        name = s->last_names >> last & 1;
        scan->at += (size_t)last + 1;
    } else {
        scan->at += (size_t)(63 - __builtin_clzll(bare));
    }
    char last = s->text.p[scan->at - 1];
    scan->want = last == '{'   ? JSON_WANT_FIRST_NAME
                 : last == '[' ? JSON_WANT_FIRST_ELEMENT
                 : name        ? JSON_WANT_COLON
                               : JSON_WANT_COMMA;
}

size_t
json_stride(struct json_walk *walk, struct span text, size_t to, size_t *lowest,
            enum json_stride_way way)
{
    struct stride s;
    struct json_walk before = *walk;
    to = to < text.n ? to : text.n;
    if (!walk->scan.depth || walk->scan.fault.kind || walk->scan.at + JSON_BLOCK > to)
        return 0;
    begin(&s, walk, text);
    if (!take(&s, to, way)) {
        to = s.at;
        *walk = before;
        begin(&s, walk, text);
        (void)take(&s, to, way);
    }
    finish(&s);
    *lowest = s.lowest < *lowest ? s.lowest : *lowest;
    return s.values;
}
