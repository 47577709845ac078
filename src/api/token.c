#include "config.h"

#include "api/token.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"
#include "json/tree.h"

#include <string.h>

enum {
    CLAIM_MAX = 512, /* bytes */
    LIST_MAX = 256,  /* permissions */
    WORD_LEAST = 12, /* characters of an opaque token */
};

static void
odd(struct token *token, const char *sentence)
{
    texts_add(&token->oddities, span_of(sentence));
}

static void
broken(struct token *token, const char *problem)
{
    token->form = TOKEN_BROKEN;
    mem_free(token->problem);
    token->problem = mem_strdup(problem);
}

/* ---- what stands around a token ---- */

static bool
strip_quotes(struct span *text)
{
    static const char *const quotes[] = {"\"", "'", "`", "“", "”", "‘", "’"};
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(quotes); i++) {
        if (span_starts(*text, quotes[i])) {
            *text = span_from(*text, strlen(quotes[i]));
            found = true;
        }
        if (span_ends(*text, quotes[i])) {
            text->n -= strlen(quotes[i]);
            found = true;
        }
    }
    return found;
}

static bool
strip_words(struct span *text)
{
    static const char *const words[] = {"-H",
                                        "$headers",
                                        "Authorization\"",
                                        "Authorization'",
                                        "Authorization",
                                        "access_token",
                                        "Bearer",
                                        ":",
                                        "=",
                                        "%20"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!span_starts_nocase(*text, words[i]))
            continue;
        *text = span_from(*text, strlen(words[i]));
        return true;
    }
    return false;
}

static struct span
undress(struct span text, unsigned *dress)
{
    for (size_t before = text.n + 1; text.n && text.n < before;) {
        before = text.n;
        text = span_trim(text);
        while (span_ends(text, ",") || span_ends(text, ";"))
            text.n--;
        if (strip_quotes(&text))
            *dress |= DRESS_QUOTES;
        text = span_trim(text);
        if (strip_words(&text))
            *dress |= DRESS_BEARER;
    }
    return text;
}

/* The token in a sign-in's answer; an ID token is no access token, but more than none.
 */
static bool
from_response(struct span json, struct str *out, struct token *token)
{
    static const char *const members[] = {"access_token", "accessToken", "token",
                                          "id_token", "refresh_token"};
    struct json_tree tree = {0};
    json_tree_read(&tree, json);
    const struct json_node *found = NULL;
    for (size_t i = 0; i < COUNT_OF(members) && !found && tree.count; i++)
        found = json_node_member(&tree, &tree.nodes[0], members[i]);
    if (found && found->kind != JSON_KIND_STRING)
        found = NULL;
    if (found)
        json_node_decoded(&tree, found, out);
    else if (token && tree.count && json_node_member(&tree, &tree.nodes[0], "error"))
        token->form = TOKEN_REFUSAL;
    json_tree_release(&tree);
    return found != NULL;
}

/* Appends the token alone, and notes what was taken off. */
static void
extract(struct span text, struct str *out, unsigned *dress, struct token *token)
{
    struct str inner = {0};
    text = span_trim(text);
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    if (span_starts(text, "{")) {
        *dress |= DRESS_RESPONSE;
        if (!from_response(text, &inner, token)) {
            str_release(&inner);
            return;
        }
        text = str_span(&inner);
    }
    text = undress(text, dress);
    for (size_t i = 0; i < text.n; i++) {
        bool blank = strchr(" \t\r\n", text.p[i]) && text.p[i];
        bool escaped = text.p[i] == '\\' && i + 1 < text.n &&
                       (text.p[i + 1] == 'n' || text.p[i + 1] == 'r');
        if (blank || escaped)
            *dress |= DRESS_BREAKS;
        else
            str_add_byte(out, text.p[i]);
        i += escaped;
    }
    str_wipe(&inner);
}

void
token_bare(struct span text, struct str *out)
{
    unsigned dress = 0;
    if (text.n <= TOKEN_TEXT_MAX)
        extract(text, out, &dress, NULL);
}

/* ---- claims ---- */

struct claims {
    struct token *token;
    struct json_tree tree;
    struct str text; /* the claims; the tree borrows it */
};

