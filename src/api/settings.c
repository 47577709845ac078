#include "config.h"

#include "api/settings.h"

#include "api/audience.h"
#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { NAME_MAX_BYTES = 32, VALUE_MAX = 4096, TIMEOUT_MAX = 3600 };

enum value_kind { VALUE_TEXT, VALUE_WORD, VALUE_SECONDS, VALUE_ADDRESS, VALUE_ENTRA };

static const char *const cloud_words[] = {"commercial", "gcc",      "gcc-high",
                                          "dod",        "practice", NULL};
static const char *const region_words[] = {"us",  "eu",  "uk",  "au",
                                           "swa", "ina", "aea", NULL};
static const char *const yes_words[] = {"yes", NULL};
static const char *const way_words[] = {"token",       "token-command", "client-secret",
                                        "device-code", "certificate",   NULL};
static const char *const access_words[] = {"read-only", "guarded", "open", NULL};
static const char *const persist_words[] = {"yes", "no", NULL};
static const char *const language_words[] = {"en", "zh_CN", "auto", NULL};
static const char *const product_words[] = {"mde", "xdr", "graph", NULL};

static const struct key {
    const char *name;
    enum value_kind kind;
    const char *const *words; /* of VALUE_WORD */
    const char *what, *example;
} keys[SETTING_KEYS] = {
    [SETTING_CLOUD] = {"cloud", VALUE_WORD, cloud_words,
                       N_("commercial, gcc, gcc-high, dod, or practice: the practice "
                          "tenant, to try signing in"),
                       "commercial"},
    [SETTING_REGION] = {"region", VALUE_WORD, region_words,
                        N_("Defender's host near the tenant: us, eu, uk, au, swa, ina, "
                           "aea; left out, the global one"),
                        NULL},
    [SETTING_TENANT] = {"tenant", VALUE_ENTRA, NULL,
                        N_("the tenant's ID or its domain"), NULL},
    [SETTING_APPLICATION] = {"application", VALUE_ENTRA, NULL,
                             N_("the application's (client) ID"), NULL},
    [SETTING_AUDIENCE] = {"audience", VALUE_ADDRESS, NULL,
                          N_("the API's address in tokens, where it is not the host's: "
                             "no page names the government clouds'"),
                          NULL},
    [SETTING_SIGN_IN] =
        {"sign-in", VALUE_WORD, way_words,
         N_("client-secret, certificate, device-code, token-command, or "
            "token: one that is there already"),
         "client-secret"},
    [SETTING_CERTIFICATE] = {"certificate", VALUE_TEXT, NULL,
                             N_("the file with the application's certificate (PEM), "
                                "and its private key where no \"key\" is named"),
                             NULL},
    [SETTING_KEY] = {"key", VALUE_TEXT, NULL,
                     N_("the file with the certificate's private key; the file with "
                        "the key must be yours alone (chmod 600)"),
                     NULL},
    [SETTING_SECRET_ENV] = {"secret-env", VALUE_TEXT, NULL,
                            N_("the variable that holds the secret, the token, or the "
                               "passphrase of the key"),
                            NULL},
    [SETTING_SECRET_FILE] = {"secret-file", VALUE_TEXT, NULL,
                             N_("or the file; it must be yours alone (chmod 600)"),
                             NULL},
    [SETTING_SECRET_COMMAND] = {"secret-command", VALUE_TEXT, NULL,
                                N_("or the command that prints it; no shell runs it, "
                                   "and {resource} in it becomes the API's address"),
                                NULL},
    [SETTING_SECRET_PROMPT] = {"secret-prompt", VALUE_WORD, yes_words,
                               N_("or yes: it is asked for on the terminal, and kept "
                                  "in memory alone"),
                               NULL},
    [SETTING_ACCESS] = {"access", VALUE_WORD, access_words,
                        N_("read-only; guarded: changes are asked about, or need "
                           "--yes; or open"),
                        "read-only"},
    [SETTING_PERSIST] = {"persist", VALUE_WORD, persist_words,
                         N_("yes; or no: nothing that is sent is kept in the history, "
                            "not even that a change was begun"),
                         NULL},
    [SETTING_PRODUCT] = {"product", VALUE_WORD, product_words,
                         N_("the API that the explorer signs in for first: mde, xdr, "
                            "graph"),
                         NULL},
    [SETTING_SPEC] = {"spec", VALUE_TEXT, NULL,
                      N_("an OpenAPI document with operations of your own"), NULL},
    [SETTING_PROXY] = {"proxy", VALUE_ADDRESS, NULL,
                       N_("the proxy, http://host:port; left out, the environment's"),
                       NULL},
    [SETTING_CA_FILE] = {"ca-file", VALUE_TEXT, NULL,
                         N_("certificate authorities in place of the system's (PEM)"),
                         NULL},
    [SETTING_CRL_FILE] = {"crl-file", VALUE_TEXT, NULL,
                          N_("certificates that the authorities revoked (PEM), a list "
                             "of each authority"),
                          NULL},
    [SETTING_CLIENT_CERTIFICATE] =
        {"client-certificate", VALUE_TEXT, NULL,
         N_("the certificate (PEM) that this machine shows to the hosts of the API, "
            "where a gateway asks for one"),
         NULL},
    [SETTING_CLIENT_KEY] = {"client-key", VALUE_TEXT, NULL,
                            N_("its private key, where another file holds it"), NULL},
    [SETTING_CONNECT_TIMEOUT] = {"connect-timeout", VALUE_SECONDS, NULL,
                                 N_("seconds to have a connection"), NULL},
    [SETTING_TIMEOUT] = {"timeout", VALUE_SECONDS, NULL,
                         N_("seconds without a byte before an answer is given up"),
                         NULL},
};

