#include "unit.h"

#include "../support/both_ways.h"
#include "../support/random_json.h"
#include "base/memory.h"
#include "json/block.h"
#include "json/document.h"

static void
assert_agree(struct span text, size_t from, size_t to)
{
    const char *differs = both_ways_differ(text, from, to);
    ck_assert_msg(!differs, "%s, from token %zu to %zu of: %.*s", differs, from, to,
                  SPAN_ARG(span_sub(text, 0, 2000)));
}

/* A copy of exactly its size, so that a sanitizer sees each byte read too far. */
static void
assert_agree_exactly(struct span text, size_t from, size_t to)
{
    char *copy = malloc(text.n ? text.n : 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, text.p, text.n);
    assert_agree((struct span){copy, text.n}, from, to);
    free(copy);
}

START_TEST(agrees_on_sound_texts)
{
    uint32_t seed = (uint32_t)_i;
    struct str text = random_document(seed + 1, 1 + roll(&seed, 4000));
    for (size_t round = 0; round < 20; round++)
        assert_agree(str_span(&text), roll(&seed, 300),
                     roll(&seed, (uint32_t)text.n + 100));
    assert_agree_exactly(str_span(&text), 1, text.n);
    str_release(&text);
}
END_TEST

START_TEST(agrees_on_spoiled_texts)
{
    uint32_t seed = (uint32_t)_i + 50000;
    struct str text = random_document(seed, 1 + roll(&seed, 1500));
    for (uint32_t slips = 1 + roll(&seed, 2); slips; slips--)
        spoil(&text, &seed);
    assert_agree_exactly(str_span(&text), 1, text.n);
    assert_agree(str_span(&text), roll(&seed, 30), text.n);
    assert_agree(str_span(&text), 1, roll(&seed, (uint32_t)text.n + 1));
    str_release(&text);
}
END_TEST

/* What stands in each byte of a block in turn, so that each is cut in two by the end
 * of one somewhere. */
static const struct span pieces[] = {
    CASE("1"),
    CASE("-1.5e+30"),
    CASE("null"),
    CASE("false"),
    CASE("\"\\\\\\\\\\\\\\\"\""),
    CASE("\"\\u00e9\\uD83D\\uDE00\""),
    CASE("\"\xe4\xb8\xad\xf0\x9f\x98\x80\""),
    CASE("[[],{},[[]],{\"a\":{}}]"),
    CASE("{\"a\" : [ 1 , 2 ] ,\n\"b\"\t:\r\n{ } }"),
    CASE("{\"name\":\"value\",\"other\":[true]}"),
    /* wrong */
    CASE("01"),
    CASE("1.e5"),
    CASE("nulL"),
    CASE("truefalse"),
    CASE("1\"a\""),
    CASE("\"a\"\"b\""),
    CASE("\"a\" 1"),
    CASE("[1 2]"),
    CASE("[1,]"),
    CASE("[,1]"),
    CASE("[1,,2]"),
    CASE("[\"a\":1]"),
    CASE("{\"a\"}"),
    CASE("{\"a\",\"b\"}"),
    CASE("{\"a\":}"),
    CASE("{\"a\":1,}"),
    CASE("{\"a\":1:2}"),
    CASE("{\"a\"::1}"),
    CASE("{\"a\":\"b\":\"c\"}"),
    CASE("{1:2}"),
    CASE("{[]:2}"),
    CASE("{,}"),
    CASE("{:1}"),
    CASE("[1}"),
    CASE("{\"a\":1]"),
    CASE("\"\\x\""),
    CASE("\"\\u12g4\""),
    CASE("\"\\u12\""),
    CASE("\"a\nb\""),
    CASE("\"\x1f\""),
    CASE("\"\0\""),
    CASE("\0"),
    CASE("\f"),
    CASE("\x0b"),
    CASE("\xc2\xa0"),
    CASE("\"\xff\""),
    CASE("\"\xc0\x80\""),
    CASE("\"\xed\xa0\x80\""),
    CASE("\"\xf4\x90\x80\x80\""),
    CASE("\"\xe4\xb8\""),
    CASE("\"\x80\""),
    CASE("\\"),
    CASE("\\\"a\""),
    CASE("'a'"),
    CASE("// c"),
};

