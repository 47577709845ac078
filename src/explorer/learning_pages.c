/* The lesson, the list of lessons and the quiz as they are laid out, and their keys. */
#include "config.h"

#include "explorer/learning.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

/* --- the lesson --- */

static void
put_key(struct page *page, const char *key, const char *does)
{
    page_flow(page, span_of(key), STYLE_KEY);
    page_flowf(page, STYLE_DIM, " %s   ", does);
}

static void
put_action(struct page *page, const struct explorer *explorer, enum action action,
           const char *does)
{
    page_flow(page, keymap_key(explorer->keymap, action), STYLE_KEY);
    page_flowf(page, STYLE_DIM, " %s   ", does);
}

static void
put_filled(struct page *page, const struct lesson_progress *progress, struct span text)
{
    struct str filled = {0};
    lesson_progress_fill(progress, text, &filled);
    page_markdown(page, str_span(&filled));
    str_release(&filled);
}

/* What the step that is done has shown. */
static void
put_done(struct page *page, const struct lesson_progress *progress,
         const struct lesson_step *step)
{
    struct str text = str_of("✓ ");
    str_add_text(&text, step->done);
    put_filled(page, progress, str_span(&text));
    str_release(&text);
}

static void
put_hints(struct page *page, const struct lesson_progress *progress,
          const struct lesson_step *step)
{
    size_t shown = progress->records[progress->step].hints;
    for (size_t i = 0; i < shown && i < step->hints.count; i++) {
        struct str text = {0};
        str_addf(&text, _("**Hint:** %s"), step->hints.items[i]);
        put_filled(page, progress, str_span(&text));
        str_release(&text);
    }
}

/* How many of several things are done, why not the last, and how to be helped. */
static void
put_state(struct page *page, const struct explorer *explorer,
          const struct lesson_step *step)
{
    const struct lesson_progress *progress = &explorer->learning.progress;
    size_t hints = step->hints.count - progress->records[progress->step].hints;
    unsigned pause = lesson_progress_pause(progress, explorer->now.steady);
    if (explorer->learning.preparing)
        page_flow(page, span_of(_("The practice tenant is being set ...")), STYLE_DIM);
    page_break(page);
    if (step->expect_count > 1)
        page_flowf(page, STYLE_DIM, _("%zu of %zu things done."), progress->expect,
                   step->expect_count);
    page_break(page);
    if (progress->missed)
        page_flowf(page, STYLE_WARN, _("Not yet: %s."), progress->missed);
    page_break(page);
    if (pause)
        page_flowf(page, STYLE_WARN, _("Pause: %u s left before it is sent again."),
                   pause);
    page_break(page);
    if (hints)
        page_flow(page, keymap_key(explorer->keymap, ACTION_HINT), STYLE_KEY);
    if (hints)
        page_flowf(page, STYLE_DIM,
                   ngettext(" hint (%zu left)   ", " hint (%zu left)   ", hints),
                   hints);
    if (lesson_progress_needed(progress, 0))
        put_action(page, explorer, ACTION_COPY_OTHER, _("copy what it needs"));
    put_action(page, explorer, ACTION_LESSONS, _("lessons"));
    page_break(page);
}

static void
put_step(struct page *page, const struct explorer *explorer, bool whole)
{
    const struct lesson_progress *progress = &explorer->learning.progress;
    const struct lesson_step *step = &progress->lesson->steps[progress->step];
    const struct lesson_step *before =
        progress->step ? &progress->lesson->steps[progress->step - 1] : NULL;
    if (before && before->done) {
        put_done(page, progress, before);
        page_gap(page);
    } else if (!before && whole) {
        put_filled(page, progress, str_span(&progress->lesson->about));
        page_gap(page);
    }
    page_flowf(page, STYLE_TITLE, "› %zu. %s", progress->step + 1, step->title);
    page_break(page);
    page->tight = true;
    put_filled(page, progress, span_trim(str_span(&step->words)));
    page->tight = !whole;
    page_break(page);
    put_hints(page, progress, step);
    put_state(page, explorer, step);
}

