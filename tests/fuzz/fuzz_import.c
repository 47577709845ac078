/* Any text as requests of another program: reading ends, what it told is safe to show,
 * nothing grows without end, and each request can be exported and put back into a .http
 * file. First byte: the format, or a guess. */
#include "fuzz.h"

#include "api/exchange.h"
#include "api/export.h"
#include "api/http_file.h"
#include "api/import.h"
#include "base/memory.h"

enum { GROWTH_MAX = 16 << 20 };

static void
check_request(const struct request *request, struct span text, size_t place,
              enum import_format format)
{
    struct exchange exchange = {0};
    struct str out = {0};
    MUST(request->body.n <= text.n + GROWTH_MAX);
    exchange_compose(&exchange, request, SPAN("https://h.example"));
    for (int f = 0; f < EXPORT_FORMATS; f++) {
        str_clear(&out);
        export_write(&out, &exchange, NULL, (enum export_format)f);
        MUST(out.n > 0);
    }
    str_clear(&out);
    if (format == IMPORT_HTTP)
        http_file_replace(&out, text, catalogue_builtin(), place, request, NULL);
    MUST(format != IMPORT_HTTP || out.n > 0);
    exchange_release(&exchange);
    str_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SOME = 8 };
    if (!size)
        return 0;
    struct span text = {(const char *)data + 1, size - 1};
    unsigned chosen = data[0] % (IMPORT_FORMATS + 1);
    enum import_format format =
        chosen < IMPORT_FORMATS ? (enum import_format)chosen : import_guess(text);
    struct import import = {0};
    struct err err = {0};
    import_recognise(text);
    if (import_read(&import, text, format, catalogue_builtin(), NULL, &err) !=
        STATUS_OK)
        MUST(err.text[0]);
    for (size_t i = 0; i < import.count && i < SOME; i++) {
        struct request request = {0};
        import_take(&import, i, &request);
        check_request(&request, text, import.places[i], format);
        request_release(&request);
    }
    import_release(&import);
    return 0;
}
