/* What stands over the answer: the first thing that a person reads after sending. */
#include "config.h"

#include "explorer/pages.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

enum { GAUGE_COLUMNS = 20, MORE_COLUMNS = 16 };

/* How much is said: where room is short, less and less. */
struct plenty {
    bool summary;
    size_t steps, hints;
};

/* Codes of which their class alone would say too much or too little. */
static const char *
own_advice(const struct diagnosis *diagnosis)
{
    if (diagnosis->in_doubt)
        return _("look first whether it was carried out");
    static const struct {
        const char *code, *text;
    } own[] = {
        {"ClientVersionNotSupported", N_("the device must be updated first")},
        {"DisallowedOperation", N_("not allowed on this object; a repeat won't help")},
    };
    for (size_t i = 0; diagnosis->known_as && i < COUNT_OF(own); i++)
        if (!strcmp(diagnosis->known_as, own[i].code))
            return _(own[i].text);
    return NULL;
}

/* What has to be another before it can succeed. */
static const char *
what_must_change(const struct diagnosis *diagnosis)
{
    const char *own = own_advice(diagnosis);
    if (own)
        return own;
    switch (diagnosis->class) {
    case CLASS_AUTH:
    case CLASS_SIGN_IN:
        return _("another token is needed; a repeat won't help");
    case CLASS_PERMISSION:
        return _("a permission is missing; a repeat won't help");
    case CLASS_LICENSE:
        return _("a license is missing; a repeat won't help");
    case CLASS_FEATURE:
        return _("a feature is turned off; a repeat won't help");
    case CLASS_REQUEST:
    case CLASS_NOT_FOUND:
    case CLASS_THROTTLE:
    case CLASS_CONFLICT:
    case CLASS_SERVER:
    case CLASS_GATEWAY:
    case CLASS_TRANSPORT:
    case CLASS_NONE:
    case CLASS_UNKNOWN:
        break;
    }
    return _("the request must change; a repeat won't help");
}

static const char *
advice(const struct diagnosis *diagnosis)
{
    if (diagnosis->topic && !strcmp(diagnosis->topic, "trouble/cancelled") &&
        !diagnosis->in_doubt)
        return _("by you; it may be sent again at any time");
    switch (diagnosis->retry.advice) {
    case RETRY_NEVER:
        return _("a repeat won't help");
    case RETRY_AFTER_CHANGE:
        return what_must_change(diagnosis);
    case RETRY_WAIT:
        return _("wait, then send it again");
    case RETRY_BACKOFF:
        return _("may be sent again, waiting longer each time");
    }
    return "";
}

static void
headline(struct page *page, const struct diagnosis *diagnosis,
         const struct exchange *exchange)
{
    const char *name =
        diagnosis->code && *diagnosis->code ? diagnosis->code : diagnosis->title;
    page_indent(page, 0, 2);
    int status = exchange->response.status; /* 0: of a saved body nobody knows it */
    if (diagnosis->class == CLASS_NONE && !status) {
        page_flow(page, span_of(_("A body whose status is not known; no error in it.")),
                  STYLE_DIM);
        return;
    }
    if (diagnosis->class == CLASS_NONE) {
        page_flow(page, SPAN("✓ "), STYLE_GOOD);
        page_flowf(page, STYLE_GOOD, "%d %s", status, status_reason(status));
        return;
    }
    page_flow(page, SPAN("✗ "), STYLE_BAD);
    page_flow(page, span_of(name ? name : _("no answer")), STYLE_BAD);
    if (exchange->answered && status)
        page_flowf(page, STYLE_DIM, " (%d)", status);
    page_flow(page, SPAN("  "), STYLE_NORMAL);
    page_flow(page, span_of(advice(diagnosis)), STYLE_WARN);
}

/* Whether the fix key can still do it: once it has, the request has no such hint. */
static bool
fixable(const struct composer *composer, const struct hint *hint)
{
    const struct hints *now = &composer->check.hints;
    for (size_t i = 0; hint->fix && i < now->count; i++)
        if (now->items[i].fix && now->items[i].kind == hint->kind &&
            !strcmp(now->items[i].where, hint->where))
            return true;
    return false;
}

