/* What the index of a large answer costs, against cJSON's parse of the same bytes in
 * the same rounds: the rows of its array alone, and everything validated. */
#include "config.h"

#include "indicators.h"

#include "json/document.h"
#include "json/rows.h"

#include <cjson/cJSON.h>
#include <stdio.h>

enum { ANSWER = 4 << 20 };

/* An answer as hunting gives it. */
static size_t
make_answer(struct str *out)
{
    str_add_text(out, "{\"Results\":");
    size_t array = out->n;
    for (unsigned row = 0; out->n < ANSWER; row++)
        str_addf(
            out,
            "%c{\"DeviceId\":\"%040x\",\"Timestamp\":\"2026-01-01T00:00:%02uZ\","
            "\"FolderPath\":\"C:\\\\Windows\\\\System32\\\\x%u.exe\",\"ProcessId\":%u,"
            "\"Score\":%u.25,\"IsRemote\":null,\"Tags\":[true,\"a b\"]}",
            row ? ',' : '[', row, row % 60, row, row, row % 100);
    str_add_text(out, "]}");
    return array;
}

int
main(void)
{
    static double parses[ROUNDS], indexes[ROUNDS], rows[ROUNDS];
    struct str text = {0};
    size_t array = make_answer(&text);
    for (int i = 0; i < ROUNDS; i++) {
        struct json_document document;
        struct json_rows found;
        double start = now_us();
        cJSON *json = cJSON_ParseWithLength(text.p, text.n);
        parses[i] = now_us() - start;
        cJSON_Delete(json);
        start = now_us();
        json_document_init(&document);
        json_document_read(&document, str_span(&text), true);
        indexes[i] = now_us() - start;
        json_document_release(&document);
        start = now_us();
        json_rows_init(&found, array);
        json_rows_read(&found, str_span(&text), true);
        rows[i] = now_us() - start;
        json_rows_release(&found);
    }
    double parse = median(parses), index = median(indexes), row = median(rows);
    printf("index of %zu bytes: cJSON 1, validated x %.3f (%.2f GB/s), rows x %.3f "
           "(%.2f GB/s)\n",
           text.n, index / parse, (double)text.n / index / 1000, row / parse,
           (double)text.n / row / 1000);
    str_release(&text);
    return 0;
}
