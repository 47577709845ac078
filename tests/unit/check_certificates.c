#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/certificates.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MARK "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"

static void
start(void)
{
    scratch_make();
    scratch_write("bundle.crt", MARK MARK, 0600);
    scratch_write("one.pem", MARK, 0600);
}

static void
add_link(const char *name, const char *to)
{
    ck_assert_int_eq(symlink(to, scratch_path(name)), 0);
}

static bool
all_in(void)
{
    char *bundle = mem_strdup(scratch_path("bundle.crt"));
    bool all = certificates_all_in(scratch_path(""), bundle);
    mem_free(bundle);
    return all;
}

START_TEST(a_folder_is_enough_once_it_holds_all)
{
    ck_assert(!all_in());
    add_link("0a1b2c3d.0", "one.pem");
    ck_assert(!all_in());
    add_link("0a1b2c3d.1", "one.pem");
    ck_assert(all_in());
}
END_TEST

START_TEST(what_is_no_hashed_certificate_does_not_count)
{
    add_link("0a1b2c3d.0", "one.pem");
    add_link("0a1b2c3d.r0", "one.pem"); /* a revocation list */
    add_link("0a1b2c3.0", "one.pem");
    add_link("0A1B2C3D.0", "one.pem");
    add_link("11111111.0", "nowhere.pem");
    ck_assert(!all_in());
}
END_TEST

START_TEST(a_file_that_was_named_is_the_one)
{
    setenv("CURL_CA_BUNDLE", "/mine.pem", 1);
    setenv("SSL_CERT_FILE", "/other.pem", 1);
    unsetenv("SSL_CERT_DIR");
    ck_assert_str_eq(certificates_find()->file, "/mine.pem");
    ck_assert_ptr_null(certificates_find()->folder);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("certificates");
    TCase *t = tcase_create("trust");
    tcase_add_checked_fixture(t, start, scratch_remove);
    tcase_add_test(t, a_folder_is_enough_once_it_holds_all);
    tcase_add_test(t, what_is_no_hashed_certificate_does_not_count);
    tcase_add_test(t, a_file_that_was_named_is_the_one);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
