/* What an operation's security asks for: scopes are permissions. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { APPLICATION = 1, DELEGATED = 2 };

/* Who signs in by an OAuth 2 flow: the application, or a person. */
static const struct {
    const char *flow;
    unsigned who;
} flows[] = {
    {"clientCredentials", APPLICATION},
    {"authorizationCode", DELEGATED},
    {"implicit", DELEGATED},
    {"password", DELEGATED},
    {"deviceAuthorization", DELEGATED},
};

/* The operation's own, else the document's. */
static const cJSON *
requirements_of(const struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *own = openapi_member(node, "security");
    return own ? own : openapi_member(reader->root, "security");
}

static const cJSON *
scheme_named(struct openapi_reader *reader, const char *name)
{
    const cJSON *components = openapi_member(reader->root, "components");
    return openapi_resolve(
        reader, openapi_member(openapi_member(components, "securitySchemes"), name));
}

const cJSON *
openapi_next_scheme(struct openapi_reader *reader, const cJSON *node, size_t *at,
                    const cJSON **scopes)
{
    const cJSON *requirement, *item;
    size_t number = 0;
    cJSON_ArrayForEach(requirement, requirements_of(reader, node))
    {
        cJSON_ArrayForEach(item, requirement)
        {
            if (number++ < *at || !item->string || !openapi_spend(reader, 1))
                continue;
            *at = number;
            *scopes = item;
            const cJSON *scheme = scheme_named(reader, item->string);
            if (scheme)
                return scheme;
            openapi_fault(reader, item,
                          _("\"%s\" is no scheme in "
                            "\"components/securitySchemes\""),
                          item->string);
        }
    }
    return NULL;
}

static unsigned
who_signs_in(const cJSON *scheme)
{
    const char *type = cJSON_GetStringValue(openapi_member(scheme, "type"));
    unsigned who = 0;
    if (!type || (strcmp(type, "oauth2") != 0 && strcmp(type, "openIdConnect") != 0))
        return 0;
    for (size_t i = 0; i < COUNT_OF(flows); i++) {
        if (openapi_member(openapi_member(scheme, "flows"), flows[i].flow))
            who |= flows[i].who;
    }
    return who ? who : DELEGATED;
}

/* Scopes of one requirement are asked for together. */
static const char *
joined(struct openapi_reader *reader, const cJSON *scopes)
{
    struct str text = {0};
    const cJSON *scope;
    cJSON_ArrayForEach(scope, scopes)
    {
        const char *name = openapi_value(reader, scope);
        if (name)
            str_addf(&text, "%s%s", text.n ? " + " : "", name);
    }
    const char *kept = text.n ? openapi_keep(reader->openapi, str_span(&text)) : NULL;
    str_release(&text);
    return kept;
}

void
openapi_permissions(struct openapi_reader *reader, struct operation *operation,
                    const cJSON *node)
{
    enum { MOST = 20 };
    const char **lists[2];
    size_t counts[2] = {0}, at = 0;
    const cJSON *scopes, *scheme;
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        lists[i] = openapi_alloc(reader->openapi, MOST + 1, sizeof **lists);
    while ((scheme = openapi_next_scheme(reader, node, &at, &scopes))) {
        unsigned who = who_signs_in(scheme);
        const char *text = who ? joined(reader, scopes) : NULL;
        for (size_t i = 0; i < COUNT_OF(lists); i++) {
            if (text && (who & (1u << i)) && counts[i] < MOST)
                lists[i][counts[i]++] = text;
        }
    }
    if (!operation->permissions_application && counts[0])
        operation->permissions_application = lists[0];
    if (!operation->permissions_delegated && counts[1])
        operation->permissions_delegated = lists[1];
}
