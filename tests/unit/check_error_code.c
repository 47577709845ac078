#include "unit.h"

#include "api/error_code.h"

/* The tables as they are published: common-errors (MDE) and api-error-codes (XDR). */
static const struct {
    const char *code;
    int status;
    bool mde, xdr;
} published[] = {
    {"BadRequest", 400, true, true},
    {"ODataError", 400, true, true},
    {"InvalidInput", 400, true, true},
    {"InvalidRequestBody", 400, true, true},
    {"InvalidHashValue", 400, true, true},
    {"InvalidDomainName", 400, true, true},
    {"InvalidIpAddress", 400, true, true},
    {"InvalidUrl", 400, true, true},
    {"MaximumBatchSizeExceeded", 400, true, true},
    {"MissingRequiredParameter", 400, true, true},
    {"OsPlatformNotSupported", 400, true, true},
    {"ClientVersionNotSupported", 400, true, true},
    {"Unauthorized", 401, true, true},
    {"Forbidden", 403, true, true},
    {"DisabledFeature", 403, true, true},
    {"DisallowedOperation", 403, true, true},
    {"NotFound", 404, true, true},
    {"ResourceNotFound", 404, true, true},
    {"TooManyRequests", 429, true, false},
    {"InternalServerError", 500, true, true},
};
enum { PUBLISHED = sizeof published / sizeof *published };

START_TEST(the_published_tables_come_first_and_in_order)
{
    const struct error_code *code = &error_codes[_i];
    ck_assert_str_eq(code->code, published[_i].code);
    ck_assert_int_eq(code->status, published[_i].status);
    ck_assert_int_eq(code->mde, published[_i].mde);
    ck_assert_int_eq(code->xdr, published[_i].xdr);
    ck_assert(error_code_documented(code));
    ck_assert_ptr_eq(error_code_find(span_of(published[_i].code)), code);
}
END_TEST

START_TEST(nothing_else_is_documented_and_no_code_stands_twice)
{
    for (const struct error_code *code = error_codes; code->code; code++) {
        ck_assert_int_eq(error_code_documented(code), code < error_codes + PUBLISHED);
        ck_assert_ptr_eq(error_code_find(span_of(code->code)), code);
        ck_assert_ptr_eq(error_code_known(span_of(code->code)), code);
        ck_assert_ptr_nonnull(code->topic);
    }
    ck_assert(!error_code_documented(NULL));
}
END_TEST

START_TEST(the_advice_follows_the_status)
{
    for (const struct error_code *code = error_codes; code->code; code++) {
        if (code->status == 429)
            ck_assert_int_eq(code->advice, RETRY_WAIT);
        else if (code->status >= 500 && code->status != 507)
            ck_assert_int_eq(code->advice, RETRY_BACKOFF);
        else if (code->status >= 400)
            ck_assert_int_ne(code->advice, RETRY_BACKOFF);
    }
}
END_TEST

START_TEST(a_code_written_otherwise_is_still_known)
{
    static const char *const said[][2] = {
        {"429", "TooManyRequests"},
        {"Too Many Requests", "TooManyRequests"},
        {"too_many_requests", "TooManyRequests"},
        {"Odataerror", "ODataError"},
        {"Non autorizzato", "Unauthorized"},
        {"badRequest", "BadRequest"},
        {"BAD-REQUEST", "BadRequest"},
        {"Internal Server Error", "InternalServerError"},
        {"extensionError", "ExtensionError"},
    };
    const struct error_code *code = error_code_known(span_of(said[_i][0]));
    ck_assert_ptr_nonnull(code);
    ck_assert_str_eq(code->code, said[_i][1]);
    ck_assert_ptr_null(error_code_find(span_of(said[_i][0])));
}
END_TEST

START_TEST(what_is_no_code_of_ours_is_never_guessed)
{
    static const char *const strange[] = {
        "",    " ",     "400",          "BadRequests",
        "Bad", "error", "Bad Request!", "TooManyRequest"};
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        ck_assert_msg(!error_code_known(span_of(strange[i])), "%s", strange[i]);
}
END_TEST

static Suite *
error_code_suite(void)
{
    Suite *suite = suite_create("error_code");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, the_published_tables_come_first_and_in_order, 0,
                        PUBLISHED);
    tcase_add_test(all, nothing_else_is_documented_and_no_code_stands_twice);
    tcase_add_test(all, the_advice_follows_the_status);
    tcase_add_loop_test(all, a_code_written_otherwise_is_still_known, 0, 9);
    tcase_add_test(all, what_is_no_code_of_ours_is_never_guessed);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(error_code_suite)
