/* Who may sign in to the practice tenant, and for what: its applications, its one user,
 * the resources (APIs) that tokens are made out to. Constant tables. */
#ifndef PRACTICE_APPLICATIONS_H
#define PRACTICE_APPLICATIONS_H

#include "api/catalogue.h"
#include "base/str.h"

#include <cjson/cJSON.h>

enum consent { CONSENT_NONE, CONSENT_READING, CONSENT_ALL };

struct application {
    const char *name;
    const char *id;     /* client_id */
    const char *secret; /* client_secret; NULL: it has none */
    enum consent as_itself, for_user;
    bool is_public;        /* signs users in; needs no credential for that */
    bool has_certificates; /* the ones that the tenant is told of are its */
    bool secret_expired, disabled;
    const char *what; /* one sentence; marked for translation */
};

extern const struct application applications[];
extern const unsigned application_count;

const struct application *application_find(struct span id); /* NULL: unknown */
/* All of them, one a line with ID, secret and what they may. Appends. */
void applications_write(struct str *out);
/* Appends the ID of its service principal, which is what "oid" says of it. */
void application_add_object_id(const struct application *application, struct str *out);

struct user {
    const char *object_id, *name, *account; /* account: before the "@" */
};

extern const struct user practice_user;

/* An API: what is asked for as resource or scope, and stands in "aud". */
struct resource {
    const char *uri;
    enum product product; /* PRODUCT_OTHER: none of those that answer here */
};

extern const struct resource resources[];
extern const unsigned resource_count;
/* What a token is for where no resource was asked for. */
extern const struct resource resource_none;

const struct resource *resource_find(struct span uri); /* NULL: unknown */
/* The one that this product's tokens are made out to by its pages. */
const struct resource *resource_of(enum product product);

/* The names of all permissions that CONSENT covers in this product, sorted, each once;
 * for a user's scopes or an application's roles. Adds them to LIST. */
void permissions_add(cJSON *list, const struct catalogue *catalogue,
                     enum product product, enum consent consent, bool for_user);

#endif
