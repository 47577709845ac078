/* First steps that name what the message names. */
#include "config.h"

#include "api/diagnosis_parts.h"
#include "api/profile.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

enum { SHOWN_MAX = 600 }; /* bytes of a value in a sentence */

/* A sentence for one value that a message names. */
static const struct {
    const char *value, *sentence; /* %s: the value */
} sentences[] = {
    {"parameter", N_("Put \"%s\" into the body, under exactly this name and in this "
                     "letter case.")},
    {"resource", N_("Check that this exists in the tenant you called: %s")},
    {"hash", N_("Correct the hash \"%s\": a SHA-1 has 40 hexadecimal digits, a SHA-256 "
                "64, an MD5 32.")},
    {"domain", N_("Correct the domain name \"%s\".")},
    {"ip", N_("Correct the IP address \"%s\".")},
    {"url", N_("Correct the URL \"%s\".")},
    {"input", N_("Correct this value: %s")},
    {"allowed", N_("Send at most %s items in one request, in as many requests as it "
                   "takes.")},
    {"platform", N_("Choose a device of another platform: this action does not exist "
                    "for %s.")},
    {"name", N_("Correct the name \"%s\": the schema knows nothing of that name.")},
    {"version", N_("Update the client on the device to version %s or later.")},
    {"option", N_("Correct or take out the query option \"%s\".")},
    {"property", N_("Correct the property name \"%s\" in $filter, $orderby, $select or "
                    "$expand.")},
    {"audience", N_("The token was made for %s. Get one for the host that is called.")},
    {"valid_until", N_("The token could be used until %s. If that is past, get a new "
                       "one and send again.")},
    {"reason", N_("The service gives this reason: %s")},
    {"exceeded",
     N_("The query ran, but was too heavy: it passed the allowed %s. Narrow "
        "the time, project fewer columns, summarize.")},
    {"provider_status",
     N_("One provider behind the service answered %s; the data of the "
        "others is there.")},
    {"failed", N_("Look at the items with isFailed true: there are %s.")},
    {"uri", N_("Compare method and path with the operation's page: nothing answers at "
               "%s")},
    {"error_description", N_("The service says of the token: %s")},
};

static void
add_sentence(struct str *out, const char *sentence, const char *value)
{
    struct span text = span_of(sentence);
    size_t at = span_find(text, 0, SPAN("%s"));
    str_add(out, span_sub(text, 0, at));
    if (at == text.n)
        return;
    sanitise_line(out, span_sub(span_of(value), 0, SHOWN_MAX), SANITISE_PLAIN);
    str_add(out, span_from(text, at + 2));
}

/* Steps go in order before those of the page. */
struct leading {
    struct texts *steps;
    size_t count;
};

static void
lead(struct leading *leading, const char *sentence, const char *value)
{
    struct str text = {0};
    add_sentence(&text, sentence, value);
    texts_insert(leading->steps, leading->count++, str_span(&text));
    str_release(&text);
}

static void
lead_hints(struct leading *leading, const struct diagnosis *diagnosis)
{
    for (size_t i = 0; i < diagnosis->hints.count; i++) {
        const struct hint *hint = &diagnosis->hints.items[i];
        bool gone = diagnosis->class == CLASS_NOT_FOUND && hint->kind == HINT_PATH &&
                    hint->severity == SEVERITY_INFO; /* an operation that retires */
        bool alternative = hint->severity == SEVERITY_INFO && hint->fix;
        if ((hint->severity == SEVERITY_ERROR || gone || alternative) && hint->text) {
            texts_insert(leading->steps, leading->count++, span_of(hint->text));
            return;
        }
    }
}

/* The permissions an operation takes, from the catalogue, where the answer names none.
 */
static void
lead_permissions(struct leading *leading, const struct operation *operation)
{
    struct str list = {0};
    for (names name = operation ? operation->permissions_application : NULL;
         name && *name; name++) {
        if (list.n)
            str_add_text(&list, ", ");
        str_add_text(&list, *name);
    }
    if (list.n)
        lead(leading,
             _("As an application this operation takes any one of these permissions: "
               "%s."),
             str_text(&list));
    str_release(&list);
}

/* "A,B" so that it can be read, and broken into lines. */
static struct str
spaced(const char *list)
{
    struct str out = {0};
    for (struct span rest = span_of(list); rest.n;) {
        size_t comma = span_find_byte(rest, 0, ',');
        if (out.n)
            str_add_text(&out, ", ");
        str_add(&out, span_trim(span_sub(rest, 0, comma)));
        rest = span_from(rest, comma + 1 < rest.n ? comma + 1 : rest.n);
    }
    return out;
}

static void
lead_list(struct leading *leading, const char *sentence, const char *list)
{
    struct str shown = spaced(list);
    lead(leading, sentence, str_text(&shown));
    str_release(&shown);
}

