/* The contract's diagnosis as JSON. */
#include "config.h"

#include "api/diagnosis.h"
#include "base/memory.h"
#include "json/text.h"

const char *diagnosis_class_name(enum diagnosis_class class)
{
    static const char *const names_of_classes[] = {
        [CLASS_REQUEST] = "request",
        [CLASS_AUTH] = "auth",
        [CLASS_PERMISSION] = "permission",
        [CLASS_LICENSE] = "license",
        [CLASS_FEATURE] = "feature",
        [CLASS_NOT_FOUND] = "not-found",
        [CLASS_THROTTLE] = "throttle",
        [CLASS_CONFLICT] = "conflict",
        [CLASS_SERVER] = "server",
        [CLASS_GATEWAY] = "gateway",
        [CLASS_SIGN_IN] = "sign-in",
        [CLASS_TRANSPORT] = "transport",
        [CLASS_NONE] = "none",
        [CLASS_UNKNOWN] = "unknown",
    };
    return names_of_classes[class];
}

const char *
retry_advice_name(enum retry_advice advice)
{
    static const char *const names_of_advice[] = {
        [RETRY_NEVER] = "never",
        [RETRY_AFTER_CHANGE] = "after-change",
        [RETRY_WAIT] = "wait",
        [RETRY_BACKOFF] = "backoff",
    };
    return names_of_advice[advice];
}

static const char *
source_name(enum retry_source source)
{
    static const char *const names_of_sources[] = {
        [RETRY_SOURCE_NONE] = NULL,
        [RETRY_SOURCE_HEADER] = "header",
        [RETRY_SOURCE_BODY] = "body",
        [RETRY_SOURCE_ESTIMATE] = "estimate",
    };
    return names_of_sources[source];
}

/* Adds text as it is: cJSON's own strings end at a NUL and may hold bytes that are not
 * UTF-8. p NULL: null. */
static void
add_exact(cJSON *object, const char *name, struct span text)
{
    struct str quoted = {0};
    if (!text.p) {
        cJSON_AddNullToObject(object, name);
        return;
    }
    json_quote(&quoted, text);
    cJSON_AddRawToObject(object, name, str_text(&quoted));
    str_release(&quoted);
}

static void
add_pairs(cJSON *object, const char *name, const struct pairs *pairs)
{
    cJSON *members = cJSON_AddObjectToObject(object, name);
    for (size_t i = 0; members && i < pairs->count; i++) {
        const char *member = pairs->items[i].name;
        if (!cJSON_GetObjectItemCaseSensitive(members, member))
            add_exact(members, member, span_of(pairs->items[i].value));
    }
}

static void
add_texts(cJSON *object, const char *name, const struct texts *texts)
{
    cJSON *array = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; array && i < texts->count; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(texts->items[i]));
}

static void
add_retry(cJSON *object, const struct retry *retry)
{
    cJSON *json = cJSON_AddObjectToObject(object, "retry");
    if (!json)
        return;
    cJSON_AddStringToObject(json, "advice", retry_advice_name(retry->advice));
    if (retry->timed)
        cJSON_AddNumberToObject(json, "after_seconds", (double)retry->after_ms / 1000);
    else
        cJSON_AddNullToObject(json, "after_seconds");
    add_exact(json, "source", span_of(source_name(retry->source)));
    add_exact(json, "note", span_of(retry->note));
}

static void
add_place(cJSON *object, const char *name, size_t place)
{
    if (place)
        cJSON_AddNumberToObject(object, name, (double)place);
    else
        cJSON_AddNullToObject(object, name);
}

cJSON *
diagnosis_json(const struct diagnosis *diagnosis)
{
    cJSON *json = cJSON_CreateObject();
    if (!json)
        return NULL;
    add_place(json, "status", (size_t)(diagnosis->status > 0 ? diagnosis->status : 0));
    add_exact(json, "code", (struct span){diagnosis->code, diagnosis->code_length});
    cJSON_AddBoolToObject(json, "documented", diagnosis->documented);
    add_exact(json, "known_as", span_of(diagnosis->known_as));
    cJSON_AddStringToObject(json, "class", diagnosis_class_name(diagnosis->class));
    add_exact(json, "message",
              (struct span){diagnosis->message, diagnosis->message_length});
    add_exact(json, "target",
              (struct span){diagnosis->target, diagnosis->target_length});
    add_exact(json, "tracking_id", span_of(diagnosis_tracking_id(diagnosis)));
    add_pairs(json, "ids", &diagnosis->ids);
    add_retry(json, &diagnosis->retry);
    add_exact(json, "title", span_of(diagnosis->title));
    add_exact(json, "summary", span_of(diagnosis->summary));
    add_texts(json, "causes", &diagnosis->causes);
    add_texts(json, "steps", &diagnosis->steps);
    add_pairs(json, "values", &diagnosis->values);
    cJSON *hints = cJSON_AddArrayToObject(json, "hints");
    for (size_t i = 0; hints && i < diagnosis->hints.count; i++)
        cJSON_AddItemToArray(hints, hint_json(&diagnosis->hints.items[i]));
    add_exact(json, "topic", span_of(diagnosis->topic));
    return json;
}
