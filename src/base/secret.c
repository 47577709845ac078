#include "config.h"

#include "base/secret.h"

#include "base/memory.h"

void
secret_set(struct secret *secret, struct span value)
{
    struct secret fresh = {mem_dup(value.p, value.n), value.n};
    secret_release(secret);
    *secret = fresh;
}

void
secret_take(struct secret *to, struct secret *from)
{
    if (to == from)
        return;
    secret_release(to);
    *to = *from;
    *from = (struct secret){0};
}

void
secret_release(struct secret *secret)
{
    mem_wipe(secret->p, secret->n);
    mem_free(secret->p);
    *secret = (struct secret){0};
}

bool
secret_held(const struct secret *secret)
{
    return secret->n > 0;
}

struct span
secret_reveal(const struct secret *secret)
{
    return (struct span){secret->p, secret->n};
}

bool
secret_equal(const struct secret *secret, struct span value)
{
    unsigned differ = secret->n != value.n;
    for (size_t i = 0; i < value.n; i++) {
        char own = secret->n ? secret->p[i % secret->n] : 0;
        differ |= (unsigned)(unsigned char)(own ^ value.p[i]);
    }
    return differ == 0;
}
