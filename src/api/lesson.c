#include "config.h"

#include "api/lesson.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

struct reading {
    struct lesson *lesson;
    struct lesson_problems *problems;
    size_t line;
    bool fenced;
};

static const char *const keywords[] = {"Start", "Expect",  "Hint", "Keep",
                                       "Done",  "Minutes", NULL};
enum keyword {
    KEYWORD_START,
    KEYWORD_EXPECT,
    KEYWORD_HINT,
    KEYWORD_KEEP,
    KEYWORD_DONE,
    KEYWORD_MINUTES,
    KEYWORD_NONE
};

static const char *const settings[] = {[SETTING_BEARER] = "bearer",
                                       [SETTING_FAULT] = "fault",
                                       [SETTING_QUOTA] = "quota",
                                       [SETTING_SEED] = "seed",
                                       NULL};

void
lesson_problem(struct lesson_problems *problems, size_t line, size_t column,
               const char *remedy, const char *format, ...)
{
    struct str text = {0}, safe = {0}, cure = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    sanitise_line(&safe, str_span(&text), SANITISE_PLAIN);
    sanitise_line(&cure, span_of(remedy), SANITISE_PLAIN);
    if (problems->count < LESSON_PROBLEMS_MAX) {
        ARRAY_GROW(problems->items, problems->count, problems->room);
        problems->items[problems->count++] =
            (struct lesson_problem){line, column, str_take(&safe), str_take(&cure)};
    }
    str_release(&text);
    str_release(&safe);
    str_release(&cure);
}

void
lesson_problems_release(struct lesson_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        mem_free(problems->items[i].text);
        mem_free(problems->items[i].remedy);
    }
    mem_free(problems->items);
    *problems = (struct lesson_problems){0};
}

static char *
owned(struct span text)
{
    struct str copy = str_dup(text);
    return str_take(&copy);
}

static struct lesson_step *
current_step(const struct reading *reading)
{
    const struct lesson *lesson = reading->lesson;
    return lesson->count ? &lesson->steps[lesson->count - 1] : NULL;
}

/* --- Start, Expect, Keep --- */

static void
read_start(struct reading *reading, struct span text, size_t column)
{
    struct lesson *lesson = reading->lesson;
    struct lesson_step *step = current_step(reading);
    struct span rest = text, word = {0};
    size_t setting = 0;
    span_next(&rest, ' ', &word);
    while (settings[setting] && !span_is(word, settings[setting]))
        setting++;
    if (!settings[setting] || !span_trim(rest).n) {
        lesson_problem(reading->problems, reading->line, column, "bearer read-only",
                       _("\"Start: %.*s\": it can be bearer, fault, quota or seed, and "
                         "its value"),
                       SPAN_ARG(text));
        return;
    }
    if (step && setting == SETTING_SEED) {
        lesson_problem(reading->problems, reading->line, column, "- Start: seed 1",
                       _("a seed is for the whole lesson: write it above the first "
                         "step"));
        return;
    }
    size_t *count = step ? &step->start_count : &lesson->start_count;
    if (*count == LESSON_LINES_MAX)
        return;
    if (step)
        ARRAY_GROW(step->starts, step->start_count, step->start_room);
    else
        ARRAY_GROW(lesson->starts, lesson->start_count, lesson->start_room);
    struct lesson_start *starts = step ? step->starts : lesson->starts;
    starts[(*count)++] = (struct lesson_start){
        (enum lesson_setting)setting, owned(span_trim(rest)), reading->line, column};
}

/* The end of a clause: a comma and a space outside of quotes. */
static size_t
clause_end(struct span text, size_t from)
{
    bool quoted = false;
    for (size_t i = from; i < text.n; i++) {
        quoted ^= text.p[i] == '"';
        if (!quoted && text.p[i] == ',' && i + 1 < text.n && text.p[i + 1] == ' ')
            return i;
    }
    return text.n;
}

static void
add_clause(struct reading *reading, struct lesson_expect *expect,
           struct lesson_clause clause)
{
    enum lesson_event_kind event = lesson_clause_event(&clause);
    if (expect->count && event != expect->event) {
        lesson_problem(reading->problems, clause.line, clause.column,
                       _("a second line: - Expect: ..."),
                       _("\"%s\" happens at another moment than what stands before it"),
                       lesson_subject_info(clause.subject)->name);
        lesson_clause_release(&clause);
        return;
    }
    expect->event = event;
    ARRAY_GROW(expect->clauses, expect->count, expect->room);
    expect->clauses[expect->count++] = clause;
}

