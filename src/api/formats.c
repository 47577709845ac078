#include "config.h"

#include "api/formats.h"

#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
    char small = (char)(c | 0x20);
    return is_digit(c) || (small >= 'a' && small <= 'f');
}

static bool
is_letter(char c)
{
    char small = (char)(c | 0x20);
    return small >= 'a' && small <= 'z';
}

static bool
all_hex(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!is_hex(s.p[i]))
            return false;
    }
    return s.n > 0;
}

/* The first byte that is none of a table's characters, or s.n. */
static size_t
first_of(struct span s, const char *characters)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr(characters, s.p[i]))
            return i;
    }
    return s.n;
}

static void
judge(struct format_finding *finding, enum format_grade grade, const char *why)
{
    finding->grade = grade;
    str_clear(&finding->why);
    str_add_text(&finding->why, why);
}

/* --- numbers written in hexadecimal digits --- */

static const struct digest {
    const char *format, *title;
    size_t digits;
} digests[] = {
    {"md5", "MD5", 32},
    {"sha1", "SHA-1", 40},
    {"sha256", "SHA-256", 64},
};

static const char *
digest_of_length(size_t digits)
{
    for (size_t i = 0; i < COUNT_OF(digests); i++) {
        if (digests[i].digits == digits)
            return digests[i].title;
    }
    return NULL;
}

/* 8-4-4-4-12 */
static bool
is_guid(struct span s)
{
    if (s.n != 36)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.p[i] != '-' : !is_hex(s.p[i]))
            return false;
    }
    return true;
}

static void
not_hex(struct format_finding *finding, struct span s)
{
    size_t i = 0;
    while (i < s.n && is_hex(s.p[i]))
        i++;
    if (s.p[i] > ' ' && s.p[i] < 0x7f)
        str_addf(&finding->why,
                 _("\"%c\" at character %zu is no hexadecimal digit (0-9, a-f)"),
                 s.p[i], i + 1);
    else
        str_addf(&finding->why, _("character %zu is no hexadecimal digit (0-9, a-f)"),
                 i + 1);
}

static void
check_digits(struct span s, size_t digits, struct format_finding *finding)
{
    if (all_hex(s) && s.n == digits)
        return;
    finding->grade = FORMAT_BAD;
    if (!all_hex(s)) {
        not_hex(finding, s);
        return;
    }
    const char *other = digest_of_length(s.n);
    str_addf(&finding->why, _("it needs %zu hexadecimal digits and has %zu"), digits,
             s.n);
    if (other)
        str_addf(&finding->why, _(", the length of a %s"), other);
}

static void
check_digest(const char *format, struct span s, struct format_finding *finding)
{
    for (size_t i = 0; i < COUNT_OF(digests); i++) {
        if (strcmp(digests[i].format, format) == 0)
            check_digits(s, digests[i].digits, finding);
    }
}

static void
check_hash(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    if (all_hex(s) && (s.n == 40 || s.n == 64))
        return;
    if (all_hex(s) && s.n == 32) {
        judge(finding, FORMAT_DOUBTFUL,
              _("it is an MD5; only SHA-1 and SHA-256 are documented to work here"));
        return;
    }
    finding->grade = FORMAT_BAD;
    if (all_hex(s))
        str_addf(&finding->why,
                 _("a SHA-1 has 40 hexadecimal digits, a SHA-256 has 64; this has %zu"),
                 s.n);
    else
        not_hex(finding, s);
}

static void
check_machine_id(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    if (all_hex(s) && s.n == 40)
        return;
    if (is_guid(s))
        judge(finding, FORMAT_BAD,
              _("it is a GUID, as the Entra device ID is; a machine ID has 40 "
                "hexadecimal digits"));
    else if (all_hex(s))
        check_digits(s, 40, finding);
    else
        judge(finding, FORMAT_BAD,
              _("it looks like a name; a machine ID has 40 hexadecimal digits, and "
                "listMachines finds it by computerDnsName"));
}

