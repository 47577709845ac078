#include "config.h"

#include "io/sign_in.h"

#include "api/exchange.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/assertion.h"
#include "io/child.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/net.h"
#include "io/prompt.h"
#include "io/signals.h"
#include "io/spawn.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

enum {
    SECRET_MAX = 16 * 1024,
    ANSWER_MAX = 64 * 1024,
    COMMAND_MS = 30000,
    WORDS_MAX = 64,
    POLL_S = 5, /* RFC 8628, 3.2 and 3.5 */
    SLOWER_S = 5,
    CODE_LIFE_S = 900,
    EARLY_MS = 5 * 60 * 1000, /* before its end a token is replaced */
};

/* ---- where the secret comes from ---- */

/* Words apart by blanks, together in quotes; {resource} becomes RESOURCE. Owned. */
static size_t
split(const char *text, const char *resource, char **words)
{
    size_t count = 0;
    while (count + 1 < WORDS_MAX) {
        struct str word = {0};
        char quote = 0;
        bool begun = false;
        text += strspn(text, " \t");
        for (; *text && (quote || !strchr(" \t", *text)); text++) {
            begun = true;
            if (quote && *text == quote)
                quote = 0;
            else if (!quote && (*text == '"' || *text == '\''))
                quote = *text;
            else if (strncmp(text, "{resource}", 10) == 0) {
                str_add_text(&word, resource);
                text += 9;
            } else
                str_add_byte(&word, *text);
        }
        if (!begun) {
            str_release(&word);
            break;
        }
        if (!word.p)
            str_add_text(&word, "");
        words[count++] = word.p ? str_take(&word) : mem_strdup("");
    }
    words[count] = NULL;
    return count;
}

static enum status
from_command(const struct sign_in_plan *plan, const char *resource, struct str *out,
             struct err *err)
{
    char *words[WORDS_MAX];
    size_t count =
        split(plan->setting->values[SETTING_SECRET_COMMAND], resource, words);
    struct child_plan child = {.argv = (const char *const *)words,
                               .capture = true,
                               .errors = true,
                               .capture_max = SECRET_MAX,
                               .limit_ms = COMMAND_MS};
    struct child_result result = {0};
    enum status status = STATUS_OK;
    if (!count)
        return err_set(err, STATUS_INPUT, "%s", _("secret-command: it is empty"));
    child_run(&child, &result);
    if (result.end == CHILD_EXITED && result.code == 0) {
        str_add(out, span_trim(str_span(&result.output)));
    } else {
        struct str said = {0};
        child_describe(words[0], &result, &said);
        status = err_set(err, STATUS_SIGN_IN, "secret-command: %s", str_text(&said));
        str_release(&said);
    }
    str_wipe(&result.output);
    for (size_t i = 0; i < count; i++)
        mem_free(words[i]);
    return status;
}

static void
word_question(const struct sign_in_plan *plan, struct str *out)
{
    const char *name = plan->setting->name;
    enum sign_in_way way = setting_way(plan->setting);
    if (way == WAY_CERTIFICATE)
        str_addf(out, _("Passphrase of the key for profile %s (nothing is shown): "),
                 name);
    else if (way == WAY_CLIENT_SECRET)
        str_addf(out, _("Client secret for profile %s (nothing is shown): "), name);
    else
        str_addf(out, _("Token for profile %s (nothing is shown): "), name);
}

/* What was typed once is used as long as the program runs. */
static enum status
from_terminal(const struct sign_in_plan *plan, struct str *out, struct err *err)
{
    struct str question = {0};
    enum status status = STATUS_OK;
    if (!plan->asked)
        return err_set(err, STATUS_SIGN_IN,
                       _("profile \"%s\": its secret is asked for on the terminal, and "
                         "nobody can be asked now: defscope login %s"),
                       plan->setting->name, plan->setting->name);
    word_question(plan, &question);
    if (!secret_held(plan->asked))
        status = prompt_secret(str_text(&question), plan->asked, err);
    str_add(out, secret_reveal(plan->asked));
    str_release(&question);
    return status;
}

