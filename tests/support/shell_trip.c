/* Requests that go through a real shell and curl, and come back the same.
 *
 * shell_trip write PORT COUNT FOLDER: COUNT requests to a fault_server's /echo, each as
 *   the curl command that is exported, all in FOLDER/script; what the server got goes
 * to FOLDER/1.got and so on. shell_trip check PORT COUNT FOLDER: tells what did not
 * arrive byte for byte, or whose command is not the same after it was read back; exit 1
 * then. */
#include "config.h"

#include "api/catalogue.h"
#include "api/export.h"
#include "api/import.h"
#include "api/request.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "io/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {
    "\"", "'",  "`",   "$",    "$(x)", "${HOME}",  "\\",  "\\n", "%",  "%PATH%",
    "!",  "!!", "&",   "|",    ";",    "<",        ">",   "(",   ")",  "[",
    "]",  "{",  "}",   "*",    "?",    "~",        "#",   "^",   "=",  " ",
    "  ", "\t", "\n",  "\r",   "@",    "-d",       "--",  "a",   "\\", "\xc3\xa9",
    "0",  "/",  ",",   ":",    "\x01", "\x7f",     "it",  "中",  "😀",  "\xe2\x80\x99",
    "+",  "..", "%2F", "\\\"", "\r\n", "\xff\xfe", "\xc3"};

enum kind { IN_BODY, IN_HEADER, IN_ADDRESS };

static void
add_pieces(struct str *out, int most, enum kind kind)
{
    for (int n = rand() % most; n > 0; n--) {
        const char *piece = pieces[(size_t)rand() % COUNT_OF(pieces)];
        bool line = (unsigned char)piece[0] > ' ' && piece[0] != 0x7f &&
                    !strpbrk(piece, "\r\n") && utf8_valid(span_of(piece));
        /* a header is one line of characters, and its outer blanks are nobody's; a NUL
         * ends any argument but not a body */
        if (kind != IN_HEADER || line)
            str_add_text(out, piece);
        if (kind == IN_BODY && rand() % 40 == 0)
            str_add_byte(out, '\0');
    }
}

/* Of one operation after the other: its slots and options hold anything. */
static char *
make_url(const char *port, int number)
{
    static const char *const options[] = {"$filter", "$top", "$orderby", "$select",
                                          "$expand"};
    const struct catalogue *catalogue = catalogue_builtin();
    struct request request = {0};
    struct str base = {0}, url = {0};
    request_init(&request, &catalogue->operations[(unsigned)number % catalogue->count]);
    for (size_t i = 0; i < request.slots.count; i++) {
        struct str value = str_of("v");
        add_pieces(&value, 8, IN_ADDRESS);
        pairs_set(&request.slots, span_of(request.slots.items[i].name),
                  str_span(&value));
        str_release(&value);
    }
    for (int n = rand() % 4; n > 0; n--) {
        struct str value = {0};
        add_pieces(&value, 10, IN_ADDRESS);
        pairs_add(&request.query, span_of(options[(size_t)rand() % COUNT_OF(options)]),
                  str_span(&value)); /* names come twice, too; others are redacted */
        str_release(&value);
    }
    str_addf(&base, "http://127.0.0.1:%s/echo", port);
    request_url(&request, str_span(&base), &url);
    request_release(&request);
    str_release(&base);
    return str_take(&url);
}

static void
add_header(struct exchange *exchange, const char *name)
{
    struct str value = {0};
    add_pieces(&value, 12, IN_HEADER);
    str_add_text(&value, "a");
    pairs_add(&exchange->request.headers, span_of(name), str_span(&value));
    str_release(&value);
}

