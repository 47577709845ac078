#include "config.h"

#include "practice/form.h"

static void
decode(struct str *out, struct span text)
{
    struct str spaced = str_dup(text);
    for (size_t i = 0; i < spaced.n; i++)
        if (spaced.p[i] == '+')
            spaced.p[i] = ' ';
    percent_decode(out, str_span(&spaced));
    str_release(&spaced);
}

void
form_parse(struct pairs *form, struct span text)
{
    struct span field;
    while (span_next(&text, '&', &field)) {
        struct span value = field, part = {0};
        struct str name = {0}, decoded = {0};
        span_next(&value, '=', &part);
        decode(&name, part);
        decode(&decoded, value);
        if (name.n)
            pairs_add(form, str_span(&name), str_span(&decoded));
        str_release(&name);
        str_release(&decoded);
    }
}

void
form_read(struct pairs *form, const struct pairs *headers, struct span body)
{
    struct span type = span_of(pairs_get_nocase(headers, "Content-Type"));
    if (span_starts_nocase(type, "application/x-www-form-urlencoded"))
        form_parse(form, body);
}

const char *
form_get(const struct pairs *form, const char *name)
{
    const char *value = pairs_get(form, name);
    return value ? value : "";
}
