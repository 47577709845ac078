#include "config.h"

#include "io/library.h"

#include "base/text.h"

#include <dlfcn.h>

void *
library_open(const char *const *names, const char *package, struct err *err)
{
    void *library = NULL;
    for (; *names && !library; names++) /* lazily: thirty libraries come along */
        library = dlopen(*names, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        err_set(err, STATUS_INPUT, _("can't open it (%s): install the package %s"),
                dlerror(), package);
    return library;
}

enum status
library_resolve(void *library, const struct library_function *functions, size_t count,
                void *table, const char *wanted, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        void *found = dlsym(library, functions[i].name);
        if (!found)
            return err_set(err, STATUS_INPUT,
                           _("it has no %s here: version %s or later is needed"),
                           functions[i].name, wanted);
        *(void **)((char *)table + functions[i].offset) = found;
    }
    return STATUS_OK;
}
