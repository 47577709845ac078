#include "config.h"

#include "api/ticket.h"

#include "api/pseudonym.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

/* Longer answers are cut: what names the error stands at their beginning. */
enum { ANSWER_MAX = 4096, BODY_MAX = 64 << 10 };

/* One line of the ticket, already redacted and safe to show. */
struct fact {
    const char *name;  /* JSON member */
    const char *label; /* for people, translated */
    char *value;       /* NULL: not known */
};

struct ticket {
    const struct exchange *exchange;
    const struct diagnosis *diagnosis; /* or NULL */
    const struct redactor *redactor;
    struct fact *facts;
    size_t fact_count, fact_room;
    struct pairs ids; /* all of them, redacted */
    struct str body, answer, curl;
    bool body_cut, answer_cut;
    size_t hidden;
};

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
fact(struct ticket *ticket, const char *name, const char *label, struct span value)
{
    struct str shown = {0}, plain = {0};
    redact(ticket->redactor, value, &plain);
    sanitise_line(&shown, str_span(&plain), SANITISE_PLAIN);
    ticket->hidden += marks(str_span(&shown));
    ARRAY_GROW(ticket->facts, ticket->fact_count, ticket->fact_room);
    ticket->facts[ticket->fact_count++] =
        (struct fact){name, label, value.n ? str_take(&shown) : NULL};
    str_release(&plain);
    str_release(&shown);
}

static void
fact_text(struct ticket *ticket, const char *name, const char *label, const char *value)
{
    fact(ticket, name, label, span_of(value));
}

static void
add_request(struct ticket *ticket)
{
    const struct exchange *exchange = ticket->exchange;
    const struct operation *operation = exchange->operation;
    struct str url = {0};
    fact_text(ticket, "product", _("Product"),
              operation ? operation_product(operation) : NULL);
    fact_text(ticket, "operation", _("Operation"), operation ? operation->id : NULL);
    fact_text(ticket, "title", _("What it does"), operation ? operation->title : NULL);
    fact_text(ticket, "method", _("Method"), exchange->request.method);
    redact_url(ticket->redactor, span_of(exchange->request.url), &url);
    fact(ticket, "url", _("URL"), str_span(&url));
    str_release(&url);
}

static void
add_outcome(struct ticket *ticket)
{
    const struct exchange *exchange = ticket->exchange;
    const struct diagnosis *diagnosis = ticket->diagnosis;
    struct str status = {0};
    if (exchange->answered) {
        str_addf(&status, "%d %s", exchange->response.status,
                 exchange->response.reason ? exchange->response.reason
                                           : status_reason(exchange->response.status));
        fact(ticket, "status", _("Status"), span_trim(str_span(&status)));
    } else
        fact_text(ticket, "status", _("Status"), NULL);
    str_release(&status);
    bool failed = exchange->transport != TRANSPORT_OK;
    const char *why = exchange->transport_text ? exchange->transport_text
                                               : transport_name(exchange->transport);
    fact_text(ticket, "transport_error", _("No answer"), failed ? why : NULL);
    fact_text(ticket, "incomplete", _("Answer not whole"),
              exchange->answered ? exchange->response.fault : NULL);
    fact_text(ticket, "code", _("Error code"), diagnosis ? diagnosis->code : NULL);
    fact_text(ticket, "message", _("Message"), diagnosis ? diagnosis->message : NULL);
    fact_text(ticket, "tracking_id", _("Tracking ID"),
              diagnosis ? diagnosis_tracking_id(diagnosis) : NULL);
}

/* "429, waited 27 s, 200" */
static void
add_attempts(struct ticket *ticket)
{
    const struct exchange *exchange = ticket->exchange;
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
    fact(ticket, "attempts", _("Attempts"), str_span(&text));
    str_release(&text);
}

static void
add_circumstances(struct ticket *ticket)
{
    const struct exchange *exchange = ticket->exchange;
    struct str text = {0};
    clock_add_rfc3339(&text, exchange->time);
    fact(ticket, "time", _("Time (UTC)"), str_span(&text));
    str_clear(&text);
    if (exchange->timing.total >= 0)
        str_addf(&text, "%.0f ms", exchange->timing.total);
    fact(ticket, "duration", _("Duration"), str_span(&text));
    str_release(&text);
    add_attempts(ticket);
    fact_text(ticket, "tenant", _("Tenant ID"), exchange->tenant);
    fact_text(ticket, "application", _("Application ID"), exchange->application);
    bool practice = exchange->profile && !strcmp(exchange->profile, "practice");
    fact_text(ticket, "environment", _("Environment"),
              practice ? _("practice tenant: made-up data, no case for support")
                       : NULL);
    fact_text(ticket, "client", _("Client"),
              exchange->request.url ? PACKAGE_NAME " " PACKAGE_VERSION : NULL);
}

