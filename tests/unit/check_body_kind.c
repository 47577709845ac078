#include "unit.h"

#include "api/body_type.h"
#include "api/xml.h"
#include "base/charset.h"
#include "base/memory.h"
#include "explorer/body_kind.h"

static struct body_kind
read_as(struct span text, const char *type)
{
    struct response response = {.status = 200};
    struct body_kind body = {0};
    pairs_add(&response.headers, SPAN("Content-Type"), span_of(type));
    body_kind_read(&body, text, &response);
    response_release(&response);
    return body;
}

static void
assert_read(struct span text, const char *type, const char *laid, const char *note)
{
    struct body_kind body = read_as(text, type);
    ck_assert_str_eq(str_text(&body.laid), laid);
    ck_assert_str_eq(str_text(&body.note), note);
    body_kind_release(&body);
}

START_TEST(files_are_known_by_their_first_bytes)
{
    static const struct {
        struct span body;
        const char *suffix;
    } cases[] = {
        {SPAN_INIT("\x1f\x8b\x08\0"), "gz"},
        {SPAN_INIT("PK\x03\x04\x14\0"), "zip"},
        {SPAN_INIT("%PDF-1.7\n"), "pdf"},
        {SPAN_INIT("\x89PNG\r\n\x1a\n"), "png"},
        {SPAN_INIT("\xff\xd8\xff\xe0"), "jpg"},
        {SPAN_INIT("MZ\x90\0\3\0"), "exe"},
        {SPAN_INIT("\x7f"
                   "ELF\2"),
         "elf"},
        {SPAN_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"},
        {SPAN_INIT("MSCF\0\0\0\0"), "cab"},
        {SPAN_INIT("7z\xbc\xaf\x27\x1c"), "7z"},
        {SPAN_INIT("Rar!\x1a\x07\1\0"), "rar"},
        {SPAN_INIT("SQLite format 3\0"), "sqlite"},
        {SPAN_INIT("MZ is no program here"), NULL},
        {SPAN_INIT("{}"), NULL},
        {SPAN_INIT(""), NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct body_type *type = body_type_of(cases[i].body);
        if (cases[i].suffix)
            ck_assert_str_eq(type ? type->suffix : "none", cases[i].suffix);
        else
            ck_assert_ptr_null(type);
    }
}
END_TEST

START_TEST(bytes_are_told_with_their_type_and_size)
{
    struct body_kind body = read_as(SPAN("PK\x03\x04\0\0"), "application/json");
    ck_assert(body.bytes);
    ck_assert_str_eq(str_text(&body.note),
                     "No text but a ZIP archive (or a file made of one), 6 B. "
                     "S saves it.");
    body_kind_release(&body);
    body = read_as(SPAN("\0\1\2\3\4\5"), "application/octet-stream");
    ck_assert(body.bytes);
    body_kind_release(&body);
}
END_TEST

START_TEST(xml_is_indented)
{
    struct str out = {0};
    ck_assert(xml_indent(SPAN("<?xml version='1.0'?><a x='>'><b>1 2</b><c/><d>t<e/></d>"
                              "<!-- <z> --></a>"),
                         &out));
    ck_assert_str_eq(str_text(&out), "<?xml version='1.0'?>\n<a x='>'>\n  <b>1 2</b>\n"
                                     "  <c/>\n  <d>\n    t\n    <e/>\n  </d>\n"
                                     "  <!-- <z> -->\n</a>");
    str_release(&out);
}
END_TEST

START_TEST(xml_that_is_not_well_formed_stays)
{
    static const char *const bad[] = {"<a>",      "<a></b>", "<a/><b/>",    "</a>",
                                      "<a>x",     "text",    "<a b='></a>", "<",
                                      "<a><!--x", "",        "<a></a>x"};
    struct str out = {0}, deep = {0};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        ck_assert_msg(!xml_indent(span_of(bad[i]), &out), "%s", bad[i]);
    for (int i = 0; i < 100000; i++)
        str_add(&deep, SPAN("<a>"));
    ck_assert(!xml_indent(str_span(&deep), &out));
    ck_assert_uint_eq(out.n, 0);
    str_release(&deep);
    str_release(&out);
}
END_TEST

START_TEST(errors_in_xml_are_told)
{
    assert_read(SPAN("<Error><Code>BlobNotFound</Code><Message>It is\nnot "
                     "there &amp; was not</Message></Error>"),
                "application/xml",
                "<Error>\n  <Code>BlobNotFound</Code>\n  <Message>It is\nnot there "
                "&amp; was not</Message>\n</Error>",
                "BlobNotFound: It is not there & was not");
    assert_read(SPAN("<s:Envelope><s:Body><s:Fault><faultcode>s:Client</faultcode>"
                     "<faultstring>No</faultstring></s:Fault></s:Body></s:Envelope>"),
                "text/xml",
                "<s:Envelope>\n  <s:Body>\n    <s:Fault>\n      "
                "<faultcode>s:Client</faultcode>\n      <faultstring>No</faultstring>\n"
                "    </s:Fault>\n  </s:Body>\n</s:Envelope>",
                "s:Client: No");
    assert_read(SPAN("<list><a>1</list>"), "text/xml", "",
                "XML that is not well-formed: shown as it came.");
}
END_TEST

START_TEST(gateways_tell_what_to_quote)
{
    static const struct {
        const char *page, *note;
    } pages[] = {
        {"<html><head><title>502: Bad gateway</title></head><p>Cloudflare Ray ID: "
         "<strong>8c1f0e2d3a4b5c6d</strong>",
         "A web page, not JSON: \"502: Bad gateway\"\nRay ID: 8c1f0e2d3a4b5c6d"},
        {"<html><title>Bad</title><h2>Our services aren't available right now</h2><p>"
         "Ref A: 0A1B2C3D4E5F60718293A4B5C6D7E8F9 Ref B: AMS231020512023",
         "A web page, not JSON: \"Bad\"\nRef A: 0A1B2C3D4E5F60718293A4B5C6D7E8F9  "
         "Ref B: AMS231020512023"},
        {"<html><h2>Our services aren't available right now</h2>"
         "<p>0abcdEFGhijAAAAAB1234567890abc==",
         "A web page, not JSON: \"Our services aren't available right now\"\n"
         "reference: 0abcdEFGhijAAAAAB1234567890abc=="},
        {"<html><title>Internet Security by Zscaler</title>Reference ID: "
         "5d8a1c2e-0f33-4b7c",
         "A web page, not JSON: \"Internet Security by Zscaler\"\n"
         "Reference ID: 5d8a1c2e-0f33-4b7c"},
        {"<html><title>Request Rejected</title>Your support ID is: 1234567890123",
         "A web page, not JSON: \"Request Rejected\"\nSupport ID is: 1234567890123"},
        {"<html><p>x", "A web page, not JSON"},
    };
    for (size_t i = 0; i < COUNT_OF(pages); i++)
        assert_read(span_of(pages[i].page), "text/html", "", pages[i].note);
}
END_TEST

START_TEST(other_characters_are_shown_and_told)
{
    assert_read(SPAN("{\"a\":1}"), "application/json", "", "");
    assert_read(SPAN("\xff\xfe{\0}\0"), "application/json; charset=utf-8", "{}",
                "Declared as utf-8, but it is UTF-16LE; copy and save keep its bytes.");
    assert_read(SPAN("\0{\0}\0 \0 "), "application/json", "{}  ",
                "In UTF-16BE, which is not declared; copy and save keep its bytes.");
    assert_read(SPAN("\xff\xfe\0\0A\0\0\0\0\xf6\1\0"), "text/plain; charset=\"utf-32\"",
                "A\xf0\x9f\x98\x80",
                "In UTF-32LE, as declared; copy and save keep its bytes.");
    assert_read(SPAN("gr\xfc\xdf \x80"), "text/plain; charset=ISO-8859-1",
                "gr\xc3\xbc\xc3\x9f \xe2\x82\xac",
                "In ISO-8859-1, as declared; copy and save keep its bytes.");
    assert_read(SPAN("gr\xfc\xdf \x80"), "text/plain; charset=utf-8",
                "gr\xc3\xbc\xc3\x9f \xe2\x82\xac",
                "Declared as utf-8, but it is windows-1252; copy and save keep its "
                "bytes.");
    assert_read(
        SPAN("gr\xc3\xbcn"), "text/plain; charset=iso-8859-1", "",
        "Declared as iso-8859-1, but it is UTF-8; copy and save keep its bytes.");
    assert_read(SPAN("green"), "text/plain; charset=iso-8859-1", "", "");
    assert_read(SPAN("gr\xc3\xbcn"), "text/plain; charset=gb2312", "", "");
    assert_read(SPAN("\xd6\xd0\xce\xc4"), "text/plain; charset=gb2312",
                "\xe4\xb8\xad\xe6\x96\x87",
                "In gb2312, as declared; copy and save keep its bytes.");
    assert_read(
        SPAN("\x93\xfa\x96{\xff"), "text/plain; charset=Shift_JIS",
        "\xe6\x97\xa5\xe6\x9c\xac\xef\xbf\xbd",
        "In Shift_JIS, as declared; copy and save keep its bytes. 1 byte stands "
        "for no character.");
    assert_read(
        SPAN("<html><meta charset=\"gbk\"><p>\xd6\xd0\xce\xc4"), "text/html",
        "<html><meta charset=\"gbk\"><p>\xe4\xb8\xad\xe6\x96\x87",
        "A web page, not JSON\nIn gbk, as declared; copy and save keep its bytes.");
    assert_read(
        SPAN("\xd6\xd0\xce\xc4"), "text/plain; charset=x-unheard-of", "",
        "Declared as x-unheard-of, which is not known here: what is no UTF-8 is shown "
        "as \\ufffd.");
    assert_read(
        SPAN("\xd6\xd0\xce\xc4"), "text/plain; charset=gbk//TRANSLIT", "",
        "Declared as gbk//TRANSLIT, which is not known here: what is no UTF-8 is shown "
        "as \\ufffd.");
    assert_read(SPAN("\xc3\xbc \xc3\xbc \xff"), "text/plain", "",
                "1 byte is not valid UTF-8 and is shown as \\ufffd; copy and save keep "
                "it.");
}
END_TEST

START_TEST(utf16_without_its_other_half_is_replaced)
{
    struct str out = {0};
    charset_decode(CHARSET_UTF16LE, SPAN("\x3d\xd8\x00\xde\x3d\xd8x\0y"), &out);
    ck_assert_str_eq(str_text(&out), "\xf0\x9f\x98\x80\xef\xbf\xbdx\xef\xbf\xbd");
    str_release(&out);
}
END_TEST

static void
assert_name(const char *disposition, struct span text, const char *want)
{
    struct response response = {.status = 200};
    struct str name = {0};
    if (disposition)
        pairs_add(&response.headers, SPAN("Content-Disposition"), span_of(disposition));
    body_kind_file_name(text, &response, "List machines", 1763870400000, &name);
    ck_assert_str_eq(str_text(&name), want);
    str_release(&name);
    response_release(&response);
}

START_TEST(file_names_are_proposed)
{
    assert_name(NULL, SPAN("{}"), "List-machines-20251123-040000.json");
    assert_name(NULL, SPAN("<a/>"), "List-machines-20251123-040000.xml");
    assert_name(NULL, SPAN("<!doctype html><p>"), "List-machines-20251123-040000.html");
    assert_name(NULL, SPAN("\x1f\x8b\x08"), "List-machines-20251123-040000.gz");
    assert_name(NULL, SPAN("\0\1\2\3"), "List-machines-20251123-040000.bin");
    assert_name("attachment; filename=\"a b.zip\"", SPAN("{}"), "a-b.zip");
    assert_name("attachment; filename=\"../../etc/passwd\"", SPAN("{}"), "passwd");
    assert_name("attachment; filename=\"C:\\x\\.bashrc\"", SPAN("{}"), "bashrc");
    assert_name("attachment; filename=\"-rf\x1b[2J;$(x)\"", SPAN("{}"), "rf-2J");
    assert_name("attachment; filename=\"..\"", SPAN("{}"),
                "List-machines-20251123-040000.json");
}
END_TEST

START_TEST(programs_get_no_controls)
{
    struct body_kind body = {0};
    struct str out = {0};
    struct span text = SPAN("a\x1b[2Jb\nc");
    body_kind_read(&body, text, NULL);
    ck_assert(body_kind_lay_out(&body, text, &out));
    ck_assert_str_eq(str_text(&out), "a\\u001b[2Jb\nc");
    str_clear(&out);
    text = SPAN("{\"a\":[1]}");
    body_kind_read(&body, text, NULL);
    ck_assert(body_kind_lay_out(&body, text, &out));
    ck_assert_str_eq(str_text(&out), "{\n  \"a\": [\n    1\n  ]\n}");
    body_kind_release(&body);
    str_release(&out);
}
END_TEST

static Suite *
body_kind_suite(void)
{
    Suite *suite = suite_create("body_kind");
    TCase *all = tcase_create("all");
    tcase_add_test(all, files_are_known_by_their_first_bytes);
    tcase_add_test(all, bytes_are_told_with_their_type_and_size);
    tcase_add_test(all, xml_is_indented);
    tcase_add_test(all, xml_that_is_not_well_formed_stays);
    tcase_add_test(all, errors_in_xml_are_told);
    tcase_add_test(all, gateways_tell_what_to_quote);
    tcase_add_test(all, other_characters_are_shown_and_told);
    tcase_add_test(all, utf16_without_its_other_half_is_replaced);
    tcase_add_test(all, file_names_are_proposed);
    tcase_add_test(all, programs_get_no_controls);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(body_kind_suite)
