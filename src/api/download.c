#include "config.h"

#include "api/download.h"

#include "api/request.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

#define LOOPBACK "127.0.0.1"

void
download_links_release(struct download_links *links)
{
    for (size_t i = 0; i < links->count; i++) {
        struct download_link *link = &links->items[i];
        if (link->url)
            mem_wipe(link->url, strlen(link->url));
        mem_free(link->url);
        mem_free(link->host);
        mem_free(link->source);
        mem_free(link->name);
    }
    mem_free(links->items);
    *links = (struct download_links){0};
}

const char *
download_bar_text(enum download_bar bar)
{
    static const char *const texts[] = {
        [DOWNLOAD_OPEN] = NULL,
        [DOWNLOAD_REDACTED] = N_("its signature was taken out when the answer was "
                                 "kept: send the request again"),
        [DOWNLOAD_NOT_HTTPS] = N_("it does not begin with https://: nothing is fetched "
                                  "where others could read along"),
        [DOWNLOAD_NO_HOST] = N_("it names no host, or a user before it"),
    };
    return texts[bar] ? _(texts[bar]) : NULL;
}

/* --- a link's parts --- */

/* The value of a query option; p NULL: there is none. */
static struct span
option(struct span url, const char *name)
{
    struct span query = url, part = {0};
    span_next(&query, '?', &part);
    while (query.n && span_next(&query, '&', &part)) {
        struct span value = part, key = {0};
        span_next(&value, '=', &key);
        if (value.p && span_is(key, name))
            return value;
    }
    return (struct span){0};
}

bool
download_is_signed(struct span url)
{
    return option(url, "sig").n > 0;
}

static bool
is_redacted(struct span signature)
{
    struct str text = {0};
    percent_decode(&text, signature);
    bool redacted = span_has(str_span(&text), "redacted") ||
                    span_starts(str_span(&text), "...") ||
                    span_starts(str_span(&text), "***");
    str_release(&text);
    return redacted;
}

/* YYYY-MM-DD, with Thh:mmZ, or with Thh:mm:ssZ. */
static clock_ms
read_until(struct span url)
{
    struct str text = {0};
    clock_ms until = 0;
    percent_decode(&text, option(url, "se"));
    if (text.n == 10)
        str_add_text(&text, "T00:00:00Z");
    else if (text.n == 17 && span_ends(str_span(&text), "Z")) {
        str_cut(&text, 16);
        str_add_text(&text, ":00Z");
    }
    if (!clock_parse_rfc3339(str_span(&text), &until))
        until = 0;
    str_release(&text);
    return until;
}

/* What stands between "filename=" and its end in a Content-Disposition. */
static struct span
disposition_name(struct span text)
{
    static const char key[] = "filename=";
    size_t at = span_find_nocase(text, 0, span_of(key));
    struct span rest = span_from(text, at + sizeof key - 1), name = rest;
    if (at >= text.n)
        return (struct span){0};
    if (span_starts(rest, "\"")) {
        rest = span_from(rest, 1);
        name = span_sub(rest, 0, span_find_byte(rest, 0, '"'));
    } else
        name = span_sub(rest, 0, span_find_byte(rest, 0, ';'));
    return span_trim(name);
}

/* As a file may be called: one that shells, terminals and other systems take. */
static char *
safe_name(struct span text)
{
    static const char bad[] = "/\\:*?\"<>|$`";
    struct str name = {0};
    struct sanitised piece;
    while (text.n && sanitise_next(text, SANITISE_PLAIN, &piece)) {
        bool first = !name.n && (text.p[0] == '.' || text.p[0] == '-' ||
                                 text.p[0] == '~' || text.p[0] == ' ');
        bool ill = piece.escaped || memchr(bad, text.p[0], sizeof bad);
        if (name.n + strlen(piece.text) > DOWNLOAD_NAME_MAX)
            break;
        str_add_text(&name, first || ill ? "_" : piece.text);
        text = span_from(text, piece.bytes);
    }
    if (!name.n)
        str_add_text(&name, "download");
    return str_take(&name);
}

static char *
propose_name(struct span path, struct span url)
{
    struct str text = {0}, last = {0};
    percent_decode(&text, option(url, "rscd"));
    struct span given = disposition_name(str_span(&text)), part;
    while (span_next(&path, '/', &part))
        if (part.n) {
            str_clear(&last);
            percent_decode(&last, part);
        }
    char *name = safe_name(given.n ? given : str_span(&last));
    str_release(&text);
    str_release(&last);
    return name;
}

static enum download_bar
bar_of(struct span url, struct span host, bool local)
{
    if (!host.n || span_find_byte(host, 0, '@') < host.n)
        return DOWNLOAD_NO_HOST;
    if (is_redacted(option(url, "sig")))
        return DOWNLOAD_REDACTED;
    return local || span_starts_nocase(url, "https://") ? DOWNLOAD_OPEN
                                                        : DOWNLOAD_NOT_HTTPS;
}

