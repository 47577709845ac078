#include "config.h"

#include "api/server.h"

#include "base/text.h"

#include <string.h>

#define LOOPBACK "http://127.0.0.1"

static bool
on_loopback(const char *server)
{
    return server && span_starts(span_of(server), LOOPBACK) &&
           (!server[sizeof LOOPBACK - 1] || server[sizeof LOOPBACK - 1] == ':');
}

const char *
server_base(const struct profile *profile, const struct operation *operation,
            enum product product)
{
    if (operation)
        product = operation->product;
    if (product != PRODUCT_OTHER)
        return profile_base(profile, product);
    const char *server = operation ? operation->server : NULL;
    bool practice = profile->kind == PROFILE_PRACTICE;
    if (server && (!practice || on_loopback(server)))
        return server;
    return profile_base(profile, PRODUCT_MDE);
}

bool
server_is_local(const struct operation *operation, struct span url)
{
    const char *server = operation ? operation->server : NULL;
    return on_loopback(server) && url_under(url, server);
}

void
server_remark(const struct profile *profile, const struct operation *operation,
              struct str *out)
{
    const char *server = operation ? operation->server : NULL;
    if (!server || operation->product != PRODUCT_OTHER ||
        profile_names(profile, span_of(server)))
        return;
    if (on_loopback(server))
        str_addf(out,
                 _("Goes to %s without a token: the document names that host, profile "
                   "\"%s\" doesn't."),
                 server, profile->name);
    else if (profile->kind == PROFILE_PRACTICE)
        str_addf(out,
                 _("Goes to the practice tenant, which doesn't know this API; the "
                   "document's server is %s."),
                 server);
    else
        str_addf(out,
                 _("The token doesn't go to %s: the document names that host, profile "
                   "\"%s\" doesn't. --dry-run shows the request."),
                 server, profile->name);
}