static void
put_end(struct page *page, const struct explorer *explorer)
{
    const struct lesson_progress *progress = &explorer->learning.progress;
    const struct lesson *lesson = progress->lesson;
    const struct lesson_step *last = &lesson->steps[lesson->count - 1];
    if (last->done) {
        put_done(page, progress, last);
        page_gap(page);
    }
    size_t hints = lesson_progress_hints(progress);
    page_flow(page, span_of(_("The lesson is done.")), STYLE_GOOD);
    page_flowf(page, STYLE_NORMAL, ngettext(" %zu hint", " %zu hints", hints), hints);
    page_flowf(page, STYLE_NORMAL, _(", %lld s."),
               (long long)(lesson_progress_ms(progress) / 1000));
    page_break(page);
    put_action(page, explorer, ACTION_LESSONS, _("next lesson, save the result"));
    page_break(page);
}

bool
learning_add_title(const struct learning *learning, int columns, struct str *out)
{
    enum { FRAME = 5 }; /* its corners, and a blank on both sides */
    const struct lesson_progress *progress = &learning->progress;
    const struct lesson *lesson = progress->lesson;
    for (int brief = 0; brief < 2; brief++) {
        str_clear(out);
        if (lesson_progress_done(progress))
            str_addf(out, "4 ✓");
        else
            str_addf(out, _("4 Lesson %zu/%zu"), progress->step + 1, lesson->count);
        if (!brief)
            str_addf(out, " ─ %s", lesson->title);
        if ((int)sanitise_columns(str_span(out), SANITISE_PLAIN) <= columns - FRAME)
            return !brief;
    }
    return false;
}

static void
put_lesson_title(struct page *page, const struct learning *learning)
{
    struct str frame = {0};
    if (!learning_add_title(learning, page->columns + 2, &frame)) {
        page_flow(page, span_of(learning->progress.lesson->title), STYLE_TITLE);
        page_gap(page);
    }
    str_release(&frame);
}

static void
put_title(struct page *page, const struct lesson *lesson, size_t index, bool done)
{
    page_indent(page, 0, 5);
    page_flow(page, done ? SPAN("✓ ") : SPAN("  "), STYLE_GOOD);
    page_flowf(page, STYLE_DIM, "%zu. %s", index + 1, lesson->steps[index].title);
    page_break(page);
    page_indent(page, 0, 0);
}

void
page_lesson(struct learning *learning, const struct explorer *explorer, int columns,
            bool whole)
{
    const struct lesson_progress *progress = &learning->progress;
    struct page *page = &learning->laid;
    page_begin(page, columns);
    page->tight = !whole;
    learning->current = learning->last = 0;
    if (!progress->lesson)
        return;
    if (whole)
        put_lesson_title(page, learning);
    for (size_t i = 0; whole && i < progress->step; i++)
        put_title(page, progress->lesson, i, true);
    page_gap(page);
    learning->current = page->line_count;
    if (lesson_progress_done(progress)) {
        put_end(page, explorer);
        learning->last = page->line_count;
        return;
    }
    put_step(page, explorer, whole);
    page_break(page);
    learning->last = page->line_count;
    page_gap(page);
    for (size_t i = progress->step + 1; whole && i < progress->lesson->count; i++)
        put_title(page, progress->lesson, i, false);
}

/* --- the list --- */

/* The lesson after the one that is done last in the list. */
static size_t
next_lesson(const struct explorer *explorer, const struct lessons *lessons)
{
    const struct learning *learning = &explorer->learning;
    const struct lesson *now =
        learning->progress.lesson ? learning->progress.lesson : learning->left.lesson;
    for (size_t i = 0; now && i < lessons->count; i++)
        if (&lessons->items[i] == now)
            return lesson_progress_done(&learning->progress) ? i + 1 : i;
    for (size_t i = 0; i < lessons->count; i++) {
        const struct lesson_record *record =
            lesson_records_find(&learning->records, lessons->items[i].name);
        if (!record || !record->done)
            return i;
    }
    return 0;
}

static void
add_lesson(struct explorer *explorer, const struct lesson *lesson, size_t index)
{
    const struct learning *learning = &explorer->learning;
    const struct lesson_record *record =
        lesson_records_find(&learning->records, lesson->name);
    struct str label = {0}, detail = {0};
    bool done = record && record->done, now = lesson == learning->progress.lesson;
    str_addf(&label, "%s %2zu  %s",
             done  ? "✓"
             : now ? "›"
                   : " ",
             index + 1, lesson->title);
    if (lesson == learning->left.lesson)
        str_addf(&detail, _("left at %zu/%zu"), learning->left.step + 1, lesson->count);
    else if (now && !lesson_progress_done(&learning->progress))
        str_addf(&detail, _("step %zu of %zu"), learning->progress.step + 1,
                 lesson->count);
    else if (done)
        str_addf(&detail, ngettext("%zu hint", "%zu hints", record->hints),
                 record->hints);
    else if (record)
        str_addf(&detail, _("%zu of %zu"), record->steps, lesson->count);
    else if (lesson->minutes)
        str_addf(&detail, _("%u min"), lesson->minutes);
    overlay_add(&explorer->overlay, str_text(&label), str_text(&detail), (int)index);
    str_release(&label);
    str_release(&detail);
}

