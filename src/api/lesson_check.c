/* Whether what a lesson names exists: operations, codes, kinds, bearers, faults, and
 * values kept by an earlier step. */
#include "config.h"

#include "api/error_code.h"
#include "api/fault_kind.h"
#include "api/lesson.h"
#include "api/names.h"
#include "api/profile.h"
#include "base/text.h"

enum { LIST_MAX = 64 };

struct checking {
    const struct lesson *lesson;
    const struct catalogue *catalogue;
    struct lesson_problems *problems;
    size_t step;
};

/* VALUE, which stands in CLAUSE, must be one of KNOWN. */
static void
check_among(struct checking *checking, const struct lesson_clause *clause,
            const char *value, names known, const char *what)
{
    if (!value || names_hold(known, span_of(value)))
        return;
    struct nearest nearest = names_nearest(known, span_of(value));
    bool near = nearest.nearness.likeness > LIKE_NOTHING;
    lesson_problem(checking->problems, clause->line, clause->column,
                   known[near ? nearest.index : 0], _("\"%s\": there is no such %s"),
                   value, what);
}

static void
check_operation(struct checking *checking, const struct lesson_clause *clause)
{
    const struct catalogue *catalogue = checking->catalogue;
    struct span id = span_of(clause->value);
    if (catalogue_find(catalogue, id))
        return;
    const struct operation *near = catalogue_nearest(catalogue, id);
    lesson_problem(checking->problems, clause->line, clause->column,
                   near ? near->id : _("a name that \"defscope catalog\" lists"),
                   _("\"%s\": there is no such operation"), clause->value);
}

static void
check_code(struct checking *checking, const struct lesson_clause *clause)
{
    const char *list[LIST_MAX + 1] = {NULL};
    size_t count = 0;
    for (const struct error_code *code = error_codes; code->code && count < LIST_MAX;
         code++)
        list[count++] = code->code;
    check_among(checking, clause, clause->value, list, _("error code"));
}

static void
check_class(struct checking *checking, const struct lesson_clause *clause)
{
    const char *list[CLASS_UNKNOWN + 2] = {NULL};
    for (int i = 0; i <= CLASS_UNKNOWN; i++)
        list[i] = diagnosis_class_name((enum diagnosis_class)i);
    check_among(checking, clause, clause->value, list, _("kind of trouble"));
}

static void
check_hint(struct checking *checking, const struct lesson_clause *clause,
           const char *kind)
{
    const char *list[HINT_QUERY + 2] = {NULL};
    for (int i = 0; i <= HINT_QUERY; i++)
        list[i] = hint_kind_name((enum hint_kind)i);
    check_among(checking, clause, kind, list, _("kind of mistake"));
}

static void
check_status(struct checking *checking, const struct lesson_clause *clause)
{
    struct span value = span_of(clause->value);
    uint64_t status;
    bool family = value.n == 3 && span_ends(value, "xx") && value.p[0] >= '1' &&
                  value.p[0] <= '5';
    if (!family && !(span_number(value, 599, &status) && status >= 100))
        lesson_problem(checking->problems, clause->line, clause->column, "status 4xx",
                       _("\"%s\" is no status: three digits, or 4xx"), clause->value);
}

/* {name} must have been kept before. */
static bool
kept_before(const struct checking *checking, struct span name)
{
    if (span_is(name, "copied"))
        return true;
    for (size_t i = 0; i < checking->step; i++)
        for (size_t j = 0; j < checking->lesson->steps[i].keep_count; j++)
            if (span_is(name, checking->lesson->steps[i].keeps[j].name))
                return true;
    return false;
}

static void
check_kept(struct checking *checking, const struct lesson_clause *clause)
{
    struct span value = span_of(clause->value);
    for (size_t at = span_find_byte(value, 0, '{'); at < value.n;
         at = span_find_byte(value, at + 1, '{')) {
        size_t end = span_find_byte(value, at, '}');
        struct span name = span_sub(value, at + 1, end);
        if (end < value.n && !kept_before(checking, name))
            lesson_problem(checking->problems, clause->line, clause->column,
                           "- Keep: machine = value /value/0/id",
                           _("\"%.*s\" is kept by no step before this one"),
                           SPAN_ARG(name));
    }
}

/* A slot must be one of the operation that the same event is about. */
static void
check_slot(struct checking *checking, const struct lesson_clause *clause,
           const struct lesson_expect *expect)
{
    const char *slots[CATALOGUE_SLOTS + 1] = {NULL};
    const struct operation *operation = NULL;
    size_t count = 0;
    for (size_t i = 0; i < expect->count; i++)
        if (expect->clauses[i].subject == SUBJECT_OPERATION)
            operation =
                catalogue_find(checking->catalogue, span_of(expect->clauses[i].value));
    for (unsigned i = 0; operation && i < operation->parameter_count; i++)
        if (operation->parameters[i].in == PLACE_PATH && count < CATALOGUE_SLOTS)
            slots[count++] = operation->parameters[i].schema.name;
    if (count)
        check_among(checking, clause, clause->argument, slots, _("path value"));
    else if (operation)
        lesson_problem(checking->problems, clause->line, clause->column,
                       "sent /Name is ...", _("%s has no values in its path"),
                       operation->id);
}

