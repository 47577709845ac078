#include "config.h"

#include "api/check_json.h"

#include "api/diagnosis.h"
#include "base/utf8.h"

/* Text as cJSON takes it: a byte that is not UTF-8 becomes U+FFFD. */
static cJSON *
string(const char *text)
{
    struct span s = span_of(text);
    struct str clean = {0};
    if (!text)
        return cJSON_CreateNull();
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t c;
        n = utf8_next(span_from(s, i), &c);
        str_add(&clean, c == UTF8_BAD ? SPAN("\xef\xbf\xbd") : span_sub(s, i, i + n));
    }
    cJSON *json = cJSON_CreateString(str_text(&clean));
    str_release(&clean);
    return json;
}

static cJSON *
place(size_t number)
{
    return number ? cJSON_CreateNumber((double)number) : cJSON_CreateNull();
}

cJSON *
hint_json(const struct hint *hint)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddItemToObject(json, "kind", string(hint_kind_name(hint->kind)));
    cJSON_AddItemToObject(json, "severity", string(severity_name(hint->severity)));
    cJSON_AddItemToObject(json, "where", string(hint->where));
    cJSON_AddItemToObject(json, "line", place(hint->line));
    cJSON_AddItemToObject(json, "column", place(hint->column));
    cJSON_AddItemToObject(json, "found", string(hint->found));
    cJSON_AddItemToObject(json, "expected", string(hint->expected));
    cJSON_AddItemToObject(json, "text", string(hint->text));
    cJSON_AddBoolToObject(json, "fix", hint->fix);
    return json;
}

static cJSON *
list(names values)
{
    cJSON *json = cJSON_CreateArray();
    for (size_t i = 0; values && values[i]; i++)
        cJSON_AddItemToArray(json, string(values[i]));
    return json;
}

cJSON *
check_json(const struct check *check, const struct request *request)
{
    const struct operation *operation = request->operation;
    cJSON *json = cJSON_CreateObject(), *permissions = cJSON_CreateObject();
    cJSON *hints = cJSON_CreateArray();
    cJSON_AddItemToObject(permissions, "application",
                          list(operation ? operation->permissions_application : NULL));
    cJSON_AddItemToObject(permissions, "delegated",
                          list(operation ? operation->permissions_delegated : NULL));
    for (size_t i = 0; i < check->hints.count; i++)
        cJSON_AddItemToArray(hints, hint_json(&check->hints.items[i]));
    cJSON_AddItemToObject(json, "operation", string(operation ? operation->id : NULL));
    cJSON_AddItemToObject(json, "method", string(request->method));
    cJSON_AddItemToObject(json, "path",
                          string(operation ? operation->path : request->path));
    cJSON_AddItemToObject(json, "permissions", permissions);
    cJSON_AddItemToObject(json, "predicted", string(check->predicted));
    cJSON_AddItemToObject(json, "hints", hints);
    return json;
}
