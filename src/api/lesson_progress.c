#include "config.h"

#include "api/lesson_progress.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

void
lesson_progress_start(struct lesson_progress *progress, const struct lesson *lesson,
                      unsigned last, const struct now *now)
{
    lesson_progress_release(progress);
    progress->lesson = lesson;
    progress->since = progress->last = last;
    progress->started_wall = now->wall;
    progress->started = progress->step_started = now->steady;
}

void
lesson_progress_release(struct lesson_progress *progress)
{
    mem_free(progress->missed);
    mem_free(progress->before);
    mem_free(progress->current);
    mem_free(progress->answer);
    mem_free(progress->tracking_id);
    pairs_release(&progress->kept);
    *progress = (struct lesson_progress){0};
}

void
lesson_progress_begin(struct lesson_progress *progress)
{
    progress->ready = true;
    progress->since = progress->last;
}

bool
lesson_progress_done(const struct lesson_progress *progress)
{
    return progress->lesson && progress->step >= progress->lesson->count;
}

const struct lesson_step *
lesson_progress_step(const struct lesson_progress *progress)
{
    if (!progress->lesson || lesson_progress_done(progress))
        return NULL;
    return &progress->lesson->steps[progress->step];
}

static void
set_owned(char **place, struct span text)
{
    struct str copy = str_dup(text);
    mem_free(*place);
    *place = str_take(&copy);
}

static void
set_missed(struct lesson_progress *progress, struct span why)
{
    struct str safe = {0};
    sanitise_line(&safe, why, SANITISE_PLAIN);
    mem_free(progress->missed);
    progress->missed = why.n ? str_take(&safe) : NULL;
    str_release(&safe);
}

void
lesson_progress_fill(const struct lesson_progress *progress, struct span text,
                     struct str *out)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t end = text.p[i] == '{' ? span_find_byte(text, i, '}') : text.n;
        struct str name = {0};
        const char *value = NULL;
        if (end < text.n) {
            str_add(&name, span_sub(text, i + 1, end));
            value = pairs_get(&progress->kept, str_text(&name));
        }
        if (value) {
            str_add_text(out, value);
            i = end;
        } else {
            str_add_byte(out, text.p[i]);
        }
        str_release(&name);
    }
}

static bool
step_names(const struct lesson_step *step, const char *name)
{
    struct str mark = {0};
    str_addf(&mark, "{%s}", name);
    bool named = span_has(str_span(&step->words), str_text(&mark));
    for (size_t i = 0; i < step->expect_count; i++)
        for (size_t j = 0; j < step->expects[i].count; j++)
            named |=
                span_has(span_of(step->expects[i].clauses[j].value), str_text(&mark));
    str_release(&mark);
    return named;
}

const struct pair *
lesson_progress_needed(const struct lesson_progress *progress, size_t index)
{
    const struct lesson_step *step = lesson_progress_step(progress);
    for (size_t i = 0; step && i < progress->kept.count; i++)
        if (step_names(step, progress->kept.items[i].name) && index-- == 0)
            return &progress->kept.items[i];
    return NULL;
}

/* --- events --- */

static void
note_request(struct lesson_progress *progress, const struct lesson_event *event)
{
    struct str text = {0};
    str_addf(&text, "%s ", event->sent->method ? event->sent->method : "");
    request_target(event->sent, &text);
    str_add_byte(&text, '\n');
    str_add(&text, str_span(&event->sent->body));
    mem_free(progress->before);
    progress->before = progress->current;
    progress->current = str_take(&text);
}

static void
note_answer(struct lesson_progress *progress, const struct lesson_event *event)
{
    const struct retry *retry = &event->diagnosis->retry;
    progress->answered_at = event->steady;
    if (retry->timed)
        progress->wait_until = event->steady + retry->after_ms;
    set_owned(&progress->answer, str_span(&event->exchange->response.body));
    set_owned(&progress->tracking_id, span_of(event->diagnosis->target));
}

