#include "unit.h"

#include "api/ticket.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct operation isolate = {
    .id = "isolateMachine", .product = PRODUCT_MDE, .title = "Isolate machine"};

static void
fill(struct exchange *exchange, const char *method, const char *url, struct span body)
{
    exchange->time = 1795403175123;
    exchange->operation = &isolate;
    exchange->tenant = mem_strdup("11111111-2222-3333-4444-555555555555");
    exchange->request.method = mem_strdup(method);
    exchange->request.url = mem_strdup(url);
    exchange->request.has_body = body.p != NULL;
    str_add(&exchange->request.body, body);
    exchange->timing.total = 123.4;
}

/* Runs the command with a curl that writes its arguments, each ended by a NUL, and what
 * it is given to read, to OUT. */
static void
run(struct span command, struct str *out)
{
    char folder[] = "/tmp/check_ticket.XXXXXX", path[64], line[160];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/curl", folder);
    FILE *file = fopen(path, "w");
    fputs("#!/bin/sh\nfor a; do printf '%s\\0' \"$a\"; done\n"
          "case $* in *@-*) cat ;; esac\n",
          file);
    fclose(file);
    ck_assert_int_eq(chmod(path, 0700), 0);
    char script[64];
    snprintf(script, sizeof script, "%s/script", folder);
    file = fopen(script, "w");
    ck_assert_uint_eq(fwrite(command.p, 1, command.n, file), command.n);
    fclose(file);
    snprintf(line, sizeof line, "PATH=%s:$PATH TOKEN='a b' sh %s </dev/null", folder,
             script);
    FILE *pipe = popen(line, "r");
    for (int c; (c = fgetc(pipe)) != EOF;)
        str_add_byte(out, (char)c);
    ck_assert_int_eq(pclose(pipe), 0);
    unlink(path);
    unlink(script);
    rmdir(folder);
}

static void
write_one(struct str *out, const struct exchange *exchange,
          const struct diagnosis *diagnosis, struct ticket_style style,
          const struct redactor *redactor, size_t *hidden)
{
    struct err err = {0};
    struct ticket_call call = {exchange, diagnosis};
    ck_assert_msg(ticket_write(out, &call, 1, &style, redactor, hidden, &err) ==
                      STATUS_OK,
                  "%s", err.text);
}

static const char nul_body[] = {'a', 0, 'b'};

static const struct {
    const char *method, *url;
    struct span body;
    bool piped;
} commands[] = {
    {"GET", "https://x.example/api/machines?$top=1", {NULL, 0}, false},
    {"POST", "https://x.example/api/a", SPAN_INIT("{\"Comment\":\"it's \\n\"}"), false},
    {"PATCH", "https://x.example/api/a", SPAN_INIT("'; rm -rf ~ #"), false},
    {"POST", "https://x.example/api/a", SPAN_INIT("$(id)`id`\\$HOME !! %s"), false},
    {"POST", "https://x.example/api/a", SPAN_INIT("@/etc/passwd"), false},
    {"POST", "https://x.example/api/a", SPAN_INIT("-o/tmp/x"), false},
    {"POST", "https://x.example/api/a", SPAN_INIT("line\nline\n\n"), false},
    {"POST", "https://x.example/api/a", SPAN_INIT(""), false},
    {"POST", "https://x.example/api/a", SPAN_INIT("\t\x1b[2J\\041\r\n%b\xff\n"), true},
    {"POST", "https://x.example/api/a", SPAN_INIT("\xe2\x80\xae\xe4\xb8\xad"), true},
    {"POST", "https://x.example/api/a", {nul_body, 3}, true},
    {"DELETE", "https://x.example/api/a{1,2}[3-4]", {NULL, 0}, false},
    {"HEAD", "http://127.0.0.1:1/api/'a'", {NULL, 0}, false},
    {"-o x", "-o/tmp/x", {NULL, 0}, false},
};

