/* Whether what happened is what a clause asks for. */
#include "config.h"

#include "api/lesson_place.h"
#include "api/lesson_progress.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* --- subjects --- */

static bool
add_known(struct str *out, const char *text)
{
    str_add_text(out, text ? text : "");
    return text && *text;
}

struct asked { /* what is looked for in an answer */
    const struct lesson_clause *clause;
    const struct lesson_event *event;
    struct span want; /* p NULL: any */
};

static bool
read_status(const struct asked *asked, struct str *out)
{
    const struct exchange *exchange = asked->event->exchange;
    if (exchange->answered)
        str_addf(out, "%d", exchange->response.status);
    return exchange->answered;
}

static bool
read_code(const struct asked *asked, struct str *out)
{
    const struct diagnosis *diagnosis = asked->event->diagnosis;
    return add_known(out, diagnosis->known_as ? diagnosis->known_as : diagnosis->code);
}

static bool
read_class(const struct asked *asked, struct str *out)
{
    return add_known(out, diagnosis_class_name(asked->event->diagnosis->class));
}

static bool
read_operation(const struct asked *asked, struct str *out)
{
    const struct operation *operation = asked->event->sent->operation;
    return add_known(out, operation ? operation->id : NULL);
}

static bool
read_method(const struct asked *asked, struct str *out)
{
    return add_known(out, asked->event->sent->method);
}

static bool
read_path(const struct asked *asked, struct str *out)
{
    request_target(asked->event->sent, out);
    return out->n > 0;
}

static bool
read_slot(const struct asked *asked, struct str *out)
{
    return add_known(out,
                     pairs_get(&asked->event->sent->slots, asked->clause->argument));
}

static bool
read_query(const struct asked *asked, struct str *out)
{
    return add_known(out,
                     pairs_get(&asked->event->sent->query, asked->clause->argument));
}

static bool
read_sent(const struct asked *asked, struct str *out)
{
    const struct request *sent = asked->event->sent;
    bool has = asked->clause->relation == RELATION_HAS;
    return sent->has_body &&
           lesson_place_find(str_span(&sent->body), asked->clause->argument,
                             asked->want, has, out);
}

static struct span
body_of(const struct asked *asked)
{
    return str_span(&asked->event->exchange->response.body);
}

static bool
read_value(const struct asked *asked, struct str *out)
{
    bool has = asked->clause->relation == RELATION_HAS;
    return lesson_place_find(body_of(asked), asked->clause->argument, asked->want, has,
                             out);
}

static bool
read_items(const struct asked *asked, struct str *out)
{
    return lesson_place_count(body_of(asked), asked->clause->argument, out);
}

static bool
read_header(const struct asked *asked, struct str *out)
{
    return add_known(out, pairs_get_nocase(&asked->event->exchange->response.headers,
                                           asked->clause->argument));
}

static bool
read_hint(const struct asked *asked, struct str *out)
{
    const struct hints *hints = &asked->event->diagnosis->hints;
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        if (strcmp(hint_kind_name(hint->kind), asked->clause->argument) != 0)
            continue;
        str_clear(out);
        add_known(out, hint->where);
        if (!asked->want.p || span_equal(str_span(out), asked->want))
            return true;
    }
    return false;
}

static bool
read_message(const struct asked *asked, struct str *out)
{
    return add_known(out, asked->event->diagnosis->message);
}

static bool
read_tracking_id(const struct asked *asked, struct str *out)
{
    return add_known(out, asked->event->diagnosis->target);
}

static bool
read_body(const struct asked *asked, struct str *out)
{
    const struct response *response = &asked->event->exchange->response;
    struct span start = span_trim(str_span(&response->body));
    const char *word = response->completeness == RESPONSE_CUT ? "cut"
                       : !response->body.n                    ? "empty"
                       : span_starts(start, "<")              ? "html"
                                                              : "whole";
    return asked->event->exchange->answered && add_known(out, word);
}