struct reader {
    const char *file;
    struct settings *settings;
    struct setting_profile *profile; /* or NULL: above the first */
    enum { SECTION_NONE, SECTION_EXPLORER, SECTION_KEYS } section; /* else of these */
    unsigned line;
    struct err *err;
};

static enum status fault(struct reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static enum status
fault(struct reader *reader, const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    err_set(reader->err, STATUS_INPUT, "%s:%u: %s", reader->file, reader->line,
            str_text(&text));
    str_release(&text);
    return STATUS_INPUT;
}

static void
suggest(struct str *out, const char *const *list, struct span written)
{
    struct nearest nearest = names_nearest(list, written);
    if (nearest.nearness.likeness > LIKE_PART)
        str_addf(out, _(". Did you mean \"%s\"?"), list[nearest.index]);
}

bool
settings_name_fits(struct span name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '_' || (c == '-' && i);
        if (!fits)
            return false;
    }
    return name.n && name.n <= NAME_MAX_BYTES;
}

static char *
copy(struct span text)
{
    struct str copy = str_dup(text);
    return str_take(&copy);
}

static enum status
read_section(struct reader *reader, struct span line)
{
    struct settings *settings = reader->settings;
    struct span inside = span_trim(span_sub(line, 1, line.n - 1)), word;
    struct span name = inside;
    if (!span_ends(line, "]"))
        return fault(reader, "%s", _("the \"]\" is missing: [profile NAME]"));
    reader->profile = NULL;
    reader->section = span_is(inside, "explorer") ? SECTION_EXPLORER
                      : span_is(inside, "keys")   ? SECTION_KEYS
                                                  : SECTION_NONE;
    if (reader->section)
        return STATUS_OK;
    span_next(&name, ' ', &word);
    name = span_trim(name);
    if (!span_is(word, "profile") || !name.n)
        return fault(reader,
                     _("[%.*s]: a section is [profile NAME], [explorer] or [keys]"),
                     SPAN_ARG(inside));
    if (!settings_name_fits(name))
        return fault(reader,
                     _("[profile %.*s]: a name has letters, digits, - and _, at most "
                       "%d"),
                     SPAN_ARG(name), NAME_MAX_BYTES);
    if (span_is(name, "practice") || span_is(name, "token"))
        return fault(reader,
                     _("[profile %.*s]: that one is built in. Take another "
                       "name"),
                     SPAN_ARG(name));
    for (size_t i = 0; i < settings->count; i++)
        if (span_is(name, settings->profiles[i].name))
            return fault(reader, _("[profile %.*s]: it stands in line %u already"),
                         SPAN_ARG(name), settings->profiles[i].line);
    ARRAY_GROW(settings->profiles, settings->count, settings->room);
    reader->profile = &settings->profiles[settings->count++];
    *reader->profile =
        (struct setting_profile){.name = copy(name), .line = reader->line};
    return STATUS_OK;
}

