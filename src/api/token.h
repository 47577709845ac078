/* What a bearer token says. Nothing in it is trusted, its signature is not checked, and
 * nothing is decided by it but what people are told. The token itself is never kept:
 * struct token owns copies of claims, byte for byte as they came, not yet safe to show.
 * Claims: Entra's "access token claims reference"; form: RFC 7515, RFC 7516, RFC 7519.
 */
#ifndef API_TOKEN_H
#define API_TOKEN_H

#include "api/audience.h"
#include "api/diagnosis.h"
#include "base/clock.h"

#define TOKEN_MAX      ((size_t)16 << 10) /* no longer one fits into a header */
#define TOKEN_TEXT_MAX ((size_t)64 << 10) /* of the text that holds it */

enum token_form {
    TOKEN_NOTHING,   /* no text */
    TOKEN_READ,      /* the claims are there */
    TOKEN_ENCRYPTED, /* RFC 7516: only the API that it is for can read it */
    TOKEN_OPAQUE,    /* one word that says nothing */
    TOKEN_REFRESH,   /* gets access tokens; no API takes it */
    TOKEN_SECRET,    /* an application's secret, taken for a token */
    TOKEN_REFUSAL,   /* the answer of a sign-in that failed */
    TOKEN_BROKEN,    /* meant to be one; `problem` says what is wrong */
};

/* What stood around it that a header must not hold. */
enum token_dress {
    DRESS_BEARER = 1, /* "Bearer ", "Authorization:" */
    DRESS_QUOTES = 2,
    DRESS_BREAKS = 4,   /* line breaks or blanks inside */
    DRESS_RESPONSE = 8, /* the answer of a sign-in, as JSON */
    DRESS_PADDING = 16, /* base64's "=" */
};

enum token_actor { ACTOR_UNKNOWN, ACTOR_APPLICATION, ACTOR_USER };
enum token_proof { PROOF_UNKNOWN, PROOF_NONE, PROOF_SECRET, PROOF_CERTIFICATE };

struct token_time {
    bool given;
    clock_ms at;
};

struct token {
    enum token_form form;
    unsigned dress;
    size_t length;   /* bytes of the token */
    char *problem;   /* a sentence; or NULL */
    bool unsigned_;  /* its signature is missing */
    char *algorithm; /* of the signature; NULL: not told. So with all that follow */
    char *issuer, *tenant;
    char *application, *application_name, *version, *id;
    char *user, *user_name; /* of delegated ones */
    enum token_proof proof; /* how the application proved what it is */
    struct token_time issued, from, until;
    struct texts audiences, roles, scopes;
    struct texts oddities; /* what is not as the format has it, in sentences */
    enum token_actor actor;
    bool revocable; /* the client takes part in continuous access evaluation */
    const struct audience *known; /* the first audience that is; NULL: none is */
};

/* Any text that holds a token: the bare one, a header, a sign-in's answer. Fills an
 * empty token. */
void token_read(struct token *token, struct span text);
void token_release(struct token *token);
/* The token within such a text, without what stood around it; appended. It is the
 * secret itself: for the redactor alone. */
void token_bare(struct span text, struct str *out);
/* The audience that is meant where this product is called; NULL: none is known. */
const struct audience *token_audience(const struct token *token, enum product product);
/* The permissions that count: scopes where it acts for a user, else roles. */
const struct texts *token_permissions(const struct token *token);
const char *token_form_name(enum token_form form);
const char *token_actor_name(enum token_actor actor); /* NULL: unknown */

#endif