/* Tells what is taken from where; the redactor knows it before anything can fail. */
static enum status
read_secret(const struct sign_in_plan *plan, const char *resource, struct str *out,
            struct err *err)
{
    char *const *values = plan->setting->values;
    enum status status = STATUS_OK;
    if (values[SETTING_SECRET_PROMPT]) {
        status = from_terminal(plan, out, err);
    } else if (values[SETTING_SECRET_COMMAND]) {
        status = from_command(plan, resource, out, err);
    } else if (values[SETTING_SECRET_FILE]) {
        struct str text = {0};
        status = file_read_private(values[SETTING_SECRET_FILE], SECRET_MAX, &text, err);
        str_add(out, span_trim(str_span(&text)));
        str_wipe(&text);
    } else if (values[SETTING_SECRET_ENV]) {
        char *value = getenv(values[SETTING_SECRET_ENV]);
        spawn_hide(values[SETTING_SECRET_ENV]);
        if (!value)
            return err_set(err, STATUS_INPUT,
                           _("profile \"%s\": the variable %s is not set"),
                           plan->setting->name, values[SETTING_SECRET_ENV]);
        str_add(out, span_trim(span_of(value)));
    }
    redactor_know(plan->redactor, str_span(out));
    if (status == STATUS_OK && !out->n && setting_way(plan->setting) != WAY_CERTIFICATE)
        status = err_set(err, STATUS_INPUT, _("profile \"%s\": its secret is empty"),
                         plan->setting->name);
    return status;
}

/* ---- Entra ---- */

static void
add_field(struct str *form, const char *name, struct span value)
{
    str_addf(form, "%s%s=", form->n ? "&" : "", name);
    percent_encode(form, value, "");
}

static void
add_scope(struct str *form, const char *resource, bool offline)
{
    struct str scope = {0};
    str_addf(&scope, "%s/.default%s", resource, offline ? " offline_access" : "");
    add_field(form, "scope", str_span(&scope));
    str_release(&scope);
}

static const char *
authority(const struct sign_in_plan *plan)
{
    return plan->practice ? plan->practice : setting_authority(plan->setting);
}

static void
add_endpoint(struct str *url, const struct sign_in_plan *plan, const char *name)
{
    const char *tenant = plan->setting->values[SETTING_TENANT];
    str_addf(url, "%s/%s/oauth2/v2.0/%s", authority(plan),
             tenant ? tenant : "practice.example", name);
}

static enum status
post(const struct sign_in_plan *plan, const char *endpoint, const struct str *form,
     struct exchange *exchange, struct err *err)
{
    struct str url = {0};
    struct pairs headers = {0};
    add_endpoint(&url, plan, endpoint);
    pairs_add(&headers, SPAN("Content-Type"),
              SPAN("application/x-www-form-urlencoded"));
    char *const *values = plan->setting->values;
    struct net_way way = {.proxy = values[SETTING_PROXY],
                          .ca_file = values[SETTING_CA_FILE],
                          .crl_file = values[SETTING_CRL_FILE]};
    struct net_request request = {.method = "POST",
                                  .url = str_text(&url),
                                  .headers = &headers,
                                  .body = str_span(form),
                                  .has_body = true,
                                  .practice = plan->practice != NULL,
                                  .way = &way,
                                  .body_max = ANSWER_MAX};
    enum status status = net_exchange(&request, exchange, err);
    if (status != STATUS_OK)
        err_context(err, _("signing in at %s"), authority(plan));
    pairs_release(&headers);
    str_release(&url);
    return status;
}

/* By which Entra's support finds it. */
static void
add_ids(struct str *out, const struct pairs *ids)
{
    static const char *const known[] = {"trace_id", "correlation_id"};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const char *value = pairs_get(ids, known[i]);
        if (value)
            str_addf(out, " %s %s", known[i], value);
    }
}

/* "signing in was refused: AADSTS7000215: The secret is wrong. Make a new one ..." */
static enum status
refused(const struct exchange *exchange, struct err *err)
{
    struct str ids = {0};
    struct diagnosis diagnosis = {0};
    struct diagnosis_context context = {.now = clock_now().wall};
    diagnose(&diagnosis, exchange, &context);
    const char *name = diagnosis.known_as ? diagnosis.known_as : diagnosis.code;
    add_ids(&ids, &diagnosis.ids);
    err_set(err, STATUS_SIGN_IN, _("signing in was refused: %s (%d): %s %s%s"),
            name ? name : _("no reason is given"), diagnosis.status,
            diagnosis.summary ? diagnosis.summary : "",
            diagnosis.steps.count ? diagnosis.steps.items[0] : "", str_text(&ids));
    str_release(&ids);
    diagnosis_release(&diagnosis);
    return STATUS_SIGN_IN;
}

