#include "config.h"

#include "api/redact_patterns.h"

#include <string.h>

/* Names longer than this name no secret; JWT parts and keys shorter are none. */
enum { NAME_MAX_LENGTH = 48, JWT_MIN = 24, CODE_MIN = 16, BEARER_MIN = 20 };

enum name_kind {
    NAME_NONE,
    NAME_VALUE,     /* name: value, name=value, "name": "value", <name>value */
    NAME_FORM,      /* only in a query or form: ?name=value */
    NAME_FORM_LONG, /* the same, and only a long value */
    NAME_HEADER,    /* the rest of its line */
    NAME_CHALLENGE, /* WWW-Authenticate */
};

/* Compared without case, `-` and `_`. */
struct secret_name {
    struct span name;
    enum name_kind kind;
    bool ending; /* any name that ends so */
};

static const struct secret_name secret_names[] = {
    {SPAN_INIT("authorization"), NAME_HEADER, true},
    {SPAN_INIT("cookie"), NAME_HEADER, false},
    {SPAN_INIT("setcookie"), NAME_HEADER, false},
    {SPAN_INIT("xapikey"), NAME_HEADER, false},
    {SPAN_INIT("ocpapimsubscriptionkey"), NAME_HEADER, false},
    {SPAN_INIT("wwwauthenticate"), NAME_CHALLENGE, false},
    {SPAN_INIT("proxyauthenticate"), NAME_CHALLENGE, false},
    {SPAN_INIT("code"), NAME_FORM_LONG, false},
    {SPAN_INIT("sig"), NAME_FORM, false},
    /* places in a long list, which are no secrets */
    {SPAN_INIT("skiptoken"), NAME_NONE, true},
    {SPAN_INIT("deltatoken"), NAME_NONE, true},
    {SPAN_INIT("continuationtoken"), NAME_NONE, true},
    {SPAN_INIT("nexttoken"), NAME_NONE, true},
    {SPAN_INIT("pagetoken"), NAME_NONE, true},
    {SPAN_INIT("token"), NAME_VALUE, true},
    {SPAN_INIT("secret"), NAME_VALUE, true},
    {SPAN_INIT("password"), NAME_VALUE, true},
    {SPAN_INIT("passwd"), NAME_VALUE, true},
    {SPAN_INIT("pwd"), NAME_VALUE, false},
    {SPAN_INIT("passphrase"), NAME_VALUE, true},
    {SPAN_INIT("assertion"), NAME_VALUE, true},
    {SPAN_INIT("devicecode"), NAME_VALUE, false},
    {SPAN_INIT("codeverifier"), NAME_VALUE, false},
    {SPAN_INIT("apikey"), NAME_VALUE, true},
    {SPAN_INIT("accountkey"), NAME_VALUE, true},
    {SPAN_INIT("accesskey"), NAME_VALUE, true},
    {SPAN_INIT("privatekey"), NAME_VALUE, true},
    {SPAN_INIT("subscriptionkey"), NAME_VALUE, true},
    {SPAN_INIT("sharedaccesssignature"), NAME_VALUE, false},
};

static bool
letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool
word_byte(char c)
{
    return letter(c) || digit(c) || one_of(c, "_-.~");
}

static bool
blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool
quote(char c)
{
    return c == '"' || c == '\'';
}

/* What the word [from, to) may be the name of. A word may carry what it belongs to in
 * front: body.password. */
