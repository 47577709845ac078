#include "config.h"

#include "api/ticket.h"

#include "api/template.h"
#include "api/ticket_parts.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

static const struct {
    const char *name, *file;
} formats[] = {[TICKET_MARKDOWN] = {"markdown", "ticket.md"},
               [TICKET_TEXT] = {"text", "ticket.txt"},
               [TICKET_JSON] = {"json", "ticket.json"},
               [TICKET_HTML] = {"html", "ticket.html"}};

/* What is written, and where the template stands in it. */
struct ticket {
    struct ticket_facts *calls;
    size_t count, call; /* the one that is told of */
    size_t fact;        /* of its lines */
    enum ticket_format format;
    size_t hidden;
};

const char *
ticket_format_name(enum ticket_format format)
{
    return formats[format].name;
}

const char *
ticket_template_name(enum ticket_format format)
{
    return formats[format].file;
}

void
ticket_templates_release(struct ticket_templates *templates)
{
    for (size_t i = 0; i < TICKET_FORMATS; i++) {
        mem_free(templates->texts[i]);
        mem_free(templates->files[i]);
    }
    *templates = (struct ticket_templates){0};
}

/* --- JSON, as the contract has it --- */

static void
add_string(cJSON *json, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(json, name, text);
    else
        cJSON_AddNullToObject(json, name);
}

/* Members that are absent from a ticket for people are null. */
static cJSON *
call_json(const struct ticket_facts *facts)
{
    const struct exchange *exchange = facts->call.exchange;
    cJSON *json = cJSON_CreateObject();
    for (size_t i = 0; i < facts->count; i++)
        add_string(json, facts->items[i].name, facts->items[i].value);
    if (exchange->answered)
        cJSON_ReplaceItemInObjectCaseSensitive(
            json, "status", cJSON_CreateNumber(exchange->response.status));
    cJSON *ids = cJSON_AddObjectToObject(json, "ids");
    for (size_t i = 0; i < facts->ids.count; i++)
        cJSON_AddStringToObject(ids, facts->ids.items[i].name,
                                facts->ids.items[i].value);
    add_string(json, "request_body",
               exchange->request.has_body ? str_text(&facts->body) : NULL);
    add_string(json, "response_body",
               exchange->answered ? str_text(&facts->answer) : NULL);
    add_string(json, "curl", facts->curl.n ? str_text(&facts->curl) : NULL);
    cJSON_AddNumberToObject(json, "hidden", (double)facts->hidden);
    return json;
}

static void
write_json(struct str *out, const struct ticket *ticket)
{
    cJSON *json =
        ticket->count == 1 ? call_json(&ticket->calls[0]) : cJSON_CreateArray();
    for (size_t i = 0; ticket->count > 1 && i < ticket->count; i++)
        cJSON_AddItemToArray(json, call_json(&ticket->calls[i]));
    char *text = cJSON_Print(json);
    str_add_text(out, text);
    str_add_byte(out, '\n');
    cJSON_free(text);
    cJSON_Delete(json);
}

/* --- values, made safe --- */

static void
add_html(struct str *out, struct span text)
{
    static const struct {
        char c;
        const char *as;
    } escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
    for (size_t i = 0; i < text.n; i++) {
        size_t e = 0;
        while (e < COUNT_OF(escapes) && escapes[e].c != text.p[i])
            e++;
        if (e < COUNT_OF(escapes))
            str_add_text(out, escapes[e].as);
        else
            str_add_byte(out, text.p[i]);
    }
}

/* Within the quotes of a JSON string. */
static void
add_json(struct str *out, struct span text)
{
    struct str whole = {0};
    cJSON *string = cJSON_CreateString(NULL);
    str_add(&whole, text);
    cJSON_Delete(string);
    string = cJSON_CreateString(str_text(&whole));
    char *quoted = cJSON_PrintUnformatted(string);
    str_add(out, span_sub(span_of(quoted), 1, strlen(quoted) - 1));
    cJSON_free(quoted);
    cJSON_Delete(string);
    str_release(&whole);
}

