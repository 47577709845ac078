#include "config.h"

#include "practice/signer.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "practice/jwt.h"
#include "practice/object.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

/* With three primes a key is made four times as fast, and its public half is like any
 * other (RFC 8017, section 3.1): the program shall be there at once. */
enum { KEY_BITS = 2048, KEY_PRIMES = 3, SECRET_BYTES = 32 };

struct signer {
    EVP_PKEY *key;
    unsigned char secret[SECRET_BYTES];
    struct str id; /* "kid": names the key in the key set */
};

static EVP_PKEY *
make_key(void)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *making = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    if (making && EVP_PKEY_keygen_init(making) > 0 &&
        EVP_PKEY_CTX_set_rsa_keygen_bits(making, KEY_BITS) > 0 &&
        EVP_PKEY_CTX_set_rsa_keygen_primes(making, KEY_PRIMES) > 0 &&
        EVP_PKEY_generate(making, &key) <= 0)
        key = NULL;
    EVP_PKEY_CTX_free(making);
    return key;
}

/* Appends a number of the public key: big-endian, in base64 (RFC 7518, section 6.3.1).
 */
static void
add_number(const EVP_PKEY *key, const char *name, struct str *out)
{
    BIGNUM *number = NULL;
    unsigned char bytes[KEY_BITS / 8];
    if (EVP_PKEY_get_bn_param(key, name, &number) &&
        BN_num_bytes(number) <= (int)sizeof bytes) {
        size_t n = (size_t)BN_bn2bin(number, bytes);
        base64_encode_url(out, (struct span){(const char *)bytes, n});
    }
    BN_free(number);
}

/* Like the thumbprints that stand there with Entra: 27 letters. */
static void
name_key(struct signer *signer)
{
    enum { ID_BYTES = 20 };
    unsigned char digest[EVP_MAX_MD_SIZE];
    struct str modulus = {0};
    add_number(signer->key, OSSL_PKEY_PARAM_RSA_N, &modulus);
    EVP_Digest(modulus.p, modulus.n, digest, NULL, EVP_sha256(), NULL);
    base64_encode_url(&signer->id, (struct span){(const char *)digest, ID_BYTES});
    str_release(&modulus);
}

struct signer *
signer_new(struct err *err)
{
    struct signer *signer = mem_alloc(sizeof *signer);
    signer->key = make_key();
    if (!signer->key || RAND_bytes(signer->secret, sizeof signer->secret) != 1) {
        err_set(err, STATUS_IO, _("libcrypto made no key to sign tokens with"));
        signer_free(signer);
        return NULL;
    }
    name_key(signer);
    return signer;
}

void
signer_free(struct signer *signer)
{
    if (!signer)
        return;
    EVP_PKEY_free(signer->key);
    mem_wipe(signer->secret, sizeof signer->secret);
    str_release(&signer->id);
    mem_free(signer);
}

void
signer_sign(const struct signer *signer, const cJSON *claims, struct str *token)
{
    cJSON *header = OBJECT(m_text("typ", "JWT"), m_text("alg", "RS256"),
                           m_text("x5t", str_text(&signer->id)),
                           m_text("kid", str_text(&signer->id)));
    jwt_add(token, header, claims, signer->key);
    cJSON_Delete(header);
}

cJSON *
signer_open(const struct signer *signer, struct span token)
{
    struct jwt jwt;
    cJSON *claims = NULL;
    if (jwt_read(&jwt, token)) {
        if (jwt.algorithm == JWT_RS256 &&
            span_is(str_span(&signer->id), object_text(jwt.header, "kid")) &&
            jwt_is_signed(&jwt, signer->key)) {
            claims = jwt.claims;
            jwt.claims = NULL;
        }
        jwt_release(&jwt);
    }
    return claims;
}

cJSON *
signer_keys(const struct signer *signer)
{
    struct str modulus = {0}, exponent = {0};
    add_number(signer->key, OSSL_PKEY_PARAM_RSA_N, &modulus);
    add_number(signer->key, OSSL_PKEY_PARAM_RSA_E, &exponent);
    cJSON *key = OBJECT(
        m_text("kty", "RSA"), m_text("use", "sig"), m_text("alg", "RS256"),
        m_text("kid", str_text(&signer->id)), m_text("x5t", str_text(&signer->id)),
        m_text("n", str_text(&modulus)), m_text("e", str_text(&exponent)));
    cJSON *list = cJSON_CreateArray();
    cJSON_AddItemToArray(list, key);
    str_release(&modulus);
    str_release(&exponent);
    return OBJECT(m_tree("keys", list));
}

void
signer_add_secret(const struct signer *signer, const char *purpose, uint64_t number,
                  struct str *out)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    struct str text = {0};
    str_addf(&text, "%s %llu", purpose, (unsigned long long)number);
    HMAC(EVP_sha256(), signer->secret, sizeof signer->secret,
         (const unsigned char *)text.p, text.n, digest, &n);
    base64_encode_url(out, (struct span){(const char *)digest, n});
    str_release(&text);
}