static bool (*const readers[SUBJECT_COUNT])(const struct asked *, struct str *) = {
    [SUBJECT_STATUS] = read_status, [SUBJECT_CODE] = read_code,
    [SUBJECT_CLASS] = read_class,   [SUBJECT_OPERATION] = read_operation,
    [SUBJECT_METHOD] = read_method, [SUBJECT_PATH] = read_path,
    [SUBJECT_SLOT] = read_slot,     [SUBJECT_QUERY] = read_query,
    [SUBJECT_SENT] = read_sent,     [SUBJECT_VALUE] = read_value,
    [SUBJECT_ITEMS] = read_items,   [SUBJECT_HEADER] = read_header,
    [SUBJECT_HINT] = read_hint,     [SUBJECT_MESSAGE] = read_message,
    [SUBJECT_BODY] = read_body,     [SUBJECT_TRACKING_ID] = read_tracking_id,
};

bool
lesson_clause_text(const struct lesson_progress *progress,
                   const struct lesson_clause *clause, const struct lesson_event *event,
                   struct str *out)
{
    struct str want = {0};
    struct asked asked = {.clause = clause, .event = event};
    bool named = clause->relation == RELATION_IS || clause->relation == RELATION_HAS;
    if (event->kind != LESSON_ANSWER)
        return add_known(out, event->what);
    if (clause->value && named) {
        lesson_progress_fill(progress, span_of(clause->value), &want);
        asked.want = (struct span){str_text(&want), want.n};
    }
    bool there = readers[clause->subject] && readers[clause->subject](&asked, out);
    str_release(&want);
    return there;
}

/* --- relations --- */

static bool
status_fits(struct span got, struct span want)
{
    return span_ends(want, "xx") ? got.n && want.n && got.p[0] == want.p[0]
                                 : span_equal(got, want);
}

static bool
relation_holds(const struct lesson_clause *clause, bool there, struct span got,
               struct span want)
{
    uint64_t number = 0, limit = 0;
    bool counted =
        span_number(got, UINT64_MAX, &number) && span_number(want, UINT64_MAX, &limit);
    switch (clause->relation) {
    case RELATION_THERE:
        return there;
    case RELATION_MISSING:
        return !there;
    case RELATION_IS:
        return there && (clause->subject == SUBJECT_STATUS ? status_fits(got, want)
                                                           : span_equal(got, want));
    case RELATION_IS_NOT:
        return !(clause->subject == SUBJECT_STATUS ? status_fits(got, want)
                                                   : span_equal(got, want));
    case RELATION_HAS:
        return there && span_find(got, 0, want) < got.n;
    case RELATION_MORE:
        return there && counted && number > limit;
    case RELATION_LESS:
        return there && counted && number < limit;
    }
    return false;
}

static void
add_subject(const struct lesson_clause *clause, struct str *out)
{
    str_add_text(out, _(lesson_subject_info(clause->subject)->label));
    if (clause->argument)
        str_addf(out, " %s", clause->argument);
}

/* "the status should be 400, and is 200" */
static void
explain(const struct lesson_clause *clause, bool there, struct span got,
        struct span want, struct str *why)
{
    struct str subject = {0};
    enum { SHOWN = 60 };
    add_subject(clause, &subject);
    const char *what = str_text(&subject);
    got = span_sub(got, 0, SHOWN);
    want = span_sub(want, 0, SHOWN);
    if (clause->relation == RELATION_MISSING)
        str_addf(why, _("%s should not be there"), what);
    else if (clause->relation == RELATION_THERE)
        str_addf(why, _("%s is missing"), what);
    else if (clause->relation == RELATION_IS_NOT)
        str_addf(why, _("%s should not be %.*s"), what, SPAN_ARG(want));
    else if (clause->relation == RELATION_MORE)
        str_addf(why, _("%s should be more than %.*s"), what, SPAN_ARG(want));
    else if (clause->relation == RELATION_LESS)
        str_addf(why, _("%s should be less than %.*s"), what, SPAN_ARG(want));
    else if (clause->relation == RELATION_HAS)
        str_addf(why, _("%s should have \"%.*s\" in it"), what, SPAN_ARG(want));
    else if (there && got.n && clause->subject != SUBJECT_VALUE)
        str_addf(why, _("%s should be %.*s, and is %.*s"), what, SPAN_ARG(want),
                 SPAN_ARG(got));
    else
        str_addf(why, _("%s should be %.*s"), what, SPAN_ARG(want));
    str_release(&subject);
}

