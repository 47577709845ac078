#include "config.h"

#include "base/memory.h"
#include "fault_server.h"

#include <stdlib.h>
#include <zlib.h>

#define OK   "HTTP/1.1 200 OK\r\n"
#define JSON OK "Content-Type: application/json\r\n"
#define CR   "\r\n"

/* Answers that are the same each time. */
static const struct {
    const char *name;
    struct span bytes;
    enum then then;
} fixed[] = {
    {"ok", SPAN_INIT(JSON "Content-Length: 8" CR CR "{\"a\": 1}"), THEN_KEEP},
    {"page-one",
     SPAN_INIT(JSON CR
               "{\"value\":[{\"n\":1}],\"@odata.nextLink\":\"./page-two?$skip=1\"}"),
     THEN_CLOSE},
    {"page-two",
     SPAN_INIT(JSON CR "{\"value\":[{\"n\":2}],\"@odata.nextLink\":\"/page-three\"}"),
     THEN_CLOSE},
    {"page-three",
     SPAN_INIT("HTTP/1.1 429 Too Many Requests" CR "Content-Length: 0" CR CR),
     THEN_KEEP},
    {"ok-close", SPAN_INIT(JSON CR "{\"a\": 1}"), THEN_CLOSE},
    {"ok-chunked",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "5" CR "{\"a\":" CR "3" CR
                    " 1}" CR "0" CR CR),
     THEN_KEEP},
    {"no-content", SPAN_INIT("HTTP/1.1 204 No Content" CR CR), THEN_KEEP},
    {"created-empty", SPAN_INIT("HTTP/1.1 201 Created" CR "Content-Length: 0" CR CR),
     THEN_KEEP},
    {"empty-json", SPAN_INIT(JSON "Content-Length: 0" CR CR), THEN_KEEP},
    {"html",
     SPAN_INIT(OK "Content-Type: text/html" CR "Content-Length: 13" CR CR
                  "<html></html>"),
     THEN_KEEP},
    {"redirect",
     SPAN_INIT("HTTP/1.1 302 Found" CR "Location: /ok" CR "Content-Length: 0" CR CR),
     THEN_KEEP},
    {"repeated-headers",
     SPAN_INIT(OK "Set-Cookie: a=1" CR "X-One: 1" CR "Set-Cookie: b=2" CR
                  "X-Folded: first" CR "  second" CR "Content-Length: 2" CR CR "{}"),
     THEN_KEEP},

    /* lengths */
    {"status-then-close", SPAN_INIT(OK CR), THEN_CLOSE},
    {"status-line-then-close", SPAN_INIT(OK), THEN_CLOSE},
    {"headers-then-close", SPAN_INIT(JSON "Content-Len"), THEN_CLOSE},
    {"short-body", SPAN_INIT(JSON "Content-Length: 100" CR CR "{\"value\": [1, 2, 3, "),
     THEN_CLOSE},
    {"long-body",
     SPAN_INIT(JSON "Content-Length: 2" CR CR "{}{\"more\": \"than was announced\"}"),
     THEN_CLOSE},
    {"json-cut-close", SPAN_INIT(JSON CR "{\"value\": [1, 2, 3, "), THEN_CLOSE},
    {"two-lengths",
     SPAN_INIT(JSON "Content-Length: 40" CR "Content-Length: 8" CR CR "{\"a\": 1}"),
     THEN_CLOSE},
    {"two-lengths-list", SPAN_INIT(JSON "Content-Length: 8, 9" CR CR "{\"a\": 1}"),
     THEN_CLOSE},
    {"huge-length",
     SPAN_INIT(JSON "Content-Length: 99999999999999999999" CR CR "{\"a\": 1}"),
     THEN_CLOSE},
    {"negative-length", SPAN_INIT(JSON "Content-Length: -1" CR CR "{\"a\": 1}"),
     THEN_CLOSE},
    {"word-length", SPAN_INIT(JSON "Content-Length: abc" CR CR "{\"a\": 1}"),
     THEN_CLOSE},
    {"length-and-chunks",
     SPAN_INIT(JSON "Content-Length: 3" CR "Transfer-Encoding: chunked" CR CR "8" CR
                    "{\"a\": 1}" CR "0" CR CR),
     THEN_CLOSE},

    /* chunks */
    {"chunk-cut", SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "8" CR "{\"a\""),
     THEN_CLOSE},
    {"chunk-unended",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "8" CR "{\"a\": 1}" CR),
     THEN_CLOSE},
    {"chunk-size-word",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "ZZ" CR "{\"a\": 1}" CR
                    "0" CR CR),
     THEN_CLOSE},
    {"chunk-size-negative",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "-5" CR "{\"a\": 1}" CR
                    "0" CR CR),
     THEN_CLOSE},
    {"chunk-size-huge",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "FFFFFFFFFFFFFFFFF" CR
                    "{\"a\": 1}" CR "0" CR CR),
     THEN_CLOSE},
    {"chunk-no-line-end",
     SPAN_INIT(JSON "Transfer-Encoding: chunked" CR CR "3" CR "{\"a\": 1}0" CR CR),
     THEN_CLOSE},

    /* not HTTP, or hardly */
    {"garbage", SPAN_INIT("\x00\x01\x02 what?\x1b[2J\n\n"), THEN_CLOSE},
    {"ssh", SPAN_INIT("SSH-2.0-OpenSSH_9.2\r\n"), THEN_CLOSE},
    {"http09", SPAN_INIT("{\"a\": 1}"), THEN_CLOSE},
    {"http99", SPAN_INIT("HTTP/9.9 200 OK" CR "Content-Length: 0" CR CR), THEN_CLOSE},
    {"status-999", SPAN_INIT("HTTP/1.1 999 Odd" CR "Content-Length: 2" CR CR "{}"),
     THEN_CLOSE},
    {"status-1000", SPAN_INIT("HTTP/1.1 1000 Odder" CR "Content-Length: 2" CR CR "{}"),
     THEN_CLOSE},
    {"header-nul", SPAN_INIT(JSON "X-Nul: a\0b" CR "Content-Length: 2" CR CR "{}"),
     THEN_CLOSE},
    {"header-no-colon",
     SPAN_INIT(JSON "no colon here" CR "Content-Length: 2" CR CR "{}"), THEN_CLOSE},
    {"escapes",
     SPAN_INIT("HTTP/1.1 400 Bad\x1b]0;title\x07 \xc2\x9b"
               "2J" CR "X-Title\x1b[31m: \x1b]52;c;eA==\x07" CR
               "X-Bidi: \xe2\x80\xaegnp.exe" CR
               "Content-Type: application/json\x1b[2J" CR "Content-Length: 33" CR CR
               "{\"error\":{\"code\":\"\x1b[2J\",\"m\":\"\x9b\"}}"),
     THEN_CLOSE},

    /* codings */
    {"gzip-garbage",
     SPAN_INIT(JSON "Content-Encoding: gzip" CR "Content-Length: 20" CR CR
                    "this is not gzip ..."),
     THEN_CLOSE},
    {"brotli",
     SPAN_INIT(JSON "Content-Encoding: br" CR "Content-Length: 4" CR CR
                    "\x0b\x02\x80{"),
     THEN_CLOSE},

    /* ends */
    {"close", SPAN_INIT(""), THEN_CLOSE},
    {"reset", SPAN_INIT(""), THEN_RESET},
    {"reset-after-status", SPAN_INIT(OK), THEN_RESET},
    {"reset-in-body", SPAN_INIT(JSON "Content-Length: 100" CR CR "{\"value\": ["),
     THEN_RESET},
    {"silence", SPAN_INIT(""), THEN_HOLD},
    {"silence-after-headers", SPAN_INIT(JSON "Content-Length: 100" CR CR), THEN_HOLD},
    {"silence-in-body", SPAN_INIT(JSON "Content-Length: 100" CR CR "{\"value\": ["),
     THEN_HOLD},
    {"header-drip",
     SPAN_INIT(JSON "X-Long-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
     THEN_DRIP},
    {"body-drip",
     SPAN_INIT(JSON "Content-Length: 1000" CR CR
                    "{\"value\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"),
     THEN_DRIP},
};