/* A member of the answer, as text; false where there is none. */
static bool
answered(const struct exchange *exchange, const char *name, struct str *out)
{
    struct json_tree tree = {0};
    json_tree_read(&tree, str_span(&exchange->response.body));
    const struct json_node *node =
        tree.count ? json_node_member(&tree, &tree.nodes[0], name) : NULL;
    str_clear(out);
    if (node && node->kind == JSON_KIND_STRING)
        json_node_decoded(&tree, node, out);
    else if (node && node->kind == JSON_KIND_NUMBER)
        str_add(out, json_node_raw(&tree, node));
    json_tree_release(&tree);
    return out->n > 0;
}

static enum status
take_token(const struct sign_in_plan *plan, struct exchange *exchange,
           struct secret *token, struct err *err)
{
    struct str bare = {0};
    bool fine = exchange->response.status == 200 &&
                answered(exchange, "access_token", &bare) && bare.n <= TOKEN_MAX;
    if (fine) {
        redactor_know(plan->redactor, str_span(&bare));
        secret_set(token, str_span(&bare));
    }
    if (fine && plan->refresh && answered(exchange, "refresh_token", &bare)) {
        redactor_know(plan->redactor, str_span(&bare));
        secret_set(plan->refresh, str_span(&bare));
    }
    str_wipe(&bare);
    return fine ? STATUS_OK : refused(exchange, err);
}

static void
finish(struct exchange *exchange, struct str *form)
{
    mem_wipe(exchange->response.body.p, exchange->response.body.n);
    str_wipe(&exchange->request.body);
    exchange_release(exchange);
    str_wipe(form);
}

/* RFC 6749, 4.4. FORM holds what proves to be the application; it is wiped. */
static enum status
by_credentials(const struct sign_in_plan *plan, const char *resource, struct str *form,
               struct secret *token, struct err *err)
{
    struct exchange exchange = {0};
    add_field(form, "grant_type", SPAN("client_credentials"));
    add_field(form, "client_id", span_of(plan->setting->values[SETTING_APPLICATION]));
    add_scope(form, resource, false);
    enum status status = post(plan, "token", form, &exchange, err);
    if (status == STATUS_OK)
        status = take_token(plan, &exchange, token, err);
    finish(&exchange, form);
    return status;
}

static enum status
by_client_secret(const struct sign_in_plan *plan, const char *resource,
                 struct secret *token, struct err *err)
{
    struct str secret = {0}, form = {0};
    enum status status = read_secret(plan, resource, &secret, err);
    if (status == STATUS_OK) {
        add_field(&form, "client_secret", str_span(&secret));
        status = by_credentials(plan, resource, &form, token, err);
    }
    str_wipe(&secret);
    return status;
}

