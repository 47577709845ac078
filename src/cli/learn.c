/* defscope learn. */
#include "config.h"

#include "api/lessons.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/learn.h"
#include "io/files.h"
#include "io/run.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".md"

const struct option_spec learn_options[] = {
    {0, "check", TAKES_VALUE, "FILE",
     N_("say what is wrong with a lesson of your own")},
    {0, "list", TAKES_NONE, NULL, N_("list the lessons, and what has been done")},
    {0, "seed", TAKES_VALUE, "N", N_("for quiz: the same questions for everybody")},
    {0},
};

/* --- lessons in files --- */

/* "paging" of "some/paging.md" */
static char *
name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct span name = span_of(slash ? slash + 1 : path);
    if (span_ends(name, ENDING))
        name.n -= strlen(ENDING);
    struct str copy = str_dup(name);
    return str_take(&copy);
}

static enum status
read_lesson(const struct context *context, const char *path, struct lesson *lesson,
            struct lesson_problems *problems, struct err *err)
{
    struct str text = {0};
    enum status status = file_read(path, LESSON_BYTES_MAX, &text, err);
    char *name = name_of_file(path);
    if (status == STATUS_OK) {
        lesson_read(lesson, name, str_span(&text), problems);
        lesson_check(lesson, context->catalogue, problems);
    }
    mem_free(name);
    str_release(&text);
    return status;
}

static void
report_problem(struct context *context, const char *path,
               const struct lesson_problem *problem)
{
    struct output *output = &context->output;
    output_text(output, STREAM_RESULT, TONE_STRONG, "%s:%zu:%zu: ", path, problem->line,
                problem->column);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "%s\n", problem->text);
    if (problem->remedy && *problem->remedy)
        output_text(output, STREAM_RESULT, TONE_GOOD, _("    write: %s\n"),
                    problem->remedy);
}

