#include "config.h"

#include "api/pseudonym.h"

#include "api/redact_view.h"
#include "base/memory.h"

#include <string.h>

/* Shorter names would be found within words; more of them than a ticket holds. */
enum { NAME_MIN = 3, NAMES_MAX = 1000, IP4_PARTS = 4, IP6_GROUPS = 8 };

static const struct {
    const char *name; /* of a member or property, without regard to letter case */
    enum pseudonym_kind kind;
} members[] = {
    {"computerDnsName", PSEUDONYM_DEVICE},
    {"deviceName", PSEUDONYM_DEVICE},
    {"deviceDnsName", PSEUDONYM_DEVICE},
    {"machineName", PSEUDONYM_DEVICE},
    {"hostName", PSEUDONYM_DEVICE},
    {"remoteDeviceName", PSEUDONYM_DEVICE},
    {"netBiosName", PSEUDONYM_DEVICE},
    {"deviceDisplayName", PSEUDONYM_DEVICE},
    {"accountName", PSEUDONYM_USER},
    {"userName", PSEUDONYM_USER},
    {"userPrincipalName", PSEUDONYM_USER},
    {"accountUpn", PSEUDONYM_USER},
    {"upn", PSEUDONYM_USER},
    {"requestor", PSEUDONYM_USER},
    {"assignedTo", PSEUDONYM_USER},
    {"createdBy", PSEUDONYM_USER},
    {"lastUpdatedBy", PSEUDONYM_USER},
    {"userSid", PSEUDONYM_USER},
    {"accountSid", PSEUDONYM_USER},
    {"aadUserId", PSEUDONYM_USER},
    {"azureAdUserId", PSEUDONYM_USER},
    {"accountObjectId", PSEUDONYM_USER},
    {"loggedOnUser", PSEUDONYM_USER},
    {"initiatingProcessAccountName", PSEUDONYM_USER},
    {"lastIpAddress", PSEUDONYM_IP},
    {"lastExternalIpAddress", PSEUDONYM_IP},
    {"ipAddress", PSEUDONYM_IP},
    {"localIP", PSEUDONYM_IP},
    {"remoteIP", PSEUDONYM_IP},
    {"publicIP", PSEUDONYM_IP},
    {"tenantId", PSEUDONYM_TENANT},
    {"tid", PSEUDONYM_TENANT},
    {"aadTenantId", PSEUDONYM_TENANT},
    {"azureTenantId", PSEUDONYM_TENANT},
    {"tenantName", PSEUDONYM_TENANT},
    {"tenantDisplayName", PSEUDONYM_TENANT},
};

static const char *const placeholders[] = {
    [PSEUDONYM_DEVICE] = "device",
    [PSEUDONYM_USER] = "user",
    [PSEUDONYM_IP] = "ip",
    [PSEUDONYM_TENANT] = "tenant",
};

void
pseudonyms_release(struct pseudonyms *pseudonyms)
{
    for (size_t i = 0; i < pseudonyms->count; i++)
        mem_free(pseudonyms->items[i].name);
    mem_free(pseudonyms->items);
    *pseudonyms = (struct pseudonyms){0};
}

static bool
digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
name_byte(char c)
{
    return letter(c) || digit(c) || c == '_' || (unsigned char)c > 127;
}

static bool
one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* --- what is known --- */

static void
add(struct pseudonyms *pseudonyms, enum pseudonym_kind kind, unsigned number,
    struct span name)
{
    ARRAY_GROW(pseudonyms->items, pseudonyms->count, pseudonyms->room);
    struct str copy = str_dup(name);
    pseudonyms->items[pseudonyms->count++] =
        (struct pseudonym){str_take(&copy), kind, number};
}

static bool
known(const struct pseudonyms *pseudonyms, struct span name)
{
    for (size_t i = 0; i < pseudonyms->count; i++)
        if (span_is_nocase(name, pseudonyms->items[i].name))
            return true;
    return false;
}

static bool
fit(struct span name)
{
    static const char *const words[] = {"null", "true", "false", "[redacted]", "NULL"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is(name, words[i]))
            return false;
    return name.n >= NAME_MIN;
}

