/* What a ticket tells of one call. */
#include "config.h"

#include "api/ticket_parts.h"

#include "api/topic.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

/* Longer answers are cut: what known the error stands at their beginning. */
enum { ANSWER_MAX = 4096, BODY_MAX = 64 << 10, WHOLE_MAX = 16 << 20 };

/* Counts each mark in what is shown: that is what the reader can count too. */
static size_t
marks(struct span text)
{
    size_t count = 0;
    for (size_t at = 0; (at = span_find(text, at, SPAN("[redacted]"))) < text.n; at++)
        count++;
    return count;
}

static void
fact(struct ticket_facts *facts, const char *name, const char *label, struct span value)
{
    struct str shown = {0}, plain = {0};
    redact(facts->redactor, value, &plain);
    sanitise_line(&shown, str_span(&plain), SANITISE_PLAIN);
    facts->hidden += marks(str_span(&shown));
    ARRAY_GROW(facts->items, facts->count, facts->room);
    facts->items[facts->count++] =
        (struct ticket_fact){name, label, value.n ? str_take(&shown) : NULL};
    str_release(&plain);
    str_release(&shown);
}

static void
fact_text(struct ticket_facts *facts, const char *name, const char *label,
          const char *value)
{
    fact(facts, name, label, span_of(value));
}

static void
add_request(struct ticket_facts *facts)
{
    const struct exchange *exchange = facts->call.exchange;
    const struct operation *operation = exchange->operation;
    struct str url = {0};
    fact_text(facts, "product", _("Product"),
              operation ? operation_product(operation) : NULL);
    fact_text(facts, "operation", _("Operation"), operation ? operation->id : NULL);
    fact_text(facts, "title", _("What it does"),
              operation ? text_known(operation->title) : NULL);
    fact_text(facts, "method", _("Method"), exchange->request.method);
    redact_url(facts->redactor, span_of(exchange->request.url), &url);
    fact(facts, "url", _("URL"), str_span(&url));
    str_release(&url);
}

static bool
is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

/* What was written down when the answer came, unless the ticket is in English and that
 * was not. */
static const char *
kept(const char *text, const struct ticket_style *style, const char *instead)
{
    bool english = style->language && !strcmp(style->language, "en");
    return text && !(english && !is_ascii(text)) ? text : instead;
}

static void
add_no_answer(struct ticket_facts *facts, const struct ticket_style *style)
{
    const struct exchange *exchange = facts->call.exchange;
    const char *name = transport_name(exchange->transport);
    struct str topic_name = {0};
    str_addf(&topic_name, "trouble/%s", name);
    const struct topic_page *page = topic_find(style->language, str_span(&topic_name));
    struct topic topic = {0};
    if (page)
        topic_read(&topic, page);
    bool failed = exchange->transport != TRANSPORT_OK;
    const char *instead = style->language && topic.title ? topic.title : name;
    const char *why = kept(exchange->transport_text, style, instead);
    fact_text(facts, "transport_error", _("No answer"), failed ? why : NULL);
    topic_release(&topic);
    str_release(&topic_name);
}

static void
add_incomplete(struct ticket_facts *facts, const struct ticket_style *style)
{
    static const char *const instead[] = {
        [RESPONSE_WHOLE] = N_("the answer is malformed"),
        [RESPONSE_ARRIVING] = N_("the answer was still arriving"),
        [RESPONSE_CUT] = N_("the answer was cut off"),
        [RESPONSE_TOO_LARGE] = N_("the answer is too large; the rest was not taken"),
        [RESPONSE_CANCELLED] = N_("cancelled"),
        [RESPONSE_EMPTY] = N_("the answer is empty"),
    };
    const struct exchange *exchange = facts->call.exchange;
    const struct response *response = &exchange->response;
    bool told = exchange->answered && response->fault;
    fact_text(facts, "incomplete", _("Answer not whole"),
              told ? kept(response->fault, style, _(instead[response->completeness]))
                   : NULL);
}