/* Every clause; the first that is not met says why. */
static bool
is_met(struct lesson_progress *progress, const struct lesson_expect *expect,
       const struct lesson_event *event)
{
    struct str why = {0};
    bool met = expect->count > 0;
    for (size_t i = 0; i < expect->count && met; i++)
        met = lesson_clause_met(progress, &expect->clauses[i], event, &why);
    set_missed(progress, met ? (struct span){0} : str_span(&why));
    str_release(&why);
    return met;
}

static void
keep(struct lesson_progress *progress, const struct lesson_step *step,
     const struct lesson_event *event)
{
    for (size_t i = 0; i < step->keep_count; i++) {
        struct str value = {0};
        if (lesson_clause_text(progress, &step->keeps[i].from, event, &value))
            pairs_set(&progress->kept, span_of(step->keeps[i].name), str_span(&value));
        str_release(&value);
    }
}

static enum lesson_effect
advance(struct lesson_progress *progress, const struct lesson_step *step,
        const struct lesson_event *event)
{
    progress->since = progress->last;
    if (++progress->expect < step->expect_count)
        return LESSON_GOES_ON;
    keep(progress, step, event);
    progress->records[progress->step].ms = event->steady - progress->step_started;
    progress->step_started = event->steady;
    progress->expect = 0;
    progress->step++;
    const struct lesson_step *next = lesson_progress_step(progress);
    if (!next)
        return LESSON_ALL_DONE;
    if (next->start_count)
        progress->ready = false;
    return LESSON_STEP_DONE;
}

static enum lesson_effect
judge(struct lesson_progress *progress, const struct lesson_event *event)
{
    const struct lesson_step *step = lesson_progress_step(progress);
    if (!step || !progress->ready)
        return LESSON_NOTHING;
    const struct lesson_expect *expect = &step->expects[progress->expect];
    bool early = event->kind == LESSON_ANSWER && event->id <= progress->since;
    if (event->kind != expect->event || early)
        return LESSON_NOTHING;
    if (is_met(progress, expect, event))
        return advance(progress, step, event);
    progress->records[progress->step].misses++;
    return LESSON_MISSED;
}

enum lesson_effect
lesson_progress_tell(struct lesson_progress *progress, const struct lesson_event *event)
{
    if (!progress->lesson)
        return LESSON_NOTHING;
    if (event->kind == LESSON_SENT) {
        progress->last = event->id;
        progress->sent_at = event->steady;
        return LESSON_NOTHING;
    }
    if (event->kind == LESSON_ANSWER)
        note_request(progress, event);
    if (event->kind == LESSON_COPIED)
        pairs_set(&progress->kept, SPAN("copied"), event->text);
    enum lesson_effect effect = judge(progress, event);
    if (event->kind == LESSON_ANSWER)
        note_answer(progress, event);
    return effect;
}

bool
lesson_progress_hint(struct lesson_progress *progress)
{
    const struct lesson_step *step = lesson_progress_step(progress);
    if (!step || progress->records[progress->step].hints >= step->hints.count)
        return false;
    progress->records[progress->step].hints++;
    return true;
}

unsigned
lesson_progress_pause(const struct lesson_progress *progress, clock_ms steady)
{
    const struct lesson_step *step = lesson_progress_step(progress);
    if (!step || !progress->ready)
        return 0;
    const struct lesson_expect *expect = &step->expects[progress->expect];
    for (size_t i = 0; i < expect->count; i++) {
        uint64_t seconds = 0;
        if (expect->clauses[i].subject != SUBJECT_PAUSE ||
            !span_number(span_of(expect->clauses[i].value), 1000000, &seconds))
            continue;
        clock_ms left = progress->answered_at + (clock_ms)seconds * 1000 - steady;
        return left > 0 ? (unsigned)((left + 999) / 1000) : 0;
    }
    return 0;
}

size_t
lesson_progress_hints(const struct lesson_progress *progress)
{
    size_t all = 0;
    for (size_t i = 0; progress->lesson && i < progress->lesson->count; i++)
        all += progress->records[i].hints;
    return all;
}

clock_ms
lesson_progress_ms(const struct lesson_progress *progress)
{
    return progress->step_started - progress->started;
}
