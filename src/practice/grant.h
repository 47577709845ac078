/* A request for a token on its way through the sign-in. */
#ifndef PRACTICE_GRANT_H
#define PRACTICE_GRANT_H

#include "practice/authority.h"
#include "practice/form.h"

struct grant {
    struct call *call;
    struct authority *authority;
    struct span tenant_name; /* as it stood in the path */
    unsigned tenant;
    unsigned version; /* of the endpoint, 1 or 2 */
    struct pairs form;
    const struct application *application;
    const struct resource *resource;
    cJSON *permissions; /* owned */
    bool for_user;
    bool refreshable;  /* a refresh token was asked for */
    bool identifiable; /* an ID token was asked for */
    int credential;    /* as in struct token_plan */
};

/* Each of these gives false where it has refused. */

/* The parameter must be there. */
bool grant_has(struct grant *grant, const char *name);
/* Sets tenant; SHARED: /common and /organizations will do. */
bool grant_finds_tenant(struct grant *grant, bool shared);
bool grant_finds_application(struct grant *grant); /* in the form or the header */
/* Sets credential. OPTIONAL: a public application needs none. */
bool grant_proves(struct grant *grant, bool optional);
/* Sets resource and permissions from what stands in "scope" or "resource". */
bool grant_reads_scope(struct grant *grant);
/* A user can't be signed in to an application that nobody consented to. */
bool grant_is_consented(struct grant *grant);
/* The token, and whatever goes with it. */
void grant_answer(struct grant *grant);
void grant_release(struct grant *grant);

/* The client assertion of the form proves who sends it. */
bool assertion_proves(struct grant *grant);

/* Appends a refresh token for what the grant is for. */
void refresh_add(const struct grant *grant, struct str *out);
void refresh_grant(struct grant *grant);

void token_endpoint(struct grant *grant);

#endif
