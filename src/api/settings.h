/* The configuration: profiles by name, read from text. Everything that can be wrong in
 * it is told with file, line, and what was most likely meant. struct settings owns all;
 * it holds no secret, only where each comes from. */
#ifndef API_SETTINGS_H
#define API_SETTINGS_H

#include "api/profile.h"
#include "base/str.h"

enum setting_key {
    SETTING_CLOUD,
    SETTING_REGION,
    SETTING_TENANT,
    SETTING_APPLICATION,
    SETTING_AUDIENCE,
    SETTING_SIGN_IN,
    SETTING_CERTIFICATE,
    SETTING_KEY,
    SETTING_SECRET_ENV,
    SETTING_SECRET_FILE,
    SETTING_SECRET_COMMAND,
    SETTING_SECRET_PROMPT,
    SETTING_ACCESS,
    SETTING_PERSIST,
    SETTING_PRODUCT,
    SETTING_SPEC,
    SETTING_PROXY,
    SETTING_CA_FILE,
    SETTING_CRL_FILE,
    SETTING_CLIENT_CERTIFICATE,
    SETTING_CLIENT_KEY,
    SETTING_CONNECT_TIMEOUT,
    SETTING_TIMEOUT,
    SETTING_KEYS,
};

/* How a profile comes to its token; the names stand in its `sign-in`. */
enum sign_in_way {
    WAY_TOKEN,         /* the secret is the token */
    WAY_TOKEN_COMMAND, /* a command prints it */
    WAY_CLIENT_SECRET, /* RFC 6749, 4.4 */
    WAY_DEVICE_CODE,   /* RFC 8628 */
    WAY_CERTIFICATE,   /* RFC 7523 */
};

struct setting_profile {
    char *name;
    unsigned line;              /* from 1 */
    char *values[SETTING_KEYS]; /* NULL: not given */
    unsigned lines[SETTING_KEYS];
};

/* A line of [explorer] or [keys]: what it means, the explorer knows. */
struct setting_line {
    bool of_keys;
    char *name, *value;
    unsigned line;
};

struct settings {
    char *file;     /* for messages */
    char *standard; /* the profile that is meant where none is named; or NULL */
    char *language; /* "en", "zh_CN"; NULL: by the environment */
    struct setting_profile *profiles;
    size_t count, room;
    struct setting_line *lines;
    size_t line_count, line_room;
};

/* STATUS_INPUT: ERR says where and what. */
enum status settings_read(struct settings *settings, struct span text, const char *file,
                          struct err *err);
void settings_release(struct settings *settings);
/* NULL: there is none of that name; ERR then names the nearest. */
const struct setting_profile *settings_find(const struct settings *settings,
                                            const char *name, struct err *err);
bool settings_name_fits(struct span name); /* letters, digits, - and _; at most 32 */
const char *setting_name(enum setting_key key);

/* Whether nothing is missing that its way of signing in can't do without. Only asked
 * when it is used: one that is half written is in nobody's way. */
enum status setting_complete(const struct settings *settings,
                             const struct setting_profile *profile, struct err *err);

/* What it amounts to. */
enum sign_in_way setting_way(const struct setting_profile *profile);
enum product setting_product(const struct setting_profile *profile);
bool setting_on_practice(const struct setting_profile *profile); /* its cloud */
/* Entra's address, NULL where it is the practice tenant's own. */
const char *setting_authority(const struct setting_profile *profile);
/* The resource that a token for the product is asked for. */
const char *setting_audience(const struct setting_profile *profile,
                             enum product product);
/* Hosts, access, tenant, application; no token yet. Not for the practice tenant. */
void setting_profile_fill(const struct setting_profile *setting,
                          struct profile *profile);
enum guard setting_guard(const struct setting_profile *profile);
bool setting_unkept(const struct setting_profile *profile); /* persist = no */

/* A profile to begin with, every key with its comment; appended. VALUES (or NULL): by
 * key, those that are known already; NULL or "": the key's own. */
void setting_template(struct str *out, const char *name, const char *const *values);

#endif