static void
add_outcome(struct ticket_facts *facts, const struct ticket_style *style)
{
    const struct exchange *exchange = facts->call.exchange;
    const struct diagnosis *diagnosis = facts->call.diagnosis;
    struct str status = {0};
    if (exchange->answered) {
        str_addf(&status, "%d %s", exchange->response.status,
                 exchange->response.reason ? exchange->response.reason
                                           : status_reason(exchange->response.status));
        fact(facts, "status", _("Status"), span_trim(str_span(&status)));
    } else
        fact_text(facts, "status", _("Status"), NULL);
    str_release(&status);
    add_no_answer(facts, style);
    add_incomplete(facts, style);
    fact_text(facts, "code", _("Error code"), diagnosis ? diagnosis->code : NULL);
    fact_text(facts, "message", _("Message"), diagnosis ? diagnosis->message : NULL);
    fact_text(facts, "tracking_id", _("Tracking ID"),
              diagnosis ? diagnosis_tracking_id(diagnosis) : NULL);
}

/* "429, waited 27 s, 200" */
static void
add_attempts(struct ticket_facts *facts)
{
    const struct exchange *exchange = facts->call.exchange;
    struct str text = {0};
    if (exchange->attempt_count == 1) /* its status stands in its own line */
        str_add_text(&text, "1");
    for (size_t i = 0; exchange->attempt_count > 1 && i < exchange->attempt_count;
         i++) {
        const struct attempt *attempt = &exchange->attempts[i];
        if (i)
            str_add_text(&text, ", ");
        if (attempt->waited_ms > 0)
            str_addf(&text, _("waited %.1f s, "), (double)attempt->waited_ms / 1000);
        if (attempt->status)
            str_addf(&text, "%d", attempt->status);
        else
            str_add_text(&text, _("no answer"));
    }
    fact(facts, "attempts", _("Attempts"), str_span(&text));
    str_release(&text);
}

static void
add_circumstances(struct ticket_facts *facts)
{
    const struct exchange *exchange = facts->call.exchange;
    struct str text = {0};
    clock_add_rfc3339(&text, exchange->time);
    fact(facts, "time", _("Time (UTC)"), str_span(&text));
    str_clear(&text);
    if (exchange->timing.total >= 0)
        str_addf(&text, "%.0f ms", exchange->timing.total);
    fact(facts, "duration", _("Duration"), str_span(&text));
    str_release(&text);
    add_attempts(facts);
    fact_text(facts, "tenant", _("Tenant ID"), exchange->tenant);
    fact_text(facts, "application", _("Application ID"), exchange->application);
    bool practice = exchange->profile && !strcmp(exchange->profile, "practice");
    fact_text(facts, "environment", _("Environment"),
              practice ? _("practice tenant: made-up data, no case for support")
                       : NULL);
    fact_text(facts, "client", _("Client"),
              exchange->request.url ? PACKAGE_NAME " " PACKAGE_VERSION : NULL);
}

/* Every identifier under its own name; the target has a line of its own already. */
static void
add_ids(struct ticket_facts *facts)
{
    const struct pairs *ids =
        facts->call.diagnosis ? &facts->call.diagnosis->ids : NULL;
    for (size_t i = 0; ids && i < ids->count; i++) {
        struct str plain = {0}, value = {0}, name = {0};
        redact(facts->redactor, span_of(ids->items[i].value), &plain);
        sanitise_line(&value, str_span(&plain), SANITISE_PLAIN);
        sanitise_line(&name, span_of(ids->items[i].name), SANITISE_PLAIN);
        facts->hidden += marks(str_span(&value));
        pairs_add(&facts->ids, str_span(&name), str_span(&value));
        str_release(&plain);
        str_release(&value);
        str_release(&name);
    }
}