/* Every identifier under its own name; the target has a line of its own already. */
static void
add_ids(struct ticket *ticket)
{
    const struct pairs *ids = ticket->diagnosis ? &ticket->diagnosis->ids : NULL;
    for (size_t i = 0; ids && i < ids->count; i++) {
        struct str plain = {0}, value = {0}, name = {0};
        redact(ticket->redactor, span_of(ids->items[i].value), &plain);
        sanitise_line(&value, str_span(&plain), SANITISE_PLAIN);
        sanitise_line(&name, span_of(ids->items[i].name), SANITISE_PLAIN);
        ticket->hidden += marks(str_span(&value));
        pairs_add(&ticket->ids, str_span(&name), str_span(&value));
        str_release(&plain);
        str_release(&value);
        str_release(&name);
    }
}

static bool
add_text(struct ticket *ticket, struct str *out, struct span text, size_t max)
{
    struct str plain = {0};
    redact(ticket->redactor, text, &plain);
    bool cut = plain.n > max;
    str_cut(&plain, max);
    sanitise_lines(out, str_span(&plain), SANITISE_PLAIN);
    ticket->hidden += marks(str_span(out));
    str_release(&plain);
    return cut;
}

static void
ticket_gather(struct ticket *ticket)
{
    const struct exchange *exchange = ticket->exchange;
    add_request(ticket);
    add_outcome(ticket);
    add_circumstances(ticket);
    add_ids(ticket);
    ticket->body_cut =
        add_text(ticket, &ticket->body, str_span(&exchange->request.body), BODY_MAX);
    if (exchange->answered)
        ticket->answer_cut = add_text(ticket, &ticket->answer,
                                      str_span(&exchange->response.body), ANSWER_MAX);
    if (exchange->request.url) /* of an answer alone nothing is known to send */
        curl_command_write(&ticket->curl, exchange, ticket->redactor);
    ticket->hidden += marks(str_span(&ticket->curl));
}

static void
hide_in(struct ticket *ticket, const struct pseudonyms *known, struct str *text)
{
    struct str plain = {0};
    ticket->hidden += pseudonyms_apply(known, str_span(text), &plain);
    str_release(text);
    *text = plain;
}

static void
hide_in_text(struct ticket *ticket, const struct pseudonyms *known, char **text)
{
    struct str plain = {0};
    if (!*text)
        return;
    ticket->hidden += pseudonyms_apply(known, span_of(*text), &plain);
    mem_free(*text);
    *text = str_take(&plain);
}

/* Learned from everything first: what one part known, another may only mention. */
static void
hide_names(struct ticket *ticket)
{
    struct pseudonyms known = {0};
    pseudonyms_add(&known, PSEUDONYM_TENANT, span_of(ticket->exchange->tenant));
    for (size_t i = 0; i < ticket->fact_count; i++)
        pseudonyms_learn(&known, span_of(ticket->facts[i].value));
    pseudonyms_learn(&known, str_span(&ticket->body));
    pseudonyms_learn(&known, str_span(&ticket->answer));
    pseudonyms_learn(&known, str_span(&ticket->curl));
    for (size_t i = 0; i < ticket->fact_count; i++)
        hide_in_text(ticket, &known, &ticket->facts[i].value);
    for (size_t i = 0; i < ticket->ids.count; i++)
        hide_in_text(ticket, &known, &ticket->ids.items[i].value);
    hide_in(ticket, &known, &ticket->body);
    hide_in(ticket, &known, &ticket->answer);
    hide_in(ticket, &known, &ticket->curl);
    pseudonyms_release(&known);
}

static void
ticket_release(struct ticket *ticket)
{
    for (size_t i = 0; i < ticket->fact_count; i++)
        mem_free(ticket->facts[i].value);
    mem_free(ticket->facts);
    pairs_release(&ticket->ids);
    str_release(&ticket->body);
    str_release(&ticket->answer);
    str_release(&ticket->curl);
}