void
learning_list(struct explorer *explorer)
{
    const struct lessons *lessons = learning_lessons(explorer);
    struct overlay *overlay = &explorer->overlay;
    struct str detail = {0}, label = {0};
    overlay_open(overlay, OVERLAY_LESSONS, _("Lessons on the practice tenant"));
    for (size_t i = 0; i < lessons->count; i++)
        add_lesson(explorer, &lessons->items[i], i);
    if (explorer->learning.records.quiz.done)
        str_addf(&detail, _("%zu of %zu right"), explorer->learning.records.quiz.right,
                 explorer->learning.records.quiz.of);
    str_addf(&label, "%s     %s", detail.n ? "✓" : " ",
             _("Quiz: what does this answer mean, what do you do?"));
    overlay_add(overlay, str_text(&label), detail.n ? str_text(&detail) : NULL,
                (int)lessons->count);
    overlay->cursor = next_lesson(explorer, lessons);
    str_release(&detail);
    str_release(&label);
}

/* The result of the lesson under way, or of the quiz that is over, into a file. */
static void
ask_where(struct explorer *explorer, enum overlay_saves saves, const char *name)
{
    struct str file = {0};
    str_addf(&file, "result-%s.md", name);
    overlay_open(&explorer->overlay, OVERLAY_SAVE,
                 _("Save the result as (.md or .json)"));
    explorer->overlay.saves = saves;
    editor_set(&explorer->overlay.field, str_span(&file));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
    str_release(&file);
}

static void
take_item(struct explorer *explorer)
{
    const struct overlay *overlay = &explorer->overlay;
    size_t count = learning_lessons(explorer)->count;
    size_t index = (size_t)overlay->items[overlay->cursor].value;
    const struct lesson_progress *progress = &explorer->learning.progress;
    overlay_close(&explorer->overlay);
    if (index >= count)
        learning_quiz(explorer);
    else if (&learning_lessons(explorer)->items[index] != progress->lesson ||
             lesson_progress_done(progress))
        learning_resume(explorer, index);
}

bool
learning_list_key(struct explorer *explorer, struct span key)
{
    const struct lesson *now = explorer->learning.progress.lesson;
    if (span_is(key, "Enter")) {
        take_item(explorer);
    } else if (span_is(key, "L") || span_is(key, "q")) {
        overlay_close(&explorer->overlay);
    } else if (span_is(key, "x") && now) {
        overlay_close(&explorer->overlay);
        learning_leave(explorer);
    } else if (span_is(key, "r") && now) {
        overlay_close(&explorer->overlay);
        learning_start(explorer, (size_t)(now - learning_lessons(explorer)->items));
    } else if (span_is(key, "s") && now) {
        ask_where(explorer, SAVES_LESSON, now->name);
    } else if (!now && (span_is(key, "x") || span_is(key, "r") || span_is(key, "s"))) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("No lesson is under way: Enter begins the one under the "
                       "cursor."));
    } else {
        return false;
    }
    return true;
}

/* --- the quiz --- */

void
learning_quiz(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    uint64_t seed = learning->seed ? learning->seed : (uint64_t)explorer->now.wall;
    overlay_open(&explorer->overlay, OVERLAY_QUIZ, _("Quiz"));
    if (quiz_over(&learning->quiz))
        quiz_start(&learning->quiz, seed, explorer->language, explorer->now.wall);
    else
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("The quiz goes on where you left it."));
}

static void
note_quiz(struct explorer *explorer)
{
    struct learning *learning = &explorer->learning;
    learning->records.quiz.done = explorer->now.wall;
    learning->records.quiz.right = quiz_score(&learning->quiz);
    learning->records.quiz.of = learning->quiz.count;
    learning->keep = true;
}