static void
add_value(const struct ticket *ticket, struct str *out, struct span text)
{
    if (ticket->format == TICKET_HTML)
        add_html(out, text);
    else if (ticket->format == TICKET_JSON)
        add_json(out, text);
    else
        str_add(out, text);
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

static void
add_fenced(struct str *out, const char *language, struct span text)
{
    size_t fence = longest_run(text, '`') + 1;
    fence = fence < 3 ? 3 : fence;
    str_add_repeat(out, '`', fence);
    str_addf(out, "%s\n", language);
    str_add(out, text);
    str_add_byte(out, '\n');
    str_add_repeat(out, '`', fence);
}

static void
add_indented(struct str *out, struct span text)
{
    struct span line;
    for (bool first = true; span_next(&text, '\n', &line); first = false)
        str_addf(out, "%s    %.*s", first ? "" : "\n", SPAN_ARG(line));
}

/* Lines of their own, which nothing in them can end or give a meaning: in Markdown
 * between fences longer than any in there, in plain text moved in. */
static void
add_block(const struct ticket *ticket, struct str *out, const char *language,
          struct span text)
{
    if (span_ends(text, "\n"))
        text.n--;
    if (ticket->format == TICKET_MARKDOWN) {
        add_fenced(out, language, text);
    } else if (ticket->format == TICKET_TEXT) {
        add_indented(out, text);
    } else if (ticket->format == TICKET_HTML) {
        str_add_text(out, "<pre>");
        add_html(out, text);
        str_add_text(out, "</pre>");
    } else {
        add_json(out, text);
    }
}

/* --- names of the template --- */

static void
add_line(struct str *out, const char *label, const char *value)
{
    size_t columns = sanitise_columns(span_of(label), SANITISE_PLAIN);
    str_addf(out, "%s:", label);
    str_add_repeat(out, ' ', columns < 18 ? 18 - columns : 1);
    str_addf(out, "%s\n", value);
}

/* What is known, then every identifier under its own name: the target has a line
 * already. False: there is no INDEX-th. */
static bool
line_at(const struct ticket_facts *facts, size_t index, const char **label,
        const char **value)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (!facts->items[i].value || index--)
            continue;
        *label = facts->items[i].label;
        *value = facts->items[i].value;
        return true;
    }
    for (size_t i = 0; i < facts->ids.count; i++) {
        if (!strcmp(facts->ids.items[i].name, "target") || index--)
            continue;
        *label = facts->ids.items[i].name;
        *value = facts->ids.items[i].value;
        return true;
    }
    return false;
}

static void
put_lines(const struct ticket *ticket, struct str *out)
{
    const char *label, *value;
    for (size_t i = 0; line_at(&ticket->calls[ticket->call], i, &label, &value); i++)
        add_line(out, label, value);
}

static void
put_heading(const struct ticket *ticket, struct str *out)
{
    if (ticket->count == 1)
        str_add_text(out, _("API call that needs support"));
    else
        str_addf(out, _("API call %zu of %zu that need support"), ticket->call + 1,
                 ticket->count);
}

static void
put_title(const struct ticket *ticket, struct str *out)
{
    (void)ticket;
    str_add_text(out, _("Support ticket"));
}

static void
put_hidden(const struct ticket *ticket, struct str *out)
{
    str_addf(out, ngettext("%lu value hidden.", "%lu values hidden.", ticket->hidden),
             (unsigned long)ticket->hidden);
}

static void
put_number(const struct ticket *ticket, struct str *out)
{
    str_addf(out, "%zu", ticket->call + 1);
}

static void
put_count(const struct ticket *ticket, struct str *out)
{
    str_addf(out, "%zu", ticket->count);
}

static void
put_fact(const struct ticket *ticket, bool label, struct str *out)
{
    const char *texts[2] = {"", ""};
    line_at(&ticket->calls[ticket->call], ticket->fact, &texts[0], &texts[1]);
    str_add_text(out, texts[label ? 0 : 1]);
}

static void
put_label(const struct ticket *ticket, struct str *out)
{
    put_fact(ticket, true, out);
}

static void
put_value(const struct ticket *ticket, struct str *out)
{
    put_fact(ticket, false, out);
}

static const struct {
    const char *name;
    void (*put)(const struct ticket *ticket, struct str *out);
} made[] = {{"lines", put_lines},   {"heading", put_heading}, {"title", put_title},
            {"hidden", put_hidden}, {"number", put_number},   {"count", put_count},
            {"label", put_label},   {"value", put_value}};

/* Parts with lines of their own. */
static const struct {
    const char *name, *label, *language;
    size_t offset; /* of its text in struct ticket_facts */
    size_t cut;    /* of the flag that tells that it is cut; 0: never */
} blocks[] = {
    {"request_body", N_("Request body"), "json", offsetof(struct ticket_facts, body),
     offsetof(struct ticket_facts, body_cut)},
    {"answer", N_("Answer"), "json", offsetof(struct ticket_facts, answer),
     offsetof(struct ticket_facts, answer_cut)},
    {"timing", N_("Timing"), "text", offsetof(struct ticket_facts, timing), 0},
    {"curl", N_("The same request with curl"), "sh",
     offsetof(struct ticket_facts, curl), 0},
};

