/* Any text as a lesson: its limits hold, every problem has a place in it, what can be
 * played is played with answers that come from the text itself, and what is written of
 * it is valid. */
#include "fuzz.h"

#include "api/lessons.h"
#include "base/memory.h"
#include "base/utf8.h"

static void
check_problems(const struct lesson_problems *problems, struct span text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    MUST(problems->count <= LESSON_PROBLEMS_MAX);
    for (size_t i = 0; i < problems->count; i++) {
        const struct lesson_problem *problem = &problems->items[i];
        MUST(problem->line >= 1 && problem->line <= lines && problem->column >= 1);
        MUST(problem->text && utf8_valid(span_of(problem->text)));
        MUST(!problem->remedy || utf8_valid(span_of(problem->remedy)));
    }
}

static enum lesson_effect
answer(struct lesson_progress *progress, struct span body, unsigned id)
{
    struct exchange exchange = {.answered = body.n % 5 != 0};
    struct request sent = {0};
    struct diagnosis diagnosis;
    request_init(&sent, &catalogue_builtin()->operations[id % 20]);
    exchange.response.status = body.n % 2 ? 200 : 400;
    str_set(&exchange.response.body, body);
    str_set(&sent.body, body);
    sent.has_body = true;
    diagnose(&diagnosis, &exchange, NULL);
    struct lesson_event event = {.kind = LESSON_SENT, .steady = id * 1000, .id = id};
    lesson_progress_tell(progress, &event);
    event = (struct lesson_event){.kind = LESSON_ANSWER,
                                  .steady = id * 1000 + 500,
                                  .id = id,
                                  .exchange = &exchange,
                                  .diagnosis = &diagnosis,
                                  .sent = &sent};
    enum lesson_effect effect = lesson_progress_tell(progress, &event);
    diagnosis_release(&diagnosis);
    exchange_release(&exchange);
    request_release(&sent);
    return effect;
}

static void
play(const struct lesson *lesson, struct span text)
{
    struct lesson_progress progress = {0};
    struct lesson_records records = {0}, again = {0};
    struct str out = {0};
    lesson_progress_start(&progress, lesson, 0, &(struct now){1, 1});
    for (unsigned i = 1; i < 60; i++) {
        size_t before = progress.step;
        lesson_progress_begin(&progress);
        enum lesson_effect effect = answer(&progress, span_from(text, i % text.n), i);
        MUST(progress.step == before + (effect >= LESSON_STEP_DONE));
        struct lesson_event copied = {.kind = (enum lesson_event_kind)(2 + i % 8),
                                      .steady = i * 1000 + 600,
                                      .what = "opened",
                                      .text = text};
        lesson_progress_tell(&progress, &copied);
        lesson_progress_hint(&progress);
        MUST(!progress.missed || utf8_valid(span_of(progress.missed)));
    }
    lesson_progress_markdown(&progress, &out);
    str_clear(&out);
    lesson_progress_json(&progress, &out);
    str_clear(&out);
    lesson_records_note(&records, &progress, 1);
    lesson_records_write(&records, &out);
    MUST(lesson_records_read(&again, str_span(&out), NULL) == STATUS_OK);
    MUST(again.count == 1);
    lesson_records_release(&records);
    lesson_records_release(&again);
    lesson_progress_release(&progress);
    str_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = {(const char *)data, size};
    struct lesson lesson;
    struct lesson_problems problems = {0};
    struct lesson_records records = {0};
    lesson_read(&lesson, "fuzz", text, &problems);
    bool fine = !problems.count;
    lesson_check(&lesson, catalogue_builtin(), &problems);
    check_problems(&problems, text);
    MUST(lesson.count <= LESSON_STEPS_MAX);
    if (fine)
        play(&lesson, text);
    lesson_records_read(&records, text, NULL);
    lesson_records_release(&records);
    lesson_release(&lesson);
    lesson_problems_release(&problems);
    return 0;
}
