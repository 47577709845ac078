#include "config.h"

#include "api/lessons.h"

#include "api/names.h"
#include "api/topic.h"
#include "base/memory.h"
#include "base/text.h"

#include <cjson/cJSON.h>
#include <string.h>

#define FOLDER "lessons/"

enum { RECORDS_MAX = 1000, NUMBER_MAX = 1000000000 };

/* --- the lessons --- */

void
lessons_add(struct lessons *lessons, struct lesson *lesson)
{
    ARRAY_GROW(lessons->items, lessons->count, lessons->room);
    lessons->items[lessons->count++] = *lesson;
    *lesson = (struct lesson){0};
}

void
lessons_builtin(struct lessons *lessons, const char *language)
{
    for (const struct topic_page *page = topic_pages; page->name; page++) {
        struct span name = span_of(page->name);
        if (!span_starts(name, FOLDER) || strcmp(page->language, "en") != 0)
            continue;
        const struct topic_page *own = topic_find(language, name);
        struct lesson_problems problems = {0};
        struct lesson lesson;
        lesson_read(&lesson, page->name + strlen(FOLDER), span_of(own->text),
                    &problems);
        if (problems.count)
            lesson_release(&lesson);
        else
            lessons_add(lessons, &lesson);
        lesson_problems_release(&problems);
    }
}

void
lessons_release(struct lessons *lessons)
{
    for (size_t i = 0; i < lessons->count; i++)
        lesson_release(&lessons->items[i]);
    mem_free(lessons->items);
    *lessons = (struct lessons){0};
}

/* "paging" of "12-paging". */
static struct span
without_number(struct span name)
{
    size_t digits = 0;
    while (digits < name.n && name.p[digits] >= '0' && name.p[digits] <= '9')
        digits++;
    bool numbered = digits && digits < name.n && name.p[digits] == '-';
    return numbered ? span_from(name, digits + 1) : name;
}

size_t
lessons_find(const struct lessons *lessons, struct span name)
{
    uint64_t number;
    if (span_number(name, lessons->count, &number) && number)
        return (size_t)number - 1;
    for (size_t i = 0; i < lessons->count; i++) {
        struct span own = span_of(lessons->items[i].name);
        if (span_equal(name, own) || span_equal(name, without_number(own)))
            return i;
    }
    return lessons->count;
}

const char *
lessons_nearest(const struct lessons *lessons, struct span name)
{
    struct nearest nearest = {0};
    for (size_t i = 0; i < lessons->count; i++)
        nearest_offer(&nearest, without_number(name),
                      without_number(span_of(lessons->items[i].name)), i);
    return nearest.nearness.likeness > LIKE_NOTHING ? lessons->items[nearest.index].name
                                                    : NULL;
}

/* --- what has been done --- */

static struct lesson_record *
record_of(struct lesson_records *records, const char *name)
{
    for (size_t i = 0; i < records->count; i++)
        if (strcmp(records->items[i].name, name) == 0)
            return &records->items[i];
    return NULL;
}

const struct lesson_record *
lesson_records_find(const struct lesson_records *records, const char *name)
{
    for (size_t i = 0; i < records->count; i++)
        if (strcmp(records->items[i].name, name) == 0)
            return &records->items[i];
    return NULL;
}

static struct lesson_record *
add_record(struct lesson_records *records, const char *name)
{
    ARRAY_GROW(records->items, records->count, records->room);
    struct lesson_record *record = &records->items[records->count++];
    *record = (struct lesson_record){.name = mem_strdup(name)};
    return record;
}

void
lesson_records_note(struct lesson_records *records,
                    const struct lesson_progress *progress, clock_ms wall)
{
    const char *name = progress->lesson->name;
    struct lesson_record *record = record_of(records, name);
    if (!record)
        record = add_record(records, name);
    if (progress->step > record->steps)
        record->steps = progress->step;
    if (!lesson_progress_done(progress))
        return;
    record->done = wall;
    record->times++;
    record->hints = lesson_progress_hints(progress);
    record->seconds = (uint64_t)(lesson_progress_ms(progress) / 1000);
}

void
lesson_records_release(struct lesson_records *records)
{
    for (size_t i = 0; i < records->count; i++)
        mem_free(records->items[i].name);
    mem_free(records->items);
    *records = (struct lesson_records){0};
}

/* A whole number that is not absurd; anything else gives 0. */
static uint64_t
number_in(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    double value = cJSON_IsNumber(item) ? item->valuedouble : 0;
    return value > 0 && value < NUMBER_MAX ? (uint64_t)value : 0;
}

static clock_ms
time_in(const cJSON *object, const char *name)
{
    const char *text =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    clock_ms at = 0;
    return text && clock_parse_rfc3339(span_of(text), &at) ? at : 0;
}

static void
read_record(struct lesson_records *records, const cJSON *item)
{
    const char *name =
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "lesson"));
    if (!name || records->count == RECORDS_MAX || record_of(records, name))
        return;
    struct lesson_record *record = add_record(records, name);
    record->done = time_in(item, "done");
    record->steps = (size_t)number_in(item, "steps");
    record->times = (size_t)number_in(item, "times");
    record->hints = (size_t)number_in(item, "hints");
    record->seconds = number_in(item, "seconds");
}

enum status
lesson_records_read(struct lesson_records *records, struct span json, struct err *err)
{
    struct str text = str_dup(json);
    cJSON *tree = cJSON_ParseWithLengthOpts(str_text(&text), text.n + 1, NULL, true);
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(tree, "lessons"), *item;
    const cJSON *quiz = cJSON_GetObjectItemCaseSensitive(tree, "quiz");
    enum status status = STATUS_OK;
    *records = (struct lesson_records){0};
    cJSON_ArrayForEach(item, list) read_record(records, item);
    records->quiz.done = time_in(quiz, "done");
    records->quiz.right = (size_t)number_in(quiz, "right");
    records->quiz.of = (size_t)number_in(quiz, "of");
    if (!cJSON_IsArray(list))
        status = err_set(err, STATUS_INPUT,
                         _("the record of lessons is damaged and is begun anew"));
    cJSON_Delete(tree);
    str_release(&text);
    return status;
}

static void
add_time(cJSON *object, const char *name, clock_ms at)
{
    struct str text = {0};
    if (at)
        clock_add_rfc3339(&text, at);
    cJSON_AddItemToObject(
        object, name, at ? cJSON_CreateString(str_text(&text)) : cJSON_CreateNull());
    str_release(&text);
}

void
lesson_records_write(const struct lesson_records *records, struct str *out)
{
    cJSON *tree = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(tree, "lessons");
    for (size_t i = 0; i < records->count; i++) {
        const struct lesson_record *record = &records->items[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "lesson", record->name);
        add_time(item, "done", record->done);
        cJSON_AddNumberToObject(item, "steps", (double)record->steps);
        cJSON_AddNumberToObject(item, "times", (double)record->times);
        cJSON_AddNumberToObject(item, "hints", (double)record->hints);
        cJSON_AddNumberToObject(item, "seconds", (double)record->seconds);
        cJSON_AddItemToArray(list, item);
    }
    cJSON *quiz = cJSON_AddObjectToObject(tree, "quiz");
    add_time(quiz, "done", records->quiz.done);
    cJSON_AddNumberToObject(quiz, "right", (double)records->quiz.right);
    cJSON_AddNumberToObject(quiz, "of", (double)records->quiz.of);
    char *text = cJSON_Print(tree);
    str_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(tree);
}
