#include "config.h"

#include "cli/profile_check.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/assertion.h"
#include "io/child.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/sign_in.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET_MAX = 16384, PEM_MAX = 256 * 1024 };

struct teller {
    void (*tell)(void *owner, bool good, const char *text);
    void *owner;
    bool good;
};

static void
tell(struct teller *teller, bool good, const char *text)
{
    teller->tell(teller->owner, good, text);
    teller->good &= good;
}

static bool
has_secret(const struct setting_profile *setting)
{
    return setting->values[SETTING_SECRET_ENV] ||
           setting->values[SETTING_SECRET_FILE] ||
           setting->values[SETTING_SECRET_COMMAND] ||
           setting->values[SETTING_SECRET_PROMPT];
}

static void
check_secret(struct teller *teller, const struct setting_profile *setting)
{
    struct str text = {0}, secret = {0};
    struct err err = {0};
    const char *variable = setting->values[SETTING_SECRET_ENV];
    const char *file = setting->values[SETTING_SECRET_FILE];
    const char *command = setting->values[SETTING_SECRET_COMMAND];
    bool good = true;
    if (variable) {
        const char *value = getenv(variable);
        good = value && *value;
        str_addf(&text,
                 good ? _("The variable %s is set.") : _("The variable %s is not set."),
                 variable);
    } else if (file) {
        good = file_read_private(file, SECRET_MAX, &secret, &err) == STATUS_OK;
        str_addf(&text, good ? _("The file %s is there, and yours alone.") : "%s",
                 good ? file : err.text);
    } else if (command) {
        struct str name =
            str_dup(span_sub(span_of(command), 0, strcspn(command, " \t")));
        good = child_found(str_text(&name));
        str_addf(&text,
                 good ? _("The command %s is there.") : _("There is no command %s."),
                 str_text(&name));
        str_release(&name);
    }
    if (text.n)
        tell(teller, good, str_text(&text));
    str_wipe(&secret);
    str_release(&text);
}

/* A key under a passphrase is opened only to sign in. */
static void
check_certificate(struct teller *teller, const struct setting_profile *setting)
{
    const char *file = setting->values[SETTING_CERTIFICATE];
    const char *key = setting->values[SETTING_KEY];
    struct assertion_plan plan = {
        .certificate = file, .key = key, .now = clock_now().wall};
    struct str text = {0}, bytes = {0};
    struct err err = {0};
    clock_ms until = 0;
    if (has_secret(setting)) {
        bool good =
            file_read_private(key ? key : file, PEM_MAX, &bytes, &err) == STATUS_OK;
        str_addf(&text, good ? _("The file %s is there, and yours alone.") : "%s",
                 good ? (key ? key : file) : err.text);
        tell(teller, good, str_text(&text));
    } else if (assertion_check(&plan, &until, &err) == STATUS_OK) {
        struct civil end = clock_civil(until);
        str_addf(&text,
                 _("The certificate %s and its key are there; it ends on "
                   "%04d-%02u-%02u."),
                 file, (int)end.year, end.month, end.day);
        tell(teller, true, str_text(&text));
    } else {
        tell(teller, false, err.text);
    }
    str_wipe(&bytes);
    str_release(&text);
}

static void
check_files(struct teller *teller, const struct setting_profile *setting)
{
    static const struct {
        enum setting_key key;
        bool secret;
    } files[] = {
        {SETTING_CA_FILE, false},
        {SETTING_CRL_FILE, false},
        {SETTING_CLIENT_CERTIFICATE, false},
        {SETTING_CLIENT_KEY, true},
    };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        const char *path = setting->values[files[i].key];
        struct str bytes = {0};
        struct err err = {0};
        if (path && (files[i].secret ? file_read_private(path, 0, &bytes, &err)
                                     : file_read(path, 0, &bytes, &err)) != STATUS_OK) {
            err_context(&err, "%s", setting_name(files[i].key));
            tell(teller, false, err.text);
        }
        str_wipe(&bytes);
    }
}

bool
profile_check(const struct settings *settings, const struct setting_profile *setting,
              void (*tell_one)(void *owner, bool good, const char *text), void *owner)
{
    struct teller teller = {tell_one, owner, true};
    struct secret token = {0};
    struct err err = {0};
    bool complete = setting_complete(settings, setting, &err) == STATUS_OK;
    tell(&teller, complete, complete ? _("Nothing is missing.") : err.text);
    check_secret(&teller, setting);
    if (complete && setting_way(setting) == WAY_CERTIFICATE)
        check_certificate(&teller, setting);
    check_files(&teller, setting);
    if (sign_in_kept(setting->name, setting_product(setting), clock_now().wall, &token,
                     &err) == STATUS_OK)
        tell(&teller, true, _("A token is kept from the last login."));
    secret_release(&token);
    return teller.good;
}
