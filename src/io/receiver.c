#include "config.h"

#include "io/receiver.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "io/allocator.h"
#include "json/scan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SCRATCH = 64 << 10, RATIO_FROM = 8 << 20, JSON_CHECK_MAX = 64 << 20 };

void
receiver_release(struct receiver *receiver)
{
    if (receiver->inflating)
        inflateEnd(&receiver->zlib);
    mem_free(receiver->scratch);
    response_release(&receiver->response);
    *receiver = (struct receiver){0};
}

uint64_t
receiver_announced(const struct receiver *receiver)
{
    return receiver->told.count && !receiver->told.bad && !receiver->told.chunked
               ? receiver->told.last
               : 0;
}

/* The first thing found wrong stands. */
static void __attribute__((format(printf, 2, 3)))
blame(struct receiver *receiver, const char *format, ...)
{
    if (receiver->response.fault)
        return;
    struct str text = {0}, shown = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    sanitise_line(&shown, str_span(&text), SANITISE_PLAIN);
    str_release(&text);
    receiver->response.fault = str_take(&shown);
}

static bool
stop(struct receiver *receiver, enum receiver_stop why)
{
    if (receiver->stop == RECEIVER_GOES_ON)
        receiver->stop = why;
    return false;
}

/* --- headers --- */

/* "HTTP/1.1 400 Bad Request". What came before it (100 Continue, 103 Early Hints) is
 * forgotten. */
static bool
take_status(struct receiver *receiver, struct span line)
{
    struct response *response = &receiver->response;
    if (response->status && ++receiver->informational > RECEIVER_INFORMATIONAL)
        return stop(receiver, RECEIVER_HEADERS);
    response_release(response);
    memset(&receiver->told, 0, sizeof receiver->told);
    receiver->coding = CODING_NONE;
    receiver->headers_done = false;
    struct span rest = line, version, code;
    uint64_t status = 0;
    span_next(&rest, ' ', &version);
    if (span_next(&rest, ' ', &code) && span_number(code, 9999, &status))
        response->status = (int)status;
    if (span_trim(rest).n) {
        struct str reason = str_dup(span_trim(rest));
        response->reason = str_take(&reason);
    }
    return true;
}

static void
note_length(struct receiver *receiver, struct span value)
{
    struct span rest = value, part;
    while (span_next(&rest, ',', &part)) {
        uint64_t length = 0;
        if (!span_number(span_trim(part), INT64_MAX, &length)) {
            receiver->told.bad = true;
        } else if (receiver->told.count && length != receiver->told.last) {
            blame(receiver,
                  _("the answer tells two different lengths, %" PRIu64 " and %" PRIu64
                    " bytes: don't trust where it ends"),
                  receiver->told.last, length);
        }
        receiver->told.count++;
        receiver->told.last = length;
        if (length > receiver->told.longest)
            receiver->told.longest = length;
    }
}

static void
note_coding(struct receiver *receiver, struct span value)
{
    struct span rest = value, part;
    while (!receiver->raw && span_next(&rest, ',', &part)) {
        struct span name = span_trim(part);
        if (!name.n || span_is_nocase(name, "identity"))
            continue;
        bool known = span_is_nocase(name, "gzip") || span_is_nocase(name, "x-gzip") ||
                     span_is_nocase(name, "deflate");
        receiver->coding =
            known && receiver->coding == CODING_NONE ? CODING_ZLIB : CODING_STRANGE;
    }
}

static const struct {
    const char *name;
    void (*note)(struct receiver *receiver, struct span value);
} noted[] = {
    {"Content-Length", note_length},
    {"Content-Encoding", note_coding},
};

/* A line that begins with a space belongs to the header before it (RFC 9112 5.2). */
static void
fold(struct receiver *receiver, struct span text)
{
    struct pairs *headers = &receiver->response.headers;
    if (!headers->count)
        return;
    struct pair *last = &headers->items[headers->count - 1];
    struct str value = {0};
    str_addf(&value, "%s %.*s", last->value, SPAN_ARG(text));
    mem_free(last->value);
    last->value = str_take(&value);
}