static enum status
unknown_key(struct reader *reader, struct span name)
{
    const char *list[SETTING_KEYS + 1] = {0};
    struct str text = {0};
    for (size_t i = 0; i < SETTING_KEYS; i++)
        list[i] = keys[i].name;
    str_addf(&text, _("\"%.*s\" is no setting of a profile"), SPAN_ARG(name));
    suggest(&text, list, name);
    enum status status = fault(reader, "%s", str_text(&text));
    str_release(&text);
    return status;
}

static enum status
unknown_word(struct reader *reader, const struct key *key, struct span value)
{
    struct str text = {0};
    str_addf(&text, _("%s = %.*s: it can be "), key->name, SPAN_ARG(value));
    for (size_t i = 0; key->words[i]; i++)
        str_addf(&text, "%s%s", i ? ", " : "", key->words[i]);
    suggest(&text, key->words, value);
    enum status status = fault(reader, "%s", str_text(&text));
    str_release(&text);
    return status;
}

/* What goes into the path of a sign-in's address: a GUID or a domain. */
static bool
entra_fits(struct span value)
{
    for (size_t i = 0; i < value.n; i++)
        if (!strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.",
                    value.p[i]) ||
            !value.p[i])
            return false;
    return value.n > 0 && value.p[0] != '.';
}

static enum status
check_value(struct reader *reader, const struct key *key, struct span value)
{
    uint64_t seconds;
    switch (key->kind) {
    case VALUE_WORD:
        if (!names_hold(key->words, value))
            return unknown_word(reader, key, value);
        break;
    case VALUE_SECONDS:
        if (!span_number(value, TIMEOUT_MAX, &seconds) || !seconds)
            return fault(reader,
                         _("%s = %.*s: it is a number of seconds, from 1 to %d"),
                         key->name, SPAN_ARG(value), TIMEOUT_MAX);
        break;
    case VALUE_ADDRESS:
        if (!span_starts(value, "http://") && !span_starts(value, "https://") &&
            !span_starts(value, "socks5h://"))
            return fault(reader,
                         _("%s = %.*s: write it with its kind, like "
                           "http://proxy.example:8080"),
                         key->name, SPAN_ARG(value));
        break;
    case VALUE_ENTRA:
        if (!entra_fits(value))
            return fault(reader,
                         _("%s = %.*s: it is an ID like "
                           "1b4e28ba-2fa1-11d2-883f-0016d3cca427, or a domain"),
                         key->name, SPAN_ARG(value));
        break;
    case VALUE_TEXT:
        break;
    }
    return STATUS_OK;
}

static void
keep_line(struct reader *reader, struct span name, struct span value)
{
    struct settings *settings = reader->settings;
    ARRAY_GROW(settings->lines, settings->line_count, settings->line_room);
    settings->lines[settings->line_count++] = (struct setting_line){
        reader->section == SECTION_KEYS, copy(name), copy(value), reader->line};
}