static void
read_expect(struct reading *reading, struct span text, size_t column)
{
    struct lesson_step *step = current_step(reading);
    struct lesson_expect expect = {0};
    if (step->expect_count == LESSON_LINES_MAX)
        return;
    for (size_t from = 0, end; from < text.n; from = end + 1) {
        struct lesson_clause clause;
        end = clause_end(text, from);
        while (from < end && text.p[from] == ' ')
            from++;
        if (expect.count == LESSON_CLAUSES_MAX)
            break;
        if (lesson_clause_read(&clause, span_sub(text, from, end), reading->line,
                               column + from, reading->problems))
            add_clause(reading, &expect, clause);
        else
            lesson_clause_release(&clause);
    }
    ARRAY_GROW(step->expects, step->expect_count, step->expect_room);
    step->expects[step->expect_count++] = expect;
}

static bool
is_name(struct span name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return name.n > 0;
}

static void
read_keep(struct reading *reading, struct span text, size_t column)
{
    struct lesson_step *step = current_step(reading);
    struct span rest = text, name = {0};
    struct lesson_keep keep = {0};
    span_next(&rest, '=', &name);
    name = span_trim(name);
    if (step->keep_count == LESSON_LINES_MAX)
        return;
    bool fine =
        rest.p && is_name(name) &&
        lesson_clause_read(&keep.from, rest, reading->line, column, reading->problems);
    if (!fine && (!rest.p || !is_name(name)))
        lesson_problem(reading->problems, reading->line, column,
                       "- Keep: machine = value /value/0/id",
                       _("\"Keep: %.*s\" needs a name in small letters, =, and what to "
                         "keep"),
                       SPAN_ARG(text));
    if (!fine) {
        lesson_clause_release(&keep.from);
        return;
    }
    keep.name = owned(name);
    ARRAY_GROW(step->keeps, step->keep_count, step->keep_room);
    step->keeps[step->keep_count++] = keep;
}

static void
read_minutes(struct reading *reading, struct span text, size_t column)
{
    uint64_t minutes;
    if (span_number(text, 600, &minutes))
        reading->lesson->minutes = (unsigned)minutes;
    else
        lesson_problem(reading->problems, reading->line, column, "- Minutes: 5",
                       _("\"Minutes: %.*s\" needs a number"), SPAN_ARG(text));
}

static void
read_item(struct reading *reading, enum keyword keyword, struct span text,
          size_t column)
{
    struct lesson_step *step = current_step(reading);
    bool of_step = keyword != KEYWORD_START && keyword != KEYWORD_MINUTES;
    if (of_step != (step != NULL) && keyword != KEYWORD_START) {
        lesson_problem(reading->problems, reading->line, 1,
                       of_step ? _("a step above it: ## What to do")
                               : _("above the first step: - Minutes: 5"),
                       of_step ? _("\"%s\" must stand in a step")
                               : _("\"%s\" must stand above the first step"),
                       keywords[keyword]);
        return;
    }
    if (!text.n) {
        lesson_problem(reading->problems, reading->line, 1, NULL,
                       _("nothing stands behind \"%s:\""), keywords[keyword]);
        return;
    }
    switch (keyword) {
    case KEYWORD_START:
        read_start(reading, text, column);
        break;
    case KEYWORD_EXPECT:
        read_expect(reading, text, column);
        break;
    case KEYWORD_HINT:
        if (step->hints.count < LESSON_LINES_MAX)
            texts_add(&step->hints, text);
        break;
    case KEYWORD_KEEP:
        read_keep(reading, text, column);
        break;
    case KEYWORD_DONE:
        mem_free(step->done);
        step->done = owned(text);
        break;
    case KEYWORD_MINUTES:
        read_minutes(reading, text, column);
        break;
    case KEYWORD_NONE:
        break;
    }
}

/* --- lines --- */

static void
begin_step(struct reading *reading, struct span title)
{
    struct lesson *lesson = reading->lesson;
    if (!title.n)
        lesson_problem(reading->problems, reading->line, 1, _("## What to do"),
                       _("the step has no title"));
    if (lesson->count == LESSON_STEPS_MAX) {
        lesson_problem(reading->problems, reading->line, 1, NULL,
                       _("a lesson has at most %d steps"), LESSON_STEPS_MAX);
        return;
    }
    ARRAY_GROW(lesson->steps, lesson->count, lesson->room);
    lesson->steps[lesson->count++] =
        (struct lesson_step){.title = owned(title), .line = reading->line};
}

static void
add_words(struct reading *reading, struct span line)
{
    struct lesson_step *step = current_step(reading);
    struct str *words = step ? &step->words : &reading->lesson->about;
    if (!line.n && !words->n)
        return;
    str_add(words, line);
    str_add_byte(words, '\n');
}

/* "Expect: ..." behind "- ": which keyword; KEYWORD_NONE: words. One that is nearly a
 * keyword is no words but a slip. */
