#include "unit.h"

#include "api/formats.h"

#define HEX32 "0123456789abcdef0123456789ABCDEF"
#define HEX40 HEX32 "01234567"
#define HEX64 HEX32 HEX32
#define GUID  "12345678-9abc-def0-1234-56789ABCDEF0"

struct format_case {
    const char *format, *value;
    enum format_grade grade;
    const char *meant;
};

static const struct format_case format_cases[] = {
    {"sha1", HEX40, FORMAT_GOOD, ""},
    {"sha1", HEX64, FORMAT_BAD, ""},
    {"sha1", "0123456789abcdef0123456789abcdef0123456g", FORMAT_BAD, ""},
    {"sha1", " " HEX40, FORMAT_BAD, HEX40},
    {"sha1", "", FORMAT_BAD, ""},
    {"sha256", HEX64, FORMAT_GOOD, ""},
    {"md5", HEX32, FORMAT_GOOD, ""},
    {"md5", HEX40, FORMAT_BAD, ""},
    {"hash", HEX40, FORMAT_GOOD, ""},
    {"hash", HEX64, FORMAT_GOOD, ""},
    {"hash", HEX32, FORMAT_DOUBTFUL, ""},
    {"hash", "abc", FORMAT_BAD, ""},
    {"machine-id", HEX40, FORMAT_GOOD, ""},
    {"machine-id", "pc01.contoso.com", FORMAT_BAD, ""},
    {"machine-id", GUID, FORMAT_BAD, ""},
    {"machine-id", HEX32, FORMAT_BAD, ""},
    {"guid", GUID, FORMAT_GOOD, ""},
    {"guid", "{" GUID "}", FORMAT_DOUBTFUL, GUID},
    {"guid", HEX32, FORMAT_DOUBTFUL, "01234567-89ab-cdef-0123-456789ABCDEF"},
    {"guid", "12345678-9abc-def0-1234", FORMAT_BAD, ""},
    {"ip", "10.1.2.3", FORMAT_GOOD, ""},
    {"ip", "255.255.255.255", FORMAT_GOOD, ""},
    {"ip", "256.1.2.3", FORMAT_BAD, ""},
    {"ip", "10.1.2", FORMAT_BAD, ""},
    {"ip", "10.1.2.3.4", FORMAT_BAD, ""},
    {"ip", "10.01.2.3", FORMAT_DOUBTFUL, ""},
    {"ip", "10.0.0.0/8", FORMAT_BAD, ""},
    {"ip", "10.1.2.3:443", FORMAT_BAD, ""},
    {"ip", "contoso.com", FORMAT_BAD, ""},
    {"ip", "::", FORMAT_GOOD, ""},
    {"ip", "::1", FORMAT_GOOD, ""},
    {"ip", "2001:db8::8a2e:370:7334", FORMAT_GOOD, ""},
    {"ip", "2001:db8:0:0:0:0:0:1", FORMAT_GOOD, ""},
    {"ip", "fe80::", FORMAT_GOOD, ""},
    {"ip", "::ffff:10.1.2.3", FORMAT_GOOD, ""},
    {"ip", "1:2:3:4:5:6:7:8:9", FORMAT_BAD, ""},
    {"ip", "1::2::3", FORMAT_BAD, ""},
    {"ip", "1:2:3:4:5:6:7:", FORMAT_BAD, ""},
    {"ip", ":1:2:3:4:5:6:7", FORMAT_BAD, ""},
    {"ip", "12345::", FORMAT_BAD, ""},
    {"ip", "2001:db8::/32", FORMAT_BAD, ""},
    {"ip", "203.0[.]113.7", FORMAT_BAD, "203.0.113.7"},
    {"domain", "contoso.com", FORMAT_GOOD, ""},
    {"domain", "contoso[.]co[.]uk", FORMAT_BAD, "contoso.co.uk"},
    {"domain", "a-b_c.contoso.com.", FORMAT_GOOD, ""},
    {"domain", "xn--bcher-kva.example", FORMAT_GOOD, ""},
    {"domain",
     "b\xc3\xbc"
     "cher.example",
     FORMAT_GOOD, ""},
    {"domain", "https://contoso.com/path", FORMAT_BAD, "contoso.com"},
    {"domain", "contoso..com", FORMAT_BAD, ""},
    {"domain", "con toso.com", FORMAT_BAD, ""},
    {"domain", "user@contoso.com", FORMAT_BAD, ""},
    {"domain", "contoso.com/path", FORMAT_BAD, ""},
    {"domain", "localhost", FORMAT_DOUBTFUL, ""},
    {"domain", "10.1.2.3", FORMAT_DOUBTFUL, ""},
    {"domain", "*.contoso.com", FORMAT_DOUBTFUL, ""},
    {"url", "https://contoso.com/a?b=c", FORMAT_GOOD, ""},
    {"url", "contoso.com/a", FORMAT_DOUBTFUL, ""},
    {"url", "ftp://contoso.com", FORMAT_DOUBTFUL, ""},
    {"url", "https://", FORMAT_BAD, ""},
    {"url", "https:///a", FORMAT_BAD, ""},
    {"url", "https://a b", FORMAT_BAD, ""},
    {"url", "hxxps://contoso[.]com/a", FORMAT_BAD, "https://contoso.com/a"},
    {"url", "hXXp[://]contoso(.)com", FORMAT_BAD, "http://contoso.com"},
    {"url", "https://[2001:db8::1]/a", FORMAT_GOOD, ""},
    {"date-time", "2020-12-12T00:00:00Z", FORMAT_GOOD, ""},
    {"date-time", "2018-08-03T16:45:21.7115183Z", FORMAT_GOOD, ""},
    {"date-time", "2020-12-12T00:00:00+02:00", FORMAT_GOOD, ""},
    {"date-time", "2020-12-12T00:00:00", FORMAT_DOUBTFUL, "2020-12-12T00:00:00Z"},
    {"date-time", "2020-12-12", FORMAT_DOUBTFUL, "2020-12-12T00:00:00Z"},
    {"date-time", "2020-02-30T00:00:00Z", FORMAT_BAD, ""},
    {"date-time", "tomorrow", FORMAT_BAD, ""},
    {"date-time", "12/31/2020", FORMAT_BAD, ""},
    {"cve", "CVE-2024-12345", FORMAT_GOOD, ""},
    {"cve", "TVM-2020-0002", FORMAT_GOOD, ""},
    {"cve", "cve-2024-12345", FORMAT_DOUBTFUL, "CVE-2024-12345"},
    {"cve", "CVE-24-1", FORMAT_BAD, ""},
    {"cve", "CVE-2024-", FORMAT_BAD, ""},
    {"cve", "CVE", FORMAT_BAD, ""},
    {"binary", "anything at all", FORMAT_GOOD, ""},
    {"unheard-of", "", FORMAT_GOOD, ""},
    {NULL, "x", FORMAT_GOOD, ""},
};