/* Above the first section: what is meant for all commands. */
static enum status
read_general(struct reader *reader, struct span name, struct span value)
{
    static const char *const general[] = {"profile", "lang", NULL};
    static const struct key lang = {"lang", VALUE_WORD, language_words, NULL, NULL};
    struct settings *settings = reader->settings;
    bool language = span_is(name, lang.name);
    if (!names_hold(general, name)) {
        struct str text = {0};
        str_addf(&text,
                 _("\"%.*s\": above the first [profile NAME] only \"profile = NAME\" "
                   "and \"lang = LANGUAGE\" can stand"),
                 SPAN_ARG(name));
        suggest(&text, general, name);
        enum status status = fault(reader, "%s", str_text(&text));
        str_release(&text);
        return status;
    }
    if (language && check_value(reader, &lang, value) != STATUS_OK)
        return STATUS_INPUT;
    char **kept = language ? &settings->language : &settings->standard;
    mem_free(*kept);
    *kept = language && span_is(value, "auto") ? NULL : copy(value);
    return STATUS_OK;
}

static enum status
read_setting(struct reader *reader, struct span line)
{
    size_t equals = span_find_byte(line, 0, '='), i = 0;
    struct span name = span_trim(span_sub(line, 0, equals));
    struct span value = span_trim(span_from(line, equals + 1));
    if (equals == line.n)
        return fault(reader,
                     _("\"%.*s\": write NAME = VALUE, [profile NAME], or a "
                       "comment with # before it"),
                     SPAN_ARG(line));
    if (!value.n || value.n > VALUE_MAX)
        return fault(reader, _("%.*s: its value is missing, or too long"),
                     SPAN_ARG(name));
    if (reader->section) {
        keep_line(reader, name, value);
        return STATUS_OK;
    }
    if (!reader->profile)
        return read_general(reader, name, value);
    while (i < SETTING_KEYS && !span_is(name, keys[i].name))
        i++;
    if (i == SETTING_KEYS)
        return unknown_key(reader, name);
    if (reader->profile->values[i])
        return fault(reader, _("%s: it stands in line %u already"), keys[i].name,
                     reader->profile->lines[i]);
    enum status status = check_value(reader, &keys[i], value);
    if (status != STATUS_OK)
        return status;
    reader->profile->values[i] = copy(value);
    reader->profile->lines[i] = reader->line;
    return STATUS_OK;
}

enum status
settings_read(struct settings *settings, struct span text, const char *file,
              struct err *err)
{
    struct reader reader = {.file = file, .settings = settings, .err = err};
    struct span rest = text, line;
    enum status status = STATUS_OK;
    settings->file = mem_strdup(file);
    if (span_starts(rest, "\xef\xbb\xbf"))
        rest = span_from(rest, 3);
    while (status == STATUS_OK && span_next(&rest, '\n', &line)) {
        reader.line++;
        line = span_trim(line);
        if (!line.n || line.p[0] == '#' || line.p[0] == ';')
            continue;
        if (span_find_byte(line, 0, '\0') < line.n)
            status = fault(&reader, "%s", _("there is a NUL byte in it"));
        else if (line.p[0] == '[')
            status = read_section(&reader, line);
        else
            status = read_setting(&reader, line);
    }
    return status;
}

void
settings_release(struct settings *settings)
{
    for (size_t i = 0; i < settings->count; i++) {
        mem_free(settings->profiles[i].name);
        for (size_t k = 0; k < SETTING_KEYS; k++)
            mem_free(settings->profiles[i].values[k]);
    }
    for (size_t i = 0; i < settings->line_count; i++) {
        mem_free(settings->lines[i].name);
        mem_free(settings->lines[i].value);
    }
    mem_free(settings->lines);
    mem_free(settings->profiles);
    mem_free(settings->file);
    mem_free(settings->standard);
    mem_free(settings->language);
    *settings = (struct settings){0};
}