static bool
add_text(struct ticket_facts *facts, struct str *out, struct span text, size_t max)
{
    struct str plain = {0};
    redact(facts->redactor, text, &plain);
    bool cut = plain.n > max;
    str_cut(&plain, max);
    sanitise_lines(out, str_span(&plain), SANITISE_PLAIN);
    facts->hidden += marks(str_span(out));
    str_release(&plain);
    return cut;
}

static void
add_phase(struct ticket_facts *facts, const char *label, double from, double to)
{
    if (to >= 0)
        str_addf(&facts->timing, "%s: %.1f ms\n", label, to - (from > 0 ? from : 0));
}

static void
add_timing(struct ticket_facts *facts)
{
    const struct timing *t = &facts->call.exchange->timing;
    add_phase(facts, _("name looked up"), 0, t->dns);
    add_phase(facts, _("connected"), t->dns, t->connect);
    if (t->tls > 0)
        add_phase(facts, _("secured (TLS)"), t->connect, t->tls);
    add_phase(facts, _("waited for an answer"), t->tls > 0 ? t->tls : t->connect,
              t->first_byte);
    add_phase(facts, _("received"), t->first_byte, t->total);
}

void
ticket_gather(struct ticket_facts *facts, const struct ticket_style *style)
{
    const struct exchange *exchange = facts->call.exchange;
    add_request(facts);
    add_outcome(facts, style);
    add_circumstances(facts);
    add_ids(facts);
    facts->body_cut =
        add_text(facts, &facts->body, str_span(&exchange->request.body), BODY_MAX);
    if (exchange->answered)
        facts->answer_cut =
            add_text(facts, &facts->answer, str_span(&exchange->response.body),
                     style->whole_body ? WHOLE_MAX : ANSWER_MAX);
    if (style->timing)
        add_timing(facts);
    if (exchange->request.url) /* of an answer alone nothing is known to send */
        curl_command_write(&facts->curl, exchange, facts->redactor);
    facts->hidden += marks(str_span(&facts->curl));
}

static void
hide_in(struct ticket_facts *facts, const struct pseudonyms *known, struct str *text)
{
    struct str plain = {0};
    facts->hidden += pseudonyms_apply(known, str_span(text), &plain);
    str_release(text);
    *text = plain;
}

static void
hide_in_text(struct ticket_facts *facts, const struct pseudonyms *known, char **text)
{
    struct str plain = {0};
    if (!*text)
        return;
    facts->hidden += pseudonyms_apply(known, span_of(*text), &plain);
    mem_free(*text);
    *text = str_take(&plain);
}

void
ticket_learn_names(struct pseudonyms *known, const struct ticket_facts *facts)
{
    pseudonyms_add(known, PSEUDONYM_TENANT, span_of(facts->call.exchange->tenant));
    for (size_t i = 0; i < facts->count; i++)
        pseudonyms_learn(known, span_of(facts->items[i].value));
    pseudonyms_learn(known, str_span(&facts->body));
    pseudonyms_learn(known, str_span(&facts->answer));
    pseudonyms_learn(known, str_span(&facts->curl));
}

void
ticket_hide_names(struct ticket_facts *facts, const struct pseudonyms *known)
{
    for (size_t i = 0; i < facts->count; i++)
        hide_in_text(facts, known, &facts->items[i].value);
    for (size_t i = 0; i < facts->ids.count; i++)
        hide_in_text(facts, known, &facts->ids.items[i].value);
    hide_in(facts, known, &facts->body);
    hide_in(facts, known, &facts->answer);
    hide_in(facts, known, &facts->curl);
}

void
ticket_facts_release(struct ticket_facts *facts)
{
    for (size_t i = 0; i < facts->count; i++)
        mem_free(facts->items[i].value);
    mem_free(facts->items);
    pairs_release(&facts->ids);
    str_release(&facts->body);
    str_release(&facts->answer);
    str_release(&facts->timing);
    str_release(&facts->curl);
}
