/* libcrypto, opened by dlopen when a certificate is first signed in with, or a file is
 * downloaded. */
#ifndef IO_CRYPTO_H
#define IO_CRYPTO_H

#include "base/err.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/* Every function of it that the program calls. */
#define CRYPTO_FUNCTIONS(X)                                                            \
    X(ASN1_TIME_to_tm)                                                                 \
    X(BIO_free)                                                                        \
    X(BIO_new_mem_buf)                                                                 \
    X(ERR_clear_error)                                                                 \
    X(EVP_DigestFinal_ex)                                                              \
    X(EVP_DigestInit_ex)                                                               \
    X(EVP_DigestSign)                                                                  \
    X(EVP_DigestSignInit)                                                              \
    X(EVP_DigestUpdate)                                                                \
    X(EVP_MD_CTX_free)                                                                 \
    X(EVP_MD_CTX_new)                                                                  \
    X(EVP_PKEY_CTX_set_rsa_padding)                                                    \
    X(EVP_PKEY_CTX_set_rsa_pss_saltlen)                                                \
    X(EVP_PKEY_free)                                                                   \
    X(EVP_PKEY_is_a)                                                                   \
    X(EVP_md5)                                                                         \
    X(EVP_sha256)                                                                      \
    X(PEM_read_bio_PrivateKey)                                                         \
    X(PEM_read_bio_X509)                                                               \
    X(RAND_bytes)                                                                      \
    X(X509_check_private_key)                                                          \
    X(X509_cmp_time)                                                                   \
    X(X509_digest)                                                                     \
    X(X509_free)                                                                       \
    X(X509_get0_notAfter)

struct crypto {
#define X(name) __typeof__(name) *name;
    CRYPTO_FUNCTIONS(X)
#undef X
};

/* Opens it the first time; NULL where it is missing or too old. Stays open. */
const struct crypto *crypto_open(struct err *err);

#endif
