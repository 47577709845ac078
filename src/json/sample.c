#include "config.h"

#include "json/sample.h"

#include "json/scan.h"

/* A number that ends here may go on behind it. */
static bool
at_cut(const struct json_scan *scan)
{
    return scan->at == scan->text.n;
}

/* Goes over a list's items. Gives the end of the last whole one, or of the bracket;
 * WHOLE: the list's end is there. */
static size_t
list_end(struct json_scan *scan, bool *whole)
{
    struct span raw;
    size_t end = scan->at, depth = scan->depth;
    for (;;) {
        enum json_token token = json_scan_next(scan, &raw);
        *whole = token == JSON_ARRAY_END && scan->depth < depth;
        if (*whole)
            return scan->at;
        if (token == JSON_BROKEN || !json_scan_skip(scan, token) || at_cut(scan))
            return end;
        end = scan->at;
    }
}

/* The same for an object's members; LIST: one whose list is cut is the last. */
static size_t
object_end(struct json_scan *scan, bool *list)
{
    struct span name, raw;
    size_t end = scan->at;
    *list = false;
    while (json_scan_next(scan, &name) == JSON_NAME) {
        enum json_token token = json_scan_next(scan, &raw);
        size_t from = scan->at;
        bool whole = true;
        if (token == JSON_ARRAY) {
            size_t cut = list_end(scan, &whole);
            if (!whole) {
                *list = cut > from;
                return *list ? cut : end;
            }
        } else if (token == JSON_BROKEN || !json_scan_skip(scan, token) ||
                   at_cut(scan)) {
            return end;
        }
        end = scan->at;
    }
    return end;
}

bool
json_sample(struct span text, size_t most, struct str *out)
{
    struct json_scan scan;
    struct span raw;
    bool part = false;
    str_clear(out);
    if (text.n <= most) {
        str_add(out, text);
        return true;
    }
    text = span_sub(text, 0, most); /* the reader sees no further */
    json_scan_init(&scan, text);
    enum json_token token = json_scan_next(&scan, &raw);
    if (token != JSON_ARRAY && token != JSON_OBJECT)
        return false;
    size_t from = scan.at;
    size_t end =
        token == JSON_ARRAY ? list_end(&scan, &part) : object_end(&scan, &part);
    if (end == from)
        return false;
    str_add(out, span_sub(text, 0, end));
    if (token == JSON_ARRAY)
        str_add_text(out, part ? "" : "]");
    else
        str_add_text(out, part ? "]}" : "}");
    return true;
}