/* --- what is no text --- */

struct moment {
    const struct lesson_progress *progress;
    const struct lesson_clause *clause;
    const struct lesson_event *event;
    struct str *why;
};

static bool
say_unless(bool met, struct str *why, const char *text)
{
    if (!met)
        str_add_text(why, text);
    return met;
}

static bool
answer_met(const struct moment *moment)
{
    return say_unless(moment->event->exchange->answered, moment->why,
                      _("no answer came"));
}

static bool
no_answer_met(const struct moment *moment)
{
    return say_unless(!moment->event->exchange->answered, moment->why,
                      _("an answer came"));
}

static bool
again_met(const struct moment *moment)
{
    const struct lesson_progress *progress = moment->progress;
    return say_unless(progress->before && progress->current &&
                          strcmp(progress->before, progress->current) == 0,
                      moment->why, _("it should be the same request once more"));
}

static bool
after_wait_met(const struct moment *moment)
{
    const struct lesson_progress *progress = moment->progress;
    return say_unless(progress->wait_until && progress->sent_at >= progress->wait_until,
                      moment->why, _("it was sent before the wait was over"));
}

static bool
pause_met(const struct moment *moment)
{
    const struct lesson_progress *progress = moment->progress;
    uint64_t seconds = 0;
    span_number(span_of(moment->clause->value), 1000000, &seconds);
    clock_ms due = progress->answered_at + (clock_ms)seconds * 1000;
    if (progress->answered_at && progress->sent_at >= due)
        return true;
    str_addf(moment->why, _("it was sent too soon: pause %u s after the answer before"),
             (unsigned)seconds);
    return false;
}

/* By its kind, or by what stands in the last answer. */
static bool
is_copied(const struct moment *moment)
{
    const struct lesson_progress *progress = moment->progress;
    struct span want = span_of(moment->clause->value), text = moment->event->text;
    struct str found = {0};
    if (span_is(want, "anything"))
        return true;
    if (span_is(want, "tracking ID"))
        return progress->tracking_id && *progress->tracking_id &&
               span_is(text, progress->tracking_id);
    if (!span_starts(want, "value /"))
        return moment->event->what && span_is(want, moment->event->what);
    const char *place = moment->clause->value + strlen("value ");
    bool value = moment->event->what && strcmp(moment->event->what, "value") == 0;
    bool met = value &&
               lesson_place_find(span_of(progress->answer), place, text, false, &found);
    str_release(&found);
    return met;
}

static bool
copied_met(const struct moment *moment)
{
    return say_unless(is_copied(moment), moment->why,
                      _("something else is to be copied"));
}

static bool
always_met(const struct moment *moment)
{
    (void)moment;
    return true;
}

static bool (*const moments[SUBJECT_COUNT])(const struct moment *) = {
    [SUBJECT_ANSWER] = answer_met, [SUBJECT_NO_ANSWER] = no_answer_met,
    [SUBJECT_AGAIN] = again_met,   [SUBJECT_AFTER_WAIT] = after_wait_met,
    [SUBJECT_PAUSE] = pause_met,   [SUBJECT_COPIED] = copied_met,
    [SUBJECT_WAITED] = always_met, [SUBJECT_ARMED] = always_met,
};

bool
lesson_clause_met(const struct lesson_progress *progress,
                  const struct lesson_clause *clause, const struct lesson_event *event,
                  struct str *why)
{
    struct str got = {0}, want = {0};
    if (moments[clause->subject])
        return moments[clause->subject](&(struct moment){progress, clause, event, why});
    bool there = lesson_clause_text(progress, clause, event, &got);
    lesson_progress_fill(progress, span_of(clause->value), &want);
    bool met = relation_holds(clause, there, str_span(&got), str_span(&want));
    if (!met)
        explain(clause, there, str_span(&got), str_span(&want), why);
    str_release(&got);
    str_release(&want);
    return met;
}
