#include "config.h"

#include "io/assertion.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/crypto.h"
#include "io/files.h"

#include <inttypes.h>
#include <string.h>

enum {
    PEM_MAX = 256 * 1024,
    LIFE_S = 300, /* Entra's page: five to ten minutes at most */
    SKEW_S = 30,  /* a clock ahead of Entra's must not make it one of the future */
    ID_BYTES = 16,
    SIGNATURE_MAX = 2048, /* bytes, of a key of 16384 bits */
};

struct pair { /* what the files hold; owned */
    const struct crypto *crypto;
    X509 *certificate;
    EVP_PKEY *key;
};

static void
pair_release(struct pair *pair)
{
    if (!pair->crypto)
        return;
    pair->crypto->X509_free(pair->certificate);
    pair->crypto->EVP_PKEY_free(pair->key);
    pair->crypto->ERR_clear_error();
}

/* A pem_password_cb. Without it libcrypto would ask at the terminal. */
static int
give_passphrase(char *buffer, int size, int writing, void *owner)
{
    const struct span *passphrase = owner;
    (void)writing;
    if (!passphrase->n || passphrase->n > (size_t)size)
        return -1;
    memcpy(buffer, passphrase->p, passphrase->n);
    return (int)passphrase->n;
}

static enum status
read_certificate(struct pair *pair, const struct assertion_plan *plan, struct span pem,
                 struct err *err)
{
    const struct crypto *crypto = pair->crypto;
    struct span passphrase = plan->passphrase;
    BIO *source = crypto->BIO_new_mem_buf(pem.p, (int)pem.n);
    pair->certificate =
        source ? crypto->PEM_read_bio_X509(source, NULL, give_passphrase, &passphrase)
               : NULL;
    crypto->BIO_free(source);
    if (pair->certificate)
        return STATUS_OK;
    return err_set(err, STATUS_INPUT,
                   _("certificate \"%s\": there is no certificate in PEM form in it "
                     "(-----BEGIN CERTIFICATE-----)"),
                   plan->certificate);
}

static enum status
read_key(struct pair *pair, const struct assertion_plan *plan, struct span pem,
         struct err *err)
{
    const struct crypto *crypto = pair->crypto;
    const char *file = plan->key ? plan->key : plan->certificate;
    bool locked = span_has(pem, "ENCRYPTED");
    struct span passphrase = plan->passphrase;
    BIO *source = crypto->BIO_new_mem_buf(pem.p, (int)pem.n);
    pair->key = source ? crypto->PEM_read_bio_PrivateKey(source, NULL, give_passphrase,
                                                         &passphrase)
                       : NULL;
    crypto->BIO_free(source);
    if (!pair->key && locked)
        return err_set(err, STATUS_INPUT,
                       plan->passphrase.n
                           ? _("key \"%s\": the passphrase does not open it")
                           : _("key \"%s\": it is encrypted. Say where its passphrase "
                               "comes from: secret-env, secret-file or secret-command"),
                       file);
    if (!pair->key)
        return err_set(err, STATUS_INPUT,
                       plan->key ? _("key \"%s\": there is no private key in PEM form "
                                     "in it (-----BEGIN PRIVATE KEY-----)")
                                 : _("certificate \"%s\": there is no private key "
                                     "beside it. Name the key's file with \"key\""),
                       file);
    if (!crypto->EVP_PKEY_is_a(pair->key, "RSA"))
        return err_set(err, STATUS_INPUT,
                       _("key \"%s\": it is no RSA key, and Entra takes no other"),
                       file);
    if (crypto->X509_check_private_key(pair->certificate, pair->key) != 1)
        return err_set(err, STATUS_INPUT,
                       _("key \"%s\": it is not the key of the certificate \"%s\""),
                       file, plan->certificate);
    return STATUS_OK;
}

