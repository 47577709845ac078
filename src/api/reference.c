#include "config.h"

#include "api/reference.h"

/* A reference's components (RFC 3986, appendix B); each keeps its own mark. */
struct parts {
    struct span scheme;    /* "https:" */
    struct span authority; /* "//host:port" */
    struct span path;
    struct span query; /* "?..." */
};

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t
scheme_length(struct span text)
{
    size_t i = 0;
    while (i < text.n &&
           (is_letter(text.p[i]) ||
            (i && ((text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '+' ||
                   text.p[i] == '-' || text.p[i] == '.'))))
        i++;
    return i && i < text.n && text.p[i] == ':' ? i + 1 : 0;
}

static struct parts
take_apart(struct span text)
{
    struct parts parts = {0};
    text = span_sub(text, 0, span_find_byte(text, 0, '#'));
    size_t query = span_find_byte(text, 0, '?'), scheme = scheme_length(text);
    parts.query = span_from(text, query);
    text = span_sub(text, 0, query);
    scheme = scheme <= query ? scheme : 0;
    parts.scheme = span_sub(text, 0, scheme);
    text = span_from(text, scheme);
    if (span_starts(text, "//")) {
        size_t end = span_find_byte(text, 2, '/');
        parts.authority = span_sub(text, 0, end);
        text = span_from(text, end);
    }
    parts.path = text;
    return parts;
}

/* Takes the last segment off what stands behind FROM, with its slash. */
static void
drop_segment(struct str *out, size_t from)
{
    size_t n = out->n;
    while (n > from && out->p[n - 1] != '/')
        n--;
    str_cut(out, n > from ? n - 1 : from);
}

/* Section 5.2.4, for a path that begins with a slash. Appends. */
static void
add_without_dots(struct str *out, struct span path)
{
    size_t from = out->n;
    while (path.n) {
        size_t end = span_find_byte(path, 1, '/');
        struct span segment = span_sub(path, 0, end);
        bool last = end >= path.n, up = span_is(segment, "/..");
        if (up)
            drop_segment(out, from);
        if (!up && !span_is(segment, "/."))
            str_add(out, segment);
        else if (last)
            str_add_text(out, "/");
        path = span_from(path, end);
    }
}

static bool
has_stray(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] <= ' ' || text.p[i] == 0x7f || text.p[i] == '\\')
            return true;
    return false;
}

bool
reference_resolve(struct span base, struct span reference, struct str *out)
{
    struct parts at = take_apart(base), to = take_apart(reference);
    struct str path = {0};
    str_clear(out);
    if (at.scheme.n == 0 || at.authority.n <= 2 || has_stray(base) ||
        has_stray(reference))
        return false;
    bool whole = to.scheme.n || to.authority.n;
    if (!whole && !to.path.n) {
        str_add(&path, at.path);
    } else {
        if (!whole && to.path.p[0] != '/') { /* section 5.2.3 */
            size_t slash = at.path.n;
            while (slash > 0 && at.path.p[slash - 1] != '/')
                slash--;
            str_add(&path, span_sub(at.path, 0, slash));
            if (!slash)
                str_add_text(&path, "/");
        }
        str_add(&path, to.path);
    }
    str_add(out, to.scheme.n ? to.scheme : at.scheme);
    str_add(out, whole ? to.authority : at.authority);
    if (path.n && path.p[0] == '/')
        add_without_dots(out, str_span(&path));
    else
        str_add(out, str_span(&path));
    str_add(out, whole || to.path.n || to.query.n ? to.query : at.query);
    str_release(&path);
    return true;
}

bool
reference_same_origin(struct span one, struct span other)
{
    struct parts parts[2] = {take_apart(one), take_apart(other)};
    for (int i = 0; i < 2; i++) {
        struct parts *part = &parts[i];
        const char *usual = span_is_nocase(part->scheme, "https:")  ? ":443"
                            : span_is_nocase(part->scheme, "http:") ? ":80"
                                                                    : "";
        if (part->authority.n <= 2 || span_has(part->authority, "@"))
            return false;
        if (*usual && span_ends(part->authority, usual))
            part->authority =
                span_sub(part->authority, 0, part->authority.n - span_of(usual).n);
    }
    return span_equal_nocase(parts[0].scheme, parts[1].scheme) &&
           span_equal_nocase(parts[0].authority, parts[1].authority);
}