START_TEST(a_shell_gives_curl_what_was_meant)
{
    struct exchange exchange = {0};
    struct str command = {0}, got = {0}, last = {0};
    fill(&exchange, commands[_i].method, commands[_i].url, commands[_i].body);
    pairs_add(&exchange.request.headers, SPAN("Prefer"), SPAN("it's; $(id)"));
    curl_command_write(&command, &exchange, NULL);
    run(str_span(&command), &got);

    struct span all = str_span(&got);
    str_add(&last, SPAN("--\0"));
    str_add_text(&last, commands[_i].url);
    str_add_byte(&last, '\0');
    if (commands[_i].piped)
        str_add(&last, commands[_i].body);
    ck_assert_msg(all.n > last.n &&
                      span_equal(span_from(all, all.n - last.n), str_span(&last)),
                  "%s", str_text(&command));
    ck_assert(span_find(all, 0, SPAN("\0-H\0Authorization: Bearer a b\0")) < all.n);
    ck_assert(span_find(all, 0, SPAN("\0-H\0Prefer: it's; $(id)\0")) < all.n);
    if (commands[_i].body.p && !commands[_i].piped) {
        struct str want = {0};
        str_add(&want, SPAN("--data-raw\0"));
        str_add(&want, commands[_i].body);
        str_add_byte(&want, '\0');
        ck_assert_msg(span_find(all, 0, str_span(&want)) < all.n, "%s",
                      str_text(&command));
        str_release(&want);
    }
    static const char *const never[] = {"-k", "-L", "--insecure", "--location"};
    for (size_t i = 0; i < COUNT_OF(never); i++) {
        struct str word = str_of(" ");
        str_add_text(&word, never[i]);
        str_add_byte(&word, ' ');
        ck_assert(!span_has(str_span(&command), str_text(&word)));
        str_release(&word);
    }
    str_release(&command);
    str_release(&got);
    str_release(&last);
    exchange_release(&exchange);
}
END_TEST

START_TEST(the_method_is_named_only_where_curl_would_choose_another)
{
    static const struct {
        const char *method;
        bool body;
        const char *want;
    } cases[] = {{"GET", false, NULL},
                 {"POST", true, NULL},
                 {"POST", false, "POST"},
                 {"GET", true, "GET"},
                 {"PATCH", true, "PATCH"}};
    struct exchange exchange = {0};
    struct str command = {0};
    struct span none = {NULL, 0};
    fill(&exchange, cases[_i].method, "https://x.example/",
         cases[_i].body ? SPAN("{}") : none);
    curl_command_write(&command, &exchange, NULL);
    ck_assert(span_has(str_span(&command), " -X '") == (cases[_i].want != NULL));
    if (cases[_i].want)
        ck_assert(span_has(str_span(&command), cases[_i].want));
    str_release(&command);
    exchange_release(&exchange);
}
END_TEST

static const char *const hostile[] = {
    "```",
    "``````````",
    "~~~",
    "</pre><img src=x>",
    "@everyone [x](javascript:alert(1)) | a | b |",
    "=cmd|' /C calc'!A0",
    "\x1b]0;pwned\x07",
    "a\xe2\x80\xae\x62\xc2\x9b",
    "a\r\nFAKE: line",
};

static void
expect_no_controls(struct span text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        at += utf8_next(span_from(text, at), &c);
        ck_assert(c != UTF8_BAD);
        ck_assert_msg(c == '\n' || !unicode_hidden(c), "U+%04X", c);
    }
}

static void
hostile_exchange(struct exchange *exchange, struct diagnosis *diagnosis,
                 const char *text)
{
    fill(exchange, "POST", "https://x.example/api/a", span_of(text));
    exchange->answered = true;
    exchange->response.status = 400;
    str_add_text(&exchange->response.body, text);
    diagnosis->code = mem_strdup(text);
    diagnosis->message = mem_strdup(text);
    diagnosis->target = mem_strdup("bcc5ca3f-6ab1-4b27-98c1-1eb1d9f7a0e5");
    pairs_add(&diagnosis->ids, SPAN("request-id"), span_of(text));
}

