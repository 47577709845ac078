#include "config.h"

#include "io/crypto.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/library.h"

#include <stdbool.h>
#include <stddef.h>

static const struct library_function functions[] = {
#define X(name) {#name, offsetof(struct crypto, name)},
    CRYPTO_FUNCTIONS(X)
#undef X
};

static const char *const names[] = {"libcrypto.so.3", "libcrypto.3.dylib",
                                    "libcrypto.so", NULL};

const struct crypto *
crypto_open(struct err *err)
{
    static struct crypto crypto;
    static bool open;
    if (open)
        return &crypto;
    void *library = library_open(names, "libssl3", err);
    if (!library || library_resolve(library, functions, COUNT_OF(functions), &crypto,
                                    "3.0", err) != STATUS_OK) {
        err_context(err, "libcrypto");
        return NULL;
    }
    open = true;
    return &crypto;
}
