#include "config.h"

#include "io/certificates.h"

#include "base/memory.h"
#include "base/span.h"
#include "io/files.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM_FOLDER "/etc/ssl/certs"
#define SYSTEM_BUNDLE SYSTEM_FOLDER "/ca-certificates.crt"

static const char *
variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* As c_rehash and `openssl rehash` name them: eight hexadecimal digits, a point, a
 * number. */
static bool
is_hash_link(const char *name)
{
    size_t digits = strspn(name, "0123456789abcdef");
    if (digits != 8 || name[8] != '.')
        return false;
    size_t number = strspn(name + 9, "0123456789");
    return number && !name[9 + number];
}

/* One that leads nowhere counts for nothing. */
static size_t
count_links(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return 0;
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));)
        count += is_hash_link(entry->d_name) &&
                 faccessat(dirfd(folder), entry->d_name, R_OK, 0) == 0;
    closedir(folder);
    return count;
}

static size_t
count_certificates(const char *path)
{
    struct str bundle = {0};
    size_t count = 0;
    if (file_read(path, (size_t)16 << 20, &bundle, NULL) == STATUS_OK) {
        struct span text = str_span(&bundle), mark = SPAN("-----BEGIN CERTIFICATE");
        for (size_t at = 0; (at = span_find(text, at, mark)) < text.n; at += mark.n)
            count++;
    }
    str_release(&bundle);
    return count;
}

bool
certificates_all_in(const char *folder, const char *bundle)
{
    size_t links = count_links(folder);
    return links && links >= count_certificates(bundle);
}

const struct certificates *
certificates_find(void)
{
    static struct certificates found;
    static bool looked;
    if (looked)
        return &found;
    looked = true;
    found.file = variable("CURL_CA_BUNDLE");
    if (!found.file)
        found.file = variable("SSL_CERT_FILE");
    found.folder = variable("SSL_CERT_DIR");
    bool standard = (!found.file || strcmp(found.file, SYSTEM_BUNDLE) == 0) &&
                    (!found.folder || strcmp(found.folder, SYSTEM_FOLDER) == 0);
    if (standard && certificates_all_in(SYSTEM_FOLDER, SYSTEM_BUNDLE))
        found = (struct certificates){.folder = SYSTEM_FOLDER};
    return &found;
}