static cJSON *
problems_json(const char *path, const struct lesson_problems *problems)
{
    cJSON *json = cJSON_CreateObject(), *list;
    cJSON_AddStringToObject(json, "file", path);
    list = cJSON_AddArrayToObject(json, "problems");
    for (size_t i = 0; i < problems->count; i++) {
        const struct lesson_problem *problem = &problems->items[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddNumberToObject(item, "line", (double)problem->line);
        cJSON_AddNumberToObject(item, "column", (double)problem->column);
        cJSON_AddStringToObject(item, "text", problem->text);
        cJSON_AddItemToObject(item, "remedy",
                              problem->remedy && *problem->remedy
                                  ? cJSON_CreateString(problem->remedy)
                                  : cJSON_CreateNull());
        cJSON_AddItemToArray(list, item);
    }
    return json;
}

static int
check(struct context *context, const char *path)
{
    struct lesson lesson = {0};
    struct lesson_problems problems = {0};
    struct err err = {0};
    enum status status = read_lesson(context, path, &lesson, &problems, &err);
    size_t found = problems.count;
    if (status == STATUS_OK && context->json)
        output_json(&context->output, problems_json(path, &problems));
    for (size_t i = 0; i < found && !context->json; i++)
        report_problem(context, path, &problems.items[i]);
    if (status == STATUS_OK && !found && !context->json && !context->output.quiet)
        output_text(
            &context->output, STREAM_RESULT, TONE_GOOD,
            ngettext("%s: fine: %zu step.\n", "%s: fine: %zu steps.\n", lesson.count),
            lesson.title, lesson.count);
    lesson_release(&lesson);
    lesson_problems_release(&problems);
    if (status != STATUS_OK)
        return command_fail(context, &err);
    return found ? EXIT_FOUND : EXIT_DONE;
}

/* Takes the lesson of a file into LESSONS; one with problems is refused. */
static enum status
add_file(struct context *context, const char *path, struct lessons *lessons,
         struct err *err)
{
    struct lesson lesson = {0};
    struct lesson_problems problems = {0};
    enum status status = read_lesson(context, path, &lesson, &problems, err);
    if (status == STATUS_OK && problems.count)
        status = err_set(err, STATUS_INPUT,
                         _("%s:%zu: %s. \"defscope learn --check %s\" tells all"), path,
                         problems.items[0].line, problems.items[0].text, path);
    if (status == STATUS_OK)
        lessons_add(lessons, &lesson);
    lesson_release(&lesson);
    lesson_problems_release(&problems);
    return status;
}

/* Those in $DEFSCOPE_DATA/help/LANGUAGE/lessons, where there are any. */
static enum status
add_folder(struct context *context, const char *language, struct lessons *lessons,
           struct err *err)
{
    const char *folder = getenv("DEFSCOPE_DATA");
    glob_t found = {0};
    struct str pattern = {0};
    enum status status = STATUS_OK;
    if (!folder || !*folder)
        return STATUS_OK;
    for (const char *c = folder; *c; c++) {
        if (strchr("*?[\\", *c))
            str_add_byte(&pattern, '\\');
        str_add_byte(&pattern, *c);
    }
    str_addf(&pattern, "/help/%s/lessons/*" ENDING, language);
    if (glob(str_text(&pattern), 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc && status == STATUS_OK; i++)
            status = add_file(context, found.gl_pathv[i], lessons, err);
    globfree(&found);
    str_release(&pattern);
    return status;
}

enum status
learn_own_lessons(struct context *context, struct lessons *lessons, struct err *err)
{
    enum status status = add_folder(context, context->language, lessons, err);
    if (status == STATUS_OK && !lessons->count)
        status = add_folder(context, "en", lessons, err);
    return status;
}

static enum status
all_lessons(struct context *context, struct lessons *lessons, struct err *err)
{
    enum status status = learn_own_lessons(context, lessons, err);
    if (status == STATUS_OK && !lessons->count)
        lessons_builtin(lessons, context->language);
    return status;
}

/* --- the list --- */

/* What has been done; nothing where there is no record, or a damaged one. */
static void
read_records(struct lesson_records *records)
{
    char *path = folder_path(FOLDER_STATE, "lessons.json");
    struct str text = {0};
    if (file_read_private(path, 1024 * 1024, &text, NULL) == STATUS_OK)
        lesson_records_read(records, str_span(&text), NULL);
    str_release(&text);
    mem_free(path);
}

static cJSON *
lesson_json(const struct lesson *lesson, const struct lesson_record *record)
{
    struct str done = {0};
    cJSON *json = cJSON_CreateObject();
    if (record && record->done)
        clock_add_rfc3339(&done, record->done);
    cJSON_AddStringToObject(json, "lesson", lesson->name);
    cJSON_AddStringToObject(json, "title", lesson->title);
    cJSON_AddNumberToObject(json, "steps", (double)lesson->count);
    cJSON_AddItemToObject(json, "minutes",
                          lesson->minutes ? cJSON_CreateNumber(lesson->minutes)
                                          : cJSON_CreateNull());
    cJSON_AddItemToObject(json, "done",
                          done.n ? cJSON_CreateString(str_text(&done))
                                 : cJSON_CreateNull());
    cJSON_AddItemToObject(json, "steps_done",
                          cJSON_CreateNumber(record ? (double)record->steps : 0));
    cJSON_AddItemToObject(json, "hints",
                          record && record->done
                              ? cJSON_CreateNumber((double)record->hints)
                              : cJSON_CreateNull());
    cJSON_AddItemToObject(json, "seconds",
                          record && record->done
                              ? cJSON_CreateNumber((double)record->seconds)
                              : cJSON_CreateNull());
    str_release(&done);
    return json;
}

static void
show_lesson(struct context *context, const struct lesson *lesson,
            const struct lesson_record *record)
{
    struct str lead = {0}, text = {0};
    bool done = record && record->done;
    str_addf(&lead, "%s %-28s ", done ? "✓" : " ", lesson->name);
    str_add_text(&text, lesson->title);
    str_addf(&text, ngettext(", %zu step", ", %zu steps", lesson->count),
             lesson->count);
    if (lesson->minutes)
        str_addf(&text, _(", %u min"), lesson->minutes);
    output_prose(&context->output, STREAM_RESULT, str_text(&lead), str_text(&text));
    str_release(&lead);
    str_release(&text);
}

static int
list(struct context *context, const struct lessons *lessons)
{
    struct lesson_records records = {0};
    cJSON *all = context->json ? cJSON_CreateArray() : NULL;
    read_records(&records);
    for (size_t i = 0; i < lessons->count; i++) {
        const struct lesson *lesson = &lessons->items[i];
        const struct lesson_record *record =
            lesson_records_find(&records, lesson->name);
        if (all)
            cJSON_AddItemToArray(all, lesson_json(lesson, record));
        else
            show_lesson(context, lesson, record);
    }
    if (all)
        output_json(&context->output, all);
    lesson_records_release(&records);
    return EXIT_DONE;
}

/* --- the explorer --- */

/* -p chooses a tenant, and a lesson has only one. */
static enum status
only_practice(const struct context *context, struct err *err)
{
    const char *profile = argument_value(&context->arguments, "profile");
    if (!profile || strcmp(profile, "practice") == 0)
        return STATUS_OK;
    return err_set(err, STATUS_USAGE,
                   _("profile \"%s\": lessons run on the practice tenant only; leave "
                     "out -p"),
                   profile);
}

static bool
is_file(const char *name)
{
    return strchr(name, '/') || span_ends(span_of(name), ENDING);
}

static enum status
choose(struct context *context, const char *name, struct lessons *lessons,
       struct err *err)
{
    if (is_file(name))
        return add_file(context, name, lessons, err);
    enum status status = all_lessons(context, lessons, err);
    if (status != STATUS_OK || !*name || strcmp(name, "quiz") == 0 ||
        lessons_find(lessons, span_of(name)) < lessons->count)
        return status;
    const char *near = lessons_nearest(lessons, span_of(name));
    err_set(err, STATUS_USAGE,
            _("\"%s\": no such lesson. \"defscope learn --list\" lists all; a file's "
              "name ends with .md"),
            name);
    if (near)
        err_set(err, STATUS_USAGE,
                _("\"%s\": no such lesson. Did you mean %s? \"defscope learn --list\" "
                  "lists all"),
                name, near);
    return err->status;
}

static int
explore(struct context *context, const struct lessons *lessons, const char *name,
        uint64_t seed)
{
    struct err err = {0};
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(&err, STATUS_USAGE,
                _("lessons need a terminal. \"defscope learn --list\" lists them"));
        return command_fail(context, &err);
    }
    struct run_plan plan = {
        .catalogue = context->catalogue,
        .language = context->language,
        .page = "",
        .learn = name,
        .lessons = lessons,
        .seed = seed,
    };
    struct preferences preferences = {0};
    int result = EXIT_TROUBLE;
    if (configuration_prefer(context, &preferences, &plan, &err) == STATUS_OK)
        result = run_explorer(&plan, &err);
    if (result && err.text[0])
        command_fail(context, &err);
    preferences_release(&preferences);
    return result;
}

static enum status
read_seed(const struct context *context, uint64_t *seed, struct err *err)
{
    const char *text = argument_value(&context->arguments, "seed");
    if (!text || (span_number(span_of(text), UINT64_MAX, seed) && *seed))
        return STATUS_OK;
    return err_set(err, STATUS_USAGE, _("--seed=%s: it is a number from 1 on"), text);
}

static int
play(struct context *context, const char *name)
{
    struct lessons lessons = {0};
    struct err err = {0};
    uint64_t seed = 0;
    enum status status = only_practice(context, &err);
    if (status == STATUS_OK)
        status = read_seed(context, &seed, &err);
    if (status == STATUS_OK)
        status = choose(context, name, &lessons, &err);
    int result = status != STATUS_OK ? command_fail(context, &err)
                 : argument_given(&context->arguments, "list")
                     ? list(context, &lessons)
                     : explore(context, &lessons, is_file(name) ? "1" : name, seed);
    lessons_release(&lessons);
    return result;
}

int
cli_learn(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    const char *path = argument_value(arguments, "check");
    struct err err = {0};
    if (arguments->operand_count > (path ? 0U : 1U)) {
        err_set(&err, STATUS_USAGE, _("\"%s\": one thing at a time"),
                arguments->operands[path ? 0 : 1]);
        return command_fail(context, &err);
    }
    if (path)
        return check(context, path);
    return play(context, arguments->operand_count ? arguments->operands[0] : "");
}