static void
put(struct answer *answer, const char *text)
{
    str_add_text(&answer->bytes, text);
}

static void
compress_to(struct str *out, struct span text)
{
    z_stream zlib = {0};
    deflateInit2(&zlib, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    uLong room = deflateBound(&zlib, (uLong)text.n);
    if (!str_try_reserve(out, room))
        abort();
    zlib.next_in = (Bytef *)(uintptr_t)text.p;
    zlib.avail_in = (uInt)text.n;
    zlib.next_out = (Bytef *)out->p + out->n;
    zlib.avail_out = (uInt)room;
    if (deflate(&zlib, Z_FINISH) != Z_STREAM_END)
        abort();
    out->n += room - zlib.avail_out;
    deflateEnd(&zlib);
}

/* A list of machines as JSON, hard enough to compress to be cut at many places. */
static struct str
sample(void)
{
    struct str text = {0};
    str_add_text(&text, "{\"value\": [");
    for (unsigned i = 0; i < 500; i++)
        str_addf(&text, "%s{\"id\": \"%08x%08x\", \"rank\": %u}", i ? ", " : "",
                 i * 2654435761u, i * 40503u + 977u, i * 7919u % 1000u);
    str_add_text(&text, "]}");
    return text;
}

static void
put_body(struct answer *answer, struct span body, struct span framing, size_t announced)
{
    if (span_is(framing, "chunked")) {
        put(answer, "Transfer-Encoding: chunked" CR CR);
        str_addf(&answer->bytes, "%zx" CR, body.n);
        str_add(&answer->bytes, body);
        put(answer, CR "0" CR CR);
    } else {
        if (!span_is(framing, "close"))
            str_addf(&answer->bytes, "Content-Length: %zu" CR, announced);
        put(answer, CR);
        str_add(&answer->bytes, body);
    }
    answer->then = THEN_CLOSE;
}

/* FRAMING/PERCENT: a gzip body of which so much is there, framed as if it were all. */
static void
gzip_cut(struct answer *answer, struct span arg)
{
    struct str text = sample(), packed = {0};
    struct span rest = arg, framing, percent;
    uint64_t n = 100;
    span_next(&rest, '/', &framing);
    if (span_next(&rest, '/', &percent))
        span_number(percent, 100, &n);
    compress_to(&packed, str_span(&text));
    str_cut(&packed, (size_t)((packed.n * n + 99) / 100));
    put(answer, JSON "Content-Encoding: gzip" CR);
    put_body(answer, str_span(&packed), framing, packed.n);
    str_release(&text);
    str_release(&packed);
}

static void
gzip_members(struct answer *answer, struct span arg)
{
    struct str packed = {0};
    (void)arg;
    compress_to(&packed, SPAN("{\"a\":"));
    compress_to(&packed, SPAN(" 1}"));
    put(answer, JSON "Content-Encoding: gzip" CR);
    put_body(answer, str_span(&packed), SPAN("length"), packed.n);
    str_release(&packed);
}

static void
gzip_layers(struct answer *answer, struct span arg)
{
    struct str packed = {0}, twice = {0};
    (void)arg;
    compress_to(&packed, SPAN("{\"a\": 1}"));
    compress_to(&twice, str_span(&packed));
    put(answer, JSON "Content-Encoding: gzip, gzip" CR);
    put_body(answer, str_span(&twice), SPAN("length"), twice.n);
    str_release(&packed);
    str_release(&twice);
}

/* 64 MiB of one letter. */
static void
gzip_bomb(struct answer *answer, struct span arg)
{
    struct str text = {0}, packed = {0};
    (void)arg;
    str_add_repeat(&text, 'a', (size_t)64 << 20);
    compress_to(&packed, str_span(&text));
    put(answer, JSON "Content-Encoding: gzip" CR);
    put_body(answer, str_span(&packed), SPAN("length"), packed.n);
    str_release(&text);
    str_release(&packed);
}

/* N: a body of so many bytes. */
static void
big(struct answer *answer, struct span arg)
{
    uint64_t n = 0;
    span_number(arg, (uint64_t)1 << 30, &n);
    str_addf(&answer->bytes, JSON "Content-Length: %zu" CR CR "\"", (size_t)n + 2);
    str_add_repeat(&answer->bytes, 'a', (size_t)n);
    put(answer, "\"");
    answer->then = THEN_KEEP;
}

static void
endless(struct answer *answer, struct span arg)
{
    (void)arg;
    put(answer, JSON "Transfer-Encoding: chunked" CR CR);
    answer->from = answer->bytes.n;
    put(answer, "10000" CR);
    str_add_repeat(&answer->bytes, '0', 0x10000);
    put(answer, CR);
    answer->then = THEN_AGAIN;
}

static void
endless_hints(struct answer *answer, struct span arg)
{
    (void)arg;
    put(answer, "HTTP/1.1 103 Early Hints" CR "Link: </a>" CR CR);
    answer->then = THEN_AGAIN;
}

static void
continues(struct answer *answer, struct span arg)
{
    uint64_t n = 1;
    span_number(arg, 100000, &n);
    while (n--)
        put(answer, "HTTP/1.1 100 Continue" CR CR);
    put(answer, JSON "Content-Length: 8" CR CR "{\"a\": 1}");
}

/* N bytes in one header. */
static void
long_header(struct answer *answer, struct span arg)
{
    uint64_t n = 1 << 20;
    span_number(arg, (uint64_t)8 << 20, &n);
    put(answer, JSON "X-Long: ");
    str_add_repeat(&answer->bytes, 'a', (size_t)n);
    put(answer, CR "Content-Length: 2" CR CR "{}");
    answer->then = THEN_CLOSE;
}

static void
many_headers(struct answer *answer, struct span arg)
{
    uint64_t n = 100;
    span_number(arg, 1000000, &n);
    put(answer, JSON);
    for (uint64_t i = 0; i < n; i++)
        str_addf(&answer->bytes, "X-%u: %u" CR, (unsigned)i, (unsigned)i);
    put(answer, "Content-Length: 2" CR CR "{}");
    answer->then = THEN_CLOSE;
}

/* VALUE: 429 with this Retry-After; underscores stand for spaces. */
static void
retry_after(struct answer *answer, struct span arg)
{
    const char *body =
        "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"slow\"}}";
    put(answer, "HTTP/1.1 429 Too Many Requests" CR "Retry-After: ");
    for (size_t i = 0; i < arg.n; i++)
        str_add_byte(&answer->bytes, arg.p[i] == '_' ? ' ' : arg.p[i]);
    str_addf(&answer->bytes,
             CR "Content-Type: application/json" CR "Content-Length: %zu" CR CR "%s",
             span_of(body).n, body);
}

static void
status(struct answer *answer, struct span arg)
{
    str_addf(&answer->bytes,
             "HTTP/1.1 %.*s Chosen" CR "Content-Type: application/json" CR
             "Content-Length: 2" CR CR "{}",
             SPAN_ARG(arg));
}

static const struct {
    const char *name;
    void (*make)(struct answer *answer, struct span arg);
} made[] = {
    {"big", big},
    {"continues", continues},
    {"endless", endless},
    {"endless-hints", endless_hints},
    {"gzip-bomb", gzip_bomb},
    {"gzip-cut", gzip_cut},
    {"gzip-layers", gzip_layers},
    {"gzip-members", gzip_members},
    {"long-header", long_header},
    {"many-headers", many_headers},
    {"retry-after", retry_after},
    {"status", status},
};

/* The request itself, as the body. */
static void
echo(struct answer *answer, struct span request)
{
    str_addf(&answer->bytes,
             OK "Content-Type: text/plain" CR "Content-Length: %zu" CR CR, request.n);
    str_add(&answer->bytes, request);
}

/* 0 where they do not end. */
static size_t
after_headers(struct span bytes)
{
    size_t at = span_find(bytes, 0, SPAN(CR CR));
    return at < bytes.n ? at + 4 : 0;
}

void
answer_make(struct answer *answer, struct span request)
{
    struct span rest = request, method, path, name;
    *answer = (struct answer){0};
    span_next(&rest, ' ', &method);
    span_next(&rest, ' ', &path);
    path = span_from(path, 1);
    path.n = span_find_byte(path, 0, '?');
    rest = path;
    if (!span_next(&rest, '/', &name))
        name = SPAN("");
    for (size_t i = 0; i < COUNT_OF(fixed); i++)
        if (span_is(name, fixed[i].name)) {
            str_add(&answer->bytes, fixed[i].bytes);
            answer->then = fixed[i].then;
            if (answer->then == THEN_DRIP)
                answer->from = after_headers(fixed[i].bytes);
            return;
        }
    for (size_t i = 0; i < COUNT_OF(made); i++)
        if (span_is(name, made[i].name)) {
            made[i].make(answer, rest);
            return;
        }
    if (span_is(name, "echo"))
        echo(answer, request);
    else
        put(answer, "HTTP/1.1 404 Not Found" CR "Content-Length: 0" CR CR);
}