void
pseudonyms_add(struct pseudonyms *pseudonyms, enum pseudonym_kind kind,
               struct span name)
{
    if (!fit(name) || pseudonyms->count >= NAMES_MAX || known(pseudonyms, name))
        return;
    unsigned number = ++pseudonyms->numbers[kind];
    add(pseudonyms, kind, number, name);
    /* A device goes by its first label too. */
    struct span label = span_sub(name, 0, span_find_byte(name, 0, '.'));
    if (kind == PSEUDONYM_DEVICE && label.n < name.n && fit(label) &&
        !known(pseudonyms, label))
        add(pseudonyms, kind, number, label);
}

/* --- members and properties --- */

/* Between a name and its value: "name" : "value", name eq 'value', (name,'value'),
 * also with JSON's backslashes. Gives where the quote stands, or text.n. */
static size_t
value_quote(struct span text, size_t at)
{
    bool joined = false;
    if (at < text.n && text.p[at] == '\\')
        at++;
    if (at < text.n && one_of(text.p[at], "\"'"))
        at++;
    for (; at < text.n; at++) {
        struct span rest = span_from(text, at);
        if (one_of(text.p[at], ":=,"))
            joined = true;
        else if (span_starts(rest, "eq ") || span_starts(rest, "ne ")) {
            joined = true;
            at++;
        } else if (one_of(text.p[at], "\"'"))
            return joined ? at : text.n;
        else if (!one_of(text.p[at], " \t\r\n\\["))
            break;
    }
    return text.n;
}

static void
learn_member(struct pseudonyms *pseudonyms, struct span text, struct span word,
             size_t behind)
{
    for (size_t i = 0; i < COUNT_OF(members); i++) {
        if (!span_is_nocase(word, members[i].name))
            continue;
        size_t quote = value_quote(text, behind), end = quote + 1;
        if (quote >= text.n)
            return;
        while (end < text.n && text.p[end] != text.p[quote] && text.p[end] != '\\')
            end++;
        pseudonyms_add(pseudonyms, members[i].kind, span_sub(text, quote + 1, end));
        return;
    }
}

/* --- shapes --- */

static bool
is_ip4(struct span word)
{
    struct span part;
    uint64_t value;
    size_t parts = 0;
    while (span_next(&word, '.', &part)) {
        if (part.n > 3 || !span_number(part, 255, &value))
            return false;
        parts++;
    }
    return parts == IP4_PARTS;
}

static bool
is_ip6(struct span word)
{
    struct span part, rest = word;
    size_t groups = 0;
    while (span_next(&rest, ':', &part)) {
        for (size_t i = 0; i < part.n; i++)
            if (!digit(part.p[i]) && !one_of(part.p[i], "abcdefABCDEF"))
                return false;
        if (part.n > 4)
            return false;
        groups++;
    }
    return span_has(word, "::") ? groups >= 3 && groups <= IP6_GROUPS + 1
                                : groups == IP6_GROUPS;
}

static bool
is_mail(struct span word)
{
    size_t at = span_find_byte(word, 0, '@');
    return at && at + 3 < word.n && span_find_byte(word, at, '.') < word.n;
}

/* This machine itself says nothing about anybody. */
static bool
loopback(struct span word)
{
    return span_starts(word, "127.") || span_is(word, "::1") ||
           span_is(word, "0.0.0.0");
}

static void
learn_shape(struct pseudonyms *pseudonyms, struct span word)
{
    while (word.n && one_of(word.p[word.n - 1], ".:-"))
        word.n--;
    if (is_mail(word))
        pseudonyms_add(pseudonyms, PSEUDONYM_USER, word);
    else if ((is_ip4(word) || is_ip6(word)) && !loopback(word))
        pseudonyms_add(pseudonyms, PSEUDONYM_IP, word);
    else if (word.n > 16 &&
             span_is_nocase(span_from(word, word.n - 16), ".onmicrosoft.com"))
        pseudonyms_add(pseudonyms, PSEUDONYM_TENANT, word);
}

