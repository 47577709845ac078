#include "config.h"

#include "explorer/learning.h"

#include "api/profile.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

void
learning_release(struct learning *learning)
{
    lessons_release(&learning->builtin);
    lesson_records_release(&learning->records);
    lesson_progress_release(&learning->progress);
    lesson_progress_release(&learning->left);
    page_release(&learning->laid);
    quiz_release(&learning->quiz);
    *learning = (struct learning){0};
}

bool
learning_on(const struct explorer *explorer)
{
    return explorer->learning.progress.lesson != NULL;
}

/* What the lesson says has changed; AT_END: below what was there. */
static void
changed(struct learning *learning, bool at_end)
{
    learning->version++;
    learning->answered = at_end;
}

/* A lesson never runs against a real tenant. */
static bool
may_learn(struct explorer *explorer)
{
    if (!explorer->profile || explorer->profile->kind == PROFILE_PRACTICE)
        return true;
    explorer_say(explorer, NOTICE_WARN,
                 _("Lessons run on the practice tenant only, and \"%s\" is a real one: "
                   "leave, then run defscope learn."),
                 explorer->profile_name);
    return false;
}

const struct lessons *
learning_lessons(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    if (learning->given)
        return learning->given;
    if (!learning->builtin.count)
        lessons_builtin(&learning->builtin, explorer->language);
    return &learning->builtin;
}

/* The same lesson among others; the lessons of all languages have the same steps. */
static void
translate(struct lesson_progress *progress, const struct lessons *from,
          const struct lessons *to)
{
    if (progress->lesson)
        progress->lesson = &to->items[progress->lesson - from->items];
}

void
learning_translate(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    struct lessons before = learning->builtin;
    if (learning->given || !before.count)
        return;
    learning->builtin = (struct lessons){0};
    lessons_builtin(&learning->builtin, explorer->language);
    if (learning->builtin.count != before.count) { /* a page that can't be read */
        lessons_release(&learning->builtin);
        learning->builtin = before;
        return;
    }
    translate(&learning->progress, &before, &learning->builtin);
    translate(&learning->left, &before, &learning->builtin);
    lessons_release(&before);
    changed(learning, false);
}

void
learning_open(struct explorer *explorer, const char *name)
{
    const struct lessons *lessons = learning_lessons(explorer);
    if (!may_learn(explorer))
        return;
    size_t index = lessons_find(lessons, span_of(name));
    explorer->card = false;
    if (name && strcmp(name, "quiz") == 0)
        learning_quiz(explorer);
    else if (name && *name && index < lessons->count)
        learning_start(explorer, index);
    else
        learning_list(explorer);
}

/* The lesson's pane, and the state that its step asks for. */
static void
stand_beside(struct explorer *explorer)
{
    explorer->learning.prepare = true;
    explorer->learning.progress.ready = false;
    changed(&explorer->learning, false);
    explorer->card = explorer->zoomed = false;
    explorer->throttle = (struct throttle){0};
    armed_release(&explorer->armed); /* the lesson's own faults take its place */
    if (explorer_layout(explorer).kind == LAYOUT_ONE)
        explorer->focus = PANE_LESSON;
}

void
learning_start(struct explorer *explorer, size_t index)
{
    struct learning *learning = &explorer->learning;
    const struct lessons *lessons = learning_lessons(explorer);
    if (index >= lessons->count || !may_learn(explorer))
        return;
    lesson_progress_release(&learning->left);
    lesson_progress_start(&learning->progress, &lessons->items[index],
                          explorer->last_id, &explorer->now);
    learning->anew = true;
    stand_beside(explorer);
}

