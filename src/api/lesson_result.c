/* A lesson's result, for a trainer. */
#include "config.h"

#include "api/lesson_progress.h"

#include "base/memory.h"
#include "base/text.h"

#include <cjson/cJSON.h>

static size_t
steps_done(const struct lesson_progress *progress)
{
    return progress->step < progress->lesson->count ? progress->step
                                                    : progress->lesson->count;
}

void
lesson_progress_markdown(const struct lesson_progress *progress, struct str *out)
{
    const struct lesson *lesson = progress->lesson;
    if (!lesson)
        return;
    str_addf(out, _("# Result: %s\n\n"), lesson->title);
    str_addf(out, _("- Lesson: %s\n- Begun: "), lesson->name);
    clock_add_rfc3339(out, progress->started_wall);
    str_addf(out, _("\n- Steps: %zu of %zu\n- Hints used: %zu\n- Time: %lld s\n\n"),
             steps_done(progress), lesson->count, lesson_progress_hints(progress),
             (long long)(lesson_progress_ms(progress) / 1000));
    str_add_text(out, _("| step | done | hints | tries that missed | seconds |\n"
                        "|---|---|---|---|---|\n"));
    for (size_t i = 0; i < lesson->count; i++) {
        const struct lesson_step_record *record = &progress->records[i];
        str_addf(out, "| %zu. %s | %s | %zu | %zu | %lld |\n", i + 1,
                 lesson->steps[i].title, i < progress->step ? _("yes") : _("no"),
                 record->hints, record->misses, (long long)(record->ms / 1000));
    }
}

void
lesson_progress_json(const struct lesson_progress *progress, struct str *out)
{
    const struct lesson *lesson = progress->lesson;
    struct str begun = {0};
    if (!lesson)
        return;
    cJSON *json = cJSON_CreateObject();
    clock_add_rfc3339(&begun, progress->started_wall);
    cJSON_AddStringToObject(json, "lesson", lesson->name);
    cJSON_AddStringToObject(json, "title", lesson->title);
    cJSON_AddStringToObject(json, "begun", str_text(&begun));
    cJSON_AddBoolToObject(json, "done", lesson_progress_done(progress));
    cJSON_AddNumberToObject(json, "hints", (double)lesson_progress_hints(progress));
    cJSON_AddNumberToObject(json, "seconds",
                            (double)(lesson_progress_ms(progress) / 1000));
    cJSON *steps = cJSON_AddArrayToObject(json, "steps");
    for (size_t i = 0; i < lesson->count; i++) {
        const struct lesson_step_record *record = &progress->records[i];
        cJSON *step = cJSON_CreateObject();
        cJSON_AddStringToObject(step, "title", lesson->steps[i].title);
        cJSON_AddBoolToObject(step, "done", i < progress->step);
        cJSON_AddNumberToObject(step, "hints", (double)record->hints);
        cJSON_AddNumberToObject(step, "misses", (double)record->misses);
        cJSON_AddNumberToObject(step, "seconds", (double)(record->ms / 1000));
        cJSON_AddItemToArray(steps, step);
    }
    char *text = cJSON_Print(json);
    str_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(json);
    str_release(&begun);
}