static void
hints(struct page *page, const struct explorer *explorer, size_t most)
{
    const struct hints *hints = &explorer->result.diagnosis.hints;
    size_t shown = 0;
    for (size_t i = 0; i < hints->count && shown < most; i++) {
        const struct hint *hint = &hints->items[i];
        if (hint->severity == SEVERITY_INFO)
            continue;
        page_indent(page, 2, 4);
        page_flow(page, SPAN("▲ "), STYLE_WARN);
        if (hint->line)
            page_flowf(page, STYLE_WARN, _("line %zu: "), hint->line);
        page_flow(page, span_of(hint->text), STYLE_NORMAL);
        if (fixable(&explorer->composer, hint))
            page_flowf(page, STYLE_KEY, " %.*s", KEY_ARG(explorer, ACTION_FIX));
        page_break(page);
        shown++;
    }
    page_indent(page, 2, 2);
}

/* Sorted: what is only worth knowing comes last. */
static bool
hinted(const struct hints *hints)
{
    return hints->count && hints->items[0].severity != SEVERITY_INFO;
}

/* As many of a list as one line takes, then how many more there are. */
static void
role_line(struct page *page, const char *label, const char *list, int columns)
{
    struct span rest = span_of(list), role;
    struct str line = str_of(label);
    unsigned shown = 0, more = 0;
    while (span_next(&rest, ',', &role)) {
        role = span_trim(role);
        if (!role.n)
            continue;
        if (more || (shown &&
                     (int)(sanitise_columns(str_span(&line), SANITISE_PLAIN) + role.n) +
                             MORE_COLUMNS >
                         columns))
            more++;
        else
            str_addf(&line, "%s%.*s", shown++ ? ", " : " ", SPAN_ARG(role));
    }
    if (!shown)
        str_addf(&line, " %s", _("no role at all"));
    if (more)
        str_addf(&line, ngettext(" and %u more", " and %u more", more), more);
    page_indent(page, 2, 4);
    page_flow(page, str_span(&line), STYLE_NORMAL);
    page_break(page);
    str_release(&line);
}

/* What is needed and what the token holds, where the message tells: before all else. */
static bool
roles(struct page *page, const struct diagnosis *diagnosis, int columns)
{
    const char *needed = pairs_get(&diagnosis->values, "required_roles");
    const char *held = pairs_get(&diagnosis->values, "held_roles");
    if (diagnosis->class != CLASS_PERMISSION || !needed || !held)
        return false;
    role_line(page, _("needs one of:"), needed, columns);
    role_line(page, _("the token has:"), held, columns);
    return true;
}

/* Where no hint says what to do, the steps do that this answer suggests; where it
 * suggests none, the first of the page. With a wait, the countdown says it. */
static void
first_steps(struct page *page, const struct explorer *explorer, size_t most)
{
    const struct diagnosis *diagnosis = &explorer->result.diagnosis;
    bool waits = diagnosis->class == CLASS_THROTTLE;
    size_t count = diagnosis->own_steps || waits ? diagnosis->own_steps : 1;
    if (diagnosis->class == CLASS_NONE || hinted(&diagnosis->hints))
        return;
    for (size_t i = 0; i < count && i < most && i < diagnosis->steps.count; i++) {
        bool arrow = i == 0 && !waits;
        page_indent(page, arrow || waits ? 2 : 4, 4);
        if (arrow)
            page_flow(page, SPAN("→ "), STYLE_KEY);
        page_flow(page, span_of(diagnosis->steps.items[i]), STYLE_NORMAL);
        if (i == 0 && diagnosis->in_doubt) {
            page_flowf(page, STYLE_KEY, "  %.*s", KEY_ARG(explorer, ACTION_LOOK));
            page_flowf(page, STYLE_NORMAL, " %s", _("look"));
        }
        page_break(page);
    }
}

static void
tracking(struct page *page, const struct explorer *explorer)
{
    const char *id = diagnosis_tracking_id(&explorer->result.diagnosis);
    if (!id)
        return;
    struct span label = span_of(_("tracking ID "));
    bool room = page->columns >=
                2 + (int)sanitise_columns(label, SANITISE_PLAIN) + (int)strlen(id);
    page_indent(page, 2, 4);
    if (room) /* else the ID alone, on a line of its own */
        page_flow(page, label, STYLE_DIM);
    page_flow(page, span_of(id), STYLE_LINK);
    page_flowf(page, STYLE_KEY, "   %.*s", KEY_ARG(explorer, ACTION_COPY_ID));
    page_flow(page, span_of(_(" copy")), STYLE_DIM);
    page_flowf(page, STYLE_KEY, "   %.*s", KEY_ARG(explorer, ACTION_TICKET));
    page_flow(page, span_of(_(" ticket")), STYLE_DIM);
    page_break(page);
}