bool
learning_quiz_key(struct explorer *explorer, struct span key)
{
    struct quiz *quiz = &explorer->learning.quiz;
    bool over = quiz_over(quiz);
    if (key.n == 1 && key.p[0] >= '1' && key.p[0] <= '4') {
        quiz_choose(quiz, (size_t)(key.p[0] - '1'));
        explorer->overlay.top = 0;
    } else if (span_is(key, "Enter") && !over &&
               quiz_current(quiz)->chosen == QUIZ_CHOICES) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("Choose first: 1, 2, 3 or 4."));
    } else if (span_is(key, "Enter") && !over) {
        quiz_next(quiz);
        explorer->overlay.top = 0;
        if (quiz_over(quiz))
            note_quiz(explorer);
    } else if (span_is(key, "s") && over) {
        ask_where(explorer, SAVES_QUIZ, "quiz");
    } else if (span_is(key, "Enter") || span_is(key, "q")) {
        overlay_close(&explorer->overlay);
    } else {
        return false;
    }
    return true;
}

static void
put_choice(struct page *page, const struct quiz_question *question, size_t choice)
{
    bool answered = question->chosen < QUIZ_CHOICES, right = choice == question->right;
    page_indent(page, 0, 5);
    if (answered && right)
        page_flow(page, SPAN("✓ "), STYLE_GOOD);
    else if (answered && choice == question->chosen)
        page_flow(page, SPAN("✗ "), STYLE_BAD);
    else
        page_flow(page, SPAN("  "), STYLE_NORMAL);
    page_flowf(page, STYLE_KEY, "%zu  ", choice + 1);
    page_flow(page, span_of(question->choices[choice]),
              answered && !right ? STYLE_DIM : STYLE_NORMAL);
    page_break(page);
    page_indent(page, 0, 0);
}

static void
put_question(struct page *page, const struct quiz *quiz)
{
    const struct quiz_question *question = &quiz->questions[quiz->at];
    bool answered = question->chosen < QUIZ_CHOICES;
    page_flowf(page, STYLE_DIM, _("Question %zu of %zu. Right so far: %zu."),
               quiz->at + 1, quiz->count, quiz_score(quiz));
    page_break(page);
    if (answered) { /* first: it must be in sight where there is little room */
        bool right = question->chosen == question->right;
        page_flow(page, span_of(right ? _("✓ Right.") : _("✗ Not so.")),
                  right ? STYLE_GOOD : STYLE_BAD);
        page_flow(page, SPAN("  Enter"), STYLE_KEY);
        page_flow(page, span_of(_(" goes on")), STYLE_DIM);
        page_break(page);
        page_flow(page, span_of(question->explanation), STYLE_NORMAL);
    }
    page_gap(page);
    page_flow(page, span_of(question->answer), STYLE_STRING);
    page_gap(page);
    page_flow(page, span_of(quiz_asks(question->kind)), STYLE_TITLE);
    page_break(page);
    for (size_t i = 0; i < QUIZ_CHOICES; i++)
        put_choice(page, question, i);
}

static void
put_score(struct page *page, const struct quiz *quiz)
{
    page_flowf(page, STYLE_TITLE, _("%zu of %zu are right."), quiz_score(quiz),
               quiz->count);
    page_gap(page);
    for (size_t i = 0; i < quiz->count; i++) {
        const struct quiz_question *question = &quiz->questions[i];
        bool right = question->chosen == question->right;
        page_flow(page, right ? SPAN("✓ ") : SPAN("✗ "),
                  right ? STYLE_GOOD : STYLE_BAD);
        page_flowf(page, STYLE_NORMAL, "%s  ", question->code->code);
        page_flow(page, span_of(quiz_asks(question->kind)), STYLE_DIM);
        page_break(page);
    }
    page_gap(page);
    put_key(page, "s", _("save the result"));
    put_key(page, "Esc", _("close"));
    page_break(page);
}

void
page_quiz(struct page *page, const struct quiz *quiz, int columns)
{
    page_begin(page, columns);
    if (quiz_over(quiz))
        put_score(page, quiz);
    else
        put_question(page, quiz);
}

void
learning_result(const struct explorer *explorer, const char *path, struct str *out)
{
    const struct learning *learning = &explorer->learning;
    bool json = span_ends(span_of(path), ".json");
    if (explorer->overlay.saves == SAVES_QUIZ && json)
        quiz_json(&learning->quiz, out);
    else if (explorer->overlay.saves == SAVES_QUIZ)
        quiz_markdown(&learning->quiz, out);
    else if (json)
        lesson_progress_json(&learning->progress, out);
    else
        lesson_progress_markdown(&learning->progress, out);
}
