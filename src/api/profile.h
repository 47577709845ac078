/* A tenant to talk to. */
#ifndef API_PROFILE_H
#define API_PROFILE_H

#include "api/catalogue.h"
#include "base/err.h"
#include "base/secret.h"

/* The tokens that the practice tenant has ready: "full", "read-only", "expired",
 * NULL. */
extern const char *const practice_bearers[];

enum profile_kind {
    PROFILE_PRACTICE, /* or one of the user's that signs in to it */
    PROFILE_TOKEN,    /* the built-in one: a token that is there already */
    PROFILE_TENANT,   /* of the configuration */
};
enum guard { GUARD_OPEN, GUARD_GUARDED, GUARD_READ_ONLY };

struct profile {
    char *name; /* owned */
    enum profile_kind kind;
    enum guard guard;
    bool unkept;                /* what is sent with it goes into no history */
    char *base[3];              /* by product: "https://host[:port]"; owned */
    char *tenant, *application; /* IDs, or NULL; owned */
    struct secret bearer;
    /* the way to its hosts: an address, PEM files; NULL: as the environment has it, or
     * none; owned */
    char *proxy, *ca_file, *crl_file, *client_certificate, *client_key;
    long connect_ms, silence_s; /* 0: as the network has it */
};

/* One to choose; borrowed. Lists end with name NULL. */
struct profile_entry {
    const char *name, *what, *tenant, *way, *access; /* tenant, way: or NULL */
};

void profile_release(struct profile *profile);
/* The commercial hosts, a ready token, read-only. */
void profile_init_token(struct profile *profile, struct span bearer);
/* BASE is http://127.0.0.1:PORT of a running practice tenant. */
void profile_init_practice(struct profile *profile, struct span base,
                           struct span bearer);
/* The commercial cloud's; NULL: none. */
const char *product_base(enum product product);
const char *profile_base(const struct profile *profile,
                         enum product product); /* NULL: has no such host */
/* What a call does: without an operation, every method but GET and HEAD changes
 * something. */
enum effect effect_of(const struct operation *operation, struct span method);
/* Whether URL is at one of the profile's hosts: only there its credential goes. */
bool profile_names(const struct profile *profile, struct span url);
/* Whether URL is BASE and a path. */
bool url_under(struct span url, const char *base);
/* Whether this request may be sent with it: a credential goes only to the profile's own
 * hosts, over https or to the loopback address of a practice tenant; a change needs a
 * guard that lets it. Without a credential it may also go to a user's own API on the
 * loopback address (server.h). */
enum status profile_permits(const struct profile *profile,
                            const struct operation *operation, struct span method,
                            struct span url, bool consent, struct err *err);

#endif
