#include "config.h"

#include "scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

const char *
scratch_path(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void
point(const char *variable, const char *name)
{
    setenv(variable, scratch_path(name), 1);
}

const char *
scratch_make(void)
{
    strncpy(folder, "/tmp/defscope-check-XXXXXX", sizeof folder - 1);
    if (!mkdtemp(folder)) {
        perror(folder);
        abort();
    }
    setenv("HOME", folder, 1);
    point("XDG_CONFIG_HOME", "config");
    point("XDG_DATA_HOME", "data");
    point("XDG_STATE_HOME", "state");
    point("XDG_CACHE_HOME", "cache");
    point("XDG_RUNTIME_DIR", "run");
    return folder;
}

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void
scratch_remove(void)
{
    chmod(folder, 0700);
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
scratch_write(const char *name, const char *text, unsigned mode)
{
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 || chmod(path, mode) != 0) {
        perror(path);
        abort();
    }
}
