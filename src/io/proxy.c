#include "config.h"

#include "io/proxy.h"

#include "base/memory.h"
#include "base/sanitise.h"

#include <stdlib.h>
#include <string.h>

static const char *
variable(const char *const *list, size_t count)
{
    const char *found = NULL;
    for (size_t i = 0; i < count && !(found && *found); i++)
        found = getenv(list[i]);
    return found;
}

/* An entry covers a host and all hosts under it; a dot may stand before it. */
static bool
covers(struct span entry, struct span host)
{
    if (span_starts(entry, "."))
        entry = span_from(entry, 1);
    if (!entry.n || entry.n > host.n)
        return false;
    size_t at = host.n - entry.n;
    return span_equal_nocase(span_from(host, at), entry) &&
           (!at || host.p[at - 1] == '.');
}

static bool
excepted(const char *list, struct span host)
{
    struct span rest = span_of(list), part;
    while (span_next(&rest, ',', &part)) {
        struct span word;
        while (span_next(&part, ' ', &word))
            if (span_is(word, "*") || covers(word, host))
                return true;
    }
    return false;
}

/* "[::1]:8443" and "::1" are one host. */
static struct span
without_port(struct span authority)
{
    if (span_starts(authority, "["))
        return span_sub(authority, 1, span_find_byte(authority, 0, ']'));
    return span_sub(authority, 0, span_find_byte(authority, 0, ':'));
}

char *
proxy_find(const struct net_way *way, struct span authority)
{
    static const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy",
                                          "ALL_PROXY"},
                             *const exceptions[] = {"no_proxy", "NO_PROXY"};
    const char *found =
        way && way->proxy ? way->proxy : variable(proxies, COUNT_OF(proxies));
    const char *except = way && way->no_proxy
                             ? way->no_proxy
                             : variable(exceptions, COUNT_OF(exceptions));
    if (!found || !*found || excepted(except, without_port(authority)))
        return NULL;
    return mem_strdup(found);
}

void
proxy_free(char *proxy)
{
    if (proxy)
        mem_wipe(proxy, strlen(proxy));
    mem_free(proxy);
}

char *
proxy_shown(const char *proxy)
{
    struct span text = span_of(proxy), scheme = {0};
    size_t mark = span_find(text, 0, SPAN("://")), at = text.n;
    struct str shown = {0};
    if (!proxy)
        return NULL;
    if (mark < text.n) {
        scheme = span_sub(text, 0, mark + 3);
        text = span_from(text, mark + 3);
    }
    /* A password may hold an @: the last one ends it. */
    for (at = text.n; at && text.p[at - 1] != '@'; at--)
        continue;
    sanitise_line(&shown, scheme, SANITISE_PLAIN);
    sanitise_line(&shown, span_from(text, at), SANITISE_PLAIN);
    return str_take(&shown);
}