/* The tenant is as the lesson left it: only another lesson makes it new. */
void
learning_resume(struct explorer *explorer, size_t index)
{
    struct learning *learning = &explorer->learning;
    const struct lessons *lessons = learning_lessons(explorer);
    if (index >= lessons->count || !may_learn(explorer))
        return;
    if (learning->left.lesson != &lessons->items[index]) {
        learning_start(explorer, index);
        return;
    }
    lesson_progress_release(&learning->progress);
    learning->progress = learning->left;
    learning->left = (struct lesson_progress){0};
    learning->progress.last = explorer->last_id;
    stand_beside(explorer);
    explorer_say(explorer, NOTICE_INFO,
                 _("The lesson goes on with step %zu; r in the list begins it anew."),
                 learning->progress.step + 1);
}

void
learning_leave(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    lesson_progress_release(&learning->left);
    if (lesson_progress_step(&learning->progress))
        learning->left = learning->progress;
    else
        lesson_progress_release(&learning->progress);
    learning->progress = (struct lesson_progress){0};
    learning->preparing = learning->prepare = false;
    if (explorer->focus == PANE_LESSON)
        explorer->focus = PANE_OPERATIONS;
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("The lesson is left; L brings the list."));
}

void
learning_hint(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    const struct lesson_step *step = lesson_progress_step(&learning->progress);
    if (!step) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Hints belong to lessons: L brings the list."));
        return;
    }
    if (lesson_progress_hint(&learning->progress))
        changed(learning, true);
    else
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no further hint."));
    if (!explorer_layout(explorer).panes[PANE_LESSON].rows)
        explorer->focus = PANE_LESSON;
}

/* --- what happens --- */

static bool
has_fault(const struct lesson_start *starts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (starts[i].setting == SETTING_FAULT)
            return true;
    return false;
}

/* A fault that met another request than the one it was for is set again. */
static void
set_again(struct learning *learning)
{
    const struct lesson_progress *progress = &learning->progress;
    const struct lesson_step *step = lesson_progress_step(progress);
    if (step && (has_fault(step->starts, step->start_count) ||
                 (progress->step == 0 &&
                  has_fault(progress->lesson->starts, progress->lesson->start_count))))
        learning->prepare = true;
}

/* Where the lesson itself is not in sight, the last line tells of it. */
static void
tell_out_of_sight(struct explorer *explorer, enum lesson_effect effect)
{
    const struct lesson_progress *progress = &explorer->learning.progress;
    if (explorer_layout(explorer).panes[PANE_LESSON].rows)
        return;
    if (effect == LESSON_ALL_DONE)
        explorer_say(explorer, NOTICE_GOOD, "%s", _("The lesson is done. 4 shows it."));
    else if (effect == LESSON_STEP_DONE)
        explorer_say(explorer, NOTICE_GOOD,
                     _("Step %zu of %zu is done. 4 shows the next."), progress->step,
                     progress->lesson->count);
    else if (effect == LESSON_MISSED && progress->missed)
        explorer_say(explorer, NOTICE_WARN, _("Not yet: %s. 4 shows the lesson."),
                     progress->missed);
}

void
learning_tell(struct explorer *explorer, struct lesson_event event)
{
    struct learning *learning = &explorer->learning;
    struct lesson_progress *progress = &learning->progress;
    if (!progress->lesson)
        return;
    event.steady = explorer->now.steady;
    enum lesson_effect effect = lesson_progress_tell(progress, &event);
    if (event.kind == LESSON_ANSWER &&
        (effect == LESSON_NOTHING || effect == LESSON_MISSED))
        set_again(learning);
    if (effect == LESSON_STEP_DONE || effect == LESSON_ALL_DONE) {
        lesson_records_note(&learning->records, progress, explorer->now.wall);
        learning->keep = true;
        learning->prepare = effect == LESSON_STEP_DONE && !progress->ready;
    }
    if (effect == LESSON_NOTHING)
        return;
    changed(learning, effect == LESSON_MISSED || effect == LESSON_GOES_ON);
    tell_out_of_sight(explorer, effect);
}

void
learning_tell_what(struct explorer *explorer, enum lesson_event_kind kind,
                   const char *what)
{
    learning_tell(explorer, (struct lesson_event){.kind = kind, .what = what});
}