static enum name_kind
name_kind(struct span text, size_t from, size_t to)
{
    char plain[NAME_MAX_LENGTH];
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        char c = text.p[i];
        if (c == '.')
            n = 0;
        else if (c == '_' || c == '-')
            continue;
        else if (n == sizeof plain)
            return NAME_NONE;
        else
            plain[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    struct span name = {plain, n};
    for (size_t i = 0; i < sizeof secret_names / sizeof *secret_names; i++) {
        const struct secret_name *known = &secret_names[i];
        size_t before = n - known->name.n; /* huge where the name is shorter */
        if (before <= (known->ending ? n : 0) &&
            name.p[n - 1] == known->name.p[known->name.n - 1] &&
            memcmp(name.p + before, known->name.p, known->name.n) == 0)
            return known->kind;
    }
    return NAME_NONE;
}

static size_t
skip_blanks(struct span text, size_t at, bool lines)
{
    while (at < text.n && (blank(text.p[at]) || (lines && one_of(text.p[at], "\r\n"))))
        at++;
    return at;
}

/* Behind the string that opens at AT; *closed: there is a closing quote. */
static size_t
skip_string(struct span text, size_t at, bool *closed)
{
    char opening = text.p[at];
    *closed = false;
    for (at++; at < text.n; at++) {
        if (text.p[at] == '\\' && at + 1 < text.n)
            at++;
        else if (text.p[at] == opening) {
            *closed = true;
            return at + 1;
        }
    }
    return at;
}

/* Nothing to hide: no value, one already hidden, or a shell's name for one. */
static bool
harmless(struct span value)
{
    static const char *const words[] = {
        "", "null", "true", "false", "[redacted]", "[redacted", "[hidden]", "[hidden"};
    static const char *const schemes[] = {"Bearer ", "Basic "};
    value = span_trim(value);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (span_starts_nocase(value, schemes[i]))
            value = span_trim(span_from(value, strlen(schemes[i])));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_is(value, words[i]))
            return true;
    if (value.p[0] != '$' || value.n < 2)
        return false;
    for (size_t i = 1; i < value.n; i++)
        if (!(value.p[i] >= 'A' && value.p[i] <= 'Z') && !one_of(value.p[i], "_{}"))
            return false;
    return true;
}

static void
hide(struct span text, size_t from, size_t to, struct ranges *found)
{
    if (!harmless(span_sub(text, from, to)))
        ranges_add(found, from, to);
}

/* One string at AT, or all those of an array. Gives the place behind. */
static size_t
hide_strings(struct span text, size_t at, bool array, struct ranges *found)
{
    do {
        bool closed;
        size_t next = skip_string(text, at, &closed);
        hide(text, at + 1, closed ? next - 1 : next, found);
        at = next;
        if (!array)
            break;
        at = skip_blanks(text, at, true);
        if (at < text.n && text.p[at] == ',')
            at = skip_blanks(text, at + 1, true);
    } while (at < text.n && quote(text.p[at]));
    return at;
}

/* A secret's name as it was found: what stands around it says where its value is. */
struct named {
    struct span text;
    size_t from, to;
    enum name_kind kind;
    bool quoted; /* "name" */
    char opened; /* the quote before the name that doesn't end with it, or 0 */
};

/* A value that ends at a quote inside a JSON string: the backslash is the quote's. */
static size_t
without_backslash(struct span text, size_t from, size_t to)
{
    while (to > from && to < text.n && text.p[to - 1] == '\\')
        to--;
    return to;
}

/* The end of a header's value that starts at AT: the quote that opened before its name;
 * where the name starts a line, the end of that with what is folded into it; else any
 * quote. */
static size_t
header_end(const struct named *name, size_t at)
{
    struct span text = name->text;
    bool line = name->from == 0 || text.p[name->from - 1] == '\n';
    size_t from = at;
    for (; at < text.n; at++) {
        char c = text.p[at];
        if (name->opened ? c == name->opened : !line && quote(c))
            break;
        if (c == '\n' && (!line || at + 1 == text.n || !blank(text.p[at + 1])))
            break;
    }
    return without_backslash(text, from, at);
}

static size_t
bare_end(struct span text, size_t at, bool element)
{
    const char *stops = element ? "<" : " \t\r\n&;\"'<>`";
    size_t from = at;
    while (at < text.n && !one_of(text.p[at], stops))
        at++;
    return without_backslash(text, from, at);
}

/* {"name": "Authorization", "value": "..."} as HAR has it, or ["Authorization", "..."]:
 * AT is behind the comma. Gives where the value stands, or 0. */