static bool
take_field(struct receiver *receiver, struct span line)
{
    size_t colon = span_find_byte(line, 0, ':');
    if (line.n && (line.p[0] == ' ' || line.p[0] == '\t')) {
        fold(receiver, span_trim(line));
        return true;
    }
    if (colon == line.n)
        return true; /* libcurl refuses it by itself */
    if (receiver->response.headers.count >= RECEIVER_HEADER_LINES)
        return stop(receiver, RECEIVER_HEADERS);
    struct span name = span_trim(span_sub(line, 0, colon));
    struct span value = span_trim(span_from(line, colon + 1));
    pairs_add(&receiver->response.headers, name, value);
    for (size_t i = 0; i < COUNT_OF(noted); i++)
        if (span_is_nocase(name, noted[i].name))
            noted[i].note(receiver, value);
    if (span_is_nocase(name, "Transfer-Encoding") &&
        span_find_nocase(value, 0, SPAN("chunked")) < value.n)
        receiver->told.chunked = true;
    return true;
}

/* One allocation for a body whose length is known; a failure shows when it comes. */
static void
make_room(struct receiver *receiver)
{
    uint64_t length = receiver_announced(receiver);
    if (receiver->sink || receiver->coding != CODING_NONE || length < SCRATCH)
        return;
    if (length > receiver->body_max)
        length = receiver->body_max;
    (void)str_try_reserve(&receiver->response.body, (size_t)length);
}

