#include "config.h"

#include "api/throttle.h"

#include "api/wait_text.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <inttypes.h>

enum {
    SECONDS_MAX = INT32_MAX,   /* 68 years: where every wait is cut */
    SKEW_MS = 30000,           /* a clock further off than this is told */
    ESTIMATE_QUOTA_MS = 60000, /* the shortest quota window of these services */
    ESTIMATE_DOWN_MS = 30000,
    SHOWN_MAX = 40, /* bytes of an unreadable value in a note */
};

#define LONGEST_MS ((int64_t)SECONDS_MAX * 1000)

enum reading { READ_WELL, READ_CUT, READ_NOT };

/* Adds a sentence. */
static void
note(struct str *notes, const char *sentence)
{
    if (notes->n)
        str_add_byte(notes, ' ');
    str_add_text(notes, sentence);
}

/* Digits, perhaps with a decimal fraction (Graph sends "2.128"), in UNIT_MS each;
 * rounded up to a whole unit, so that nothing is sent too early. */
static enum reading
read_number(struct span s, int64_t unit_ms, int64_t *ms)
{
    size_t point = span_find_byte(s, 0, '.');
    struct span whole = span_sub(s, 0, point), fraction = span_from(s, point + 1);
    if (!whole.n || (point < s.n && !fraction.n))
        return READ_NOT;
    bool more = false;
    for (size_t i = 0; i < s.n; i++) {
        if (i == point)
            continue;
        if (s.p[i] < '0' || s.p[i] > '9')
            return READ_NOT;
        more = more || (i > point && s.p[i] != '0');
    }
    uint64_t limit = (uint64_t)(LONGEST_MS / unit_ms), n;
    while (whole.n > 1 && whole.p[0] == '0')
        whole = span_from(whole, 1);
    if (!span_number(whole, limit, &n) || n + more > limit) {
        *ms = LONGEST_MS;
        return READ_CUT;
    }
    *ms = (int64_t)(n + more) * unit_ms;
    return READ_WELL;
}

/* What the answer's own clock says, or ours. */
struct reference {
    clock_ms at;
    bool known, own; /* own: from the answer's Date */
};

static struct reference
reference_of(const struct response *response, clock_ms now)
{
    for (size_t i = response->headers.count; i-- > 0;) {
        const struct pair *header = &response->headers.items[i];
        clock_ms at;
        if (span_is_nocase(span_of(header->name), "Date") &&
            clock_parse_http_date(span_trim(span_of(header->value)), now, &at))
            return (struct reference){at, true, true};
    }
    return (struct reference){now, now > 0, false};
}

static enum reading
read_date(struct span s, const struct reference *reference, clock_ms now, int64_t *ms,
          struct str *notes)
{
    clock_ms at;
    if (!reference->known || !clock_parse_http_date(s, reference->at, &at))
        return READ_NOT;
    int64_t skew = reference->at > now ? reference->at - now : now - reference->at;
    if (!reference->own)
        note(notes, _("Retry-After is a date and the answer has no Date of its own, so "
                      "it was measured against this machine's clock."));
    else if (now > 0 && skew > SKEW_MS)
        note(notes, _("This machine's clock and the answer's differ; the wait is "
                      "measured by the answer's."));
    *ms = at > reference->at ? at - reference->at : 0;
    if (*ms <= LONGEST_MS)
        return READ_WELL;
    *ms = LONGEST_MS;
    return READ_CUT;
}

static void
note_unreadable(struct str *notes, const struct pair *header)
{
    struct str value = {0}, sentence = {0};
    struct span shown = span_of(header->value);
    sanitise_line(&value, span_sub(shown, 0, SHOWN_MAX), SANITISE_PLAIN);
    if (shown.n > SHOWN_MAX)
        str_add_text(&value, "...");
    str_addf(&sentence, _("%s says \"%s\", which is neither a number nor a date."),
             header->name, str_text(&value));
    note(notes, str_text(&sentence));
    str_release(&value);
    str_release(&sentence);
}

/* A header that asks for a wait, and its unit: azure-core's two beside RFC 9110's. */
static const struct {
    const char *name;
    int64_t unit_ms;
    bool date;
} asking[] = {
    {"Retry-After", 1000, true},
    {"retry-after-ms", 1, false},
    {"x-ms-retry-after-ms", 1, false},
};

/* Takes one header; the longest wait of all stays. */
static void
read_header(struct retry *retry, const struct pair *header,
            const struct reference *reference, clock_ms now, struct str *notes)
{
    for (size_t i = 0; i < COUNT_OF(asking); i++) {
        if (!span_is_nocase(span_of(header->name), asking[i].name))
            continue;
        struct span value = span_trim(span_of(header->value));
        int64_t ms = 0;
        enum reading reading = read_number(value, asking[i].unit_ms, &ms);
        if (reading == READ_NOT && asking[i].date)
            reading = read_date(value, reference, now, &ms, notes);
        if (reading == READ_NOT) {
            note_unreadable(notes, header);
            continue;
        }
        if (reading == READ_CUT)
            note(notes, _("The answer asks for over 68 years: no service means that. "
                          "Take it as a fault of the service or of a proxy."));
        if (!retry->timed || ms > retry->after_ms)
            retry->after_ms = ms;
        retry->timed = true;
        retry->source = RETRY_SOURCE_HEADER;
    }
}

static void
read_body(struct retry *retry, const struct response *response,
          const struct reference *reference)
{
    struct wait_text named;
    if (wait_text_read(&named, str_span(&response->body), reference->at)) {
        retry->source = named.estimate ? RETRY_SOURCE_ESTIMATE : RETRY_SOURCE_BODY;
        retry->after_ms = named.ms < LONGEST_MS ? named.ms : LONGEST_MS;
    } else {
        retry->source = RETRY_SOURCE_ESTIMATE;
        retry->after_ms =
            response->status == 429 ? ESTIMATE_QUOTA_MS : ESTIMATE_DOWN_MS;
    }
    retry->timed = true;
}

void
throttle_read(struct retry *retry, const struct response *response, clock_ms now)
{
    struct str notes = {0};
    struct reference reference = reference_of(response, now);
    retry->timed = false;
    retry->after_ms = 0;
    retry->source = RETRY_SOURCE_NONE;
    for (size_t i = 0; i < response->headers.count; i++)
        read_header(retry, &response->headers.items[i], &reference, now, &notes);
    if (!retry->timed && (response->status == 429 || response->status == 503))
        read_body(retry, response, &reference);
    mem_free(retry->note);
    retry->note = notes.n ? str_take(&notes) : NULL;
    str_release(&notes);
}

void
throttle_start(struct throttle *throttle, const struct retry *retry,
               const struct now *now)
{
    *throttle = (struct throttle){
        .waiting = retry->timed && retry->after_ms > 0,
        .armed = throttle->armed,
        .source = retry->source,
        .asked_ms = retry->timed ? retry->after_ms : 0,
        .started = now->steady,
    };
}

int64_t
throttle_left_ms(const struct throttle *throttle, const struct now *now)
{
    int64_t passed =
        now->steady > throttle->started ? now->steady - throttle->started : 0;
    if (!throttle->waiting || passed >= throttle->asked_ms)
        return 0;
    return throttle->asked_ms - passed;
}