/* The same for each NUMBER. */
static void
make(struct exchange *exchange, const char *port, int number)
{
    static const char *const methods[] = {"POST", "PATCH", "PUT", "DELETE", "GET"};
    static const char *const more[] = {"Accept-Language", "If-Match",
                                       "ConsistencyLevel"};
    *exchange = (struct exchange){0};
    srand((unsigned)number);
    exchange->request.method = mem_strdup(methods[(size_t)rand() % COUNT_OF(methods)]);
    exchange->request.url = make_url(port, number);
    pairs_add(&exchange->request.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    add_header(exchange, "Prefer");
    for (int n = rand() % 4; n > 0; n--)
        add_header(exchange, more[n - 1]);
    exchange->request.has_body = strcmp(exchange->request.method, "GET") != 0;
    if (!exchange->request.has_body)
        return;
    bool is_long = number % 50 == 0, is_empty = number % 11 == 0;
    if (!is_empty)
        add_pieces(&exchange->request.body, is_long ? 4000 : 40, IN_BODY);
}

static void
export_one(struct str *out, const char *port, int number)
{
    struct exchange exchange;
    make(&exchange, port, number);
    export_write(out, &exchange, NULL, EXPORT_CURL);
    exchange_release(&exchange);
}

/* The header of the request that LINE is; -1: none of them, -2: what curl adds by
 * itself, or what the length of the body is told by. */
static int
header_of(const struct exchange *exchange, struct span line)
{
    static const char *const added[] = {"Host: ", "User-Agent: curl/", "Accept: */*",
                                        "Authorization: Bearer none"};
    for (size_t i = 0; i < exchange->request.headers.count; i++) {
        struct str wanted = {0};
        str_addf(&wanted, "%s: %s", exchange->request.headers.items[i].name,
                 exchange->request.headers.items[i].value);
        bool same = span_equal(line, str_span(&wanted));
        str_release(&wanted);
        if (same)
            return (int)i;
    }
    for (size_t i = 0; i < COUNT_OF(added); i++)
        if (span_starts(line, added[i]))
            return -2;
    struct str length = {0};
    str_addf(&length, "Content-Length: %zu", exchange->request.body.n);
    bool told = exchange->request.has_body && span_equal(line, str_span(&length));
    str_release(&length);
    return told ? -2 : -1;
}

/* Every header came, and none that was not sent; a body of no bytes is one, too. */
static bool
headers_arrived(const struct exchange *exchange, struct span head)
{
    size_t own = 0, lines = 0;
    struct span line;
    for (; head.n; head = span_from(head, line.n + 2), lines++) {
        line = span_sub(head, 0, span_find(head, 0, SPAN("\r\n")));
        int index = header_of(exchange, line);
        if (index == -1)
            return false;
        own += index >= 0;
    }
    return own == exchange->request.headers.count &&
           lines == own + 4 + exchange->request.has_body;
}

static bool
arrived(const struct exchange *exchange, struct span got)
{
    struct str first = {0};
    size_t end = span_find(got, 0, SPAN("\r\n\r\n"));
    struct span head = span_sub(got, 0, end + 2), body = span_from(got, end + 4);
    const char *target = strstr(exchange->request.url, "/echo");
    str_addf(&first, "%s %s HTTP/1.1\r\n", exchange->request.method, target);
    bool same = span_starts(head, str_text(&first)) &&
                span_equal(body, str_span(&exchange->request.body)) &&
                headers_arrived(exchange, span_from(head, first.n));
    str_release(&first);
    return same;
}

/* Exported, read and exported again. */
static bool
comes_back(const struct exchange *exchange, struct span command)
{
    struct import import = {0};
    struct str again = {0}, url = {0};
    struct err err = {0};
    bool same = import_read(&import, command, IMPORT_CURL, catalogue_builtin(), NULL,
                            &err) == STATUS_OK &&
                import.count == 1;
    if (same) {
        const struct request *back = &import.items[0];
        struct exchange copy = {0};
        request_url(back, (struct span){0}, &url);
        copy.request.method = mem_strdup(back->method);
        copy.request.url = str_take(&url);
        copy.request.has_body = exchange->request.has_body;
        str_add(&copy.request.body, str_span(&back->body));
        for (size_t i = 0; i < back->headers.count; i++)
            pairs_add(&copy.request.headers, span_of(back->headers.items[i].name),
                      span_of(back->headers.items[i].value));
        export_write(&again, &copy, NULL, EXPORT_CURL);
        same = span_equal(str_span(&again), command);
        exchange_release(&copy);
    }
    str_release(&again);
    str_release(&url);
    import_release(&import);
    return same;
}

static int
write_script(const char *port, int count, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/script", folder);
    FILE *script = fopen(path, "w");
    for (int i = 1; script && i <= count; i++) {
        struct str command = {0};
        export_one(&command, port, i);
        fprintf(script, "{\n%.*s} >%d.got 2>/dev/null\n", (int)command.n, command.p, i);
        str_release(&command);
    }
    return script && fclose(script) == 0 ? 0 : 2;
}

static int
check(const char *port, int count, const char *folder)
{
    char path[4096];
    int wrong = 0;
    for (int i = 1; i <= count; i++) {
        struct exchange exchange;
        struct str command = {0}, got = {0};
        make(&exchange, port, i);
        export_one(&command, port, i);
        snprintf(path, sizeof path, "%s/%d.got", folder, i);
        (void)file_read(path, 1 << 20, &got, NULL);
        bool came = arrived(&exchange, str_span(&got));
        bool back = comes_back(&exchange, str_span(&command));
        if (!came || !back) {
            printf("%d %s:\n%s\n%s\n", i,
                   came ? "is read back otherwise" : "arrived so", str_text(&command),
                   str_text(&got));
            wrong++;
        }
        exchange_release(&exchange);
        str_release(&command);
        str_release(&got);
    }
    printf("%d of %d requests came through\n", count - wrong, count);
    return wrong > 0;
}

int
main(int argc, char **argv)
{
    int count = argc == 5 ? (int)strtol(argv[3], NULL, 10) : 0;
    if (count > 0 && strcmp(argv[1], "write") == 0)
        return write_script(argv[2], count, argv[4]);
    if (count > 0 && strcmp(argv[1], "check") == 0)
        return check(argv[2], count, argv[4]);
    fputs("usage: shell_trip write|check PORT COUNT FOLDER\n", stderr);
    return 2;
}