static void
check_guid(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    if (is_guid(s))
        return;
    struct span inner =
        s.n == 38 && (s.p[0] == '{' || s.p[0] == '(') ? span_sub(s, 1, s.n - 1) : s;
    if (is_guid(inner)) {
        judge(finding, FORMAT_DOUBTFUL, _("a GUID is written here without brackets"));
        str_add(&finding->meant, inner);
        return;
    }
    if (all_hex(s) && s.n == 32) {
        judge(finding, FORMAT_DOUBTFUL, _("a GUID is written here with its dashes"));
        static const size_t ends[] = {8, 12, 16, 20, 32};
        for (size_t i = 0, from = 0; i < COUNT_OF(ends); from = ends[i++]) {
            if (i)
                str_add_byte(&finding->meant, '-');
            str_add(&finding->meant, span_sub(s, from, ends[i]));
        }
        return;
    }
    judge(finding, FORMAT_BAD,
          _("a GUID has 8-4-4-4-12 hexadecimal digits with dashes between"));
}

/* --- places in the network --- */

/* Four numbers of 0 to 255; *zeros: one of them has a leading zero. */
static bool
is_ipv4(struct span s, bool *zeros)
{
    struct span part;
    unsigned parts = 0;
    uint64_t number;
    while (span_next(&s, '.', &part)) {
        if (part.n > 3 || !span_number(part, 255, &number))
            return false;
        *zeros = *zeros || (part.n > 1 && part.p[0] == '0');
        parts++;
    }
    return parts == 4;
}

/* RFC 4291, section 2.2: eight groups, one run of zeros shortened, the last two perhaps
 * as IPv4. */
static bool
is_ipv6(struct span s)
{
    unsigned groups = 0;
    bool shortened = false, zeros = false;
    size_t i = 0;
    if (span_starts(s, "::")) {
        shortened = true;
        i = 2;
    }
    while (i < s.n) {
        size_t end = span_find_byte(s, i, ':');
        struct span group = span_sub(s, i, end);
        if (end == s.n && span_has(group, ".")) {
            if (!is_ipv4(group, &zeros))
                return false;
            groups += 2;
            break;
        }
        if (group.n > 4 || !all_hex(group))
            return false;
        groups++;
        if (end == s.n)
            break;
        i = end + 1;
        if (i < s.n && s.p[i] == ':') {
            if (shortened)
                return false;
            shortened = true;
            i++;
        } else if (i == s.n) {
            return false;
        }
    }
    return shortened ? groups < 8 : groups == 8;
}

/* Addresses in reports are often written so that nobody can click them: hxxp for http,
 * [.] for a dot. */
static bool
is_defanged(struct span s, struct format_finding *finding)
{
    static const struct {
        const char *written, *meant;
    } marks[] = {{"[.]", "."}, {"(.)", "."}, {"[://]", "://"}, {"[:]", ":"}};
    struct str meant = {0};
    size_t i = 0;
    bool found = span_starts_nocase(s, "hxxp");
    if (found) {
        str_add_text(&meant, "http");
        i = 4;
    }
    while (i < s.n) {
        size_t mark = 0;
        while (mark < COUNT_OF(marks) &&
               !span_starts(span_from(s, i), marks[mark].written))
            mark++;
        if (mark < COUNT_OF(marks)) {
            found = true;
            str_add_text(&meant, marks[mark].meant);
            i += strlen(marks[mark].written);
        } else {
            str_add_byte(&meant, s.p[i++]);
        }
    }
    if (found) {
        judge(finding, FORMAT_BAD,
              _("it is written as in reports, so that nobody clicks it"));
        str_add(&finding->meant, str_span(&meant));
    }
    str_release(&meant);
    return found;
}

