/* Tokens for tests: claims in the form of a JWT, with a signature that is none. */
#ifndef TESTS_MADE_TOKEN_H
#define TESTS_MADE_TOKEN_H

#include "base/base64.h"

#define MADE_SIGNATURE "bWFkZS11cC1zaWduYXR1cmUtb2YtYS10ZXN0LXRva2Vu"

static inline void
made_part(struct str *out, struct span json)
{
    size_t from = out->n;
    base64_encode(out, json);
    while (out->n > from && out->p[out->n - 1] == '=')
        str_cut(out, out->n - 1);
    for (size_t i = from; i < out->n; i++) {
        if (out->p[i] == '+')
            out->p[i] = '-';
        if (out->p[i] == '/')
            out->p[i] = '_';
    }
}

/* Appends a token with these claims. */
static inline void
made_token(struct str *out, struct span claims)
{
    made_part(out, SPAN("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"test\"}"));
    str_add_byte(out, '.');
    made_part(out, claims);
    str_add_text(out, "." MADE_SIGNATURE);
}

#endif