START_TEST(agrees_wherever_a_block_ends)
{
    static const char *const fillers[] = {" ", "\n", "[", "a"};
    for (size_t filler = 0; filler < COUNT_OF(fillers); filler++)
        for (size_t before = 0; before < 70; before++) {
            struct str text = {0};
            bool string = fillers[filler][0] == 'a', deep = fillers[filler][0] == '[';
            str_add_text(&text, string ? "[\"" : "[");
            str_add_repeat(&text, fillers[filler][0], before);
            str_add_text(&text, string ? "\"," : "");
            str_add(&text, pieces[_i]);
            str_add_repeat(&text, ']', deep ? before : 0);
            str_add_text(&text, ",\"");
            str_add_repeat(&text, 'z', 80);
            str_add_text(&text, "\"]");
            assert_agree(str_span(&text), 1, text.n);
            assert_agree(str_span(&text), 2, text.n);
            for (size_t n = before; n < text.n && before % 8 == 0; n++)
                assert_agree_exactly(span_sub(str_span(&text), 0, n), 1, n);
            str_release(&text);
        }
}
END_TEST

/* Over the limit of the depth, over levels whose items are not counted. */
START_TEST(agrees_at_any_depth)
{
    static const size_t depths[] = {
        7, 8, 9, 64, 65, 200, JSON_DEPTH_MAX, JSON_DEPTH_MAX + 1};
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        struct str text = {0};
        for (size_t k = 0; k < depths[i]; k++)
            str_add_text(&text, k % 3 ? "{\"a\":" : "[1,");
        str_add_byte(&text, '1');
        for (size_t k = depths[i]; k--;)
            str_add_byte(&text, k % 3 ? '}' : ']');
        for (size_t from = 1; from < text.n; from = from * 2 + 1)
            assert_agree(str_span(&text), from, text.n);
        str_release(&text);
    }
}
END_TEST

/* Each byte value in each place of a block. */
START_TEST(all_ways_to_read_a_block_agree)
{
    char text[JSON_BLOCK];
    uint32_t seed = 1;
    for (size_t round = 0; round < 1000; round++) {
        for (size_t i = 0; i < sizeof text; i++)
            text[i] = (char)(round < 256 ? round + i : roll(&seed, 256));
        struct json_block plain = json_block_plain(text);
#ifdef __x86_64__
        struct json_block sse2 = json_block_sse2(text);
        ck_assert_mem_eq(&plain, &sse2, sizeof plain);
#endif
        for (size_t i = 0; i < sizeof text; i++) {
            unsigned char c = (unsigned char)text[i];
            ck_assert_int_eq(plain.quote >> i & 1, c == '"');
            ck_assert_int_eq(plain.slash >> i & 1, c == '\\');
            ck_assert_int_eq(plain.open >> i & 1, c == '{' || c == '[');
            ck_assert_int_eq(plain.close >> i & 1, c == '}' || c == ']');
            ck_assert_int_eq(plain.comma >> i & 1, c == ',');
            ck_assert_int_eq(plain.colon >> i & 1, c == ':');
            ck_assert_int_eq(plain.space >> i & 1, c == ' ');
            ck_assert_int_eq(plain.control >> i & 1, c < 0x20);
            ck_assert_int_eq(plain.high >> i & 1, c >= 0x80);
        }
    }
}
END_TEST

static Suite *
stride_suite(void)
{
    Suite *suite = suite_create("json_stride");
    TCase *all = tcase_create("all");
    tcase_add_test(all, all_ways_to_read_a_block_agree);
    tcase_add_loop_test(all, agrees_wherever_a_block_ends, 0, COUNT_OF(pieces));
    tcase_add_test(all, agrees_at_any_depth);
    tcase_add_loop_test(all, agrees_on_sound_texts, 0, 100);
    tcase_add_loop_test(all, agrees_on_spoiled_texts, 0, 1500);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(stride_suite)
