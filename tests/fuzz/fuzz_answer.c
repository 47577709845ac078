/* Any text as an answer, and what it means: reading ends, nothing unsafe reaches a
 * text for people, something is always said, and the JSON is JSON. First byte: the
 * status, or none. */
#include "fuzz.h"

#include "api/answer.h"
#include "api/exchange.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/utf8.h"
#include "json/scan.h"

#include <string.h>

#define NOW 1795412773000

/* The shown form of what is safe to show is the text itself. */
static void
check_safe(const char *text)
{
    struct str shown = {0};
    MUST(text && *text);
    sanitise_line(&shown, span_of(text), SANITISE_PLAIN);
    MUST(strcmp(str_text(&shown), text) == 0);
    str_release(&shown);
}

static void
check_json(const struct diagnosis *diagnosis)
{
    cJSON *json = diagnosis_json(diagnosis);
    char *text = cJSON_PrintUnformatted(json);
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    MUST(text);
    json_scan_init(&scan, span_of(text));
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    MUST(token == JSON_END);
    cJSON_free(text);
    cJSON_Delete(json);
}

static void
check_diagnosis(const struct diagnosis *diagnosis)
{
    check_safe(diagnosis->title);
    check_safe(diagnosis->summary);
    for (size_t i = 0; i < diagnosis->causes.count; i++)
        check_safe(diagnosis->causes.items[i]);
    for (size_t i = 0; i < diagnosis->steps.count; i++)
        check_safe(diagnosis->steps.items[i]);
    if (diagnosis->retry.note)
        check_safe(diagnosis->retry.note);
    for (size_t i = 0; i < diagnosis->ids.count; i++)
        check_safe(diagnosis->ids.items[i].value);
    MUST(!diagnosis->documented || diagnosis->known_as);
    MUST(diagnosis->retry.after_ms >= 0);
    check_json(diagnosis);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int statuses[] = {0, 0, 200, 206, 400, 401, 403, 404, 429, 500, 503};
    struct answer answer;
    struct diagnosis diagnosis;
    struct diagnosis_context context = {.now = NOW};
    if (!size)
        return 0;
    int status = statuses[data[0] % COUNT_OF(statuses)];
    answer_read(&answer, (struct span){(const char *)data + 1, size - 1});
    MUST(answer.response.body.n <= size * 2);
    struct exchange exchange = {.answered = true, .response = answer.response};
    if (status)
        exchange.response.status = status;
    diagnose(&diagnosis, &exchange, &context);
    check_diagnosis(&diagnosis);
    diagnosis_release(&diagnosis);
    response_release(&exchange.response);
    return 0;
}
