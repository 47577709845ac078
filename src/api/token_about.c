#include "config.h"

#include "api/token_about.h"

#include "api/permission.h"
#include "base/memory.h"
#include "base/text.h"

static void
add_title(struct about *about, const struct token *token)
{
    static const char *const forms[] = {
        [TOKEN_NOTHING] = N_("No token"),
        [TOKEN_READ] = N_("Access token"),
        [TOKEN_ENCRYPTED] = N_("An encrypted token"),
        [TOKEN_OPAQUE] = N_("A token that tells nothing"),
        [TOKEN_REFRESH] = N_("A refresh token"),
        [TOKEN_SECRET] = N_("A client secret"),
        [TOKEN_REFUSAL] = N_("No token: a failed sign-in"),
        [TOKEN_BROKEN] = N_("No token that can be read"),
    };
    struct str text = str_of(_(forms[token->form]));
    if (token->form == TOKEN_READ && token->audiences.count > 1)
        str_add_text(&text, _(" for several APIs"));
    else if (token->form == TOKEN_READ && token->known)
        str_addf(&text, _(" for %s"), audience_title(token->known));
    about_add(about, ABOUT_TITLE, str_text(&text));
    str_release(&text);
}

static void
add_findings(struct about *about, const struct token_findings *findings)
{
    static const struct {
        const char *mark;
        enum style style;
    } looks[] = {
        [SEVERITY_ERROR] = {"✗", STYLE_BAD},
        [SEVERITY_WARNING] = {"▲", STYLE_WARN},
        [SEVERITY_INFO] = {"·", STYLE_NORMAL},
    };
    for (size_t i = 0; i < findings->count; i++) {
        const struct token_finding *finding = &findings->items[i];
        bool fits = finding->fault == TOKEN_FAULT_NONE;
        struct about_line *line = about_add(about, ABOUT_FINDING, finding->text);
        str_add_text(&line->name, fits ? "✓" : looks[finding->severity].mark);
        str_add_text(&line->detail, finding->step ? finding->step : "");
        line->style = fits ? STYLE_GOOD : looks[finding->severity].style;
    }
}