static char *
shown(struct span text)
{
    struct str out = {0};
    sanitise_line(&out, text, SANITISE_PLAIN);
    return str_take(&out);
}

/* URL has a scheme. */
static struct download_link
read_link(struct span url)
{
    struct span after = span_from(url, span_find(url, 0, SPAN("://")) + 3);
    struct span place = span_sub(after, 0, span_find_byte(after, 0, '?'));
    size_t slash = span_find_byte(place, 0, '/');
    struct span host = span_sub(place, 0, slash);
    struct str copy = str_dup(url);
    size_t at = span_find_byte(host, 0, '@'); /* before it: never shown */
    if (at < host.n)
        place = span_from(place, at + 1);
    struct download_link link = {
        .url = str_take(&copy),
        .host = shown(at < host.n ? span_from(host, at + 1) : host),
        .source = shown(place),
        .name = propose_name(span_from(place, span_find_byte(place, 0, '/')), url),
        .until = read_until(url),
        .local = span_starts_nocase(url, "http://") &&
                 (span_is(host, LOOPBACK) || span_starts(host, LOOPBACK ":")),
    };
    link.bar = bar_of(url, host, link.local);
    return link;
}

/* --- links in a text --- */

static bool
ends_url(char byte)
{
    return (unsigned char)byte <= ' ' || (unsigned char)byte == 0x7f ||
           memchr("\"'<>`", byte, 5);
}

/* The bytes around AT up to what can't stand in a URL. */
static struct span
around(struct span text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && at - from < DOWNLOAD_URL_MAX && !ends_url(text.p[from - 1]))
        from--;
    while (to < text.n && to - at < DOWNLOAD_URL_MAX && !ends_url(text.p[to]))
        to++;
    return span_sub(text, from, to);
}

/* "uXXXX" for a character that can stand in a URL; '\0': it is none. */
static char
read_escape(struct span text)
{
    unsigned code = 0;
    if (text.n < 5 || text.p[0] != 'u')
        return '\0';
    for (size_t i = 1; i < 5; i++) {
        static const char digits[] = "00112233445566778899aAbBcCdDeEfF";
        const char *digit = memchr(digits, text.p[i], sizeof digits - 1);
        if (!digit)
            return '\0';
        code = code * 16 + (unsigned)(digit - digits) / 2;
    }
    return code > ' ' && code < 0x7f ? (char)code : '\0';
}

/* Takes JSON's escapes off, however often they were put on. */
static void
add_plain(struct span text, struct str *out)
{
    for (size_t i = 0; i < text.n; i++) {
        bool escaped = text.p[i] == '\\';
        while (i < text.n && text.p[i] == '\\')
            i++;
        char meant = escaped ? read_escape(span_from(text, i)) : '\0';
        if (meant)
            i += 4;
        if (i < text.n)
            str_add_byte(out, meant ? meant : text.p[i]);
    }
}

static bool
is_taken(const struct download_links *links, const char *name)
{
    for (size_t i = 0; i < links->count; i++)
        if (strcmp(links->items[i].name, name) == 0)
            return true;
    return false;
}

static void
name_apart(const struct download_links *links, struct download_link *link)
{
    while (is_taken(links, link->name)) {
        struct str name = {0};
        str_addf(&name, "%zu-%s", links->count + 1, link->name);
        mem_free(link->name);
        link->name = str_take(&name);
    }
}

static bool
is_listed(const struct download_links *links, struct span url)
{
    for (size_t i = 0; i < links->count; i++)
        if (span_is(url, links->items[i].url))
            return true;
    return false;
}

bool
download_add(struct download_links *links, struct span url)
{
    if (!span_starts_nocase(url, "https://") && !span_starts_nocase(url, "http://"))
        return false;
    if (is_listed(links, url))
        return true;
    if (links->count == DOWNLOAD_LINKS_MAX) {
        links->left_out++;
        return true;
    }
    struct download_link link = read_link(url);
    name_apart(links, &link);
    ARRAY_GROW(links->items, links->count, links->room);
    links->items[links->count++] = link;
    return true;
}

/* Takes the next link at or after AT; gives where to go on. */
static size_t
find_next(struct download_links *links, struct span text, size_t at)
{
    at = span_find(text, at, SPAN("sig="));
    if (at >= text.n)
        return text.n;
    struct span found = around(text, at), url;
    struct str plain = {0};
    add_plain(found, &plain);
    url = str_span(&plain);
    url = span_from(url, span_find_nocase(url, 0, SPAN("http")));
    url = span_sub(url, 0, span_find_byte(url, 0, '#'));
    if (download_is_signed(url))
        download_add(links, url);
    str_wipe(&plain);
    return (size_t)(found.p - text.p) + found.n;
}

void
download_find(struct download_links *links, struct span text)
{
    for (size_t at = 0; at < text.n;)
        at = find_next(links, text, at);
}

bool
download_found(struct span text)
{
    struct download_links links = {0};
    for (size_t at = 0; at < text.n && !links.count;)
        at = find_next(&links, text, at);
    bool any = links.count > 0;
    download_links_release(&links);
    return any;
}