bool
receiver_header(struct receiver *receiver, struct span line)
{
    receiver->header_bytes += line.n;
    if (receiver->header_bytes > RECEIVER_HEADER_BYTES)
        return stop(receiver, RECEIVER_HEADERS);
    struct span text = span_trim(line);
    if (span_starts_nocase(line, "HTTP/"))
        return take_status(receiver, text);
    if (!text.n) {
        receiver->headers_done = receiver->response.status >= 200;
        if (receiver->headers_done)
            make_room(receiver);
        return true;
    }
    while (line.n && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
        line.n--;
    return take_field(receiver, line);
}

/* --- body --- */

static bool
keep(struct receiver *receiver, struct span piece)
{
    struct str *body = &receiver->response.body;
    if (receiver->sink && body->n + piece.n > receiver->keep_max)
        piece.n =
            body->n < receiver->keep_max ? (size_t)(receiver->keep_max - body->n) : 0;
    if (!piece.n)
        return true;
    /* Half as much again each time, so that a body without a length grows in linear
     * time. */
    if (body->room <= body->n + piece.n &&
        !str_try_reserve(body, body->n / 2 + piece.n) &&
        !str_try_reserve(body, piece.n))
        return false;
    memcpy(body->p + body->n, piece.p, piece.n);
    body->n += piece.n;
    body->p[body->n] = '\0';
    return true;
}

/* The body's ends, which tell a cut JSON text where the transport saw nothing wrong. */
static void
note_ends(struct receiver *receiver, struct span piece)
{
    piece = span_trim(piece);
    if (!piece.n)
        return;
    if (!receiver->first)
        receiver->first = piece.p[0];
    receiver->last = piece.p[piece.n - 1];
}

/* Decoded bytes on their way to the body and the sink. */
static bool
deliver(struct receiver *receiver, struct span piece)
{
    bool over = piece.n > receiver->body_max - receiver->decoded;
    if (over)
        piece.n = (size_t)(receiver->body_max - receiver->decoded);
    receiver->decoded += piece.n;
    note_ends(receiver, piece);
    if (!keep(receiver, piece))
        return stop(receiver, RECEIVER_MEMORY);
    if (receiver->sink && piece.n && !receiver->sink(receiver->owner, piece))
        return stop(receiver, RECEIVER_REFUSED);
    if (over)
        return stop(receiver, RECEIVER_BODY);
    uint64_t wire = receiver->response.wire_bytes;
    if (receiver->decoded > RATIO_FROM && receiver->decoded / RECEIVER_RATIO > wire)
        return stop(receiver, RECEIVER_RATIO_STOP);
    return true;
}

static voidpf
zlib_alloc(voidpf owner, uInt items, uInt size)
{
    (void)owner;
    return allocator_calloc(items, size);
}

static void
zlib_free(voidpf owner, voidpf p)
{
    (void)owner;
    allocator_free(p);
}

static bool
begin_inflate(struct receiver *receiver)
{
    receiver->zlib = (z_stream){.zalloc = zlib_alloc, .zfree = zlib_free};
    receiver->scratch = mem_try(receiver->scratch, SCRATCH);
    /* 15: the largest window; 32: gzip or zlib, by what its first bytes say. */
    if (!receiver->scratch || inflateInit2(&receiver->zlib, 15 + 32) != Z_OK)
        return false;
    receiver->inflating = true;
    return true;
}

static bool
take_compressed(struct receiver *receiver, struct span wire)
{
    if (!receiver->inflating && !begin_inflate(receiver))
        return stop(receiver, RECEIVER_MEMORY);
    z_stream *zlib = &receiver->zlib;
    /* zlib's type is not const; it does not write there. */
    zlib->next_in = (Bytef *)(uintptr_t)wire.p;
    zlib->avail_in = (uInt)wire.n; /* libcurl's pieces are far below 4 GiB */
    do {
        if (receiver->inflated) {
            if (!zlib->avail_in)
                return true;
            /* RFC 1952 2.2: members may follow one another. */
            if (inflateReset2(zlib, 15 + 16) != Z_OK)
                return stop(receiver, RECEIVER_DAMAGED);
            receiver->inflated = false;
        }
        zlib->next_out = (Bytef *)receiver->scratch;
        zlib->avail_out = SCRATCH;
        int code = inflate(zlib, Z_NO_FLUSH);
        receiver->inflated = code == Z_STREAM_END;
        size_t made = SCRATCH - zlib->avail_out;
        if (made && !deliver(receiver, (struct span){receiver->scratch, made}))
            return false;
        if (code == Z_MEM_ERROR)
            return stop(receiver, RECEIVER_MEMORY);
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return stop(receiver, RECEIVER_DAMAGED);
    } while (zlib->avail_in || !zlib->avail_out);
    return true;
}

bool
receiver_body(struct receiver *receiver, struct span wire)
{
    if (receiver->start && !receiver->started)
        receiver->start(receiver->owner, &receiver->response);
    receiver->started = true;
    receiver->response.wire_bytes += wire.n;
    if (receiver->coding == CODING_ZLIB)
        return take_compressed(receiver, wire);
    return deliver(receiver, wire);
}

/* --- the verdict --- */

static void
explain_stop(struct receiver *receiver)
{
    double mib = (double)receiver->body_max / (1 << 20);
    switch (receiver->stop) {
    case RECEIVER_HEADERS:
        blame(receiver,
              _("the answer's headers are too large: more than %d lines or "
                "%d KiB"),
              RECEIVER_HEADER_LINES, RECEIVER_HEADER_BYTES >> 10);
        break;
    case RECEIVER_BODY:
        blame(receiver, _("the answer is larger than %.4g MiB; the rest was not taken"),
              mib);
        break;
    case RECEIVER_RATIO_STOP:
        blame(receiver,
              _("the compressed answer grows more than %d times; it was "
                "stopped"),
              RECEIVER_RATIO);
        break;
    case RECEIVER_MEMORY:
        blame(receiver, _("there is not enough memory for the answer; what came is "
                          "shown"));
        break;
    case RECEIVER_DAMAGED:
        blame(receiver, _("the compressed answer is damaged; it is shown up to there"));
        break;
    case RECEIVER_GOES_ON:
    case RECEIVER_REFUSED:
        break;
    }
}

static enum completeness
stopped_as(enum receiver_stop why)
{
    static const enum completeness as[] = {
        [RECEIVER_HEADERS] = RESPONSE_TOO_LARGE,
        [RECEIVER_BODY] = RESPONSE_TOO_LARGE,
        [RECEIVER_RATIO_STOP] = RESPONSE_TOO_LARGE,
        [RECEIVER_MEMORY] = RESPONSE_TOO_LARGE,
        [RECEIVER_DAMAGED] = RESPONSE_CUT,
        [RECEIVER_REFUSED] = RESPONSE_CANCELLED,
    };
    return as[why];
}

static bool
says_json(const struct response *response)
{
    const char *type = response_header(response, "Content-Type");
    struct span text = span_of(type);
    return span_find_nocase(text, 0, SPAN("json")) < text.n;
}

/* For an answer that ends with its connection, its own text is the only witness. */
static bool
json_is_cut(struct span text)
{
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, text);
    enum json_token token;
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    return token == JSON_BROKEN && scan.fault.kind == JSON_FAULT_CUT;
}

/* An object or array whose last byte is not its closing one. */
static bool
ends_early(const struct receiver *receiver)
{
    return (receiver->first == '{' && receiver->last != '}') ||
           (receiver->first == '[' && receiver->last != ']');
}