static size_t
pair_value(struct span text, size_t at, bool header)
{
    static const char value[] = "value";
    at = skip_blanks(text, at, true);
    if (at >= text.n || !quote(text.p[at]))
        return 0;
    if (!span_starts(span_from(text, at + 1), value))
        return header ? at : 0;
    size_t colon = skip_blanks(text, at + sizeof value + 1, true);
    if (colon >= text.n || text.p[colon] != ':')
        return header ? at : 0;
    at = skip_blanks(text, colon + 1, true);
    return at < text.n && quote(text.p[at]) ? at : 0;
}

/* Where the value starts, or 0. *ELEMENT: <name>value */
static size_t
value_start(const struct named *name, bool *element)
{
    struct span text = name->text;
    bool header = name->kind == NAME_HEADER;
    size_t at = skip_blanks(text, name->to + name->quoted, name->quoted);
    *element = false;
    if (at >= text.n)
        return 0;
    if (text.p[at] == ':' || text.p[at] == '=') {
        at++;
        while (at < text.n && one_of(text.p[at], "=>"))
            at++;
        return skip_blanks(text, at, name->quoted);
    }
    if (name->quoted && text.p[at] == ',')
        return pair_value(text, at + 1, header);
    if (text.p[name->to] == '>' && name->from && text.p[name->from - 1] == '<') {
        *element = true;
        return name->to + 1;
    }
    /* --password value */
    bool option = span_starts(span_from(text, name->from), "--");
    return option && blank(text.p[name->to]) ? at : 0;
}

static bool
no_word(struct span value)
{
    for (size_t i = 0; i < value.n; i++)
        if (digit(value.p[i]))
            return true;
    return value.n >= BEARER_MIN;
}

/* "no valid token: look for ..." rather than a name and its value, which starts at AT.
 */
static bool
in_sentence(const struct named *name, size_t at)
{
    while (at > name->to && blank(name->text.p[at - 1]))
        at--;
    bool spaced = at < name->text.n && blank(name->text.p[at]);
    return name->kind == NAME_VALUE && name->text.p[at - 1] == ':' &&
           (name->quoted || spaced);
}

/* Hides the value of the name; gives where to read on. */
static size_t
hide_value(const struct named *name, struct ranges *found)
{
    struct span text = name->text;
    bool element, array = false;
    size_t at = value_start(name, &element);
    if (!at || at >= text.n)
        return name->to;
    if (name->kind == NAME_CHALLENGE) {
        size_t end = header_end(name, at);
        redact_challenge(text, at, end, found);
        return end;
    }
    if (text.p[at] == '[' && name->quoted) {
        array = true;
        at = skip_blanks(text, at + 1, true);
    }
    if (at < text.n && quote(text.p[at]) && text.p[at] != name->opened)
        return hide_strings(text, at, array, found);
    if (name->quoted && at < text.n && one_of(text.p[at], "{["))
        return at; /* what is in there has names of its own */
    size_t end = name->kind == NAME_HEADER && !name->quoted
                     ? header_end(name, at)
                     : bare_end(text, at, element);
    while (name->quoted && end > at && one_of(text.p[end - 1], ",}]"))
        end--;
    if (!in_sentence(name, at) || no_word(span_sub(text, at, end)))
        hide(text, at, end, found);
    return end;
}

static bool
in_form(struct span text, size_t from, size_t to, size_t min)
{
    if (to >= text.n || text.p[to] != '=')
        return false;
    if (from && !one_of(text.p[from - 1], "?&;"))
        return false;
    return bare_end(text, to + 1, false) - to > min;
}

static size_t
hide_named(struct span text, size_t from, size_t to, struct ranges *found)
{
    struct named name = {text, from, to, name_kind(text, from, to), false, 0};
    char before = from ? text.p[from - 1] : 0;
    if (name.kind == NAME_NONE ||
        (name.kind == NAME_FORM && !in_form(text, from, to, 1)) ||
        (name.kind == NAME_FORM_LONG && !in_form(text, from, to, CODE_MIN)))
        return to;
    name.quoted = quote(before) && to < text.n && text.p[to] == before;
    name.opened = quote(before) && !name.quoted ? before : 0;
    return hide_value(&name, found);
}

/* A JWT somewhere in a word, whole or cut. */
static void
hide_jwt(struct span text, size_t from, size_t to, struct ranges *found)
{
    struct span word = span_sub(text, from, to);
    size_t at = span_find(word, 0, SPAN("eyJ"));
    if (at < word.n && word.n - at >= JWT_MIN)
        ranges_add(found, from + at, to);
}

