#include "config.h"

#include "practice/certificates.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "practice/object.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

struct certificate {
    EVP_PKEY *key;
    struct str sha1, sha256; /* thumbprints in base64 */
};

static void
add_thumbprint(const X509 *x509, const EVP_MD *digest, struct str *out)
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (X509_digest(x509, digest, bytes, &n))
        base64_encode_url(out, (struct span){(const char *)bytes, n});
}

static void
certificate_free(struct certificate *certificate)
{
    EVP_PKEY_free(certificate->key);
    str_release(&certificate->sha1);
    str_release(&certificate->sha256);
    mem_free(certificate);
}

static bool
add(struct certificates *certificates, X509 *x509)
{
    struct certificate *certificate = mem_alloc(sizeof *certificate);
    certificate->key = X509_get_pubkey(x509);
    if (!certificate->key || !EVP_PKEY_is_a(certificate->key, "RSA")) {
        certificate_free(certificate);
        return false;
    }
    add_thumbprint(x509, EVP_sha1(), &certificate->sha1);
    add_thumbprint(x509, EVP_sha256(), &certificate->sha256);
    ARRAY_GROW(certificates->items, certificates->count, certificates->room);
    certificates->items[certificates->count++] = certificate;
    return true;
}

enum status
certificates_add(struct certificates *certificates, struct span pem, const char *name,
                 struct err *err)
{
    BIO *bio = BIO_new_mem_buf(pem.p, (int)(pem.n > INT32_MAX ? 0 : pem.n));
    size_t count = 0;
    bool usable = true;
    X509 *x509;
    while (bio && usable && (x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL))) {
        usable = add(certificates, x509);
        X509_free(x509);
        count++;
    }
    BIO_free(bio);
    ERR_clear_error(); /* the end of the file is one, too */
    if (!usable)
        return err_set(err, STATUS_INPUT,
                       _("\"%s\": its key is no RSA key; signing in takes no other"),
                       name);
    if (!count)
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" holds no certificate in PEM form (-----BEGIN "
                         "CERTIFICATE-----)"),
                       name);
    return STATUS_OK;
}

void
certificates_release(struct certificates *certificates)
{
    for (size_t i = 0; i < certificates->count; i++)
        certificate_free(certificates->items[i]);
    mem_free(certificates->items);
    *certificates = (struct certificates){0};
}

const char *
certificates_thumbprint(const struct certificates *certificates, size_t index)
{
    return str_text(&certificates->items[index]->sha256);
}

EVP_PKEY *
certificates_key(const struct certificates *certificates, const cJSON *header)
{
    const char *sha256 = object_text(header, "x5t#S256");
    const char *sha1 = object_text(header, "x5t");
    for (size_t i = 0; certificates && i < certificates->count; i++) {
        const struct certificate *one = certificates->items[i];
        if (*sha256 ? span_is(str_span(&one->sha256), sha256)
                    : span_is(str_span(&one->sha1), sha1))
            return one->key;
    }
    return NULL;
}