static enum keyword
keyword_of(struct reading *reading, struct span line, struct span *text, size_t *column)
{
    bool item = span_starts(line, "- ");
    struct span rest = span_from(line, item ? 2 : 0), word = {0};
    size_t colon = span_find_byte(rest, 0, ':');
    if (colon == rest.n || colon > 12)
        return KEYWORD_NONE;
    word = span_sub(rest, 0, colon);
    struct nearest nearest = names_nearest(keywords, word);
    if (nearest.nearness.likeness < LIKE_NEAR)
        return KEYWORD_NONE;
    if (nearest.nearness.likeness != LIKE_EXACT || !item) {
        struct str remedy = {0};
        str_addf(&remedy, "- %s:", keywords[nearest.index]);
        lesson_problem(reading->problems, reading->line, 1, str_text(&remedy),
                       _("\"%.*s:\" is nearly a keyword"), SPAN_ARG(word));
        str_release(&remedy);
    }
    struct span behind = span_from(rest, colon + 1);
    *text = span_trim(behind);
    *column = (size_t)((text->n ? text->p : behind.p) - line.p) + 1;
    return (enum keyword)nearest.index;
}

static void
read_line(struct reading *reading, struct span line)
{
    struct span text;
    size_t column;
    bool fence = span_starts(line, "```");
    reading->fenced ^= fence;
    if (reading->fenced || fence) {
        add_words(reading, line);
        return;
    }
    if (span_starts(line, "## ") || span_is(line, "##")) {
        begin_step(reading, span_trim(span_from(line, 2)));
        return;
    }
    if (span_starts(line, "# ") && !reading->lesson->title) {
        reading->lesson->title = owned(span_trim(span_from(line, 2)));
        return;
    }
    enum keyword keyword = keyword_of(reading, line, &text, &column);
    if (keyword == KEYWORD_NONE)
        add_words(reading, line);
    else
        read_item(reading, keyword, text, column);
}

/* What is lacking. */
static void
judge(struct reading *reading)
{
    struct lesson *lesson = reading->lesson;
    struct lesson_problems *problems = reading->problems;
    if (!lesson->title)
        lesson_problem(problems, 1, 1, _("# The lesson's title"),
                       _("the lesson has no title"));
    if (!lesson->count)
        lesson_problem(problems, reading->line, 1, _("## What to do"),
                       _("the lesson has no step"));
    for (size_t i = 0; i < lesson->count; i++) {
        const struct lesson_step *step = &lesson->steps[i];
        const struct lesson_expect *last =
            step->expect_count ? &step->expects[step->expect_count - 1] : NULL;
        if (!last)
            lesson_problem(problems, step->line, 1, "- Expect: status 200",
                           _("the step \"%s\" doesn't say what must happen"),
                           step->title);
        else if (step->keep_count && last->event != LESSON_ANSWER)
            lesson_problem(problems, step->keeps[0].from.line,
                           step->keeps[0].from.column,
                           _("Keep in a step whose last Expect is about an answer"),
                           _("there is no answer to keep something of"));
        if (!span_trim(str_span(&step->words)).n)
            lesson_problem(problems, step->line, 1, _("a sentence below the title"),
                           _("the step \"%s\" doesn't say what to do"), step->title);
        if (!step->hints.count)
            lesson_problem(problems, step->line, 1, "- Hint: ...",
                           _("the step \"%s\" has no hint"), step->title);
    }
}

void
lesson_read(struct lesson *lesson, const char *name, struct span text,
            struct lesson_problems *problems)
{
    struct reading reading = {.lesson = lesson, .problems = problems};
    struct span rest = text, line;
    *lesson = (struct lesson){.name = mem_strdup(name)};
    if (text.n > LESSON_BYTES_MAX) {
        lesson_problem(problems, 1, 1, NULL, _("a lesson has at most %d kB"),
                       LESSON_BYTES_MAX / 1024);
        return;
    }
    while (span_next(&rest, '\n', &line)) {
        reading.line++;
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        read_line(&reading, line);
    }
    judge(&reading);
}

/* --- release --- */

static void
starts_release(struct lesson_start *starts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mem_free(starts[i].value);
    mem_free(starts);
}

static void
step_release(struct lesson_step *step)
{
    for (size_t i = 0; i < step->expect_count; i++) {
        struct lesson_expect *expect = &step->expects[i];
        for (size_t j = 0; j < expect->count; j++)
            lesson_clause_release(&expect->clauses[j]);
        mem_free(expect->clauses);
    }
    for (size_t i = 0; i < step->keep_count; i++) {
        mem_free(step->keeps[i].name);
        lesson_clause_release(&step->keeps[i].from);
    }
    starts_release(step->starts, step->start_count);
    mem_free(step->expects);
    mem_free(step->keeps);
    mem_free(step->title);
    mem_free(step->done);
    str_release(&step->words);
    texts_release(&step->hints);
}

void
lesson_release(struct lesson *lesson)
{
    for (size_t i = 0; i < lesson->count; i++)
        step_release(&lesson->steps[i]);
    starts_release(lesson->starts, lesson->start_count);
    mem_free(lesson->steps);
    mem_free(lesson->name);
    mem_free(lesson->title);
    str_release(&lesson->about);
    *lesson = (struct lesson){0};
}