static enum status
check_end(const struct pair *pair, const struct assertion_plan *plan, clock_ms *until,
          struct err *err)
{
    struct tm tm = {0};
    const ASN1_TIME *end = pair->crypto->X509_get0_notAfter(pair->certificate);
    if (pair->crypto->ASN1_TIME_to_tm(end, &tm) != 1)
        return err_set(err, STATUS_INPUT,
                       _("certificate \"%s\": its end can't be read"),
                       plan->certificate);
    time_t now = (time_t)(plan->now / 1000);
    if (pair->crypto->X509_cmp_time(end, &now) < 0)
        return err_set(err, STATUS_INPUT,
                       _("certificate \"%s\": it ended on %04d-%02d-%02d. Make a new "
                         "one, and add it to the application in Entra"),
                       plan->certificate, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    struct civil civil = {.year = tm.tm_year + 1900,
                          .month = (unsigned)tm.tm_mon + 1,
                          .day = (unsigned)tm.tm_mday,
                          .hour = (unsigned)tm.tm_hour,
                          .minute = (unsigned)tm.tm_min,
                          .second = (unsigned)tm.tm_sec};
    *until = 0;
    clock_from_civil(&civil, until);
    return STATUS_OK;
}

/* The file that holds the key is the user's alone. */
static enum status
pair_read(struct pair *pair, const struct assertion_plan *plan, clock_ms *until,
          struct err *err)
{
    struct str certificate = {0}, key = {0};
    enum status status = STATUS_INPUT;
    pair->crypto = crypto_open(err);
    if (pair->crypto && !plan->key)
        status = file_read_private(plan->certificate, PEM_MAX, &certificate, err);
    else if (pair->crypto)
        status = file_read(plan->certificate, PEM_MAX, &certificate, err);
    if (status == STATUS_OK && plan->key)
        status = file_read_private(plan->key, PEM_MAX, &key, err);
    if (status == STATUS_OK)
        status = read_certificate(pair, plan, str_span(&certificate), err);
    if (status == STATUS_OK)
        status = read_key(pair, plan,
                          plan->key ? str_span(&key) : str_span(&certificate), err);
    if (status == STATUS_OK)
        status = check_end(pair, plan, until, err);
    str_wipe(&certificate);
    str_wipe(&key);
    return status;
}

/* ---- the token ---- */

static bool
add_head(const struct pair *pair, struct str *out)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    struct str head = {0};
    if (pair->crypto->X509_digest(pair->certificate, pair->crypto->EVP_sha256(), digest,
                                  &n) != 1)
        return false;
    str_add_text(&head, "{\"alg\":\"PS256\",\"typ\":\"JWT\",\"x5t#S256\":\"");
    base64_encode_url(&head, (struct span){(const char *)digest, n});
    str_add_text(&head, "\"}");
    base64_encode_url(out, str_span(&head));
    str_release(&head);
    return true;
}

/* An application's ID and an endpoint of ours: nothing in them needs an escape. */
static bool
add_claims(const struct pair *pair, const struct assertion_plan *plan, struct str *out)
{
    unsigned char id[ID_BYTES];
    int64_t now = plan->now / 1000;
    struct str claims = {0};
    if (pair->crypto->RAND_bytes(id, sizeof id) != 1)
        return false;
    str_addf(&claims, "{\"aud\":\"%s\",\"iss\":\"%s\",\"sub\":\"%s\",\"jti\":\"",
             plan->audience, plan->application, plan->application);
    base64_encode_url(&claims, (struct span){(const char *)id, sizeof id});
    str_addf(&claims, "\",\"nbf\":%" PRId64 ",\"exp\":%" PRId64 "}", now - SKEW_S,
             now + LIFE_S);
    str_add_byte(out, '.');
    base64_encode_url(out, str_span(&claims));
    str_release(&claims);
    return true;
}

static bool
add_signature(const struct pair *pair, struct str *out)
{
    const struct crypto *crypto = pair->crypto;
    unsigned char signature[SIGNATURE_MAX];
    size_t n = sizeof signature;
    EVP_PKEY_CTX *options = NULL; /* is the context's */
    EVP_MD_CTX *context = crypto->EVP_MD_CTX_new();
    bool made =
        context &&
        crypto->EVP_DigestSignInit(context, &options, crypto->EVP_sha256(), NULL,
                                   pair->key) == 1 &&
        crypto->EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
        crypto->EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) ==
            1 &&
        crypto->EVP_DigestSign(context, signature, &n, (const unsigned char *)out->p,
                               out->n) == 1;
    crypto->EVP_MD_CTX_free(context);
    if (made) {
        str_add_byte(out, '.');
        base64_encode_url(out, (struct span){(const char *)signature, n});
    }
    return made;
}

enum status
assertion_make(const struct assertion_plan *plan, struct str *out, struct err *err)
{
    struct pair pair = {0};
    struct str token = {0};
    clock_ms until;
    enum status status = pair_read(&pair, plan, &until, err);
    if (status == STATUS_OK &&
        !(add_head(&pair, &token) && add_claims(&pair, plan, &token) &&
          add_signature(&pair, &token)))
        status = err_set(err, STATUS_INPUT, _("certificate \"%s\": it could not sign"),
                         plan->certificate);
    if (status == STATUS_OK)
        str_add(out, str_span(&token));
    str_wipe(&token);
    pair_release(&pair);
    return status;
}

enum status
assertion_check(const struct assertion_plan *plan, clock_ms *until, struct err *err)
{
    struct pair pair = {0};
    enum status status = pair_read(&pair, plan, until, err);
    pair_release(&pair);
    return status;
}