/* Words as members have them, and wider ones as addresses are. */
static void
learn(struct pseudonyms *pseudonyms, struct span text)
{
    for (size_t at = 0, end; at<text.n; at = end> at ? end : at + 1) {
        for (end = at; end < text.n && name_byte(text.p[end]);)
            end++;
        if (end > at)
            learn_member(pseudonyms, text, span_sub(text, at, end), end);
    }
    for (size_t at = 0, end; at<text.n; at = end> at ? end : at + 1) {
        for (end = at;
             end < text.n && (name_byte(text.p[end]) || one_of(text.p[end], ".:@+%-"));)
            end++;
        learn_shape(pseudonyms, span_sub(text, at, end));
    }
}

void
pseudonyms_learn(struct pseudonyms *pseudonyms, struct span text)
{
    struct view raw, plain;
    view_raw(&raw, text);
    view_percent(&plain, &raw);
    learn(pseudonyms, plain.changed ? plain.text : text);
    view_release(&plain);
    view_release(&raw);
}

/* --- replacing --- */

static int
hex_value(char c)
{
    return digit(c)               ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The character at AT, as a URL's encoding has it too; SIZE: bytes that it takes. */
static char
character(struct span text, size_t at, size_t *size)
{
    int high = -1, low = -1;
    if (text.p[at] == '%' && at + 2 < text.n) {
        high = hex_value(text.p[at + 1]);
        low = hex_value(text.p[at + 2]);
    }
    *size = high >= 0 && low >= 0 ? 3 : 1;
    return *size == 3 ? (char)(high * 16 + low) : text.p[at];
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* How many bytes of text the name takes at AT; 0: it does not stand there. */
static size_t
match(struct span text, size_t at, const char *name)
{
    size_t from = at, size;
    for (; *name; name++, at += size)
        if (at >= text.n || lower(character(text, at, &size)) != lower(*name))
            return 0;
    return at < text.n && name_byte(text.p[at]) ? 0 : at - from;
}

static const struct pseudonym *
longest(const struct pseudonyms *pseudonyms, struct span text, size_t at, size_t *size)
{
    const struct pseudonym *found = NULL;
    *size = 0;
    for (size_t i = 0; i < pseudonyms->count; i++) {
        size_t n = match(text, at, pseudonyms->items[i].name);
        if (n > *size) {
            *size = n;
            found = &pseudonyms->items[i];
        }
    }
    return found;
}

/* A word can begin here: also behind a URL's encoding of a quote. */
static bool
begins(struct span text, size_t at)
{
    return !at || !name_byte(text.p[at - 1]) ||
           (at >= 3 && text.p[at - 3] == '%' && hex_value(text.p[at - 2]) >= 0 &&
            hex_value(text.p[at - 1]) >= 0);
}

bool
pseudonym_chosen(const struct pseudonym_choice *choice, size_t index)
{
    return index < PSEUDONYM_CHOICES && choice->bits[index / 64] >> (index % 64) & 1;
}

void
pseudonym_choose(struct pseudonym_choice *choice, size_t index, bool on)
{
    uint64_t bit = UINT64_C(1) << (index % 64);
    if (index < PSEUDONYM_CHOICES && on)
        choice->bits[index / 64] |= bit;
    else if (index < PSEUDONYM_CHOICES)
        choice->bits[index / 64] &= ~bit;
}

void
pseudonym_write(const struct pseudonym *name, struct str *out)
{
    str_addf(out, "%s-%u", placeholders[name->kind], name->number);
}

size_t
pseudonyms_apply(const struct pseudonyms *pseudonyms, struct span text, struct str *out)
{
    size_t count = 0, size;
    for (size_t at = 0; at < text.n; at += size) {
        const struct pseudonym *found =
            begins(text, at) ? longest(pseudonyms, text, at, &size) : NULL;
        if (!found) {
            size = 1;
            str_add_byte(out, text.p[at]);
            continue;
        }
        if (pseudonym_chosen(&pseudonyms->shown, (size_t)(found - pseudonyms->items))) {
            str_add(out, span_sub(text, at, at + size));
            continue;
        }
        pseudonym_write(found, out);
        count++;
    }
    return count;
}
