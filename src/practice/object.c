#include "config.h"

#include "practice/object.h"

#include "base/memory.h"
#include "base/str.h"

static cJSON *
member_value(const struct member *member)
{
    switch (member->kind) {
    case MEMBER_TEXT:
        return member->as.text ? cJSON_CreateString(member->as.text)
                               : cJSON_CreateNull();
    case MEMBER_NUMBER:
        return cJSON_CreateNumber(member->as.number);
    case MEMBER_FLAG:
        return cJSON_CreateBool(member->as.flag);
    case MEMBER_TIME:
        return time_of(member->as.time);
    case MEMBER_TREE:
        return member->as.tree;
    case MEMBER_END:
    default:
        return NULL;
    }
}

cJSON *
object_of(const struct member *members)
{
    cJSON *object = cJSON_CreateObject();
    for (; members->kind != MEMBER_END; members++)
        cJSON_AddItemToObject(object, members->name, member_value(members));
    return object;
}

cJSON *
texts_of(const char *const *texts)
{
    cJSON *array = cJSON_CreateArray();
    for (; *texts; texts++)
        cJSON_AddItemToArray(array, cJSON_CreateString(*texts));
    return array;
}

cJSON *
text_of(struct span text)
{
    return textf("%.*s", SPAN_ARG(text));
}

cJSON *
textf(const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    cJSON *value = cJSON_CreateString(str_text(&text));
    str_release(&text);
    return value;
}

cJSON *
time_of(clock_ms time)
{
    if (time < 0)
        return cJSON_CreateNull();
    struct str text = {0};
    clock_add_rfc3339(&text, time);
    cJSON *value = cJSON_CreateString(str_text(&text));
    str_release(&text);
    return value;
}

cJSON *
object_get(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *
object_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(object_get(object, name));
    return text ? text : "";
}

double
object_number(const cJSON *object, const char *name)
{
    const cJSON *value = object_get(object, name);
    return cJSON_IsNumber(value) ? value->valuedouble : 0;
}

void
object_set(cJSON *object, const char *name, cJSON *value)
{
    if (object_get(object, name))
        cJSON_ReplaceItemInObjectCaseSensitive(object, name, value);
    else
        cJSON_AddItemToObject(object, name, value);
}

void
object_move(cJSON *to, cJSON *from)
{
    while (from && from->child) {
        cJSON *member = cJSON_DetachItemViaPointer(from, from->child);
        char *name = mem_strdup(member->string); /* cJSON frees the member's own */
        object_set(to, name, member);
        mem_free(name);
    }
    cJSON_Delete(from);
}

void
object_set_text(cJSON *object, const char *name, const char *text)
{
    object_set(object, name, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

void
object_set_time(cJSON *object, const char *name, clock_ms time)
{
    object_set(object, name, time_of(time));
}