static const struct json_node *
claim(const struct claims *claims, const char *name, enum json_kind kind)
{
    const struct json_node *node =
        json_node_member(&claims->tree, &claims->tree.nodes[0], name);
    return node && node->kind == kind ? node : NULL;
}

static char *
decoded(const struct claims *claims, const struct json_node *node)
{
    struct str text = {0};
    json_node_decoded(&claims->tree, node, &text);
    if (text.n > CLAIM_MAX) {
        size_t end = CLAIM_MAX;
        while (end && ((unsigned char)text.p[end] & 0xc0) == 0x80)
            end--; /* whole characters */
        str_cut(&text, end);
    }
    for (size_t i = 0; i < text.n; i++)
        if (!text.p[i])
            text.p[i] = '\x1a'; /* shown as what it is: nothing that belongs here */
    return str_take(&text);
}

/* The first of the claims that is there; NULL: none is. */
static char *
read_text(const struct claims *claims, const char *const *from)
{
    for (; *from; from++) {
        const struct json_node *node = claim(claims, *from, JSON_KIND_STRING);
        if (node && node->length > 2)
            return decoded(claims, node);
    }
    return NULL;
}

static void
add_once(struct texts *texts, char *name)
{
    bool known = !*name || texts->count >= LIST_MAX;
    for (size_t i = 0; i < texts->count && !known; i++)
        known = !strcmp(texts->items[i], name);
    if (!known)
        texts_add(texts, span_of(name));
}

/* One, or a list of them (RFC 7519, 4.1.3). */
static void
read_audiences(const struct claims *claims)
{
    struct token *token = claims->token;
    const struct json_node *aud =
        json_node_member(&claims->tree, &claims->tree.nodes[0], "aud");
    bool list = aud && aud->kind == JSON_KIND_ARRAY;
    const struct json_node *one = list ? json_node_first(&claims->tree, aud) : aud;
    for (; one; one = list ? json_node_next(&claims->tree, one) : NULL) {
        char *name = one->kind == JSON_KIND_STRING ? decoded(claims, one) : NULL;
        if (name)
            add_once(&token->audiences, name);
        if (name && !token->known)
            token->known = audience_find(span_of(name));
        mem_free(name);
    }
}

/* Seconds since 1970 as RFC 7519 has them, within what a double holds exactly. */
static struct token_time
read_time(const struct claims *claims, const char *name)
{
    struct token_time time = {0};
    const struct json_node *node =
        json_node_member(&claims->tree, &claims->tree.nodes[0], name);
    uint64_t seconds;
    if (!node)
        return time;
    struct span raw = json_node_raw(&claims->tree, node);
    if (node->kind == JSON_KIND_NUMBER &&
        span_number(raw, INT64_C(253402300799), &seconds)) { /* the year 9999 */
        time = (struct token_time){true, (clock_ms)seconds * 1000};
    } else {
        struct str text = {0};
        str_addf(&text, _("Its claim \"%s\" is no time in whole seconds."), name);
        odd(claims->token, str_text(&text));
        str_release(&text);
    }
    return time;
}

static void
read_roles(const struct claims *claims)
{
    const struct json_node *list = claim(claims, "roles", JSON_KIND_ARRAY);
    const struct json_node *one = list ? json_node_first(&claims->tree, list) : NULL;
    for (; one; one = json_node_next(&claims->tree, one)) {
        char *name = one->kind == JSON_KIND_STRING ? decoded(claims, one) : NULL;
        if (name)
            add_once(&claims->token->roles, name);
        mem_free(name);
    }
    if (!list && json_node_member(&claims->tree, &claims->tree.nodes[0], "roles"))
        odd(claims->token, _("Its claim \"roles\" is no list."));
}

static void
read_scopes(const struct claims *claims)
{
    char *text = read_text(claims, (const char *const[]){"scp", NULL});
    struct span rest = span_of(text), word;
    while (span_next(&rest, ' ', &word)) {
        struct str name = str_dup(word);
        if (word.n)
            add_once(&claims->token->scopes, name.p);
        str_release(&name);
    }
    mem_free(text);
}