/* --- the tenant's state --- */

static void
write_starts(struct command *command, const struct lesson_start *starts, size_t count,
             bool anew)
{
    static const char *const words[] = {
        [SETTING_FAULT] = "fault", [SETTING_QUOTA] = "quota", [SETTING_SEED] = "fresh"};
    for (size_t i = 0; i < count; i++) {
        const struct lesson_start *start = &starts[i];
        if (start->setting == SETTING_BEARER) {
            mem_free(command->path);
            command->path = mem_strdup(start->value);
        } else if (start->setting == SETTING_FAULT || anew) {
            str_addf(&command->text, "%s %s\n", words[start->setting], start->value);
        }
    }
}

static void
show_bearer(struct explorer *explorer, const char *name)
{
    for (size_t i = 0; name && practice_bearers[i]; i++)
        if (strcmp(name, practice_bearers[i]) == 0)
            explorer->practice_bearer = i;
}

/* A lesson begins with the tenant as new; a step adds what it asks for. */
static void
ask_for_state(struct explorer *explorer, struct commands *commands)
{
    struct learning *learning = &explorer->learning;
    const struct lesson_progress *progress = &learning->progress;
    const struct lesson *lesson = progress->lesson;
    const struct lesson_step *step = lesson_progress_step(progress);
    struct command *command = commands_add(commands, COMMAND_PREPARE);
    bool fresh = learning->anew, first = progress->step == 0;
    command->id = ++explorer->last_id;
    str_add_text(&command->text,
                 fresh ? "fresh\nquota documented\nfaults none\n" : "faults none\n");
    if (fresh)
        command->path = mem_strdup(practice_bearers[0]);
    if (first)
        write_starts(command, lesson->starts, lesson->start_count, fresh);
    if (step)
        write_starts(command, step->starts, step->start_count, true);
    show_bearer(explorer, command->path);
    learning->anew = false;
    learning->preparing = true;
}

void
learning_prepared(struct explorer *explorer, bool failed, const char *error)
{
    struct learning *learning = &explorer->learning;
    if (!learning->preparing)
        return;
    learning->preparing = false;
    if (failed)
        explorer_say(explorer, NOTICE_BAD,
                     _("The practice tenant could not be set for the lesson: %s"),
                     error ? error : "");
    else if (!learning->progress.ready)
        lesson_progress_begin(&learning->progress);
}

void
learning_records(struct explorer *explorer, struct span text, const char *error)
{
    struct learning *learning = &explorer->learning;
    struct err err = {0};
    struct lesson_records records = {0};
    if (error && *error)
        err_set(&err, STATUS_IO, "%s", error);
    else if (text.n)
        lesson_records_read(&records, text, &err);
    if (err.text[0])
        explorer_say(explorer, NOTICE_WARN, "%s", err.text);
    if (!learning->keep && !learning->records.count) {
        lesson_records_release(&learning->records);
        learning->records = records;
        if (explorer->overlay.kind == OVERLAY_LESSONS)
            learning_list(explorer);
    } else {
        lesson_records_release(&records);
    }
}

void
learning_settle(struct explorer *explorer, struct commands *commands)
{
    struct learning *learning = &explorer->learning;
    bool wants = learning_on(explorer) || explorer->overlay.kind == OVERLAY_LESSONS ||
                 explorer->overlay.kind == OVERLAY_QUIZ;
    if (wants && !learning->records_asked) {
        learning->records_asked = true;
        commands_add(commands, COMMAND_LESSONS_READ);
    }
    if (learning->prepare && learning_on(explorer)) {
        learning->prepare = false;
        ask_for_state(explorer, commands);
    }
    if (learning->keep) {
        learning->keep = false;
        struct command *command = commands_add(commands, COMMAND_LESSONS_KEEP);
        lesson_records_write(&learning->records, &command->text);
    }
}