/* Which list is which, and that the first holds alternatives, is what confuses most. */
static void
lead_roles(struct leading *leading, const struct diagnosis *diagnosis,
           const struct findings *findings)
{
    const char *required = pairs_get(&diagnosis->values, "required_roles");
    const char *held = pairs_get(&diagnosis->values, "held_roles");
    if (diagnosis->class != CLASS_PERMISSION)
        return;
    if (required)
        lead_list(
            leading,
            _("Grant the application one of these permissions; any one is enough: %s."),
            required);
    else if (findings->context && !pairs_get(&diagnosis->values, "reason"))
        lead_permissions(leading, findings->context->operation);
    if (held && *held)
        lead_list(leading, _("The token that was sent has these: %s."), held);
    else if (held)
        lead(leading,
             _("The token has no role at all: the permission was granted as delegated "
               "in place of application, nobody consented, or the token is older than "
               "the grant. Get a new one after consent."),
             NULL);
}

static void
lead_quota(struct leading *leading, const struct diagnosis *diagnosis,
           const struct findings *findings)
{
    const char *limit = pairs_get(&diagnosis->values, "limit");
    const char *window = pairs_get(&diagnosis->values, "window");
    const struct operation *operation =
        findings->context ? findings->context->operation : NULL;
    struct str text = {0};
    if (diagnosis->class != CLASS_THROTTLE)
        return;
    if (limit && window)
        str_addf(&text, _("The quota is %s calls in %s (hours:minutes:seconds)."),
                 limit, window);
    else if (operation && operation->per_minute && operation->per_hour)
        str_addf(&text, _("This operation takes %u calls a minute and %u an hour."),
                 operation->per_minute, operation->per_hour);
    if (text.n)
        lead(leading, "%s", str_text(&text));
    str_release(&text);
}

/* After a failure in the middle nobody knows whether a change was made. */
static void
lead_caution(struct leading *leading, struct diagnosis *diagnosis,
             const struct findings *findings)
{
    const struct operation *operation =
        findings->context ? findings->context->operation : NULL;
    enum transport transport = findings->exchange->transport;
    bool in_doubt = transport == TRANSPORT_TIMEOUT || transport == TRANSPORT_BROKEN ||
                    transport == TRANSPORT_CANCELLED || diagnosis->status >= 500;
    if (!operation)
        operation = findings->exchange->operation;
    const char *method = findings->exchange->request.method;
    diagnosis->in_doubt = in_doubt && (operation || method) &&
                          effect_of(operation, span_of(method)) != EFFECT_READ;
    if (diagnosis->in_doubt)
        lead(leading,
             _("This call changes something and may have been carried out: look before "
               "you send it again."),
             NULL);
}

/* A token refused while the two clocks differ. Of what was pasted nobody knows when it
 * came. */
static void
lead_clock(struct leading *leading, const struct diagnosis *diagnosis,
           const struct findings *findings)
{
    enum { TOLERATED_MS = 4 * 60 * 1000 };
    const struct exchange *exchange = findings->exchange;
    const char *date = pairs_get_nocase(&exchange->response.headers, "Date");
    clock_ms theirs;
    if (diagnosis->status != 401 || exchange->timing.total < 0 ||
        !clock_parse_http_date(span_of(date), exchange->time, &theirs))
        return;
    clock_ms apart =
        theirs > exchange->time ? theirs - exchange->time : exchange->time - theirs;
    struct str minutes = {0};
    str_addf(&minutes, "%lld", (long long)((apart + 30000) / 60000));
    if (apart > TOLERATED_MS)
        lead(leading,
             _("The service's clock and this machine's are %s minutes apart: a token "
               "is judged by the service's. Set this machine's clock."),
             str_text(&minutes));
    str_release(&minutes);
}

static void
lead_incomplete(struct leading *leading, const struct findings *findings)
{
    const struct exchange *exchange = findings->exchange;
    if (!exchange->answered)
        return;
    if (exchange->response.completeness == RESPONSE_CUT)
        lead(leading,
             _("The answer broke off: what came whole is shown, the rest is missing."),
             NULL);
    if (exchange->response.completeness == RESPONSE_TOO_LARGE)
        lead(
            leading,
            _("The answer was stopped at a limit of this program's: ask for less, with "
              "$top, a filter or fewer columns."),
            NULL);
}

void
diagnosis_steps(struct diagnosis *diagnosis, const struct findings *findings)
{
    struct token_steps token = diagnosis_token(diagnosis, findings);
    struct leading leading = {&diagnosis->steps, token.count};
    diagnosis->token_steps = token.count;
    lead_hints(&leading, diagnosis);
    lead_caution(&leading, diagnosis, findings);
    lead_clock(&leading, diagnosis, findings);
    lead_incomplete(&leading, findings);
    if (!token.tells_roles)
        lead_roles(&leading, diagnosis, findings);
    lead_quota(&leading, diagnosis, findings);
    for (size_t i = 0; i < COUNT_OF(sentences); i++) {
        const char *value = pairs_get(&diagnosis->values, sentences[i].value);
        if (value && *value)
            lead(&leading, _(sentences[i].sentence), value);
    }
    diagnosis->own_steps = leading.count;
    if (findings->exchange->transport != TRANSPORT_OK &&
        findings->exchange->transport != TRANSPORT_CANCELLED &&
        findings->exchange->transport_text && diagnosis->class == CLASS_TRANSPORT) {
        struct str summary = {0};
        str_addf(&summary, _("%s (%s)"), diagnosis->summary,
                 findings->exchange->transport_text);
        mem_free(diagnosis->summary);
        diagnosis->summary = str_take(&summary);
    }
}
