#include "unit.h"

#include "conformance_cases.h"

#include "base/memory.h"
#include "json/document.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static bool
scan_takes(struct span text)
{
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    json_scan_init(&scan, text);
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    return token == JSON_END;
}

static struct json_fault
document_fault(struct span text, size_t piece)
{
    struct json_document document;
    json_document_init(&document);
    for (size_t n = 0; piece && n < text.n; n += piece)
        json_document_read(&document, span_sub(text, 0, n), false);
    json_document_read(&document, text, true);
    struct json_fault fault = json_document_fault(&document);
    json_document_release(&document);
    return fault;
}

/* The first fault of the reading token by token. */
static struct json_fault
scan_fault(struct span text)
{
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    json_scan_init(&scan, text);
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    return scan.fault;
}

static bool
cjson_takes(struct span text)
{
    struct str copy = str_dup(text);
    str_add_byte(&copy, '\0');
    cJSON *json = cJSON_ParseWithLengthOpts(copy.p, copy.n, NULL, true);
    bool takes = json;
    cJSON_Delete(json);
    str_release(&copy);
    return takes;
}

START_TEST(the_scan_and_cjson_judge)
{
    const struct conformance_case *at = &conformance_cases[_i];
    ck_assert_msg(scan_takes(at->text) == at->sound, "%.*s", SPAN_ARG(at->text));
    bool cjson = at->cjson == CJSON_DIFFERS ? !at->sound : at->sound;
    ck_assert_msg(cjson_takes(at->text) == cjson, "cJSON: %.*s", SPAN_ARG(at->text));
}
END_TEST

/* In the midst of blocks, at every offset within one, whole and in pieces: the same
 * verdict, and the same fault at the same place as token by token. */
START_TEST(reading_by_blocks_judges_alike)
{
    const struct conformance_case *at = &conformance_cases[_i];
    for (size_t before = 0; before < 130; before += 1 + before / 8) {
        struct str text = {0};
        str_add_text(&text, "{\"a\":[\"");
        str_add_repeat(&text, 'x', before);
        str_add_text(&text, "\",");
        str_add(&text, at->text);
        str_add_text(&text, "],\"rest\":\"");
        str_add_repeat(&text, 'y', 80);
        str_add_text(&text, "\"}");
        struct json_fault want = scan_fault(str_span(&text));
        ck_assert_msg(!want.kind == at->sound, "%.*s", SPAN_ARG(at->text));
        static const size_t pieces[] = {0, 7, 64, 100};
        for (size_t i = 0; i < COUNT_OF(pieces); i++) {
            struct json_fault got = document_fault(str_span(&text), pieces[i]);
            ck_assert_int_eq(got.kind, want.kind);
            ck_assert_uint_eq(got.at, want.at);
            if (!pieces[i]) /* in pieces, the last character may not be whole yet */
                ck_assert_uint_eq(got.length, want.length);
        }
        str_release(&text);
    }
}
END_TEST

/* A second parser, where there is one: Python's, told to take no NaN. */
START_TEST(python_judges_alike)
{
    static const char command[] =
        "command -v python3 >/dev/null || { cat >/dev/null; exit 0; }\n"
        "exec python3 -c '\n"
        "import json, sys\n"
        "def refuse(word):\n"
        "    raise ValueError(word)\n"
        "wrong = 0\n"
        "for line in sys.stdin:\n"
        "    sound, text = line.rstrip(\"\\n\").split(\" \")\n"
        "    try:\n"
        "        json.loads(bytes.fromhex(text).decode(\"utf-8\"), "
        "parse_constant=refuse)\n"
        "        taken = \"1\"\n"
        "    except ValueError:\n"
        "        taken = \"0\"\n"
        "    if taken != sound:\n"
        "        print(\"python differs:\", bytes.fromhex(text), file=sys.stderr)\n"
        "        wrong = 1\n"
        "sys.exit(wrong)\n"
        "'";
    FILE *python = popen(command, "w");
    ck_assert_ptr_nonnull(python);
    for (size_t i = 0; i < COUNT_OF(conformance_cases); i++) {
        const struct conformance_case *at = &conformance_cases[i];
        fprintf(python, "%d ", at->sound);
        for (size_t k = 0; k < at->text.n; k++)
            fprintf(python, "%02x", (unsigned char)at->text.p[k]);
        fputc('\n', python);
    }
    ck_assert_int_eq(pclose(python), 0);
}
END_TEST

/* The one thing that is outside of the grammar: a byte order mark before a document. */
START_TEST(a_byte_order_mark_is_passed_over)
{
    ck_assert_int_eq(document_fault(SPAN("\xef\xbb\xbf[1]"), 0).kind, JSON_FAULT_NONE);
    ck_assert_int_eq(document_fault(SPAN("[\xef\xbb\xbf]"), 0).kind,
                     JSON_FAULT_UNEXPECTED);
}
END_TEST

static Suite *
conformance_suite(void)
{
    Suite *suite = suite_create("json_conformance");
    TCase *all = tcase_create("all");
    int count = (int)COUNT_OF(conformance_cases);
    tcase_add_loop_test(all, the_scan_and_cjson_judge, 0, count);
    tcase_add_loop_test(all, reading_by_blocks_judges_alike, 0, count);
    tcase_add_test(all, python_judges_alike);
    tcase_add_test(all, a_byte_order_mark_is_passed_over);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(conformance_suite)
