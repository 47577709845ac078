/* What a step expects, in words: "status 400", "value /value/0/id is {machine}". */
#include "config.h"

#include "api/lesson.h"
#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

/* clang-format off */
const struct lesson_subject_info lesson_subjects[] = {
    {"after the wait", SUBJECT_AFTER_WAIT, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NONE, N_("the time of sending"), "after the wait"},
    {"again", SUBJECT_AGAIN, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NONE, N_("the request"), "again"},
    {"answer", SUBJECT_ANSWER, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NONE, N_("the answer"), "answer"},
    {"no answer", SUBJECT_NO_ANSWER, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NONE, N_("the answer"), "no answer"},
    {"status", SUBJECT_STATUS, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the status"), "status 400"},
    {"code", SUBJECT_CODE, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the error code"), "code InvalidRequestBody"},
    {"class", SUBJECT_CLASS, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the kind of trouble"), "class throttle"},
    {"operation", SUBJECT_OPERATION, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the operation"), "operation isolateMachine"},
    {"method", SUBJECT_METHOD, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the method"), "method GET"},
    {"path", SUBJECT_PATH, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the address"), "path has /api/machines"},
    {"slot", SUBJECT_SLOT, LESSON_ANSWER, ARGUMENT_WORD, VALUE_MAY, N_("the path value"), "slot id is {machine}"},
    {"query", SUBJECT_QUERY, LESSON_ANSWER, ARGUMENT_WORD, VALUE_MAY, N_("the query option"), "query $top is 5"},
    {"sent", SUBJECT_SENT, LESSON_ANSWER, ARGUMENT_NEEDED, VALUE_MAY, N_("the body that was sent, at"), "sent /IsolationType is Full"},
    {"value", SUBJECT_VALUE, LESSON_ANSWER, ARGUMENT_NEEDED, VALUE_MAY, N_("the answer, at"), "value /status is Succeeded"},
    {"items", SUBJECT_ITEMS, LESSON_ANSWER, ARGUMENT_NEEDED, VALUE_NEEDED, N_("the number of items at"), "items /value is 5"},
    {"header", SUBJECT_HEADER, LESSON_ANSWER, ARGUMENT_WORD, VALUE_MAY, N_("the header"), "header Retry-After"},
    {"hint", SUBJECT_HINT, LESSON_ANSWER, ARGUMENT_WORD, VALUE_MAY, N_("what is wrong in the request"), "hint case is /comment"},
    {"message", SUBJECT_MESSAGE, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the message"), "message has Comment"},
    {"tracking ID", SUBJECT_TRACKING_ID, LESSON_ANSWER, ARGUMENT_NONE, VALUE_MAY, N_("the tracking ID"), "tracking ID"},
    {"body", SUBJECT_BODY, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the answer's body"), "body is cut"},
    {"pause", SUBJECT_PAUSE, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NEEDED, N_("the pause before sending"), "pause 2"},
    {"chosen", SUBJECT_CHOSEN, LESSON_CHOSEN, ARGUMENT_NONE, VALUE_NEEDED, N_("the operation"), "chosen listMachines"},
    {"copied", SUBJECT_COPIED, LESSON_COPIED, ARGUMENT_NONE, VALUE_NEEDED, N_("what is copied"), "copied tracking ID"},
    {"ticket", SUBJECT_TICKET, LESSON_TICKET, ARGUMENT_NONE, VALUE_NEEDED, N_("the ticket"), "ticket opened"},
    {"fixed", SUBJECT_FIXED, LESSON_FIXED, ARGUMENT_NONE, VALUE_MAY, N_("the mistake that is mended"), "fixed case"},
    {"shown", SUBJECT_SHOWN, LESSON_SHOWN, ARGUMENT_NONE, VALUE_NEEDED, N_("the tab"), "shown explain"},
    {"waited", SUBJECT_WAITED, LESSON_WAITED, ARGUMENT_NONE, VALUE_NONE, N_("the wait"), "waited"},
    {"armed", SUBJECT_ARMED, LESSON_ARMED, ARGUMENT_NONE, VALUE_NONE, N_("sending again"), "armed"},
    {"bearer", SUBJECT_BEARER, LESSON_BEARER, ARGUMENT_NONE, VALUE_NEEDED, N_("the bearer"), "bearer full"},
    {NULL, SUBJECT_COUNT, LESSON_ANSWER, ARGUMENT_NONE, VALUE_NONE, NULL, NULL},
};
/* clang-format on */

const struct lesson_subject_info *
lesson_subject_info(enum lesson_subject subject)
{
    const struct lesson_subject_info *info = lesson_subjects;
    while (info->name && info->subject != subject)
        info++;
    return info;
}

enum lesson_event_kind
lesson_clause_event(const struct lesson_clause *clause)
{
    return lesson_subject_info(clause->subject)->event;
}

void
lesson_clause_release(struct lesson_clause *clause)
{
    mem_free(clause->argument);
    mem_free(clause->value);
    *clause = (struct lesson_clause){0};
}

/* Takes PHRASE off the front, as whole words. */
static bool
take_phrase(struct span *text, const char *phrase)
{
    struct span rest = span_from(*text, span_of(phrase).n);
    if (!span_starts(*text, phrase) || (rest.n && rest.p[0] != ' '))
        return false;
    *text = span_trim(rest);
    return true;
}

static const struct lesson_subject_info *
take_subject(struct span *text)
{
    for (const struct lesson_subject_info *info = lesson_subjects; info->name; info++)
        if (take_phrase(text, info->name))
            return info;
    return NULL;
}

static enum lesson_relation
take_relation(struct span *text)
{
    static const struct {
        const char *phrase;
        enum lesson_relation relation;
    } phrases[] = {{"is missing", RELATION_MISSING},
                   {"is not", RELATION_IS_NOT},
                   {"is there", RELATION_THERE},
                   {"is", RELATION_IS},
                   {"has", RELATION_HAS},
                   {"more than", RELATION_MORE},
                   {"less than", RELATION_LESS}};
    for (size_t i = 0; i < COUNT_OF(phrases); i++)
        if (take_phrase(text, phrases[i].phrase))
            return phrases[i].relation;
    return text->n ? RELATION_IS : RELATION_THERE;
}

static struct span
unquoted(struct span text)
{
    bool quoted = text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"';
    return quoted ? span_sub(text, 1, text.n - 1) : text;
}

static char *
owned(struct span text)
{
    struct str copy = str_dup(text);
    return str_take(&copy);
}

static void
unknown_subject(struct span text, size_t line, size_t column,
                struct lesson_problems *problems)
{
    struct nearest nearest = {0};
    struct span rest = text, first = {0};
    span_next(&rest, ' ', &first);
    for (size_t i = 0; lesson_subjects[i].name; i++)
        nearest_offer(&nearest, first, span_of(lesson_subjects[i].name), i);
    bool near = nearest.nearness.likeness > LIKE_NOTHING;
    lesson_problem(problems, line, column,
                   near ? lesson_subjects[nearest.index].example : "status 400",
                   _("\"%.*s\" is nothing that can be expected"), SPAN_ARG(text));
}

/* A relation must find what it needs. */
static bool
complete(const struct lesson_clause *clause, const struct lesson_subject_info *info,
         struct lesson_problems *problems)
{
    bool needs =
        clause->relation != RELATION_THERE && clause->relation != RELATION_MISSING;
    uint64_t number;
    const char *wrong = NULL;
    if (info->argument == ARGUMENT_NEEDED && clause->argument[0] != '/')
        wrong = N_("needs a place in the body that begins with /");
    else if (needs && !clause->value)
        wrong = N_("lacks the value behind it");
    else if (info->value == VALUE_NEEDED && clause->relation == RELATION_THERE)
        wrong = N_("needs a value");
    else if (info->value == VALUE_NONE && clause->relation != RELATION_THERE)
        wrong = N_("takes no value");
    else if ((clause->relation == RELATION_MORE || clause->relation == RELATION_LESS ||
              info->subject == SUBJECT_PAUSE) &&
             !span_number(span_of(clause->value), 1000000, &number))
        wrong = N_("needs a number");
    if (wrong)
        lesson_problem(problems, clause->line, clause->column, info->example,
                       "\"%s\" %s", info->name, _(wrong));
    return !wrong;
}

/* "slot is 5": the name was forgotten. */
static bool
is_relation(struct span word)
{
    static const char *const words[] = {"is", "has", "more", "less", NULL};
    return names_hold(words, word);
}

bool
lesson_clause_read(struct lesson_clause *clause, struct span text, size_t line,
                   size_t column, struct lesson_problems *problems)
{
    struct span rest = span_trim(text);
    const struct lesson_subject_info *info = take_subject(&rest);
    *clause = (struct lesson_clause){.line = line, .column = column};
    if (!info) {
        unknown_subject(span_trim(text), line, column, problems);
        return false;
    }
    clause->subject = info->subject;
    if (info->argument != ARGUMENT_NONE) {
        struct span argument = {0};
        span_next(&rest, ' ', &argument);
        rest = span_trim(rest);
        clause->argument = owned(argument);
        if (!argument.n || is_relation(argument)) {
            lesson_problem(problems, line, column, info->example,
                           _("\"%s\" lacks the name behind it"), info->name);
            return false;
        }
    }
    clause->relation = take_relation(&rest);
    if (rest.n)
        clause->value = owned(unquoted(rest));
    return complete(clause, info, problems);
}