static enum status
by_certificate(const struct sign_in_plan *plan, const char *resource,
               struct secret *token, struct err *err)
{
    struct str passphrase = {0}, endpoint = {0}, proof = {0}, form = {0};
    char *const *values = plan->setting->values;
    enum status status = read_secret(plan, resource, &passphrase, err);
    add_endpoint(&endpoint, plan, "token");
    struct assertion_plan assertion = {.certificate = values[SETTING_CERTIFICATE],
                                       .key = values[SETTING_KEY],
                                       .passphrase = str_span(&passphrase),
                                       .application = values[SETTING_APPLICATION],
                                       .audience = str_text(&endpoint),
                                       .now = clock_now().wall};
    if (status == STATUS_OK)
        status = assertion_make(&assertion, &proof, err);
    if (status == STATUS_OK) {
        redactor_know(plan->redactor, str_span(&proof));
        add_field(&form, "client_assertion_type",
                  SPAN("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        add_field(&form, "client_assertion", str_span(&proof));
        status = by_credentials(plan, resource, &form, token, err);
    }
    str_wipe(&passphrase);
    str_wipe(&proof);
    str_release(&endpoint);
    return status;
}

/* ---- device code, RFC 8628 ---- */

static uint64_t
number(const struct exchange *exchange, const char *name, uint64_t fallback)
{
    struct str text = {0};
    uint64_t value = fallback;
    if (answered(exchange, name, &text) &&
        !span_number(str_span(&text), CODE_LIFE_S, &value))
        value = fallback;
    str_release(&text);
    return value;
}

/* Once; STATUS_FOUND: not yet. */
static enum status
poll_once(const struct sign_in_plan *plan, const struct str *form, uint64_t *interval,
          struct secret *token, struct err *err)
{
    struct exchange exchange = {0};
    struct str word = {0}, none = {0};
    enum status status = post(plan, "token", form, &exchange, err);
    if (status == STATUS_OK) {
        answered(&exchange, "error", &word);
        bool slower = span_is(str_span(&word), "slow_down");
        if (slower)
            *interval += SLOWER_S;
        if (slower || span_is(str_span(&word), "authorization_pending"))
            status = STATUS_FOUND;
        else
            status = take_token(plan, &exchange, token, err);
    }
    str_release(&word);
    finish(&exchange, &none);
    return status;
}

static enum status
poll_codes(const struct sign_in_plan *plan, const struct exchange *codes,
           const struct str *device, struct secret *token, struct err *err)
{
    uint64_t interval = number(codes, "interval", POLL_S);
    uint64_t life = number(codes, "expires_in", CODE_LIFE_S);
    clock_ms end = clock_now().steady + (clock_ms)life * 1000;
    struct str form = {0};
    add_field(&form, "grant_type",
              SPAN("urn:ietf:params:oauth:grant-type:device_code"));
    add_field(&form, "client_id", span_of(plan->setting->values[SETTING_APPLICATION]));
    add_field(&form, "device_code", str_span(device));
    enum status status = STATUS_FOUND;
    while (status == STATUS_FOUND && clock_now().steady < end) {
        unsigned wanted = SIGNALS_INT | SIGNALS_TERM | SIGNALS_HUP;
        if (signals_pause(wanted, (int)(interval ? interval : 1) * 1000))
            status =
                err_set(err, STATUS_CANCELLED, "%s", _("signing in was cancelled"));
        else
            status = poll_once(plan, &form, &interval, token, err);
    }
    str_wipe(&form);
    if (status == STATUS_FOUND)
        status = err_set(err, STATUS_SIGN_IN, "%s",
                         _("nobody entered the code in time. Try again"));
    return status;
}

/* RFC 6749, 6. A refusal is no failure: the user is asked again. */
static bool
by_refresh(const struct sign_in_plan *plan, const char *resource, struct secret *token)
{
    struct exchange exchange = {0};
    struct str form = {0};
    struct err refusal = {0};
    add_field(&form, "grant_type", SPAN("refresh_token"));
    add_field(&form, "client_id", span_of(plan->setting->values[SETTING_APPLICATION]));
    add_field(&form, "refresh_token", secret_reveal(plan->refresh));
    add_scope(&form, resource, true);
    bool fine = post(plan, "token", &form, &exchange, &refusal) == STATUS_OK &&
                take_token(plan, &exchange, token, &refusal) == STATUS_OK;
    finish(&exchange, &form);
    return fine;
}

static enum status
by_device_code(const struct sign_in_plan *plan, const char *resource,
               struct secret *token, struct err *err)
{
    struct str form = {0}, device = {0}, code = {0}, address = {0};
    struct exchange exchange = {0};
    if (plan->refresh && secret_held(plan->refresh) &&
        by_refresh(plan, resource, token))
        return STATUS_OK;
    if (!plan->ask)
        return err_set(err, STATUS_SIGN_IN,
                       _("profile \"%s\": a user has to sign in first: "
                         "defscope login %s"),
                       plan->setting->name, plan->setting->name);
    add_field(&form, "client_id", span_of(plan->setting->values[SETTING_APPLICATION]));
    add_scope(&form, resource, plan->refresh != NULL);
    enum status status = post(plan, "devicecode", &form, &exchange, err);
    if (status == STATUS_OK && exchange.response.status == 200 &&
        answered(&exchange, "device_code", &device) &&
        answered(&exchange, "user_code", &code) &&
        answered(&exchange, "verification_uri", &address)) {
        redactor_know(plan->redactor, str_span(&device));
        plan->ask(plan->owner, str_text(&address), str_text(&code),
                  (long)number(&exchange, "expires_in", CODE_LIFE_S));
        status = poll_codes(plan, &exchange, &device, token, err);
    } else if (status == STATUS_OK) {
        status = refused(&exchange, err);
    }
    str_wipe(&device);
    str_release(&code);
    str_release(&address);
    finish(&exchange, &form);
    return status;
}

/* The token itself, or a command's answer with it inside. */
static enum status
by_token(const struct sign_in_plan *plan, const char *resource, struct secret *token,
         struct err *err)
{
    struct str text = {0}, bare = {0};
    enum status status = read_secret(plan, resource, &text, err);
    if (status == STATUS_OK) {
        token_bare(str_span(&text), &bare);
        redactor_know(plan->redactor, str_span(&bare));
        if (bare.n)
            secret_set(token, str_span(&bare));
        else
            status = err_set(err, STATUS_SIGN_IN,
                             _("profile \"%s\": what it gives holds no token"),
                             plan->setting->name);
    }
    str_wipe(&text);
    str_wipe(&bare);
    return status;
}

enum status
sign_in(const struct sign_in_plan *plan, struct secret *token, struct err *err)
{
    static enum status (*const ways[])(const struct sign_in_plan *, const char *,
                                       struct secret *, struct err *) = {
        [WAY_TOKEN] = by_token,
        [WAY_TOKEN_COMMAND] = by_token,
        [WAY_CLIENT_SECRET] = by_client_secret,
        [WAY_DEVICE_CODE] = by_device_code,
        [WAY_CERTIFICATE] = by_certificate,
    };
    return ways[setting_way(plan->setting)](
        plan, setting_audience(plan->setting, plan->product), token, err);
}

clock_ms
sign_in_due(const struct token *token)
{
    const struct token_time *from = token->from.given ? &token->from : &token->issued;
    clock_ms early = EARLY_MS;
    if (!token->until.given)
        return INT64_MAX;
    if (from->given && (token->until.at - from->at) / 4 < early)
        early = (token->until.at - from->at) / 4;
    return token->until.at - early;
}

bool
sign_in_lasts(const struct secret *token)
{
    struct token claims = {0};
    if (!secret_held(token))
        return false;
    token_read(&claims, secret_reveal(token));
    bool lasts = sign_in_due(&claims) > clock_now().wall;
    token_release(&claims);
    return lasts;
}

/* ---- tokens that are kept ---- */

static char *
kept_path(const char *profile, enum product product)
{
    struct str name = {0};
    str_addf(&name, "token-%s-%s", profile, product_name(product));
    char *path = folder_path(FOLDER_RUNTIME, str_text(&name));
    str_release(&name);
    return path;
}

enum status
sign_in_keep(const char *profile, enum product product, const struct secret *token,
             struct err *err)
{
    char *folder = folder_path(FOLDER_RUNTIME, NULL);
    char *path = kept_path(profile, product);
    enum status status = folder_make(folder, err);
    if (status == STATUS_OK)
        status = file_write(path, secret_reveal(token), err);
    mem_free(path);
    mem_free(folder);
    return status;
}

enum status
sign_in_kept(const char *profile, enum product product, clock_ms now,
             struct secret *token, struct err *err)
{
    enum { LEAST_MS = 60000 };
    struct str text = {0};
    struct token claims = {0};
    char *path = kept_path(profile, product);
    struct err absent;
    enum status status = STATUS_FOUND;
    if (file_read_private(path, TOKEN_MAX, &text, &absent) == STATUS_OK && text.n) {
        token_read(&claims, str_span(&text));
        if (!claims.until.given || claims.until.at - now > LEAST_MS) {
            secret_set(token, str_span(&text));
            status = STATUS_OK;
        }
        token_release(&claims);
    }
    if (status != STATUS_OK)
        err_set(err, STATUS_FOUND, _("no token is kept for profile \"%s\""), profile);
    str_wipe(&text);
    mem_free(path);
    return status;
}

unsigned
sign_in_forget(const char *profile)
{
    unsigned count = 0;
    for (int i = 0; i < PRODUCT_OTHER; i++) {
        char *path = kept_path(profile, (enum product)i);
        count += file_forget(path);
        mem_free(path);
    }
    return count;
}