/* The value of NAME, raw; false: there is no such name. LANGUAGE: of its lines. */
static bool
find(const struct ticket *ticket, struct span name, struct str *out,
     const char **language)
{
    const struct ticket_facts *facts = &ticket->calls[ticket->call];
    bool label = span_ends(name, ".label");
    if (label)
        name.n -= strlen(".label");
    *language = "text";
    for (size_t i = 0; !label && i < COUNT_OF(made); i++) {
        if (!span_is(name, made[i].name))
            continue;
        made[i].put(ticket, out);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        const char *base = (const char *)facts;
        if (!span_is(name, blocks[i].name))
            continue;
        *language = blocks[i].language;
        if (!label)
            str_add(
                out,
                str_span((const struct str *)(const void *)(base + blocks[i].offset)));
        else
            str_add_text(out, _(blocks[i].label));
        if (label && blocks[i].cut && *(const bool *)(base + blocks[i].cut))
            str_add_text(out, _(" (cut)"));
        return true;
    }
    for (size_t i = 0; i < facts->count; i++) {
        if (!span_is(name, facts->items[i].name))
            continue;
        str_add_text(out, label                   ? facts->items[i].label
                          : facts->items[i].value ? facts->items[i].value
                                                  : "");
        return true;
    }
    return false;
}

static bool
put(void *owner, struct span name, bool block, struct str *out)
{
    const struct ticket *ticket = owner;
    const char *language;
    struct str text = {0};
    bool known = find(ticket, name, &text, &language);
    if (known && block)
        add_block(ticket, out, language, str_span(&text));
    else if (known)
        add_value(ticket, out, str_span(&text));
    str_release(&text);
    return known;
}

static bool
count(void *owner, struct span name, size_t *times)
{
    const struct ticket *ticket = owner;
    const char *ignored;
    struct str text = {0};
    bool known = true;
    *times = 0;
    if (span_is(name, "calls"))
        *times = ticket->count;
    else if (span_is(name, "facts"))
        while (line_at(&ticket->calls[ticket->call], *times, &ignored, &ignored))
            ++*times;
    else if ((known = find(ticket, name, &text, &ignored)))
        *times = text.n > 0;
    str_release(&text);
    return known;
}

static void
enter(void *owner, struct span name, size_t item)
{
    struct ticket *ticket = owner;
    if (span_is(name, "calls"))
        ticket->call = item;
    else if (span_is(name, "facts"))
        ticket->fact = item;
}

/* --- all of it --- */

static enum status
write_formatted(struct str *out, struct ticket *ticket,
                const struct ticket_templates *templates, struct err *err)
{
    enum ticket_format format = ticket->format;
    const char *text = templates ? templates->texts[format] : NULL;
    const char *file = text ? templates->files[format] : formats[format].file;
    if (!text && format == TICKET_JSON) {
        write_json(out, ticket);
        return STATUS_OK;
    }
    for (size_t i = 0; !text && ticket_template_texts[i].name; i++)
        if (!strcmp(ticket_template_texts[i].name, file))
            text = ticket_template_texts[i].text;
    struct template_values values = {put, count, enter, ticket};
    return template_write(out, span_of(text), file, &values, err);
}

static struct ticket_facts *
gather(const struct ticket_call *calls, size_t count, const struct ticket_style *style,
       const struct redactor *redactor, struct pseudonyms *known)
{
    struct ticket_facts *facts = mem_alloc((count + 1) * sizeof *facts);
    for (size_t i = 0; i < count; i++) {
        facts[i] = (struct ticket_facts){.call = calls[i], .redactor = redactor};
        ticket_gather(&facts[i], style);
        ticket_learn_names(known, &facts[i]);
    }
    return facts;
}

static void
release(struct ticket_facts *facts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ticket_facts_release(&facts[i]);
    mem_free(facts);
}

void
ticket_names(struct pseudonyms *known, const struct ticket_call *calls, size_t count,
             const struct redactor *redactor)
{
    release(gather(calls, count, &(struct ticket_style){0}, redactor, known), count);
}

enum status
ticket_write(struct str *out, const struct ticket_call *calls, size_t count,
             const struct ticket_style *style, const struct redactor *redactor,
             size_t *hidden, struct err *err)
{
    struct pseudonyms known = {.shown = style->shown};
    struct ticket ticket = {.count = count, .format = style->format};
    ticket.calls = gather(calls, count, style, redactor, &known);
    for (size_t i = 0; i < count; i++) {
        if (style->hide_names)
            ticket_hide_names(&ticket.calls[i], &known);
        ticket.hidden += ticket.calls[i].hidden;
    }
    enum status status = write_formatted(out, &ticket, style->templates, err);
    if (hidden)
        *hidden = ticket.hidden;
    release(ticket.calls, count);
    pseudonyms_release(&known);
    return status;
}
