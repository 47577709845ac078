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
#include "base/memory.h"
#include "io/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const pieces[] = {
    "\"", "'",  "`",  "$",  "$(x)", "${HOME}", "\\", "\\n", "%",  "%PATH%",
    "!",  "!!", "&",  "|",  ";",    "<",       ">",  "(",   ")",  "[",
    "]",  "{",  "}",  "*",  "?",    "~",       "#",  "^",   "=",  " ",
    "  ", "\t", "\n", "\r", "@",    "-d",      "--", "a",   "\\", "\xc3\xa9",
    "0",  "/",  ",",  ":",  "\x01", "\x7f",    "it", "中",  "😀",  "\xe2\x80\x99"};

static void
add_pieces(struct str *out, int most, bool header)
{
    for (int n = rand() % most; n > 0; n--) {
        const char *piece = pieces[(size_t)rand() % COUNT_OF(pieces)];
        /* a header is one line, and its outer blanks are nobody's */
        if (!header || ((unsigned char)piece[0] > ' ' && piece[0] != 0x7f))
            str_add_text(out, piece);
    }
}

/* The same for each NUMBER. */
static void
make(struct exchange *exchange, const char *port, int number)
{
    static const char *const methods[] = {"POST", "PATCH", "PUT", "DELETE", "GET"};
    struct str url = {0}, header = {0};
    *exchange = (struct exchange){0};
    srand((unsigned)number);
    exchange->request.method = mem_strdup(methods[(size_t)rand() % COUNT_OF(methods)]);
    str_addf(&url,
             "http://127.0.0.1:%s/echo/x(%d)%%20%%27a%%27?$top=%d&$filter=a%%20eq%%20"
             "'b'&$skip=%%5B1%%5D",
             port, number, rand() % 100);
    exchange->request.url = str_take(&url);
    add_pieces(&header, 12, true);
    str_add_text(&header, "a");
    pairs_add(&exchange->request.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    pairs_add(&exchange->request.headers, SPAN("Prefer"), str_span(&header));
    str_release(&header);
    exchange->request.has_body = strcmp(exchange->request.method, "GET") != 0;
    if (exchange->request.has_body)
        add_pieces(&exchange->request.body, 40, false);
}

static void
export_one(struct str *out, const char *port, int number)
{
    struct exchange exchange;
    make(&exchange, port, number);
    export_write(out, &exchange, NULL, EXPORT_CURL);
    exchange_release(&exchange);
}

static bool
has_line(struct span head, const char *name, const char *value)
{
    struct str line = {0};
    str_addf(&line, "\r\n%s: %s\r\n", name, value);
    bool has = span_has(head, str_text(&line));
    str_release(&line);
    return has;
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
                span_equal(body, str_span(&exchange->request.body));
    for (size_t i = 0; i < exchange->request.headers.count; i++)
        same = same && has_line(head, exchange->request.headers.items[i].name,
                                exchange->request.headers.items[i].value);
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
