/* Finding: whatever is sought in whatever text, every match lies in it, behind the one
 * before, and the same ones are found in slices of any size. The first byte says how
 * and where; what is sought ends at the first line break. */
#include "fuzz.h"

#include "json/seek.h"

/* A number for all that is found. */
static uint64_t
seek_all(const struct json_find *find, const struct json_document *document,
         struct span text, size_t slice)
{
    struct json_seek seek;
    struct span match = {0};
    uint64_t sum = 0;
    size_t done = 0, most = 64 * text.n + 64;
    json_seek_init(&seek, 0, text.n);
    for (size_t slices = 0; slices < most; slices++) {
        size_t budget = slice;
        enum pattern_outcome outcome;
        while ((outcome = json_seek_next(&seek, find, document, text, &budget,
                                         &match)) == PATTERN_FOUND) {
            size_t at = (size_t)(match.p - text.p);
            MUST(match.n && at >= done && at + match.n <= text.n);
            done = at + match.n;
            sum = sum * 31 + at * 7 + match.n;
        }
        if (outcome != PATTERN_MORE)
            return outcome == PATTERN_WILD ? 1 : sum;
    }
    MUST(false); /* it comes to an end */
    return 0;
}

static void
mark_lines(const struct json_find *find, const struct json_document *document,
           struct span text)
{
    struct json_reader reader = {0};
    struct json_line line;
    struct span match;
    size_t budget = PATTERN_SLICE;
    for (size_t i = 0; json_reader_line(&reader, document, text, i, &line); i++)
        for (size_t k = 0; k < line.count; k++) {
            struct span piece = line.pieces[k].text;
            size_t from = 0;
            while (json_seek_in_piece(find, &line.pieces[k], from, &budget, &match)) {
                size_t at = (size_t)(match.p - piece.p);
                MUST(match.n && at >= from && at + match.n <= piece.n);
                from = at + match.n;
            }
        }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span all = {(const char *)data, size}, sought;
    struct json_find find = {0};
    struct json_document document;
    struct pattern_fault fault;
    if (!size)
        return 0;
    unsigned how = data[0];
    all = span_from(all, 1);
    size_t end = span_find_byte(all, 0, '\n');
    sought = span_sub(all, 0, end);
    struct span text = span_from(all, end + 1 < all.n ? end + 1 : all.n);
    if (how & 4)
        json_find_set_pattern(&find, sought, &fault);
    else
        json_find_set(&find, sought);
    find.scope = (enum json_scope)(how % 4 % 3);
    json_document_init(&document);
    json_document_read(&document, text, true);
    MUST(seek_all(&find, &document, text, PATTERN_SLICE) ==
         seek_all(&find, &document, text, 61));
    mark_lines(&find, &document, text);
    json_document_release(&document);
    json_find_release(&find);
    return 0;
}
