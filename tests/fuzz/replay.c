/* Runs a fuzz target over the files named, or over its corpus; for compilers without
 * libFuzzer, and for `make check`. */
#include "fuzz.h"

#include "base/str.h"

#include <dirent.h>
#include <string.h>

enum { FILE_MAX = 1 << 20 };

static bool
run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return false;
    }
    uint8_t *data = malloc(FILE_MAX);
    size_t n = data ? fread(data, 1, FILE_MAX, file) : 0;
    bool read = data && !ferror(file);
    fclose(file);
    /* a copy of exactly its size, so that a sanitizer sees each byte read too far */
    uint8_t *exact = malloc(n ? n : 1);
    if (read && exact) {
        memcpy(exact, data, n);
        fprintf(stderr, "%s\n", path);
        LLVMFuzzerTestOneInput(exact, n);
    }
    free(exact);
    free(data);
    return read;
}

/* False when there is nothing in it: a corpus lost is a test lost. */
static bool
run_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir) {
        perror(folder);
        return false;
    }
    size_t count = 0;
    bool all = true;
    struct str path = {0};
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        str_clear(&path);
        str_addf(&path, "%s/%s", folder, entry->d_name);
        all = run_file(str_text(&path)) && all;
        count++;
    }
    closedir(dir);
    str_release(&path);
    return all && count;
}

int
main(int argc, char **argv)
{
    bool all = true;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++)
        all = run_file(argv[i]) && all;
    if (argc > 1)
        return all ? EXIT_SUCCESS : EXIT_FAILURE;
    const char *name = strrchr(argv[0], '/'), *srcdir = getenv("srcdir");
    struct str folder = {0};
    str_addf(&folder, "%s/tests/fuzz/corpus/%s", srcdir ? srcdir : ".",
             name ? name + 1 : argv[0]);
    all = run_folder(str_text(&folder));
    str_release(&folder);
    return all ? EXIT_SUCCESS : EXIT_FAILURE;
}