static void
check_clause(struct checking *checking, const struct lesson_clause *clause,
             const struct lesson_expect *expect)
{
    static const char *const things[] = {"tracking ID", "value", "ticket",   "answer",
                                         "curl",        "path",  "anything", NULL};
    static const char *const tickets[] = {"opened", "saved", NULL};
    static const char *const tabs[] = {"explain", "headers", "timing", "body",
                                       "table",   "about",   "help",   NULL};
    static const char *const bodies[] = {"whole", "cut", "empty", "html", NULL};
    static const struct {
        enum lesson_subject subject;
        names known;
        const char *what;
    } lists[] = {{SUBJECT_TICKET, tickets, N_("moment of a ticket")},
                 {SUBJECT_SHOWN, tabs, N_("tab")},
                 {SUBJECT_BODY, bodies, N_("kind of body")}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (clause->subject == lists[i].subject)
            check_among(checking, clause, clause->value, lists[i].known,
                        _(lists[i].what));
    if (clause->subject == SUBJECT_COPIED &&
        !span_starts(span_of(clause->value), "value /"))
        check_among(checking, clause, clause->value, things, _("thing to copy"));
    if (clause->subject == SUBJECT_OPERATION || clause->subject == SUBJECT_CHOSEN)
        check_operation(checking, clause);
    if (clause->subject == SUBJECT_CODE)
        check_code(checking, clause);
    if (clause->subject == SUBJECT_CLASS)
        check_class(checking, clause);
    if (clause->subject == SUBJECT_SLOT)
        check_slot(checking, clause, expect);
    if (clause->subject == SUBJECT_STATUS)
        check_status(checking, clause);
    if (clause->subject == SUBJECT_HINT)
        check_hint(checking, clause, clause->argument);
    if (clause->subject == SUBJECT_FIXED)
        check_hint(checking, clause, clause->value);
    if (clause->subject == SUBJECT_BEARER)
        check_among(checking, clause, clause->value, practice_bearers, _("bearer"));
    if (clause->value)
        check_kept(checking, clause);
}

static bool
is_quota(struct span text)
{
    struct span rest = text, calls = {0};
    uint64_t number;
    span_next(&rest, '/', &calls);
    return rest.p && span_number(calls, 100000, &number) && number &&
           span_number(rest, 86400, &number) && number;
}

static void
check_start(struct checking *checking, const struct lesson_start *start)
{
    struct span value = span_of(start->value);
    struct fault_order order;
    struct err err = {0};
    uint64_t seed;
    bool known = false;
    const char *example = NULL;
    switch (start->setting) {
    case SETTING_BEARER:
        known = names_hold(practice_bearers, value);
        example = "bearer full, bearer read-only, bearer expired";
        break;
    case SETTING_FAULT:
        known = fault_order_read(&order, value, &err) == STATUS_OK;
        example = "fault InternalServerError";
        break;
    case SETTING_QUOTA:
        known = is_quota(value);
        example = "quota 3/20";
        break;
    case SETTING_SEED:
        known = span_number(value, UINT64_MAX, &seed);
        example = "seed 1";
        break;
    }
    if (!known)
        lesson_problem(checking->problems, start->line, start->column, example,
                       _("the practice tenant can't start with \"%s\"%s%s"),
                       start->value, err.text[0] ? ": " : "", err.text);
}

/* In the order of their places; they are few. */
static void
sort(struct lesson_problems *problems)
{
    for (size_t i = 1; i < problems->count; i++)
        for (size_t j = i; j > 0; j--) {
            struct lesson_problem *a = &problems->items[j - 1], *b = a + 1, later = *a;
            if (a->line < b->line || (a->line == b->line && a->column <= b->column))
                break;
            *a = *b;
            *b = later;
        }
}

void
lesson_check(const struct lesson *lesson, const struct catalogue *catalogue,
             struct lesson_problems *problems)
{
    struct checking checking = {lesson, catalogue, problems, 0};
    for (size_t i = 0; i < lesson->start_count; i++)
        check_start(&checking, &lesson->starts[i]);
    for (; checking.step < lesson->count; checking.step++) {
        const struct lesson_step *step = &lesson->steps[checking.step];
        for (size_t i = 0; i < step->start_count; i++)
            check_start(&checking, &step->starts[i]);
        for (size_t i = 0; i < step->expect_count; i++)
            for (size_t j = 0; j < step->expects[i].count; j++)
                check_clause(&checking, &step->expects[i].clauses[j],
                             &step->expects[i]);
    }
    sort(problems);
}
