#include "config.h"

#include "practice/jwt.h"

#include "base/base64.h"
#include "practice/object.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>

enum { TOKEN_MAX = 16384, SIGNATURE_MAX = 1024 };

static void
add_part(struct str *out, const cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    base64_encode_url(out, span_of(text));
    cJSON_free(text);
}

void
jwt_add(struct str *token, const cJSON *header, const cJSON *claims, EVP_PKEY *key)
{
    struct str made = {0};
    unsigned char signature[SIGNATURE_MAX];
    size_t n = sizeof signature;
    add_part(&made, header);
    str_add_byte(&made, '.');
    add_part(&made, claims);
    EVP_MD_CTX *signing = EVP_MD_CTX_new();
    if (EVP_DigestSignInit_ex(signing, NULL, "SHA256", NULL, NULL, key, NULL) <= 0 ||
        EVP_DigestSign(signing, signature, &n, (const unsigned char *)made.p, made.n) <=
            0)
        n = 0;
    EVP_MD_CTX_free(signing);
    str_add_byte(&made, '.');
    base64_encode_url(&made, (struct span){(const char *)signature, n});
    str_add(token, str_span(&made));
    str_release(&made);
}

static cJSON *
read_part(struct span text)
{
    struct str bytes = {0};
    cJSON *tree = NULL;
    if (base64_decode(&bytes, text))
        tree = cJSON_ParseWithLengthOpts(str_text(&bytes), bytes.n + 1, NULL, true);
    str_release(&bytes);
    if (cJSON_IsObject(tree))
        return tree;
    cJSON_Delete(tree);
    return NULL;
}

static enum jwt_algorithm
algorithm_of(const cJSON *header)
{
    struct span name = span_of(object_text(header, "alg"));
    return span_is(name, "RS256")   ? JWT_RS256
           : span_is(name, "PS256") ? JWT_PS256
                                    : JWT_OTHER;
}

bool
jwt_read(struct jwt *jwt, struct span token)
{
    struct span rest = token, parts[3] = {{0}};
    size_t count = 0;
    *jwt = (struct jwt){0};
    if (token.n > TOKEN_MAX)
        return false;
    while (count < 3 && span_next(&rest, '.', &parts[count]))
        count++;
    if (count < 3 || rest.p)
        return false;
    jwt->signing_input = span_sub(token, 0, parts[0].n + 1 + parts[1].n);
    jwt->header = read_part(parts[0]);
    jwt->claims = read_part(parts[1]);
    jwt->algorithm = algorithm_of(jwt->header);
    if (jwt->header && jwt->claims && base64_decode(&jwt->signature, parts[2]))
        return true;
    jwt_release(jwt);
    return false;
}

void
jwt_release(struct jwt *jwt)
{
    cJSON_Delete(jwt->header);
    cJSON_Delete(jwt->claims);
    str_release(&jwt->signature);
    *jwt = (struct jwt){0};
}

/* PS256: RSASSA-PSS with a salt as long as the digest (RFC 7518, section 3.5). */
static bool
set_padding(EVP_PKEY_CTX *context, enum jwt_algorithm algorithm)
{
    if (algorithm == JWT_RS256)
        return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0;
    return algorithm == JWT_PS256 &&
           EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

bool
jwt_is_signed(const struct jwt *jwt, EVP_PKEY *key)
{
    EVP_PKEY_CTX *context = NULL; /* of the other one */
    EVP_MD_CTX *checking = EVP_MD_CTX_new();
    bool is_signed =
        EVP_PKEY_is_a(key, "RSA") &&
        EVP_DigestVerifyInit_ex(checking, &context, "SHA256", NULL, NULL, key, NULL) >
            0 &&
        set_padding(context, jwt->algorithm) &&
        EVP_DigestVerify(checking, (const unsigned char *)jwt->signature.p,
                         jwt->signature.n, (const unsigned char *)jwt->signing_input.p,
                         jwt->signing_input.n) == 1;
    EVP_MD_CTX_free(checking);
    return is_signed;
}
