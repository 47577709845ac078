/* The index of a document: chunks of any size give what the whole gives, lines are the
 * pretty printer's, no byte is lost where the text is broken, and every place answers.
 */
#include "fuzz.h"

#include "json/document.h"
#include "json/find.h"
#include "json/pretty.h"

#include <string.h>

static void
join(struct str *out, const struct json_document *document, struct span text)
{
    struct json_reader reader = {0};
    struct json_line line;
    size_t i = 0;
    for (; json_reader_line(&reader, document, text, i, &line); i++) {
        if (i)
            str_add_byte(out, '\n');
        str_add_repeat(out, ' ', 2 * line.indent);
        for (size_t k = 0; k < line.count; k++)
            str_add(out, (struct span){line.pieces[k].text.p,
                                       line.pieces[k].text.n + line.pieces[k].clipped});
    }
    MUST(i == json_document_lines(document));
}

static void
strip(struct str *out, struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!memchr(" \t\r\n", text.p[i], 4))
            str_add_byte(out, text.p[i]);
}

static void
check_lines(const struct json_document *document, struct span text)
{
    struct str lines = {0}, want = {0}, stripped = {0};
    join(&lines, document, text);
    if (!json_document_fault(document).kind) {
        json_pretty(&want,
                    span_starts(text, "\xef\xbb\xbf") ? span_from(text, 3) : text);
        MUST(span_equal(str_span(&lines), str_span(&want)));
    } else {
        bool bom = span_starts(text, "\xef\xbb\xbf") && document->plain_from;
        strip(&want, bom ? span_from(text, 3) : text);
        strip(&stripped, str_span(&lines));
        MUST(span_equal(str_span(&stripped), str_span(&want)));
    }
    str_release(&lines);
    str_release(&want);
    str_release(&stripped);
}

static void
check_places(struct json_document *document, struct span text, size_t hint)
{
    size_t lines = json_document_lines(document);
    struct str pointer = {0};
    for (size_t i = 0; i < lines && i < 60; i++) {
        size_t line = (i * 7 + hint) % lines;
        struct span value = json_document_value(document, text, line);
        MUST(value.n == 0 ||
             (value.p >= text.p && value.p + value.n <= text.p + text.n));
        MUST(json_document_parent(document, text, line) <= line);
        str_clear(&pointer);
        json_document_pointer(document, text, line, &pointer);
        if (i % 3 == 0)
            json_document_fold(document, text, line);
        if (i % 5 == 0)
            json_document_unfold(document, line);
        size_t row = json_document_row_of(document, line);
        MUST(row < json_document_rows(document));
        MUST(json_document_line_of(document, row) <= line);
        json_document_reveal(document, line);
        MUST(json_document_line_of(document, json_document_row_of(document, line)) ==
             line);
    }
    json_document_fold_level(document, text, hint % 3);
    MUST(json_document_rows(document) <= lines);
    for (size_t at = 0; at < text.n && at < 60; at++)
        MUST(json_document_line_at(document, text, at) < (lines ? lines : 1));
    str_release(&pointer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = {(const char *)data, size};
    struct json_document whole, parts;
    size_t chunk = size ? 1u + data[size - 1] % 16u : 1u;
    json_document_init(&whole);
    json_document_init(&parts);
    json_document_read(&whole, text, true);
    for (size_t n = 0; n < size; n += chunk)
        json_document_read(&parts, span_sub(text, 0, n), false);
    json_document_read(&parts, text, true);
    struct json_fault a = json_document_fault(&whole), b = json_document_fault(&parts);
    MUST(a.kind == b.kind && a.at == b.at);
    MUST(json_document_lines(&whole) == json_document_lines(&parts));
    check_lines(&whole, text);
    check_lines(&parts, text);
    check_places(&whole, text, size);
    json_document_release(&whole);
    json_document_release(&parts);
    return 0;
}
