#include "config.h"

#include "api/paging.h"

/* The value of an option in a URL's query, its "$" as it is or encoded. False: it isn't
 * there, or no number. PART is the whole "name=value". */
static bool
read_option(struct span url, const char *name, struct span *part, uint64_t *number)
{
    struct span rest = span_from(url, span_find_byte(url, 0, '?') + 1);
    rest = span_sub(rest, 0, span_find_byte(rest, 0, '#'));
    while (span_next(&rest, '&', part)) {
        size_t equal = span_find_byte(*part, 0, '=');
        struct span key = span_sub(*part, 0, equal);
        if (span_starts(key, "$"))
            key = span_from(key, 1);
        else if (span_starts(key, "%24"))
            key = span_from(key, 3);
        else
            continue;
        if (span_is(key, name))
            return span_number(span_from(*part, equal + 1), UINT32_MAX, number);
    }
    return false;
}

size_t
paging_skip_size(const struct operation *operation, struct span url)
{
    const struct odata *odata = operation ? operation->odata : NULL;
    struct span part;
    uint64_t top;
    bool skips = false;
    for (names option = odata ? odata->options : NULL; option && *option; option++)
        skips |= span_is(span_of(*option), "$skip");
    if (!skips || !odata->max_top)
        return 0;
    if (read_option(url, "top", &part, &top))
        return top < odata->max_top ? 0 : odata->max_top;
    return odata->page_size ? odata->page_size : odata->max_top;
}

bool
paging_is_cut(struct span url)
{
    struct span part;
    uint64_t top;
    return read_option(url, "top", &part, &top);
}

void
paging_skip_url(struct span url, size_t items, struct str *out)
{
    struct span part;
    uint64_t skipped;
    str_clear(out);
    url = span_sub(url, 0, span_find_byte(url, 0, '#'));
    if (read_option(url, "skip", &part, &skipped)) {
        size_t from = (size_t)(part.p - url.p);
        str_add(out, span_sub(url, 0, from));
        str_addf(out, "$skip=%zu", (size_t)skipped + items);
        str_add(out, span_from(url, from + part.n));
    } else {
        str_add(out, url);
        str_addf(out, "%s$skip=%zu", span_find_byte(url, 0, '?') < url.n ? "&" : "?",
                 items);
    }
}
