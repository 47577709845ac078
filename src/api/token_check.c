#include "config.h"

#include "api/token_check.h"

#include "api/names.h"
#include "api/permission.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

enum {
    SKEW_MS = 5 * 60 * 1000, /* clocks may differ so much before a token is refused */
    SOON_MS = 5 * 60 * 1000,
    HELD_SHOWN = 6, /* permissions named in one sentence */
};

struct judge {
    struct token_findings *findings;
    const struct token *token;
    const struct token_use *use;
};

/* ---- findings ---- */

static char *safe(const char *format, va_list args)
    __attribute__((format(printf, 1, 0)));

static char *
safe(const char *format, va_list args)
{
    struct str text = {0}, shown = {0};
    str_addv(&text, format, args);
    sanitise_line(&shown, str_span(&text), SANITISE_PLAIN);
    str_release(&text);
    return str_take(&shown);
}

/* Behind the others of its severity. */
static struct token_finding *find(struct judge *judge, enum token_fault fault,
                                  enum severity severity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static struct token_finding *
find(struct judge *judge, enum token_fault fault, enum severity severity,
     const char *format, ...)
{
    struct token_findings *list = judge->findings;
    size_t at = list->count;
    va_list args;
    ARRAY_GROW(list->items, list->count, list->room);
    for (; at && list->items[at - 1].severity > severity; at--)
        list->items[at] = list->items[at - 1];
    list->count++;
    va_start(args, format);
    list->items[at] = (struct token_finding){fault, severity, safe(format, args), NULL};
    va_end(args);
    return &list->items[at];
}

static void advise(struct token_finding *finding, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
advise(struct token_finding *finding, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    mem_free(finding->step);
    finding->step = safe(format, args);
    va_end(args);
}

/* ---- what it is ---- */

static void
judge_form(struct judge *judge)
{
    static const struct {
        enum severity severity;
        const char *text, *step;
    } forms[] = {
        [TOKEN_NOTHING] = {SEVERITY_ERROR, N_("There is no token."),
                           N_("Give it a bearer token.")},
        [TOKEN_ENCRYPTED] = {SEVERITY_WARNING,
                             N_("The token is encrypted: only the API that it is for "
                                "can read it, so what it allows can't be told here."),
                             N_("Send a request: the answer tells whether it fits.")},
        [TOKEN_OPAQUE] = {SEVERITY_WARNING,
                          N_("The token is a word that tells nothing of itself; "
                             "Defender's own tokens begin with \"ey\"."),
                          N_("Check that it is the access_token of a sign-in's "
                             "answer, and no ID or key.")},
        [TOKEN_REFRESH] = {SEVERITY_ERROR,
                           N_("This looks like a refresh token or a code of the "
                              "sign-in: no API takes these."),
                           N_("Use the access_token that stands beside it.")},
        [TOKEN_SECRET] = {SEVERITY_ERROR,
                          N_("This looks like an application's client secret, which "
                             "is no token."),
                          N_("Get a token with it, send that; and as the secret may "
                             "have been shown, replace it.")},
        [TOKEN_REFUSAL] = {SEVERITY_ERROR,
                           N_("This is the answer of a sign-in that failed; there is "
                              "no token in it."),
                           N_("\"defscope decode\" says what the answer means.")},
    };
    const struct token *token = judge->token;
    if (token->form == TOKEN_BROKEN) {
        advise(find(judge, TOKEN_FAULT_FORM, SEVERITY_ERROR, "%s", token->problem),
               "%s", _("Copy the whole token again."));
    } else if (token->form != TOKEN_READ) {
        struct token_finding *finding =
            find(judge, TOKEN_FAULT_FORM, forms[token->form].severity, "%s",
                 _(forms[token->form].text));
        advise(finding, "%s", _(forms[token->form].step));
    }
    if (token->form == TOKEN_READ && token->unsigned_)
        advise(find(judge, TOKEN_FAULT_FORM, SEVERITY_ERROR, "%s",
                    _("Its signature is missing: no service takes it like this.")),
               "%s", _("Copy the whole token again: it has three parts."));
}

static void
judge_dress(struct judge *judge)
{
    static const struct {
        enum token_dress dress;
        const char *text;
    } dresses[] = {
        {DRESS_QUOTES, N_("Quotes stand around the token; a header takes it bare.")},
        {DRESS_BREAKS,
         N_("Line breaks or blanks stand in the token; a header takes none.")},
        {DRESS_PADDING, N_("It has \"=\" at the end of a part, which tokens don't "
                           "have.")},
    };
    for (size_t i = 0; i < COUNT_OF(dresses); i++)
        if (judge->token->dress & dresses[i].dress)
            find(judge, TOKEN_FAULT_DRESS, SEVERITY_INFO, "%s", _(dresses[i].text));
}

/* ---- when ---- */

static void
judge_times(struct judge *judge)
{
    const struct token_time *until = &judge->token->until, *from = &judge->token->from;
    clock_ms now = judge->use->now;
    struct str span = {0};
    if (until->given && until->at <= now) {
        token_say_span(&span, now - until->at);
        advise(find(judge, TOKEN_FAULT_EXPIRED, SEVERITY_ERROR,
                    _("The token expired %s ago."), str_text(&span)),
               "%s", _("Get a new token and send again."));
    } else if (until->given && until->at - now < SOON_MS) {
        token_say_span(&span, until->at - now);
        find(judge, TOKEN_FAULT_EXPIRED, SEVERITY_WARNING,
             _("The token expires in %s."), str_text(&span));
    } else if (!until->given) {
        find(judge, TOKEN_FAULT_EXPIRED, SEVERITY_WARNING, "%s",
             _("The token doesn't say until when it is valid."));
    }
    str_clear(&span);
    if (from->given && from->at > now) {
        enum severity severity =
            from->at - now > SKEW_MS ? SEVERITY_ERROR : SEVERITY_WARNING;
        token_say_span(&span, from->at - now);
        advise(find(judge, TOKEN_FAULT_EARLY, severity,
                    _("The token isn't valid for another %s."), str_text(&span)),
               "%s",
               _("Compare this machine's clock with the Date header of an "
                 "answer: one that is slow says this of every new token."));
    }
    str_release(&span);
}

/* ---- for which API ---- */

static bool
is_loopback(struct span url)
{
    struct span host = url_host(url);
    return span_is(host, "127.0.0.1") || span_is_nocase(host, "localhost");
}

/* What is called: by the operation, else by the host. */
static enum product
product_called(const struct token_use *use)
{
    if (use->operation)
        return use->operation->product;
    return product_of_host(url_host(use->url));
}

static void
add_host_called(struct str *out, const struct token_use *use, enum product product)
{
    struct span host = url_host(use->url);
    if (!host.n || is_loopback(use->url))
        host = url_host(span_of(cloud_base(CLOUD_COMMERCIAL, product)));
    str_add(out, host);
}

/* The one that lets it be done; one that only reads rather not. */
static const char *
fitting(const struct judge *judge)
{
    const struct operation *operation = judge->use->operation;
    const struct texts *held = token_permissions(judge->token);
    names needed = !operation ? NULL
                   : judge->token->actor == ACTOR_USER
                       ? operation->permissions_delegated
                       : operation->permissions_application;
    const char *found = NULL;
    for (names one = needed; one && *one; one++)
        for (size_t i = 0; i < held->count; i++)
            if (!strcmp(*one, held->items[i]) &&
                (!found || permission_only_reads(span_of(found))))
                found = *one;
    return found;
}

/* Made out to another API: then its permissions are another's too. TAKEN: the hosts of
 * both Defender APIs were seen to take each other's tokens, where the permission is
 * there. */
static void
judge_other_audience(struct judge *judge, enum product product, bool taken)
{
    const struct token *token = judge->token;
    const struct audience *known = token->known;
    enum severity severity = known && !taken ? SEVERITY_ERROR : SEVERITY_WARNING;
    struct str host = {0};
    struct token_finding *finding;
    add_host_called(&host, judge->use, product);
    if (known && known->directory_default)
        finding = find(judge, TOKEN_FAULT_AUDIENCE, severity,
                       _("The token is for the directory, not for %s: the sign-in "
                         "named no resource."),
                       product_title(product));
    else
        finding = find(judge, TOKEN_FAULT_AUDIENCE, severity,
                       _("The token was issued for %s%s%s%s, you call %s (%s)."),
                       token->audiences.items[0], known ? " (" : "",
                       known ? audience_title(known) : "", known ? ")" : "",
                       str_text(&host), product_title(product));
    advise(finding, _("Ask for a token with scope %s/.default."),
           cloud_base(CLOUD_COMMERCIAL, product));
    str_release(&host);
}

/* GCC signs in where the commercial cloud does, DoD where GCC High does. */
static bool
same_cloud(enum cloud one, enum cloud other)
{
    if (one == CLOUD_UNKNOWN || other == CLOUD_UNKNOWN)
        return true;
    return !strcmp(cloud_authority(one), cloud_authority(other));
}

/* Gives whether it is for the API that is called, as far as that is known. */
static bool
judge_audience(struct judge *judge)
{
    const struct token *token = judge->token;
    enum product product = product_called(judge->use);
    enum cloud called = cloud_of_host(url_host(judge->use->url));
    const struct audience *known = token_audience(token, product);
    bool given = token->audiences.count > 0;
    bool other = product != PRODUCT_OTHER && known && known->product != product;
    bool own = given && token->application &&
               !strcmp(token->audiences.items[0], token->application);
    if (own || (given && !token->roles.count && !token->scopes.count && token->user &&
                !known)) {
        advise(find(judge, TOKEN_FAULT_AUDIENCE, SEVERITY_ERROR, "%s",
                    _("The token is made out to the application itself: this looks "
                      "like an ID token, which tells who signed in and opens no "
                      "API.")),
               "%s", _("Use the access_token that stands beside it."));
        return false;
    }
    if (!given)
        find(judge, TOKEN_FAULT_AUDIENCE, SEVERITY_WARNING, "%s",
             _("The token doesn't say which API it is for."));
    else if (other || (product != PRODUCT_OTHER && !known)) {
        bool taken = other && product == PRODUCT_MDE && known->product == PRODUCT_XDR &&
                     fitting(judge) != NULL;
        judge_other_audience(judge, product, taken);
        return !other || taken;
    }
    if (known && !same_cloud(known->cloud, called))
        find(judge, TOKEN_FAULT_CLOUD, SEVERITY_ERROR,
             _("The token is for another cloud (%s) than you call (%s): tokens of one "
               "don't work in the other."),
             cloud_title(known->cloud), cloud_title(called));
    return true;
}

static void
judge_owner(struct judge *judge)
{
    const struct token *token = judge->token;
    const struct token_use *use = judge->use;
    if (use->tenant && token->tenant &&
        !span_equal_nocase(span_of(use->tenant), span_of(token->tenant)))
        find(judge, TOKEN_FAULT_TENANT, SEVERITY_ERROR,
             _("The token is of tenant %s, the profile's tenant is %s."), token->tenant,
             use->tenant);
    if (use->application && token->application &&
        !span_equal_nocase(span_of(use->application), span_of(token->application)))
        find(judge, TOKEN_FAULT_TENANT, SEVERITY_WARNING,
             _("The token is of application %s, the profile's is %s."),
             token->application, use->application);
}

/* ---- what it allows ---- */

static void
join(struct str *out, names list, const char *last)
{
    for (names one = list; one && *one; one++)
        str_addf(out, "%s%s", one == list ? "" : one[1] ? ", " : last, *one);
}

static void
add_held(struct str *out, const struct texts *held)
{
    for (size_t i = 0; i < held->count && i < HELD_SHOWN; i++)
        str_addf(out, "%s%s", i ? ", " : "", held->items[i]);
    if (held->count > HELD_SHOWN)
        str_addf(out,
                 ngettext(" and %zu more", " and %zu more", held->count - HELD_SHOWN),
                 held->count - HELD_SHOWN);
}

static bool
hunts(const char *name)
{
    struct span text = span_of(name);
    return span_starts(text, "AdvancedQuery.") ||
           span_starts(text, "AdvancedHunting.") || span_starts(text, "ThreatHunting.");
}

/* A permission that is there and was most likely taken for the one that is needed. */
static void
name_mix_up(struct token_finding *finding, const struct texts *held, names needed)
{
    for (size_t i = 0; i < held->count; i++) {
        const struct permission *own = permission_find(span_of(held->items[i]));
        struct nearest nearest = names_nearest(needed, span_of(held->items[i]));
        bool cousin = own && needed[0] && permission_find(span_of(needed[0])) &&
                      own->product != permission_find(span_of(needed[0]))->product;
        if (own && own->meant && names_hold(needed, span_of(own->meant)))
            advise(
                finding,
                _("There is no permission \"%s\": a page misspells %s so. Grant that "
                  "one."),
                own->name, own->meant);
        else if (cousin && (nearest.nearness.likeness > LIKE_PART ||
                            (hunts(held->items[i]) && hunts(needed[0]))))
            advise(finding, _("%s belongs to %s. Grant %s, and get a new token."),
                   held->items[i], product_title(own->product), needed[nearest.index]);
    }
}

static void
judge_none(struct judge *judge)
{
    struct token_finding *finding =
        find(judge, TOKEN_FAULT_PERMISSION, SEVERITY_ERROR, "%s",
             _("The token has no permission at all: consent is missing, or the token "
               "is older than the grant."));
    advise(finding, "%s",
           _("Let an administrator consent to the permissions, as application "
             "permissions where no user signs in; then get a new token."));
}

static void
judge_missing(struct judge *judge, names needed, names other_kind)
{
    const struct texts *held = token_permissions(judge->token);
    bool user = judge->token->actor == ACTOR_USER;
    struct str want = {0}, have = {0};
    join(&want, needed, _(" or "));
    add_held(&have, held);
    struct token_finding *finding;
    if (!needed || !*needed) {
        finding = find(judge, TOKEN_FAULT_ACTOR, SEVERITY_ERROR,
                       user ? _("A user is signed in (delegated token), and \"%s\" is "
                                "for applications alone.")
                            : _("No user is signed in (application token), and \"%s\" "
                                "is for users alone."),
                       judge->use->operation->title);
        advise(finding, "%s",
               user ? _("Sign in as the application: with its secret or certificate.")
                    : _("Sign in as a user: with the device code."));
    } else {
        finding = find(judge, TOKEN_FAULT_PERMISSION, SEVERITY_ERROR,
                       _("It needs %s; this token has %s."), str_text(&want),
                       str_text(&have));
        if (user && other_kind && *other_kind)
            advise(
                finding,
                _("Grant one of these as delegated permission; a permission that was "
                  "granted to the application itself isn't in a user's token. Then "
                  "get a new token."));
        else
            advise(finding, _("Grant one of these to the application, consent, and get "
                              "a new token."));
        name_mix_up(finding, held, needed);
    }
    str_release(&want);
    str_release(&have);
}

static void
judge_permissions(struct judge *judge)
{
    const struct token *token = judge->token;
    const struct operation *operation = judge->use->operation;
    bool user = token->actor == ACTOR_USER;
    const struct texts *held = token_permissions(token);
    if (!held->count) {
        judge_none(judge);
        return;
    }
    if (!operation ||
        (!operation->permissions_application && !operation->permissions_delegated))
        return;
    names needed =
        user ? operation->permissions_delegated : operation->permissions_application;
    const char *fit = fitting(judge);
    if (!fit)
        judge_missing(judge, needed,
                      user ? operation->permissions_application
                           : operation->permissions_delegated);
    else if (operation->effect != EFFECT_READ && permission_only_reads(span_of(fit)))
        find(judge, TOKEN_FAULT_PERMISSION, SEVERITY_WARNING,
             _("Of what \"%s\" needs, the token has %s, which only reads: more may be "
               "asked for (%s)."),
             operation->title, fit, needed[0]);
    else
        find(judge, TOKEN_FAULT_NONE, SEVERITY_INFO,
             user ? _("%s is there. What the user may do in the portal, and on which "
                      "devices, still counts.")
                  : _("%s is there."),
             fit);
}

void
token_check(struct token_findings *findings, const struct token *token,
            const struct token_use *use)
{
    struct judge judge = {findings, token, use};
    judge_form(&judge);
    if (token->form == TOKEN_READ) {
        judge_times(&judge);
        bool ours = judge_audience(&judge);
        judge_owner(&judge);
        if (ours)
            judge_permissions(&judge);
    }
    if (token->form != TOKEN_NOTHING && token->form != TOKEN_REFUSAL)
        judge_dress(&judge);
    for (size_t i = 0; i < token->oddities.count; i++)
        find(&judge, TOKEN_FAULT_FORM, SEVERITY_INFO, "%s", token->oddities.items[i]);
}

void
token_findings_release(struct token_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        mem_free(findings->items[i].text);
        mem_free(findings->items[i].step);
    }
    mem_free(findings->items);
    *findings = (struct token_findings){0};
}

enum severity
token_findings_worst(const struct token_findings *findings)
{
    return findings->count ? findings->items[0].severity : SEVERITY_INFO;
}

const char *
token_fault_name(enum token_fault fault)
{
    static const char *const known[] = {
        [TOKEN_FAULT_FORM] = "form",
        [TOKEN_FAULT_DRESS] = "dress",
        [TOKEN_FAULT_EXPIRED] = "expired",
        [TOKEN_FAULT_EARLY] = "not-yet-valid",
        [TOKEN_FAULT_AUDIENCE] = "audience",
        [TOKEN_FAULT_CLOUD] = "cloud",
        [TOKEN_FAULT_TENANT] = "tenant",
        [TOKEN_FAULT_ACTOR] = "actor",
        [TOKEN_FAULT_PERMISSION] = "permission",
        [TOKEN_FAULT_NONE] = "fits",
    };
    return known[fault];
}

enum unit { UNIT_DAY, UNIT_HOUR, UNIT_MINUTE, UNIT_SECOND };

static void
say_unit(struct str *out, enum unit unit, int64_t number)
{
    unsigned long n = (unsigned long)number;
    switch (unit) {
    case UNIT_DAY:
        str_addf(out, ngettext("%lu day", "%lu days", n), n);
        break;
    case UNIT_HOUR:
        str_addf(out, ngettext("%lu hour", "%lu hours", n), n);
        break;
    case UNIT_MINUTE:
        str_addf(out, ngettext("%lu minute", "%lu minutes", n), n);
        break;
    case UNIT_SECOND:
        str_addf(out, ngettext("%lu second", "%lu seconds", n), n);
        break;
    }
}

void
token_say_span(struct str *out, int64_t ms)
{
    static const int64_t seconds[] = {86400, 3600, 60, 1};
    enum { TELL_REST = 10 }; /* of fewer, the next smaller unit is told too */
    int64_t left = (ms < 0 ? 0 : ms) / 1000;
    int unit = UNIT_DAY;
    while (unit < UNIT_SECOND && left < seconds[unit])
        unit++;
    int64_t number = left / seconds[unit], rest = left % seconds[unit];
    say_unit(out, (enum unit)unit, number);
    if (unit == UNIT_SECOND || number >= TELL_REST || rest < seconds[unit + 1])
        return;
    str_add_byte(out, ' ');
    say_unit(out, (enum unit)(unit + 1), rest / seconds[unit + 1]);
}