static void
diagnosis_drop(struct diagnosis *diagnosis)
{
    mem_free(diagnosis->code);
    mem_free(diagnosis->message);
    mem_free(diagnosis->target);
    pairs_release(&diagnosis->ids);
}

/* In Markdown, all that came from outside stands between fences: outside of them are
 * our own words alone. */
START_TEST(nothing_breaks_out_of_a_ticket)
{
    struct exchange exchange = {0};
    struct diagnosis diagnosis = {0};
    struct str out = {0};
    hostile_exchange(&exchange, &diagnosis, hostile[_i]);
    write_one(&out, &exchange, &diagnosis, (struct ticket_style){TICKET_MARKDOWN}, NULL,
              NULL);
    expect_no_controls(str_span(&out));
    struct span rest = str_span(&out), line, fence = {NULL, 0};
    unsigned fences = 0, headings = 0;
    while (span_next(&rest, '\n', &line)) {
        if (fence.p && span_equal(line, fence)) {
            fence = (struct span){NULL, 0};
            continue;
        }
        if (fence.p)
            continue;
        if (span_starts(line, "```")) {
            size_t n = 0;
            while (n < line.n && line.p[n] == '`')
                n++;
            fence = span_sub(line, 0, n);
            fences++;
            continue;
        }
        headings += span_starts(line, "### ");
        ck_assert_msg(!line.n || span_starts(line, "### ") ||
                          span_ends(line, "hidden."),
                      "%.*s", SPAN_ARG(line));
    }
    ck_assert_ptr_null(fence.p);
    ck_assert_uint_eq(fences, 4);
    ck_assert_uint_eq(headings, 4);
    str_clear(&out);
    write_one(&out, &exchange, &diagnosis, (struct ticket_style){TICKET_TEXT}, NULL,
              NULL);
    expect_no_controls(str_span(&out));
    diagnosis_drop(&diagnosis);
    exchange_release(&exchange);
    str_release(&out);
}
END_TEST

START_TEST(it_says_what_support_asks_for)
{
    static const char *const wanted[] = {"Defender for Endpoint",
                                         "isolateMachine",
                                         "POST",
                                         "https://x.example/api/a",
                                         "400 Bad Request",
                                         "Conflict",
                                         "bcc5ca3f-6ab1-4b27-98c1-1eb1d9f7a0e5",
                                         "request-id",
                                         "2026-11-23T",
                                         "123 ms",
                                         "waited 27.0 s",
                                         "11111111-2222-3333-4444-555555555555",
                                         "$TOKEN",
                                         "0 values hidden"};
    for (int format = TICKET_MARKDOWN; format <= TICKET_JSON; format++) {
        struct exchange exchange = {0};
        struct diagnosis diagnosis = {0};
        struct str out = {0};
        hostile_exchange(&exchange, &diagnosis, "Conflict");
        for (int i = 0; i < 2; i++) {
            ARRAY_GROW(exchange.attempts, exchange.attempt_count,
                       exchange.attempt_room);
            exchange.attempts[exchange.attempt_count++] =
                (struct attempt){0, i ? 400 : 429, i * 27000L};
        }
        write_one(&out, &exchange, &diagnosis,
                  (struct ticket_style){(enum ticket_format)format}, NULL, NULL);
        for (size_t i = 0; i < COUNT_OF(wanted) && format != TICKET_JSON; i++)
            ck_assert_msg(span_has(str_span(&out), wanted[i]), "no %s in %s", wanted[i],
                          str_text(&out));
        if (format == TICKET_JSON) {
            cJSON *json = cJSON_Parse(str_text(&out));
            ck_assert_ptr_nonnull(json);
            ck_assert_int_eq(cJSON_GetObjectItemCaseSensitive(json, "status")->valueint,
                             400);
            ck_assert(
                cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(json, "application")));
            cJSON_Delete(json);
        }
        diagnosis_drop(&diagnosis);
        exchange_release(&exchange);
        str_release(&out);
    }
}
END_TEST

