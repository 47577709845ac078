#include "both_ways.h"

#include "json/block.h"
#include "json/stride.h"
#include "json/walk.h"

/* What the slow reading counts on its way. */
struct slow {
    struct json_walk walk;
    size_t values, lowest;
};

static bool
step(struct slow *slow)
{
    struct json_step token;
    if (!json_walk_on(&slow->walk, &token))
        return false;
    slow->values += token.token != JSON_NAME && !json_opens(token.token);
    if (slow->walk.scan.depth < slow->lowest)
        slow->lowest = slow->walk.scan.depth;
    return true;
}

static const char *
state_differs(const struct json_walk *fast, const struct json_walk *slow)
{
    const struct json_scan *a = &fast->scan, *b = &slow->scan;
    if (a->depth != b->depth)
        return "depth";
    if (a->want != b->want)
        return "what may follow";
    if (fast->lines != slow->lines)
        return "lines";
    for (size_t level = 0; level < a->depth; level++)
        if ((a->arrays[level / 64] ^ b->arrays[level / 64]) >> level % 64 & 1)
            return "kinds of containers";
    for (size_t level = 0; level < a->depth && level < JSON_ITEM_LEVELS; level++)
        if (fast->items[level] != slow->items[level])
            return "items";
    return NULL;
}

/* Where the fast reading may stop: the next token is not whole by the end of the last
 * block, or something near is not right, or ends the outermost container. */
static bool
may_stop(struct slow *slow, size_t from, size_t to)
{
    size_t blocks = from + JSON_BLOCK <= to ? (to - from) / JSON_BLOCK : 0;
    size_t end = from + blocks * JSON_BLOCK;
    bool goes_on = step(slow);
    size_t next = slow->walk.scan.at, last = next;
    /* what ends with a block is judged by the byte behind it, and numbers are judged
     * where they begin */
    while (goes_on && slow->walk.scan.depth && last < end + JSON_BLOCK) {
        size_t at = slow->walk.scan.at;
        goes_on = step(slow);
        last = goes_on ? at : last;
    }
    bool trouble = !goes_on || !slow->walk.scan.depth;
    return next >= end || (trouble && next + (size_t)2 * JSON_BLOCK >= last);
}

static const char *
way_differs(const struct json_walk *start, struct span text, size_t to,
            enum json_stride_way way)
{
    struct slow slow = {*start, 0, start->scan.depth};
    struct json_walk fast = *start;
    size_t lowest = start->scan.depth;
    size_t values = json_stride(&fast, text, to, &lowest, way);
    if (fast.scan.at > to)
        return "it went too far";
    while (slow.walk.scan.at < fast.scan.at)
        if (!step(&slow))
            return "it went on where something is wrong";
    if (slow.walk.scan.at > fast.scan.at)
        return "it stopped within a token";
    if (values != slow.values)
        return "values";
    if (lowest != slow.lowest)
        return "lowest depth";
    const char *differs = state_differs(&fast, &slow.walk);
    if (!differs && !may_stop(&slow, start->scan.at, to))
        differs = "it stopped without need";
    return differs;
}

const char *
both_ways_differ(struct span text, size_t from, size_t to)
{
    struct json_walk walk = {0};
    struct json_step token;
    const char *differs = NULL;
    to = to < text.n ? to : text.n;
    json_scan_init(&walk.scan, text);
    for (size_t i = 0; i < from && walk.scan.at < to; i++)
        if (!json_walk_on(&walk, &token))
            return NULL;
    if (walk.scan.at > to || !walk.scan.depth)
        return NULL;
    for (int way = JSON_STRIDE_BEST; way < JSON_STRIDE_WAYS && !differs; way++)
        differs = way_differs(&walk, text, to, (enum json_stride_way)way);
    return differs;
}