/* appidacr in version 1.0, azpacr in 2.0. */
static enum token_proof
read_proof(const struct claims *claims)
{
    static const enum token_proof proofs[] = {PROOF_NONE, PROOF_SECRET,
                                              PROOF_CERTIFICATE};
    char *text = read_text(claims, (const char *const[]){"appidacr", "azpacr", NULL});
    uint64_t number = COUNT_OF(proofs);
    bool known = text && span_number(span_of(text), COUNT_OF(proofs) - 1, &number);
    mem_free(text);
    return known ? proofs[number] : PROOF_UNKNOWN;
}

static enum token_actor
read_actor(const struct claims *claims)
{
    const struct token *token = claims->token;
    char *kind = read_text(claims, (const char *const[]){"idtyp", NULL});
    bool application = kind && !strcmp(kind, "app");
    bool user = token->scopes.count || (kind && !strcmp(kind, "user"));
    mem_free(kind);
    if (user)
        return ACTOR_USER;
    return application || token->roles.count || !token->user ? ACTOR_APPLICATION
                                                             : ACTOR_USER;
}

static void
read_claims(struct claims *claims)
{
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
    struct token *token = claims->token;
    read_audiences(claims);
    token->issuer = read_text(claims, NAMES("iss"));
    token->tenant = read_text(claims, NAMES("tid"));
    token->application = read_text(claims, NAMES("appid", "azp"));
    token->application_name = read_text(claims, NAMES("app_displayname"));
    token->version = read_text(claims, NAMES("ver"));
    token->id = read_text(claims, NAMES("uti", "jti"));
    token->user =
        read_text(claims, NAMES("upn", "preferred_username", "unique_name", "email"));
    token->user_name = read_text(claims, NAMES("name"));
    token->proof = read_proof(claims);
    token->issued = read_time(claims, "iat");
    token->from = read_time(claims, "nbf");
    token->until = read_time(claims, "exp");
    read_roles(claims);
    read_scopes(claims);
    token->actor = read_actor(claims);
    const struct json_node *abilities = claim(claims, "xms_cc", JSON_KIND_ARRAY);
    token->revocable = abilities && abilities->count > 0;
#undef NAMES
}

/* ---- the parts of a JWT ---- */

enum { PARTS_MAX = 6 };

/* A part as the JSON object that it must be; TREE borrows TEXT. */
static bool
read_part(struct token *token, struct span part, struct str *text,
          struct json_tree *tree)
{
    if (span_ends(part, "="))
        token->dress |= DRESS_PADDING;
    bool whole = base64_decode(text, part);
    json_tree_read(tree, str_span(text));
    return whole && tree->count && tree->nodes[0].kind == JSON_KIND_OBJECT &&
           !tree->fault_count && !tree->cut_short;
}

/* The header tells that it is one. */
static bool
read_header(struct token *token, struct span part, bool *encrypted)
{
    struct claims header = {.token = token};
    bool good = read_part(token, part, &header.text, &header.tree);
    if (good) {
        token->algorithm = read_text(&header, (const char *const[]){"alg", NULL});
        *encrypted = claim(&header, "enc", JSON_KIND_STRING) != NULL;
    }
    json_tree_release(&header.tree);
    str_wipe(&header.text);
    return good;
}

static void
read_body(struct token *token, struct span part)
{
    struct claims claims = {.token = token};
    if (read_part(token, part, &claims.text, &claims.tree)) {
        token->form = TOKEN_READ;
        read_claims(&claims);
    } else {
        broken(token, _("Its middle part, which holds the claims, can't be read: the "
                        "token was cut off or changed when it was copied."));
    }
    json_tree_release(&claims.tree);
    str_wipe(&claims.text);
}

/* Entra's client secrets: three characters, a digit, "Q~", then 31 to 34 more. */
static bool
looks_like_secret(struct span text)
{
    return text.n >= 37 && text.n <= 40 && text.p[3] >= '0' && text.p[3] <= '9' &&
           text.p[4] == 'Q' && text.p[5] == '~';
}

/* "0.AX...", "1.AV...": what Entra's refresh tokens and codes begin with. */
static bool
looks_like_refresh(struct span text)
{
    return text.n > 40 && (text.p[0] == '0' || text.p[0] == '1') && text.p[1] == '.' &&
           text.p[2] == 'A';
}