static void
check_ip(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    bool zeros = false;
    if (is_defanged(s, finding))
        return;
    if (is_ipv4(s, &zeros)) {
        if (zeros)
            judge(finding, FORMAT_DOUBTFUL,
                  _("a number with a leading zero can be read as octal"));
        return;
    }
    if (is_ipv6(s))
        return;
    size_t slash = span_find_byte(s, 0, '/'), colon = span_find_byte(s, 0, ':');
    struct span address = span_sub(s, 0, slash);
    if (slash < s.n && (is_ipv4(address, &zeros) || is_ipv6(address)))
        judge(finding, FORMAT_BAD,
              _("ranges in CIDR notation are not taken, only single addresses"));
    else if (colon < s.n && is_ipv4(span_sub(s, 0, colon), &zeros))
        judge(finding, FORMAT_BAD, _("an address stands here without a port"));
    else if (first_of(s, "/") == s.n && span_has(s, ".") && is_letter(s.p[s.n - 1]))
        judge(finding, FORMAT_BAD, _("it looks like a domain name"));
    else
        judge(finding, FORMAT_BAD, _("it is neither an IPv4 nor an IPv6 address"));
}

/* Why the labels of a host name are not right, or NULL. */
static const char *
label_fault(struct span s)
{
    struct span label;
    if (span_ends(s, "."))
        s.n--;
    while (span_next(&s, '.', &label)) {
        if (!label.n)
            return _("two dots follow each other, or it begins with one");
        if (label.n > 63)
            return _("a part between dots has more than 63 characters");
    }
    return NULL;
}

static void
check_domain(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    bool zeros = false;
    size_t scheme = span_find(s, 0, SPAN("://"));
    if (is_defanged(s, finding))
        return;
    if (scheme < s.n) {
        judge(finding, FORMAT_BAD, _("it is a URL; a domain name stands here alone"));
        struct span host = span_from(s, scheme + 3);
        host = span_sub(host, 0, first_of(host, "/?#:@"));
        if (host.n && !label_fault(host))
            str_add(&finding->meant, host);
        return;
    }
    const char *fault = label_fault(s);
    if (first_of(s, "/?#@:\\ \t\r\n\"'<>(){}[],;|^`%") < s.n)
        judge(finding, FORMAT_BAD,
              _("it has a character that a domain name can't have"));
    else if (span_starts(s, "*"))
        judge(finding, FORMAT_DOUBTFUL, _("wildcards are not documented to work here"));
    else if (fault)
        judge(finding, FORMAT_BAD, fault);
    else if (s.n > 254)
        judge(finding, FORMAT_BAD, _("it has more than 253 characters"));
    else if (is_ipv4(s, &zeros))
        judge(finding, FORMAT_DOUBTFUL, _("it is an IP address"));
    else if (!span_has(s, "."))
        judge(finding, FORMAT_DOUBTFUL, _("it has no dot, as if it were a host alone"));
}

static void
check_url(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    size_t scheme = span_find(s, 0, SPAN("://"));
    if (is_defanged(s, finding))
        return;
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f) {
            judge(finding, FORMAT_BAD, _("a URL has no spaces or control characters"));
            return;
        }
    }
    if (scheme == s.n)
        judge(finding, FORMAT_DOUBTFUL, _("it has no scheme such as https://"));
    else if (!scheme || scheme + 3 == s.n || s.p[scheme + 3] == '/')
        judge(finding, FORMAT_BAD, _("it has no scheme or no host"));
    else if (!span_starts_nocase(s, "http://") && !span_starts_nocase(s, "https://"))
        judge(finding, FORMAT_DOUBTFUL, _("its scheme is neither http nor https"));
}

/* --- times and names --- */