/* Entra's client secrets: three letters, a digit, "Q~", and 31 to 34 more. */
static void
hide_entra(struct span text, size_t from, size_t to, struct ranges *found)
{
    enum { BEFORE = 4, LEAST = 31, MOST = 34 };
    struct span word = span_sub(text, from, to);
    for (size_t at = 0; (at = span_find(word, at, SPAN("Q~"))) < word.n; at += 2) {
        size_t left = word.n - at - 2;
        if (at < BEFORE || !digit(word.p[at - 1]) || left < LEAST)
            continue;
        size_t end = at + 2 + (left < MOST ? left : MOST);
        ranges_add(found, from + at - BEFORE, from + end);
    }
}

/* "Bearer" and what looks like no word of a sentence. */
static void
hide_bearer(struct span text, size_t from, size_t to, struct ranges *found)
{
    if (!span_is_nocase(span_sub(text, from, to), "bearer"))
        return;
    size_t at = skip_blanks(text, to, false), end = at;
    bool digits = false;
    for (; end < text.n && (word_byte(text.p[end]) || one_of(text.p[end], "+/")); end++)
        digits |= digit(text.p[end]);
    if (at > to && (end - at >= BEARER_MIN || (digits && end - at >= 8)))
        ranges_add(found, at, end);
}

/* scheme://user:password@host, AT at the colon */
static void
hide_user(struct span text, size_t at, struct ranges *found)
{
    if (!span_starts(span_from(text, at), "://"))
        return;
    size_t sign = 0, from = at + 3;
    for (at = from; at < text.n && !one_of(text.p[at], "/?#\\ \t\r\n\"'<>"); at++)
        if (text.p[at] == '@')
            sign = at;
    if (sign)
        hide(text, from, sign, found);
}

/* A PEM private key that begins at AT; gives where to read on. */
static size_t
hide_pem(struct span text, size_t at, struct ranges *found)
{
    enum { HEAD_MAX = 64 };
    struct span head = span_sub(text, at, at + HEAD_MAX);
    if (!span_starts(head, "-----BEGIN") || !span_has(head, "PRIVATE KEY-----"))
        return at;
    size_t end = span_find(text, at, SPAN("-----END"));
    if (end < text.n)
        end = span_find(text, end + 8, SPAN("-----"));
    end = end < text.n ? end + 5 : text.n;
    ranges_add(found, at, end);
    return end;
}

/* A scheme, a parameter's name or an error's: letters only. */
static bool
plain_word(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!letter(s.p[i]) && !one_of(s.p[i], "_-"))
            return false;
    return s.n <= 40;
}

void
redact_challenge(struct span text, size_t from, size_t to, struct ranges *found)
{
    struct span line = span_sub(text, 0, to);
    for (size_t at = from; at < line.n;) {
        size_t start = at, next = at + 1, end;
        if (line.p[at] == '"') {
            bool closed;
            next = skip_string(line, at, &closed);
            start = at + 1;
            end = closed ? next - 1 : next;
        } else {
            while (next < line.n && !one_of(line.p[next], "\", =\t"))
                next++;
            end = one_of(line.p[at], ", =\t\r\n") ? start : next;
        }
        if (!plain_word(span_sub(line, start, end)))
            hide(line, start, end, found);
        at = next;
    }
}

void
redact_patterns(struct span text, struct ranges *found)
{
    for (size_t i = 0; i < text.n;) {
        if (!word_byte(text.p[i])) {
            if (text.p[i] == ':')
                hide_user(text, i, found);
            i++;
            continue;
        }
        size_t to = i;
        while (to < text.n && word_byte(text.p[to]))
            to++;
        size_t pem = text.p[i] == '-' ? hide_pem(text, i, found) : i;
        if (pem > i) {
            i = pem;
            continue;
        }
        hide_jwt(text, i, to, found);
        hide_entra(text, i, to, found);
        hide_bearer(text, i, to, found);
        i = hide_named(text, i, to, found);
    }
}