/* A sentence that was kept in another language does not stand in an English ticket. */
START_TEST(what_was_kept_in_another_language_is_told_anew)
{
    struct exchange exchange = {0};
    struct diagnosis diagnosis = {0};
    struct ticket_call call = {&exchange, &diagnosis};
    struct ticket_style style = {.format = TICKET_TEXT, .language = "en"};
    struct str out = {0};
    fill(&exchange, "GET", "https://api.security.microsoft.com/api/machines",
         (struct span){0});
    exchange.transport = TRANSPORT_DNS;
    exchange.transport_text = mem_strdup("找不到 api.security.microsoft.com 的地址");
    ticket_write(&out, &call, 1, &style, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "No answer:"));
    for (size_t i = 0; i < out.n; i++)
        ck_assert((unsigned char)out.p[i] < 0x80);
    ck_assert_ptr_null(strstr(str_text(&out), ": dns\n"));
    style.language = "zh_CN";
    str_clear(&out);
    ticket_write(&out, &call, 1, &style, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "找不到"));
    exchange.transport = TRANSPORT_OK;
    exchange.answered = true;
    exchange.response.status = 200;
    exchange.response.completeness = RESPONSE_CUT;
    exchange.response.fault = mem_strdup("在 12 字节处截断");
    style.language = "en";
    str_clear(&out);
    ticket_write(&out, &call, 1, &style, NULL, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(str_text(&out), "the answer was cut off"));
    str_release(&out);
    exchange_release(&exchange);
}
END_TEST

START_TEST(no_secret_is_in_it_and_it_says_how_many_were)
{
    for (int format = TICKET_MARKDOWN; format <= TICKET_JSON; format++) {
        struct exchange exchange = {0};
        struct redactor redactor = {0};
        struct str out = {0};
        size_t hidden = 0, marks = 0;
        fill(&exchange, "POST", "https://u:pw@x.example/a?key=hush",
             SPAN("{\"client_secret\":\"q7GkTz0P\",\"x\":\"abcd1234\"}"));
        pairs_add(&exchange.request.headers, SPAN("X-Api-Key"), SPAN("q7GkTz0P"));
        redactor_know(&redactor, SPAN("abcd1234"));
        write_one(&out, &exchange, NULL,
                  (struct ticket_style){(enum ticket_format)format}, &redactor,
                  &hidden);
        ck_assert(!span_has(str_span(&out), "q7GkTz0P"));
        ck_assert(!span_has(str_span(&out), "abcd1234"));
        ck_assert(!span_has(str_span(&out), "hush"));
        ck_assert(!span_has(str_span(&out), "pw@"));
        for (size_t at = 0;
             (at = span_find(str_span(&out), at, SPAN("[redacted]"))) < out.n; at++)
            marks++;
        ck_assert_uint_eq(hidden, marks);
        ck_assert_uint_eq(hidden, 9);
        redactor_release(&redactor);
        exchange_release(&exchange);
        str_release(&out);
    }
}
END_TEST

static Suite *
ticket_suite(void)
{
    Suite *suite = suite_create("ticket");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, a_shell_gives_curl_what_was_meant, 0, COUNT_OF(commands));
    tcase_add_loop_test(all, the_method_is_named_only_where_curl_would_choose_another,
                        0, 5);
    tcase_add_loop_test(all, nothing_breaks_out_of_a_ticket, 0, COUNT_OF(hostile));
    tcase_add_test(all, it_says_what_support_asks_for);
    tcase_add_test(all, what_was_kept_in_another_language_is_told_anew);
    tcase_add_test(all, no_secret_is_in_it_and_it_says_how_many_were);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(ticket_suite)
