/* The check on any body, path value and filter, against every operation: it ends, its
 * places lie in what it was given, its fixes can be applied in any order and mending
 * comes to rest. Two bytes choose the operation, a third what the rest is. */
#include "fuzz.h"

#include "api/check_json.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

static void
check_hint(const struct hint *hint, struct span body)
{
    MUST(hint->where && hint->text && *hint->text);
    MUST(utf8_valid(span_of(hint->text)));
    if (!hint_in_body(hint)) {
        MUST(!hint->line);
        return;
    }
    MUST(hint->line && hint->column);
    MUST(hint->at <= body.n && hint->length <= body.n - hint->at);
    if (!hint->fix)
        return;
    struct str copy = str_dup(body);
    MUST(hint_apply(hint, &copy));
    str_release(&copy);
}

static bool
in_order(const struct hint *a, const struct hint *b)
{
    return a->severity < b->severity ||
           (a->severity == b->severity &&
            (a->rule < b->rule || (a->rule == b->rule && a->at <= b->at)));
}

static void
check_once(const struct request *request)
{
    struct check check;
    struct span body = str_span(&request->body);
    check_request(&check, request);
    for (size_t i = 0; i < check.hints.count; i++) {
        check_hint(&check.hints.items[i], body);
        MUST(!i || in_order(&check.hints.items[i - 1], &check.hints.items[i]));
    }
    MUST(!check.predicted || hints_have_error(&check.hints));
    MUST((check.predicted != NULL) == (check.predicted_value != NULL));
    if (check.hints.count < 50) {
        cJSON *json = check_json(&check, request);
        char *text = cJSON_PrintUnformatted(json);
        MUST(text && utf8_valid(span_of(text)));
        cJSON_free(text);
        cJSON_Delete(json);
    }
    check_release(&check);
}

/* What stands before the first NUL: a value, which can hold none. */
static struct span
value_of(struct span text)
{
    return span_sub(text, 0, span_find_byte(text, 0, '\0'));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const options[] = {"$filter", "$orderby", "$top",
                                          "$expand", "$select",  "$count"};
    const struct catalogue *catalogue = catalogue_builtin();
    if (size < 3)
        return 0;
    struct span rest = {(const char *)data + 3, size - 3};
    struct request request;
    unsigned index = (unsigned)(data[0] << 8 | data[1]);
    request_init(&request, &catalogue->operations[index % catalogue->count]);
    if (data[2] % 8 < 5) {
        str_add(&request.body, rest);
        request.has_body = true;
    } else if (data[2] % 8 < 7) {
        const char *option = options[data[2] / 8 % COUNT_OF(options)];
        pairs_add(&request.query, span_of(option), value_of(rest));
    } else {
        struct span name, value = value_of(rest);
        span_next(&value, '=', &name);
        pairs_add(&request.query, name, value);
        for (unsigned i = 0; i < request.operation->parameter_count; i++)
            pairs_set(&request.slots,
                      span_of(request.operation->parameters[i].schema.name), name);
    }
    check_once(&request);
    struct texts filled = {0};
    check_fix(&request, data[2] % 2 ? NULL : &filled);
    MUST(check_fix(&request, data[2] % 2 ? NULL : &filled) == 0);
    texts_release(&filled);
    check_once(&request);
    request_release(&request);
    return 0;
}
