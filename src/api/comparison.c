#include "config.h"

#include "api/comparison.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "json/compare.h"

enum { VALUE_MAX = 400 /* bytes shown of a value */ };

/* A copy, shortened where it is long; NULL stays NULL. */
static char *
copy_of(struct span value)
{
    struct str copy = {0};
    if (!value.p)
        return NULL;
    size_t n = value.n;
    if (n > VALUE_MAX)
        for (n = VALUE_MAX; n && ((unsigned char)value.p[n] & 0xc0) == 0x80; n--)
            ;
    str_add(&copy, span_sub(value, 0, n));
    if (n < value.n)
        str_addf(&copy, _("... (%zu bytes)"), value.n);
    return str_take(&copy);
}

static void
add(struct comparison *comparison, struct span place, struct span before,
    struct span after)
{
    struct str copy = str_dup(place);
    if (comparison->count >= COMPARISON_MAX) {
        comparison->more++;
        str_release(&copy);
        return;
    }
    ARRAY_GROW(comparison->items, comparison->count, comparison->room);
    comparison->items[comparison->count++] =
        (struct comparison_item){str_take(&copy), copy_of(before), copy_of(after)};
}

static void
add_if_other(struct comparison *comparison, const char *place, const char *before,
             const char *after)
{
    struct span old = span_of(before), new = span_of(after);
    if (!span_equal(old, new))
        add(comparison, span_of(place), old, new);
}

/* --- headers --- */

static bool
always_other(const char *name)
{
    static const char *const each_time[] = {
        "Date", "Content-Length", "Age", "Expires", "Set-Cookie", "client-request-id"};
    for (size_t i = 0; i < COUNT_OF(each_time); i++)
        if (span_is_nocase(span_of(name), each_time[i]))
            return true;
    return false;
}

static void
compare_header(struct comparison *comparison, const char *side, const char *name,
               const char *before, const char *after)
{
    struct str place = {0};
    if (always_other(name))
        return;
    str_addf(&place, "%s %s", side, name);
    add_if_other(comparison, str_text(&place), before, after);
    str_release(&place);
}

static void
compare_headers(struct comparison *comparison, const char *side,
                const struct pairs *before, const struct pairs *after)
{
    for (size_t i = 0; i < before->count; i++)
        compare_header(comparison, side, before->items[i].name, before->items[i].value,
                       pairs_get_nocase(after, before->items[i].name));
    for (size_t i = 0; i < after->count; i++)
        if (!pairs_get_nocase(before, after->items[i].name))
            compare_header(comparison, side, after->items[i].name, NULL,
                           after->items[i].value);
}

/* --- bodies --- */

void
body_compare(struct span before, struct span after, const char *prefix,
             struct comparison *comparison)
{
    struct json_tree old = {0}, new = {0};
    struct json_differences found = {0};
    json_tree_read(&old, before);
    json_tree_read(&new, after);
    bool json = !old.fault_count && !new.fault_count && !old.cut_short &&
                !new.cut_short &&old.count &&new.count;
    if (json) {
        json_compare(&old, &new, COMPARISON_MAX, &found);
        for (size_t i = 0; i < found.count; i++) {
            struct str place = {0};
            str_addf(&place, "%s %s", prefix, found.items[i].pointer);
            add(comparison, span_trim(str_span(&place)), found.items[i].before,
                found.items[i].after);
            str_release(&place);
        }
        comparison->more += found.all - found.count;
    } else if (!span_equal(before, after)) {
        add(comparison, span_of(prefix), before.n ? before : (struct span){0},
            after.n ? after : (struct span){0});
    }
    json_differences_release(&found);
    json_tree_release(&old);
    json_tree_release(&new);
}

/* --- exchanges --- */

static void
compare_status(struct comparison *comparison, const struct exchange *before,
               const struct exchange *after)
{
    struct str old = {0}, new = {0};
    if (before->answered)
        str_addf(&old, "%d", before->response.status);
    else
        str_add_text(&old, _("no answer"));
    if (after->answered)
        str_addf(&new, "%d", after->response.status);
    else
        str_add_text(&new, _("no answer"));
    add_if_other(comparison, _("status"), str_text(&old), str_text(&new));
    str_release(&old);
    str_release(&new);
}

void
exchange_compare(const struct exchange *before, const struct exchange *after,
                 struct comparison *comparison)
{
    *comparison = (struct comparison){0};
    add_if_other(comparison, _("profile"), before->profile, after->profile);
    add_if_other(comparison, _("method"), before->request.method,
                 after->request.method);
    add_if_other(comparison, _("address"), before->request.url, after->request.url);
    compare_headers(comparison, _("request header"), &before->request.headers,
                    &after->request.headers);
    body_compare(str_span(&before->request.body), str_span(&after->request.body),
                 _("request body"), comparison);
    compare_status(comparison, before, after);
    compare_headers(comparison, _("answer header"), &before->response.headers,
                    &after->response.headers);
    body_compare(str_span(&before->response.body), str_span(&after->response.body),
                 _("answer body"), comparison);
}

void
comparison_release(struct comparison *comparison)
{
    for (size_t i = 0; i < comparison->count; i++) {
        mem_free(comparison->items[i].place);
        mem_free(comparison->items[i].before);
        mem_free(comparison->items[i].after);
    }
    mem_free(comparison->items);
    *comparison = (struct comparison){0};
}
