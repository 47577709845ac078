/* {{name}}: places that variables fill, in .http files and Postman collections. */
#include "config.h"

#include "api/import_parts.h"

#include "base/text.h"

#include <cjson/cJSON.h>
#include <string.h>

enum {
    ROUNDS_MAX = 4,      /* variables in the values of such */
    GROWTH_MAX = 1 << 20 /* bytes that values may add: some hold themselves */
};

const struct pairs *
importer_values(const struct importer *importer)
{
    return importer->environment ? &importer->environment->values : NULL;
}

struct span
variables_next(struct span text, size_t *at)
{
    size_t open = span_find(text, *at, SPAN("{{"));
    size_t close = span_find(text, open, SPAN("}}"));
    if (close >= text.n)
        return (struct span){0};
    while (span_starts(span_from(text, open + 1), "{{")) /* the innermost */
        open++;
    *at = close + 2;
    return span_sub(text, open, *at);
}

static const char *
value_of(struct span place, const struct pairs *first, const struct pairs *second)
{
    struct str name = str_dup(span_trim(span_sub(place, 2, place.n - 2)));
    const char *value = first ? pairs_get(first, str_text(&name)) : NULL;
    if (!value && second)
        value = pairs_get(second, str_text(&name));
    str_release(&name);
    return value;
}

static bool
fill_once(struct str *text, const struct pairs *first, const struct pairs *second)
{
    struct str out = {0};
    struct span all = str_span(text), place;
    size_t done = 0, at = 0;
    bool changed = false;
    while (out.n < all.n + GROWTH_MAX && (place = variables_next(all, &at)).p) {
        const char *value = value_of(place, first, second);
        if (!value)
            continue;
        str_add(&out, span_sub(all, done, at - place.n));
        str_add_text(&out, value);
        done = at;
        changed = true;
    }
    str_add(&out, span_from(all, done));
    if (changed)
        str_set(text, str_span(&out));
    str_release(&out);
    return changed;
}

void
variables_fill(struct str *text, const struct pairs *first, const struct pairs *second)
{
    size_t limit = text->n + GROWTH_MAX;
    for (int i = 0; i < ROUNDS_MAX && text->n < limit && fill_once(text, first, second);
         i++)
        ;
}

/* --- environments --- */

static struct span
text_of(const cJSON *object, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
    return span_of(cJSON_GetStringValue(member));
}

enum status
environment_read(struct environment *environment, struct span text, struct err *err)
{
    if (span_starts(text, IMPORT_MARK))
        text = span_from(text, strlen(IMPORT_MARK));
    cJSON *json = cJSON_ParseWithLength(text.p, text.n);
    const cJSON *values = cJSON_GetObjectItemCaseSensitive(json, "values"), *value;
    enum status status = STATUS_OK;
    if (!cJSON_IsArray(values))
        status = err_set(err, STATUS_INPUT, "%s",
                         _("it has no list \"values\": no Postman environment"));
    cJSON_ArrayForEach(value, values)
    {
        const cJSON *enabled = cJSON_GetObjectItemCaseSensitive(value, "enabled");
        if (cJSON_IsFalse(enabled))
            continue;
        if (span_is(text_of(value, "type"), "secret"))
            texts_add(&environment->secrets, text_of(value, "key"));
        else
            pairs_set(&environment->values, text_of(value, "key"),
                      text_of(value, "value"));
    }
    cJSON_Delete(json);
    return status;
}

void
environment_release(struct environment *environment)
{
    pairs_release(&environment->values);
    texts_release(&environment->secrets);
}