static const char *
asked_by(const struct throttle *throttle)
{
    switch (throttle->source) {
    case RETRY_SOURCE_HEADER:
        return _("asked by Retry-After");
    case RETRY_SOURCE_BODY:
        return _("named in the answer");
    case RETRY_SOURCE_ESTIMATE:
    case RETRY_SOURCE_NONE:
        break;
    }
    return _("an estimate: the service named no time");
}

static void
countdown(struct page *page, const struct explorer *explorer)
{
    const struct throttle *throttle = &explorer->throttle;
    if (!throttle->waiting)
        return;
    long left = wait_shown(explorer);
    long all = (long)((throttle->asked_ms + 999) / 1000);
    struct str gauge = {0};
    for (int i = 0; i < GAUGE_COLUMNS; i++)
        str_add_text(&gauge, all && i < GAUGE_COLUMNS * (all - left) / all ? "▓" : "░");
    page_indent(page, 2, 4);
    page_flowf(page, STYLE_WARN, _("wait %02ld:%02ld of %02ld:%02ld"), left / 60,
               left % 60, all / 60, all % 60);
    page_flowf(page, STYLE_WARN, "  %s  ", str_text(&gauge));
    page_flow(page, span_of(asked_by(throttle)), STYLE_DIM);
    page_break(page);
    page_flow(page, keymap_key(explorer->keymap, ACTION_ARM), STYLE_KEY);
    page_flow(page,
              span_of(throttle->armed ? _(" resend when it ends: on")
                                      : _(" resend when it ends: off")),
              throttle->armed ? STYLE_GOOD : STYLE_NORMAL);
    bool quota = explorer->result.diagnosis.class == CLASS_THROTTLE;
    page_flow(page,
              span_of(quota ? _("   sending sooner is answered 429 again")
                            : _("   sending sooner is likely to fail again")),
              STYLE_DIM);
    page_break(page);
    str_release(&gauge);
}

static const char *
not_whole(enum completeness completeness)
{
    switch (completeness) {
    case RESPONSE_CUT:
        return _("This answer is cut off: what is shown is not all of it.");
    case RESPONSE_TOO_LARGE:
        return _("This answer was stopped at the size limit: what is shown is not all "
                 "of it.");
    case RESPONSE_CANCELLED:
        return _("Cancelled: what had arrived until then is shown.");
    case RESPONSE_EMPTY:
        return _("The answer has no body although its status and type promise one.");
    case RESPONSE_WHOLE:
    case RESPONSE_ARRIVING:
        break;
    }
    return NULL;
}

static void
write_verdict(struct page *page, const struct explorer *explorer, int columns,
              struct plenty plenty)
{
    const struct diagnosis *diagnosis = &explorer->result.diagnosis;
    const struct exchange *exchange = &explorer->result.exchange;
    page_begin(page, columns);
    headline(page, diagnosis, exchange);
    page_indent(page, 2, 2);
    page_break(page);
    bool listed = roles(page, diagnosis, columns);
    page_indent(page, 2, 2);
    bool told = diagnosis->class != CLASS_NONE || !exchange->answered;
    if (told && plenty.summary && diagnosis->summary)
        page_flow(page, span_of(diagnosis->summary), STYLE_NORMAL);
    page_break(page);
    const char *warning =
        exchange->answered ? not_whole(exchange->response.completeness) : NULL;
    if (warning)
        page_flow(page, span_of(warning), STYLE_BAD);
    page_break(page);
    if (exchange->answered && exchange->response.fault)
        page_flow(page, span_of(exchange->response.fault), STYLE_BAD);
    page_break(page);
    hints(page, explorer, plenty.hints);
    if (!listed || diagnosis->token_steps)
        first_steps(page, explorer, listed ? 1 : plenty.steps);
    countdown(page, explorer);
    tracking(page, explorer);
    page_break(page);
}

void
page_verdict(struct page *page, const struct explorer *explorer, int columns,
             size_t rows)
{
    static const struct plenty amounts[] = {
        {true, 2, 3}, {true, 1, 1}, {false, 2, 1}, {false, 1, 1}, {false, 0, 0}};
    page_begin(page, columns);
    for (size_t i = 0; explorer->result.present && i < COUNT_OF(amounts); i++) {
        write_verdict(page, explorer, columns, amounts[i]);
        if (page->line_count <= rows)
            break;
    }
}
