#include "config.h"

#include "api/profile.h"

#include "api/server.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/text.h"

/* The commercial cloud. The documentation calls api.security.microsoft.com the base of
 * Defender for Endpoint too, but most of its examples, and the audience that its tokens
 * are made out to, name api.securitycenter.microsoft.com: a host that is also the
 * token's audience can't be the wrong one of the two. */
static const char *const commercial[] = {
    [PRODUCT_MDE] = "https://api.securitycenter.microsoft.com",
    [PRODUCT_XDR] = "https://api.security.microsoft.com",
    [PRODUCT_GRAPH] = "https://graph.microsoft.com",
};

const char *
product_base(enum product product)
{
    return product < PRODUCT_OTHER ? commercial[product] : NULL;
}

const char *const practice_bearers[] = {"full", "read-only", "expired", NULL};

void
profile_release(struct profile *profile)
{
    mem_free(profile->name);
    for (size_t i = 0; i < COUNT_OF(profile->base); i++)
        mem_free(profile->base[i]);
    mem_free(profile->tenant);
    mem_free(profile->application);
    mem_free(profile->proxy);
    mem_free(profile->ca_file);
    mem_free(profile->crl_file);
    mem_free(profile->client_certificate);
    mem_free(profile->client_key);
    secret_release(&profile->bearer);
    *profile = (struct profile){0};
}

void
profile_init_token(struct profile *profile, struct span bearer)
{
    *profile = (struct profile){.kind = PROFILE_TOKEN, .guard = GUARD_READ_ONLY};
    profile->name = mem_strdup("token");
    for (size_t i = 0; i < COUNT_OF(commercial); i++)
        profile->base[i] = mem_strdup(commercial[i]);
    secret_set(&profile->bearer, bearer);
}

void
profile_init_practice(struct profile *profile, struct span base, struct span bearer)
{
    *profile = (struct profile){.kind = PROFILE_PRACTICE, .guard = GUARD_OPEN};
    profile->name = mem_strdup("practice");
    for (size_t i = 0; i < COUNT_OF(profile->base); i++) {
        struct str text = str_dup(base);
        profile->base[i] = str_take(&text);
    }
    secret_set(&profile->bearer, bearer);
}

const char *
profile_base(const struct profile *profile, enum product product)
{
    return product < PRODUCT_OTHER ? profile->base[product] : NULL;
}

/* Whether URL is BASE and a path. What follows the host must end it, so that neither
 * "host.evil.example" nor "127.0.0.1:80@evil.example" passes. */
bool
url_under(struct span url, const char *base)
{
    size_t n = span_of(base).n;
    if (!n || !span_starts_nocase(url, base))
        return false;
    return url.n == n || url.p[n] == '/' || url.p[n] == '?' || url.p[n] == '#';
}

bool
profile_names(const struct profile *profile, struct span url)
{
    const char *scheme =
        profile->kind == PROFILE_PRACTICE ? "http://127.0.0.1:" : "https://";
    for (size_t i = 0; i < COUNT_OF(profile->base); i++)
        if (profile->base[i] && span_starts(span_of(profile->base[i]), scheme) &&
            url_under(url, profile->base[i]))
            return true;
    return false;
}

enum effect
effect_of(const struct operation *operation, struct span method)
{
    if (operation && span_is(method, operation->method))
        return operation->effect;
    return span_is(method, "GET") || span_is(method, "HEAD") ? EFFECT_READ
                                                             : EFFECT_CHANGE;
}

static enum status
refuse_host(const struct profile *profile, struct span url, struct err *err)
{
    struct span host = url;
    size_t scheme = span_find(url, 0, SPAN("://"));
    if (scheme < url.n)
        host = span_from(url, scheme + 3);
    host = span_sub(host, 0, span_find_byte(host, 0, '/'));
    host = span_sub(host, 0, span_find_byte(host, 0, '?'));
    size_t user = span_find_byte(host, 0, '@');
    if (user < host.n)
        host = span_from(host, user + 1);
    if (profile->kind == PROFILE_PRACTICE)
        return err_set(err, STATUS_USAGE,
                       _("\"%.*s\": the practice tenant answers only at %s. Give the "
                         "path alone, or choose another profile with -p"),
                       SPAN_ARG(host), profile->base[PRODUCT_MDE]);
    return err_set(err, STATUS_USAGE,
                   _("\"%.*s\": the token of profile \"%s\" is sent only over https to "
                     "%s, %s and %s. Give the path alone, or one of these hosts"),
                   SPAN_ARG(host), profile->name, profile->base[PRODUCT_MDE] + 8,
                   profile->base[PRODUCT_XDR] + 8, profile->base[PRODUCT_GRAPH] + 8);
}

enum status
profile_permits(const struct profile *profile, const struct operation *operation,
                struct span method, struct span url, bool consent, struct err *err)
{
    if (!profile_names(profile, url) && !server_is_local(operation, url))
        return refuse_host(profile, url, err);
    if (effect_of(operation, method) == EFFECT_READ || profile->guard == GUARD_OPEN)
        return STATUS_OK;

    const char *id = operation ? operation->id : NULL;
    if (profile->guard == GUARD_READ_ONLY)
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": it changes something, and profile \"%s\" only reads. "
                         "Try it on the practice tenant with -p practice, or look at "
                         "the request with --dry-run"),
                       id ? id : _("this request"), profile->name);
    if (consent)
        return STATUS_OK;
    return err_set(err, STATUS_USAGE,
                   _("\"%s\": it changes something, and profile \"%s\" is guarded. Add "
                     "--yes to send it"),
                   id ? id : _("this request"), profile->name);
}