static void
check_time(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    clock_ms at;
    if (clock_parse_rfc3339(s, &at)) {
        if (s.p[10] == ' ')
            judge(finding, FORMAT_DOUBTFUL,
                  _("date and time are joined by T, not by a space"));
        return;
    }
    struct str whole = {0};
    str_add(&whole, s);
    str_add_text(&whole, s.n == 10 ? "T00:00:00Z" : "Z");
    if (s.n >= 10 && clock_parse_rfc3339(str_span(&whole), &at)) {
        judge(finding, FORMAT_DOUBTFUL,
              s.n == 10 ? _("it is a date without a time")
                        : _("it doesn't say its time zone: end it with Z for UTC"));
        str_add(&finding->meant, str_span(&whole));
    } else {
        judge(finding, FORMAT_BAD,
              _("a time is written like 2026-01-31T09:30:00Z, and must exist"));
    }
    str_release(&whole);
}

/* CVE-YYYY-N..., and the same with TVM for the service's own findings. */
static void
check_cve(const char *format, struct span s, struct format_finding *finding)
{
    (void)format;
    struct span year = span_sub(s, 4, 8), number = span_from(s, 9);
    uint64_t n;
    bool shape = (span_starts_nocase(s, "CVE-") || span_starts_nocase(s, "TVM-")) &&
                 s.n >= 13 && s.p[8] == '-' && span_number(year, 9999, &n) &&
                 span_number(number, UINT64_MAX, &n);
    if (!shape) {
        judge(finding, FORMAT_BAD, _("a CVE is written like CVE-2024-12345"));
        return;
    }
    if (span_starts(s, "CVE-") || span_starts(s, "TVM-"))
        return;
    judge(finding, FORMAT_DOUBTFUL, _("CVE is written in capital letters"));
    str_add_text(&finding->meant, (s.p[0] | 0x20) == 'c' ? "CVE-" : "TVM-");
    str_add(&finding->meant, span_from(s, 4));
}

static const struct format {
    const char *name, *title, *code;
    void (*check)(const char *format, struct span value,
                  struct format_finding *finding);
} formats[] = {
    {"sha1", N_("a SHA-1 hash"), "InvalidHashValue", check_digest},
    {"sha256", N_("a SHA-256 hash"), "InvalidHashValue", check_digest},
    {"md5", N_("an MD5 hash"), "InvalidHashValue", check_digest},
    {"hash", N_("a SHA-1 or SHA-256 hash"), "InvalidHashValue", check_hash},
    {"ip", N_("an IP address"), "InvalidIpAddress", check_ip},
    {"domain", N_("a domain name"), "InvalidDomainName", check_domain},
    {"url", N_("a URL"), "InvalidUrl", check_url},
    {"guid", N_("a GUID"), "InvalidInput", check_guid},
    {"machine-id", N_("a machine ID"), "InvalidInput", check_machine_id},
    {"date-time", N_("a date and time"), "InvalidInput", check_time},
    {"cve", N_("a CVE"), "InvalidInput", check_cve},
};

static const struct format *
find(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(formats); i++) {
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    }
    return NULL;
}

void
format_check(const char *name, struct span value, struct format_finding *finding)
{
    *finding = (struct format_finding){0};
    const struct format *format = find(name);
    if (!format)
        return;
    struct span trimmed = span_trim(value);
    if (!trimmed.n) {
        judge(finding, FORMAT_BAD, _("it is empty"));
        return;
    }
    format->check(name, trimmed, finding);
    if (trimmed.n == value.n || finding->grade == FORMAT_BAD)
        return;
    /* right but for the white space around it */
    judge(finding, FORMAT_BAD, _("there is white space before or after it"));
    if (!finding->meant.n)
        str_add(&finding->meant, trimmed);
}

void
format_finding_release(struct format_finding *finding)
{
    str_release(&finding->why);
    str_release(&finding->meant);
    *finding = (struct format_finding){0};
}

const char *
format_title(const char *name)
{
    const struct format *format = find(name);
    return format ? _(format->title) : NULL;
}

const char *
format_code(const char *name)
{
    const struct format *format = find(name);
    return format ? format->code : "InvalidInput";
}