/* Members that are absent from a ticket for people are null. */
static void
write_json(struct str *out, const struct ticket *ticket)
{
    cJSON *json = cJSON_CreateObject(), *ids;
    for (size_t i = 0; i < ticket->fact_count; i++) {
        const struct fact *item = &ticket->facts[i];
        if (item->value)
            cJSON_AddStringToObject(json, item->name, item->value);
        else
            cJSON_AddNullToObject(json, item->name);
    }
    if (ticket->exchange->answered)
        cJSON_ReplaceItemInObjectCaseSensitive(
            json, "status", cJSON_CreateNumber(ticket->exchange->response.status));
    ids = cJSON_AddObjectToObject(json, "ids");
    for (size_t i = 0; i < ticket->ids.count; i++)
        cJSON_AddStringToObject(ids, ticket->ids.items[i].name,
                                ticket->ids.items[i].value);
    if (ticket->exchange->request.has_body)
        cJSON_AddStringToObject(json, "request_body", str_text(&ticket->body));
    else
        cJSON_AddNullToObject(json, "request_body");
    if (ticket->exchange->answered)
        cJSON_AddStringToObject(json, "response_body", str_text(&ticket->answer));
    else
        cJSON_AddNullToObject(json, "response_body");
    if (ticket->curl.n)
        cJSON_AddStringToObject(json, "curl", str_text(&ticket->curl));
    else
        cJSON_AddNullToObject(json, "curl");
    cJSON_AddNumberToObject(json, "hidden", (double)ticket->hidden);
    char *text = cJSON_Print(json);
    str_add_text(out, text);
    str_add_byte(out, '\n');
    cJSON_free(text);
    cJSON_Delete(json);
}

static size_t
longest_run(struct span text, char of)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < text.n; i++) {
        run = text.p[i] == of ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    return longest;
}

/* A heading and what stands under it, which nothing in it can end or give a meaning:
 * in Markdown between fences longer than any in there, else moved in. */
static void
section(struct str *out, bool markdown, const char *heading, const char *language,
        struct span text)
{
    if (!text.n)
        return;
    if (markdown) {
        size_t fence = longest_run(text, '`') + 1;
        fence = fence < 3 ? 3 : fence;
        str_addf(out, "### %s\n\n", heading);
        str_add_repeat(out, '`', fence);
        str_addf(out, "%s\n", language);
        str_add(out, text);
        if (!span_ends(text, "\n"))
            str_add_byte(out, '\n');
        str_add_repeat(out, '`', fence);
        str_add_text(out, "\n\n");
        return;
    }
    struct span line;
    str_addf(out, "%s:\n\n", heading);
    while (span_next(&text, '\n', &line)) {
        if (!line.n && !text.p)
            break;
        str_addf(out, "    %.*s\n", SPAN_ARG(line));
    }
    str_add_byte(out, '\n');
}

static void
add_line(struct str *out, const char *label, const char *value)
{
    size_t columns = sanitise_columns(span_of(label), SANITISE_PLAIN);
    str_addf(out, "%s:", label);
    str_add_repeat(out, ' ', columns < 18 ? 18 - columns : 1);
    str_addf(out, "%s\n", value);
}

static void
write_text(struct str *out, const struct ticket *ticket, bool markdown)
{
    struct str lines = {0}, heading = {0};
    for (size_t i = 0; i < ticket->fact_count; i++)
        if (ticket->facts[i].value)
            add_line(&lines, ticket->facts[i].label, ticket->facts[i].value);
    for (size_t i = 0; i < ticket->ids.count; i++)
        if (strcmp(ticket->ids.items[i].name, "target") != 0)
            add_line(&lines, ticket->ids.items[i].name, ticket->ids.items[i].value);
    section(out, markdown, _("API call that needs support"), "text", str_span(&lines));
    str_addf(&heading, "%s%s", _("Request body"), ticket->body_cut ? _(" (cut)") : "");
    section(out, markdown, str_text(&heading), "json", str_span(&ticket->body));
    str_clear(&heading);
    str_addf(&heading, "%s%s", _("Answer"), ticket->answer_cut ? _(" (cut)") : "");
    section(out, markdown, str_text(&heading), "json", str_span(&ticket->answer));
    section(out, markdown, _("The same request with curl"), "sh",
            str_span(&ticket->curl));
    str_addf(out,
             ngettext("%lu value hidden.\n", "%lu values hidden.\n", ticket->hidden),
             (unsigned long)ticket->hidden);
    str_release(&lines);
    str_release(&heading);
}

void
ticket_write(struct str *out, const struct exchange *exchange,
             const struct diagnosis *diagnosis, struct ticket_style style,
             const struct redactor *redactor, size_t *hidden)
{
    struct ticket ticket = {
        .exchange = exchange, .diagnosis = diagnosis, .redactor = redactor};
    ticket_gather(&ticket);
    if (style.hide_names)
        hide_names(&ticket);
    if (style.format == TICKET_JSON)
        write_json(out, &ticket);
    else
        write_text(out, &ticket, style.format == TICKET_MARKDOWN);
    if (hidden)
        *hidden = ticket.hidden;
    ticket_release(&ticket);
}