const struct setting_profile *
settings_find(const struct settings *settings, const char *name, struct err *err)
{
    struct nearest nearest = {0};
    for (size_t i = 0; i < settings->count; i++) {
        if (!strcmp(settings->profiles[i].name, name))
            return &settings->profiles[i];
        nearest_offer(&nearest, span_of(name), span_of(settings->profiles[i].name), i);
    }
    if (nearest.nearness.likeness > LIKE_PART)
        err_set(err, STATUS_USAGE,
                _("profile \"%s\": there is none of that name. Did you mean \"%s\"?"),
                name, settings->profiles[nearest.index].name);
    else
        err_set(err, STATUS_USAGE,
                _("profile \"%s\": there is none of that name. \"defscope profile\" "
                  "lists them, \"defscope profile new %s\" writes one"),
                name, settings_name_fits(span_of(name)) ? name : "NAME");
    return NULL;
}

const char *
setting_name(enum setting_key key)
{
    return keys[key].name;
}

static int
word_index(const struct setting_profile *profile, enum setting_key key, int fallback)
{
    const char *value = profile->values[key];
    for (int i = 0; value && keys[key].words[i]; i++)
        if (!strcmp(value, keys[key].words[i]))
            return i;
    return fallback;
}

enum sign_in_way
setting_way(const struct setting_profile *profile)
{
    return (enum sign_in_way)word_index(profile, SETTING_SIGN_IN, WAY_CLIENT_SECRET);
}

enum product
setting_product(const struct setting_profile *profile)
{
    return (enum product)word_index(profile, SETTING_PRODUCT, PRODUCT_MDE);
}

bool
setting_on_practice(const struct setting_profile *profile)
{
    const char *cloud = profile->values[SETTING_CLOUD];
    return cloud && !strcmp(cloud, "practice");
}

static enum cloud
cloud_of(const struct setting_profile *profile)
{
    const char *cloud = profile->values[SETTING_CLOUD];
    return cloud ? cloud_named(span_of(cloud)) : CLOUD_COMMERCIAL;
}

const char *
setting_authority(const struct setting_profile *profile)
{
    return setting_on_practice(profile) ? NULL : cloud_authority(cloud_of(profile));
}

/* What a way of signing in can't do without. */
enum status
setting_complete(const struct settings *settings, const struct setting_profile *profile,
                 struct err *err)
{
    struct reader at = {.file = settings->file, .line = profile->line, .err = err};
    struct reader *reader = &at;
    enum sign_in_way way = setting_way(profile);
    char *const *values = profile->values;
    bool entra =
        way == WAY_CLIENT_SECRET || way == WAY_DEVICE_CODE || way == WAY_CERTIFICATE;
    int secrets = (values[SETTING_SECRET_ENV] != NULL) +
                  (values[SETTING_SECRET_FILE] != NULL) +
                  (values[SETTING_SECRET_COMMAND] != NULL) +
                  (values[SETTING_SECRET_PROMPT] != NULL);
    if (entra && !values[SETTING_APPLICATION])
        return fault(reader, _("[profile %s]: sign-in = %s needs \"application\""),
                     profile->name, way_words[way]);
    if (entra && !values[SETTING_TENANT] && !setting_on_practice(profile))
        return fault(reader, _("[profile %s]: sign-in = %s needs \"tenant\""),
                     profile->name, way_words[way]);
    if (secrets > 1)
        return fault(reader,
                     _("[profile %s]: of secret-env, secret-file, secret-command "
                       "and secret-prompt there can be one"),
                     profile->name);
    if (way == WAY_TOKEN_COMMAND && !values[SETTING_SECRET_COMMAND])
        return fault(reader,
                     _("[profile %s]: sign-in = token-command needs "
                       "\"secret-command\""),
                     profile->name);
    if ((way == WAY_CLIENT_SECRET || way == WAY_TOKEN) && !secrets)
        return fault(reader,
                     _("[profile %s]: sign-in = %s needs secret-env, "
                       "secret-file, secret-command or secret-prompt = yes"),
                     profile->name, way_words[way]);
    if (way == WAY_CERTIFICATE && !values[SETTING_CERTIFICATE])
        return fault(reader,
                     _("[profile %s]: sign-in = certificate needs "
                       "\"certificate\""),
                     profile->name);
    if (values[SETTING_CLIENT_KEY] && !values[SETTING_CLIENT_CERTIFICATE])
        return fault(reader,
                     _("[profile %s]: \"client-key\" needs "
                       "\"client-certificate\""),
                     profile->name);
    if (values[SETTING_REGION] && values[SETTING_CLOUD] &&
        strcmp(values[SETTING_CLOUD], "commercial") != 0)
        return fault(reader, _("[profile %s]: only the commercial cloud has regions"),
                     profile->name);
    return STATUS_OK;
}