static bool
bodiless(const struct receiver *receiver, const struct receiver_end *end)
{
    int status = receiver->response.status;
    return end->no_body || status < 200 || status == 204 || status == 304;
}

/* Checks of the length that was told. */
static enum completeness
judge_length(struct receiver *receiver, const struct receiver_end *end)
{
    uint64_t wire = receiver->response.wire_bytes;
    if (receiver->told.bad && !receiver->told.chunked) {
        blame(receiver, _("the answer's length is no number that can be: don't trust "
                          "where it ends"));
        return RESPONSE_CUT;
    }
    if (receiver->told.count && !receiver->told.chunked &&
        wire < receiver->told.longest) {
        blame(receiver, _("cut off: %" PRIu64 " of %" PRIu64 " bytes came"), wire,
              receiver->told.longest);
        return RESPONSE_CUT;
    }
    if (end->excess) {
        blame(receiver,
              _("more came than the %" PRIu64 " bytes that were announced; "
                "the rest is not shown"),
              receiver->told.last);
        return RESPONSE_CUT;
    }
    if (receiver->told.count && receiver->told.chunked)
        blame(receiver, _("the answer tells a length and comes in chunks: something on "
                          "the way changed it"));
    return RESPONSE_WHOLE;
}

static enum completeness
judge_body(struct receiver *receiver, const struct receiver_end *end)
{
    const struct response *response = &receiver->response;
    enum completeness completeness = judge_length(receiver, end);
    if (completeness != RESPONSE_WHOLE || receiver->raw)
        return completeness;
    if (receiver->coding == CODING_ZLIB && response->wire_bytes &&
        !receiver->inflated) {
        blame(receiver, _("cut off: the compressed answer stops before its end"));
        return RESPONSE_CUT;
    }
    if (receiver->coding == CODING_STRANGE)
        blame(receiver,
              _("the answer is packed in a way that was not asked for (%s); "
                "its bytes are kept as they came"),
              response_header(response, "Content-Encoding"));
    if (!receiver->decoded && response->status == 200 && says_json(response)) {
        blame(receiver, _("the answer is empty where it should hold JSON"));
        return RESPONSE_EMPTY;
    }
    if (says_json(response) && ends_early(receiver)) {
        blame(receiver, _("cut off: the JSON stops in the middle"));
        return RESPONSE_CUT;
    }
    bool untold = end->http1 && !receiver->told.count && !receiver->told.chunked;
    if (untold && !receiver->decoded) {
        blame(receiver,
              _("the connection closed after the headers; there was no body"));
        return RESPONSE_EMPTY;
    }
    if (!receiver->decoded && response->status == 200 && end->read)
        blame(receiver, _("the answer is empty: there are only its status and "
                          "headers"));
    if (untold && !receiver->sink && response->body.n <= JSON_CHECK_MAX &&
        says_json(response) && json_is_cut(str_span(&response->body))) {
        blame(receiver, _("cut off: the JSON stops in the middle"));
        return RESPONSE_CUT;
    }
    return RESPONSE_WHOLE;
}

static enum completeness
judge(struct receiver *receiver, const struct receiver_end *end)
{
    if (end->cancelled)
        return RESPONSE_CANCELLED;
    if (receiver->stop != RECEIVER_GOES_ON) {
        explain_stop(receiver);
        return stopped_as(receiver->stop);
    }
    if (!receiver->headers_done) {
        blame(receiver, _("cut off in the middle of the headers"));
        return RESPONSE_CUT;
    }
    if (!end->whole) {
        uint64_t length = receiver_announced(receiver);
        if (length)
            blame(receiver, _("cut off: %" PRIu64 " of %" PRIu64 " bytes came"),
                  receiver->response.wire_bytes, length);
        else
            blame(receiver, _("cut off after %" PRIu64 " bytes"),
                  receiver->response.wire_bytes);
        return RESPONSE_CUT;
    }
    return bodiless(receiver, end) ? RESPONSE_WHOLE : judge_body(receiver, end);
}

void
receiver_finish(struct receiver *receiver, const struct receiver_end *end)
{
    int status = receiver->response.status;
    if (status && (status < 100 || status > 599))
        blame(receiver, _("%d is no status that HTTP knows: the answer is malformed"),
              status);
    receiver->response.completeness = judge(receiver, end);
}
