#include "unit.h"

#include "api/pseudonym.h"
#include "base/memory.h"

/* A text, and how it reads without names. */
static const struct {
    const char *text, *want;
} cases[] = {
    /* members, as JSON has them */
    {"{\"computerDnsName\": \"ws-7.contoso.com\"}",
     "{\"computerDnsName\": \"device-1\"}"},
    {"{\"deviceName\":\"ws-7\",\"hostName\":\"ws-8\"}",
     "{\"deviceName\":\"device-1\",\"hostName\":\"device-2\"}"},
    {"{\"accountName\": \"anna\", \"UserName\": \"ANNA\"}",
     "{\"accountName\": \"user-1\", \"UserName\": \"user-1\"}"},
    {"{\\\"userPrincipalName\\\":\\\"anna\\\"}",
     "{\\\"userPrincipalName\\\":\\\"user-1\\\"}"},
    {"{\"tenantId\": \"7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55\"}",
     "{\"tenantId\": \"tenant-1\"}"},
    {"{\"deviceName\": null, \"tid\": \"\", \"upn\": 7}",
     "{\"deviceName\": null, \"tid\": \"\", \"upn\": 7}"},
    /* the same name elsewhere, its first label, not within words */
    {"{\"computerDnsName\": \"ws-7.contoso.com\", \"message\": \"WS-7 is off, ws-70 is "
     "on\"}",
     "{\"computerDnsName\": \"device-1\", \"message\": \"device-1 is off, ws-70 is "
     "on\"}"},
    /* properties in a URL, encoded or not */
    {"/api/machines?$filter=computerDnsName eq 'ws-7'",
     "/api/machines?$filter=computerDnsName eq 'device-1'"},
    {"?$filter=computerDnsName%20eq%20%27ws-7%27",
     "?$filter=computerDnsName%20eq%20%27device-1%27"},
    {"?$filter=startswith(computerDnsName,'ws-')",
     "?$filter=startswith(computerDnsName,'device-1')"},
    {"/api/users/anna%40contoso.com/machines", "/api/users/user-1/machines"},
    /* shapes */
    {"mail anna@contoso.com, bert@contoso.com.", "mail user-1, user-2."},
    {"from 10.1.2.3 to 10.1.2.3:443 and 192.168.0.1", "from ip-1 to ip-1:443 and ip-2"},
    {"at fe80::1ff:fe23:4567:890a and 2001:db8:0:0:0:0:0:1", "at ip-1 and ip-2"},
    {"contoso.onmicrosoft.com", "tenant-1"},
    /* what is none */
    {"http://127.0.0.1:8080/ and ::1", "http://127.0.0.1:8080/ and ::1"},
    {"version 10.8760.19045.5011 at 12:30:45",
     "version 10.8760.19045.5011 at 12:30:45"},
    {"2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z"},
    {"the userName is missing, so is its value",
     "the userName is missing, so is its value"},
    {"{\"id\": \"1e5bc9d7e413ddd7902c2932e418702b84d0cc07\"}",
     "{\"id\": \"1e5bc9d7e413ddd7902c2932e418702b84d0cc07\"}"},
    {"", ""},
};

START_TEST(names_become_placeholders)
{
    struct pseudonyms known = {0};
    struct str out = {0};
    pseudonyms_learn(&known, span_of(cases[_i].text));
    size_t count = pseudonyms_apply(&known, span_of(cases[_i].text), &out);
    ck_assert_str_eq(str_text(&out), cases[_i].want);
    ck_assert((count > 0) == (strcmp(cases[_i].text, cases[_i].want) != 0));
    str_release(&out);
    pseudonyms_release(&known);
}
END_TEST

START_TEST(one_name_is_one_placeholder_in_every_text)
{
    struct pseudonyms known = {0};
    struct str out = {0};
    pseudonyms_add(&known, PSEUDONYM_TENANT, SPAN("7d2f4a10"));
    pseudonyms_learn(&known, SPAN("{\"deviceName\": \"ws-1\"}"));
    pseudonyms_learn(&known,
                     SPAN("{\"deviceName\": \"ws-2\", \"hostName\": \"WS-1\"}"));
    pseudonyms_apply(&known, SPAN("ws-2 ws-1 7D2F4A10 ws-1"), &out);
    ck_assert_str_eq(str_text(&out), "device-2 device-1 tenant-1 device-1");
    str_release(&out);
    pseudonyms_release(&known);
}
END_TEST

START_TEST(hostile_text_ends)
{
    static const char *const pieces[] = {"\"deviceName\"",
                                         ":",
                                         "deviceName eq '",
                                         "%",
                                         "a@b.c",
                                         "1.1.1.1",
                                         "::",
                                         "\\",
                                         "\xff"};
    struct pseudonyms known = {0};
    struct str text = {0}, out = {0};
    uint32_t state = 1u + (uint32_t)_i;
    for (int i = 0; i < 20000; i++) {
        state = state * 1664525u + 1013904223u;
        str_add_text(&text, pieces[(state >> 16) % COUNT_OF(pieces)]);
    }
    pseudonyms_learn(&known, str_span(&text));
    pseudonyms_apply(&known, str_span(&text), &out);
    ck_assert(!span_has(str_span(&out), " 1.1.1.1 "));
    str_release(&text);
    str_release(&out);
    pseudonyms_release(&known);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("pseudonym");
    TCase *t = tcase_create("pseudonym");
    tcase_add_loop_test(t, names_become_placeholders, 0, (int)COUNT_OF(cases));
    tcase_add_test(t, one_name_is_one_placeholder_in_every_text);
    tcase_add_loop_test(t, hostile_text_ends, 0, 4);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