const char *
setting_audience(const struct setting_profile *profile, enum product product)
{
    const char *own = profile->values[SETTING_AUDIENCE];
    enum cloud cloud =
        setting_on_practice(profile) ? CLOUD_COMMERCIAL : cloud_of(profile);
    return own ? own
               : cloud_base(cloud, product < PRODUCT_OTHER ? product : PRODUCT_MDE);
}

enum guard
setting_guard(const struct setting_profile *profile)
{
    static const enum guard guards[] = {GUARD_READ_ONLY, GUARD_GUARDED, GUARD_OPEN};
    return guards[word_index(profile, SETTING_ACCESS, 0)];
}

bool
setting_unkept(const struct setting_profile *profile)
{
    return word_index(profile, SETTING_PERSIST, 0) != 0;
}

static long
milliseconds(const struct setting_profile *profile, enum setting_key key)
{
    uint64_t seconds = 0;
    span_number(span_of(profile->values[key]), TIMEOUT_MAX, &seconds);
    return (long)seconds * 1000;
}

void
setting_profile_fill(const struct setting_profile *setting, struct profile *profile)
{
    const char *region = setting->values[SETTING_REGION];
    *profile = (struct profile){.kind = PROFILE_TENANT};
    profile->name = mem_strdup(setting->name);
    for (int i = 0; i < PRODUCT_OTHER; i++)
        profile->base[i] = mem_strdup(cloud_base(cloud_of(setting), (enum product)i));
    /* the regional hosts that the pages of both products name */
    for (int i = PRODUCT_MDE; region && i <= PRODUCT_XDR; i++) {
        struct str base = {0};
        str_addf(&base, "https://%s.api.security.microsoft.com", region);
        mem_free(profile->base[i]);
        profile->base[i] = str_take(&base);
    }
    profile->guard = setting_guard(setting);
    profile->unkept = setting_unkept(setting);
    profile->tenant = mem_strdup(setting->values[SETTING_TENANT]);
    profile->application = mem_strdup(setting->values[SETTING_APPLICATION]);
    profile->proxy = mem_strdup(setting->values[SETTING_PROXY]);
    profile->ca_file = mem_strdup(setting->values[SETTING_CA_FILE]);
    profile->crl_file = mem_strdup(setting->values[SETTING_CRL_FILE]);
    profile->client_certificate =
        mem_strdup(setting->values[SETTING_CLIENT_CERTIFICATE]);
    profile->client_key = mem_strdup(setting->values[SETTING_CLIENT_KEY]);
    profile->connect_ms = milliseconds(setting, SETTING_CONNECT_TIMEOUT);
    profile->silence_s = milliseconds(setting, SETTING_TIMEOUT) / 1000;
}

void
setting_template(struct str *out, const char *name, const char *const *values)
{
    str_addf(out, "[profile %s]\n", name);
    for (size_t i = 0; i < SETTING_KEYS; i++) {
        const char *value =
            values && values[i] && *values[i] ? values[i] : keys[i].example;
        str_addf(out, "# %s\n%s%s = %s\n", _(keys[i].what), value ? "" : "# ",
                 keys[i].name, value ? value : "");
    }
}
