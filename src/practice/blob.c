#include "config.h"

#include "practice/blob.h"

#include "base/base64.h"

#include <openssl/evp.h>

enum { MD5_BYTES = 16, TAG_BYTES = 7 };

void
blob_refuse(struct call *call, int status, const char *code, const char *message,
            const char *detail)
{
    struct str body = {0}, id = {0};
    dice_add_guid(&call->practice->dice, &id);
    str_addf(&body,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code>"
             "<Message>%s\nRequestId:%s\nTime:",
             code, message, str_text(&id));
    clock_add_rfc3339(&body, call->now->wall);
    str_add_text(&body, "</Message>");
    if (detail)
        str_addf(&body, "<AuthenticationErrorDetail>%s</AuthenticationErrorDetail>",
                 detail);
    str_add_text(&body, "</Error>");
    answer_plain(call, status, "application/xml", str_span(&body));
    answer_header(call, "x-ms-error-code", code);
    answer_header(call, "x-ms-request-id", str_text(&id));
    str_release(&body);
    str_release(&id);
}

/* "bytes=N-" or "bytes=N-M", the only forms that are taken; anything else asks for the
 * whole. */
static bool
read_range(struct span text, size_t size, size_t *from, size_t *to)
{
    struct span rest = span_from(text, 6), first = {0};
    uint64_t begin, end = size;
    if (!span_starts(text, "bytes=") || !span_next(&rest, '-', &first) ||
        !span_number(first, INT64_MAX, &begin))
        return false;
    if (rest.n) {
        if (!span_number(rest, INT64_MAX - 1, &end) || end < begin)
            return false;
        end++;
    }
    *from = (size_t)begin;
    *to = end < size ? (size_t)end : size;
    return true;
}

static void
add_facts(struct call *call, const unsigned char *md5, const char *md5_header,
          const char *tag)
{
    struct str text = {0};
    base64_encode(&text, (struct span){(const char *)md5, MD5_BYTES});
    answer_header(call, md5_header, str_text(&text));
    answer_header(call, "ETag", tag);
    answer_header(call, "Accept-Ranges", "bytes");
    str_release(&text);
}

/* The tag changes with the contents, and with the fault that exchanges the file. */
static void
add_tag(const struct call *call, const unsigned char *md5, struct str *out)
{
    str_add_text(out, "\"0x");
    for (size_t i = 0; i < TAG_BYTES; i++)
        str_addf(out, "%02X", md5[i]);
    str_addf(out, "%X\"", call->file_exchanged ? 1u : 0u);
}

void
blob_answer(struct call *call, const char *type, struct span contents)
{
    const struct pairs *headers = call->request->headers;
    const char *range = pairs_get_nocase(headers, "Range");
    const char *only_if = pairs_get_nocase(headers, "If-Range");
    unsigned char md5[EVP_MAX_MD_SIZE] = {0};
    size_t from = 0, to = contents.n;
    struct str tag = {0}, told = {0};
    EVP_Digest(contents.p, contents.n, md5, NULL, EVP_md5(), NULL);
    add_tag(call, md5, &tag);
    bool part = range && (!only_if || span_equal(span_of(only_if), str_span(&tag))) &&
                read_range(span_of(range), contents.n, &from, &to);
    if (part && from >= contents.n) {
        blob_refuse(call, 416, "InvalidRange", "The file ends before that byte.", NULL);
        str_addf(&told, "bytes */%zu", contents.n);
        answer_header(call, "Content-Range", str_text(&told));
    } else if (part) {
        answer_plain(call, 206, type, span_sub(contents, from, to));
        add_facts(call, md5, "x-ms-blob-content-md5", str_text(&tag));
        str_addf(&told, "bytes %zu-%zu/%zu", from, to - 1, contents.n);
        answer_header(call, "Content-Range", str_text(&told));
    } else {
        answer_plain(call, 200, type, contents);
        add_facts(call, md5, "Content-MD5", str_text(&tag));
    }
    str_release(&tag);
    str_release(&told);
}
