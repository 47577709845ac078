/* Where an API is: "servers". */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/text.h"

#include <string.h>

/* The URL with its {variables} filled in; false: one has no value. */
static bool
fill(struct openapi_reader *reader, const cJSON *server, struct str *out)
{
    const cJSON *variables = openapi_member(server, "variables");
    struct span rest = span_of(cJSON_GetStringValue(openapi_member(server, "url")));
    while (rest.n) {
        size_t open = span_find_byte(rest, 0, '{');
        str_add(out, span_sub(rest, 0, open));
        if (open == rest.n)
            break;
        size_t close = span_find_byte(rest, open, '}');
        struct str name = str_dup(span_sub(rest, open + 1, close));
        const cJSON *variable = openapi_member(variables, str_text(&name));
        const char *value = cJSON_GetStringValue(openapi_member(variable, "default"));
        if (!value)
            openapi_fault(
                reader, server,
                _("the server's address has {%s}, for which \"variables\" has "
                  "no \"default\""),
                str_text(&name));
        str_add_text(out, value);
        str_release(&name);
        if (!value)
            return false;
        rest = span_from(rest, close + 1);
    }
    return true;
}

static bool
is_host(struct span host)
{
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                     (c >= '0' && c <= '9') || (c && strchr("-._:[]", c));
        if (!plain)
            return false;
    }
    return host.n > 0;
}

/* "https://host:port/v1", "/v1", "./v1". */
static bool
split(struct openapi_reader *reader, const cJSON *server, struct span url,
      struct str *origin, struct str *path)
{
    static const char *const schemes[] = {"https://", "http://", "//"};
    size_t scheme = 0;
    url = span_sub(url, 0, span_find_byte(url, 0, '?'));
    url = span_sub(url, 0, span_find_byte(url, 0, '#'));
    while (scheme < 3 && !span_starts_nocase(url, schemes[scheme]))
        scheme++;
    if (scheme < 3) {
        size_t start = strlen(schemes[scheme]);
        size_t slash = span_find_byte(url, start, '/');
        struct span host = span_sub(url, start, slash);
        if (!is_host(host)) {
            openapi_fault(reader, server,
                          _("\"%.*s\" is no host that a request can be sent to"),
                          SPAN_ARG(host));
            return false;
        }
        str_addf(origin, "%s%.*s", schemes[scheme == 2 ? 0 : scheme], SPAN_ARG(host));
        /* what localhost means depends on other files; requests go to this alone */
        size_t name = origin->n - host.n;
        if (span_equal_nocase(span_sub(host, 0, span_find_byte(host, 0, ':')),
                              SPAN("localhost")))
            str_replace(origin, name, strlen("localhost"), SPAN("127.0.0.1"));
        url = span_from(url, slash);
    } else if (span_has(url, "://")) {
        openapi_fault(reader, server,
                      _("\"%.*s\" is no address that begins with "
                        "https:// or http://"),
                      SPAN_ARG(url));
        return false;
    }
    while (span_starts(url, "./") || span_starts(url, "../"))
        url = span_from(url, span_find_byte(url, 0, '/') + 1);
    while (span_ends(url, "/") || span_is(url, "."))
        url = span_sub(url, 0, url.n - 1);
    if (url.n && url.p[0] != '/')
        str_add_byte(path, '/');
    str_add(path, url);
    return true;
}

void
openapi_server(struct openapi_reader *reader, const cJSON *const lists[], size_t count,
               struct str *origin, struct str *path)
{
    for (size_t i = 0; i < count; i++) {
        const cJSON *server;
        cJSON_ArrayForEach(server, lists[i])
        {
            struct str url = {0};
            bool usable =
                fill(reader, server, &url) &&
                split(reader, server, span_trim(str_span(&url)), origin, path);
            str_release(&url);
            if (usable)
                return;
        }
    }
}