/* A value with what it means in brackets. */
static void
add_pair(struct about *about, const char *name, const char *value, const char *meaning)
{
    struct str text = {0};
    if (value && meaning)
        str_addf(&text, "%s (%s)", value, meaning);
    else
        str_add_text(&text, value ? value : meaning ? meaning : "");
    about_row(about, name, str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static const char *
proof_title(enum token_proof proof)
{
    switch (proof) {
    case PROOF_NONE:
        return _("public: it proved nothing");
    case PROOF_SECRET:
        return _("proved by a client secret");
    case PROOF_CERTIFICATE:
        return _("proved by a certificate");
    case PROOF_UNKNOWN:
        break;
    }
    return NULL;
}

static void
add_user(struct about *about, const struct token *token)
{
    struct str text = {0};
    if (token->user && token->user_name)
        str_addf(&text, "%s, %s", token->user_name, token->user);
    else if (token->user || token->user_name)
        str_add_text(&text, token->user ? token->user : token->user_name);
    else
        str_add_text(&text, _("a user"));
    about_row(about, _("acts for"), str_text(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
add_actor(struct about *about, const struct token *token)
{
    add_pair(about, _("application"), token->application, token->application_name);
    add_pair(about, _("proof"), NULL, proof_title(token->proof));
    if (token->actor == ACTOR_APPLICATION)
        about_row(about, _("acts as"), _("the application itself (no user)"),
                  STYLE_NORMAL);
    else
        add_user(about, token);
}

/* 2026-11-23 07:20:16 UTC */
static void
add_moment(struct str *out, clock_ms at)
{
    struct civil civil = clock_civil(at);
    str_addf(out, "%04lld-%02u-%02u %02u:%02u:%02u UTC", (long long)civil.year,
             civil.month, civil.day, civil.hour, civil.minute, civil.second);
}

enum point { POINT_FROM, POINT_UNTIL };

static void
add_time(struct about *about, enum point point, const struct token_time *time,
         clock_ms now)
{
    struct str text = {0}, span = {0};
    bool ahead = time->at > now;
    if (!time->given)
        return;
    add_moment(&text, time->at);
    token_say_span(&span, ahead ? time->at - now : now - time->at);
    str_add_text(&text, ", ");
    if (!ahead)
        str_addf(&text, _("%s ago"), str_text(&span));
    else if (point == POINT_UNTIL)
        str_addf(&text, _("for another %s"), str_text(&span));
    else
        str_addf(&text, _("in %s"), str_text(&span));
    about_row(about, point == POINT_UNTIL ? _("valid until") : _("valid from"),
              str_text(&text), STYLE_NORMAL);
    str_release(&span);
    str_release(&text);
}

static void
add_claims(struct about *about, const struct token *token, clock_ms now)
{
    enum cloud cloud = cloud_of_issuer(span_of(token->issuer));
    for (size_t i = 0; i < token->audiences.count; i++) {
        const char *name = token->audiences.items[i];
        const struct audience *known = audience_find(span_of(name));
        add_pair(about, i ? _("and for") : _("for"), name,
                 known ? audience_title(known) : _("not an API known here"));
    }
    add_actor(about, token);
    about_row(about, _("tenant"), token->tenant, STYLE_NORMAL);
    add_time(about, POINT_UNTIL, &token->until, now);
    add_time(about, POINT_FROM, &token->from, now);
    add_pair(about, _("issued by"), token->issuer,
             cloud == CLOUD_UNKNOWN ? NULL : cloud_title(cloud));
    about_row(about, _("version"), token->version, STYLE_NORMAL);
    about_row(about, _("token ID"), token->id, STYLE_NORMAL);
    if (token->revocable)
        about_row(about, _("may end early"),
                  _("yes: the client takes part in continuous access evaluation"),
                  STYLE_NORMAL);
}

static size_t
opened(const struct catalogue *catalogue, const char *name, bool delegated)
{
    size_t count = 0;
    const struct operation *one = NULL;
    while ((one = permission_next(catalogue, span_of(name), delegated, one)))
        count++;
    return count;
}

static void
add_permissions(struct about *about, const char *heading, const struct texts *texts,
                bool delegated, const struct catalogue *catalogue)
{
    if (texts->count)
        about_add(about, ABOUT_HEADING, heading);
    for (size_t i = 0; i < texts->count; i++) {
        const struct permission *known = permission_find(span_of(texts->items[i]));
        size_t count = opened(catalogue, texts->items[i], delegated);
        struct about_line *line =
            about_add(about, ABOUT_NAME, known ? _(known->what) : _("not known here"));
        str_add_text(&line->name, texts->items[i]);
        if (count)
            str_addf(&line->detail, ngettext("%zu operation", "%zu operations", count),
                     count);
    }
}

void
token_about(struct about *about, const struct token *token,
            const struct token_findings *findings, const struct token_use *use,
            const struct catalogue *catalogue)
{
    add_title(about, token);
    if (use->operation)
        about_row(about, _("used for"), text_known(use->operation->title),
                  STYLE_NORMAL);
    add_findings(about, findings);
    if (token->form != TOKEN_READ)
        return;
    about_add(about, ABOUT_HEADING, _("What it says"));
    add_claims(about, token, use->now);
    add_permissions(about, _("Application permissions (roles)"), &token->roles, false,
                    catalogue);
    add_permissions(about, _("Delegated permissions (scopes)"), &token->scopes, true,
                    catalogue);
    about_add(about, ABOUT_HEADING, _("How far to trust this"));
    about_add(about, ABOUT_TEXT,
              _("Read, not verified: whether the signature is genuine, only the "
                "service can tell. The token was not sent anywhere for this."));
}

/* ---- JSON ---- */

static void
put(cJSON *object, const char *name, const char *value)
{
    if (value)
        cJSON_AddStringToObject(object, name, value);
    else
        cJSON_AddNullToObject(object, name);
}

static void
put_time(cJSON *object, const char *name, const struct token_time *time)
{
    struct str text = {0};
    if (time->given)
        clock_add_rfc3339(&text, time->at);
    put(object, name, text.p);
    str_release(&text);
}

static void
put_permissions(cJSON *object, const char *name, const struct texts *texts,
                bool delegated, const struct catalogue *catalogue)
{
    cJSON *list = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; i < texts->count; i++) {
        const struct permission *known = permission_find(span_of(texts->items[i]));
        cJSON *item = cJSON_CreateObject();
        cJSON *operations;
        const struct operation *one = NULL;
        cJSON_AddStringToObject(item, "name", texts->items[i]);
        put(item, "allows", known ? _(known->what) : NULL);
        operations = cJSON_AddArrayToObject(item, "operations");
        while ((
            one = permission_next(catalogue, span_of(texts->items[i]), delegated, one)))
            cJSON_AddItemToArray(operations, cJSON_CreateString(one->id));
        cJSON_AddItemToArray(list, item);
    }
}

static void
put_findings(cJSON *object, const struct token_findings *findings)
{
    cJSON *list = cJSON_AddArrayToObject(object, "findings");
    for (size_t i = 0; i < findings->count; i++) {
        const struct token_finding *finding = &findings->items[i];
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "kind", token_fault_name(finding->fault));
        cJSON_AddStringToObject(item, "severity", severity_name(finding->severity));
        cJSON_AddStringToObject(item, "text", finding->text);
        put(item, "step", finding->step);
        cJSON_AddItemToArray(list, item);
    }
}

static const char *
proof_name(enum token_proof proof)
{
    static const char *const known[] = {[PROOF_NONE] = "none",
                                        [PROOF_SECRET] = "secret",
                                        [PROOF_CERTIFICATE] = "certificate"};
    return known[proof];
}

static const char *
api_name(const struct audience *audience)
{
    if (!audience)
        return NULL;
    return audience->product == PRODUCT_OTHER ? audience->title
                                              : product_name(audience->product);
}

cJSON *
token_json(const struct token *token, const struct token_findings *findings,
           const struct token_use *use, const struct catalogue *catalogue)
{
    cJSON *json = cJSON_CreateObject();
    bool read = token->form == TOKEN_READ;
    put(json, "form", token_form_name(token->form));
    cJSON_AddFalseToObject(json, "verified");
    put(json, "operation", use->operation ? use->operation->id : NULL);
    put_findings(json, findings);
    put(json, "algorithm", token->algorithm);
    cJSON *audiences = cJSON_AddArrayToObject(json, "audiences");
    for (size_t i = 0; i < token->audiences.count; i++)
        cJSON_AddItemToArray(audiences, cJSON_CreateString(token->audiences.items[i]));
    put(json, "api", api_name(token->known));
    put(json, "actor", read ? token_actor_name(token->actor) : NULL);
    put(json, "application", token->application);
    put(json, "application_name", token->application_name);
    put(json, "proof", proof_name(token->proof));
    put(json, "user", token->user);
    put(json, "user_name", token->user_name);
    put(json, "tenant", token->tenant);
    put(json, "issuer", token->issuer);
    put(json, "cloud", cloud_name(cloud_of_issuer(span_of(token->issuer))));
    put(json, "version", token->version);
    put(json, "id", token->id);
    put_time(json, "issued", &token->issued);
    put_time(json, "valid_from", &token->from);
    put_time(json, "valid_until", &token->until);
    if (token->until.given)
        cJSON_AddNumberToObject(json, "seconds_left",
                                (double)((token->until.at - use->now) / 1000));
    else
        cJSON_AddNullToObject(json, "seconds_left");
    put_permissions(json, "roles", &token->roles, false, catalogue);
    put_permissions(json, "scopes", &token->scopes, true, catalogue);
    return json;
}
