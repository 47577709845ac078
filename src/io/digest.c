#include "config.h"

#include "io/digest.h"

#include "base/base64.h"

static void
begin_one(const struct crypto *crypto, EVP_MD_CTX **context, const EVP_MD *kind)
{
    if (!*context)
        *context = crypto->EVP_MD_CTX_new();
    if (*context && crypto->EVP_DigestInit_ex(*context, kind, NULL) > 0)
        return;
    crypto->EVP_MD_CTX_free(*context); /* a system's policy may forbid MD5 */
    *context = NULL;
}

void
digest_begin(struct digest *digest)
{
    struct err err;
    if (!digest->crypto)
        digest->crypto = crypto_open(&err);
    if (!digest->crypto)
        return;
    begin_one(digest->crypto, &digest->sha256, digest->crypto->EVP_sha256());
    begin_one(digest->crypto, &digest->md5, digest->crypto->EVP_md5());
}

void
digest_add(struct digest *digest, struct span bytes)
{
    if (digest->sha256)
        digest->crypto->EVP_DigestUpdate(digest->sha256, bytes.p, bytes.n);
    if (digest->md5)
        digest->crypto->EVP_DigestUpdate(digest->md5, bytes.p, bytes.n);
}

void
digest_end(struct digest *digest, struct str *sha256, struct str *md5)
{
    unsigned char made[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (digest->sha256 &&
        digest->crypto->EVP_DigestFinal_ex(digest->sha256, made, &n) > 0)
        for (unsigned i = 0; i < n; i++)
            str_addf(sha256, "%02x", made[i]);
    if (digest->md5 && digest->crypto->EVP_DigestFinal_ex(digest->md5, made, &n) > 0)
        base64_encode(md5, (struct span){(const char *)made, n});
}

void
digest_release(struct digest *digest)
{
    if (digest->crypto) {
        digest->crypto->EVP_MD_CTX_free(digest->sha256);
        digest->crypto->EVP_MD_CTX_free(digest->md5);
    }
    *digest = (struct digest){0};
}