static void
read_wordlike(struct token *token, struct span text)
{
    if (looks_like_secret(text))
        token->form = TOKEN_SECRET;
    else if (looks_like_refresh(text))
        token->form = TOKEN_REFRESH;
    else if (span_find_byte(text, 0, '.') == text.n && text.n >= WORD_LEAST &&
             !(token->dress & DRESS_BREAKS))
        token->form = TOKEN_OPAQUE;
    else
        broken(token, _("This is no token: one has three parts with a point between "
                        "them, and begins with \"ey\"."));
}

static bool
letters_only(struct token *token, struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (base64_value(text.p[i]) >= 0 || text.p[i] == '.' || text.p[i] == '~' ||
            (text.p[i] == '=' && i))
            continue;
        struct str problem = {0};
        str_addf(&problem,
                 _("Its character %zu can't be part of a token: copy the token again, "
                   "alone."),
                 i + 1);
        broken(token, str_text(&problem));
        str_release(&problem);
        return false;
    }
    return true;
}

static void
read_bare(struct token *token, struct span text)
{
    struct span parts[PARTS_MAX], rest = text;
    size_t count = 0;
    bool encrypted = false;
    if (!letters_only(token, text))
        return;
    while (count < PARTS_MAX && span_next(&rest, '.', &parts[count]))
        count++;
    if (!read_header(token, parts[0], &encrypted)) {
        if (span_starts(text, "ey"))
            broken(token, _("Its first part can't be read: the token was cut off or "
                            "changed when it was copied."));
        else
            read_wordlike(token, text);
        return;
    }
    token->unsigned_ = count == 2 || (count == 3 && !parts[2].n);
    if (count == 5 || encrypted)
        token->form = TOKEN_ENCRYPTED;
    else if (count == 2 || count == 3)
        read_body(token, parts[1]);
    else
        broken(token, count == 1 ? _("Only its first part is there: it was cut off "
                                     "when it was copied.")
                                 : _("It has too many parts: two tokens may have been "
                                     "copied as one."));
}

void
token_read(struct token *token, struct span text)
{
    struct str bare = {0};
    if (text.n > TOKEN_TEXT_MAX) {
        broken(token, _("This text is too long to hold a token."));
        return;
    }
    extract(text, &bare, &token->dress, token);
    token->length = bare.n;
    if (bare.n > TOKEN_MAX)
        broken(token, _("It is longer than 16 KiB: no service takes such a header."));
    else if (bare.n)
        read_bare(token, str_span(&bare));
    else if (token->dress & DRESS_RESPONSE && token->form == TOKEN_NOTHING)
        broken(token, _("This JSON has no access_token in it."));
    str_wipe(&bare);
}

void
token_release(struct token *token)
{
    char *owned[] = {token->problem,          token->algorithm,   token->issuer,
                     token->tenant,           token->application, token->version,
                     token->application_name, token->id,          token->user,
                     token->user_name};
    for (size_t i = 0; i < COUNT_OF(owned); i++)
        mem_free(owned[i]);
    texts_release(&token->audiences);
    texts_release(&token->roles);
    texts_release(&token->scopes);
    texts_release(&token->oddities);
    *token = (struct token){0};
}

const struct audience *
token_audience(const struct token *token, enum product product)
{
    for (size_t i = 0; i < token->audiences.count; i++) {
        const struct audience *one = audience_find(span_of(token->audiences.items[i]));
        if (one && one->product == product)
            return one;
    }
    return token->known;
}

const struct texts *
token_permissions(const struct token *token)
{
    return token->scopes.count || token->actor == ACTOR_USER ? &token->scopes
                                                             : &token->roles;
}

const char *
token_form_name(enum token_form form)
{
    static const char *const known[] = {
        [TOKEN_NOTHING] = "nothing",       [TOKEN_READ] = "jwt",
        [TOKEN_ENCRYPTED] = "encrypted",   [TOKEN_OPAQUE] = "opaque",
        [TOKEN_REFRESH] = "refresh-token", [TOKEN_SECRET] = "client-secret",
        [TOKEN_REFUSAL] = "refusal",       [TOKEN_BROKEN] = "broken",
    };
    return known[form];
}

const char *
token_actor_name(enum token_actor actor)
{
    static const char *const known[] = {
        [ACTOR_APPLICATION] = "application", [ACTOR_USER] = "delegated"};
    return known[actor];
}