START_TEST(format_check_grades_values)
{
    const struct format_case *c = &format_cases[_i];
    struct format_finding got;
    format_check(c->format, span_of(c->value), &got);
    ck_assert_msg(got.grade == c->grade, "%s \"%s\": got %d, want %d", c->format,
                  c->value, (int)got.grade, (int)c->grade);
    ck_assert_str_eq(str_text(&got.meant), c->meant);
    ck_assert_int_eq(got.why.n == 0, c->grade == FORMAT_GOOD);
    format_finding_release(&got);
}
END_TEST

START_TEST(what_was_meant_is_itself_good)
{
    const struct format_case *c = &format_cases[_i];
    struct format_finding first, second;
    format_check(c->format, span_of(c->value), &first);
    if (first.meant.n) {
        format_check(c->format, str_span(&first.meant), &second);
        ck_assert_int_eq(second.grade, FORMAT_GOOD);
        format_finding_release(&second);
    }
    format_finding_release(&first);
}
END_TEST

START_TEST(why_names_the_figures)
{
    struct format_finding got;
    format_check("sha1", SPAN(HEX64), &got);
    ck_assert_str_eq(
        str_text(&got.why),
        "it needs 40 hexadecimal digits and has 64, the length of a SHA-256");
    format_finding_release(&got);
}
END_TEST

START_TEST(codes_go_by_the_kind_of_value)
{
    ck_assert_str_eq(format_code("sha1"), "InvalidHashValue");
    ck_assert_str_eq(format_code("ip"), "InvalidIpAddress");
    ck_assert_str_eq(format_code("domain"), "InvalidDomainName");
    ck_assert_str_eq(format_code("url"), "InvalidUrl");
    ck_assert_str_eq(format_code("guid"), "InvalidInput");
    ck_assert_str_eq(format_code(NULL), "InvalidInput");
}
END_TEST

static Suite *
formats_suite(void)
{
    Suite *suite = suite_create("formats");
    TCase *all = tcase_create("all");
    int cases = sizeof format_cases / sizeof *format_cases;
    tcase_add_loop_test(all, format_check_grades_values, 0, cases);
    tcase_add_loop_test(all, what_was_meant_is_itself_good, 0, cases);
    tcase_add_test(all, why_names_the_figures);
    tcase_add_test(all, codes_go_by_the_kind_of_value);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(formats_suite)
