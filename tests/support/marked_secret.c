#include "config.h"

#include "marked_secret.h"

#include "base/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
marked_secret_make(struct marked_secret *marked, struct secret *secret)
{
    char text[MARKED_LENGTH];
    if (getentropy(marked->turned, sizeof marked->turned) != 0)
        abort();
    for (size_t i = 0; i < MARKED_LENGTH; i++) {
        marked->turned[i] = (unsigned char)~('a' + marked->turned[i] % 26);
        text[i] = (char)(marked->turned[i] ^ 0xffu);
    }
    secret_set(secret, (struct span){text, MARKED_LENGTH});
    mem_wipe(text, sizeof text);
}

static size_t
copies_in(const struct marked_secret *marked, const unsigned char *bytes, size_t n)
{
    size_t copies = 0;
    for (size_t i = 0; i + MARKED_LENGTH <= n; i++) {
        size_t k = 0;
        while (k < MARKED_LENGTH && (bytes[i + k] ^ marked->turned[k]) == 0xff)
            k++;
        copies += k == MARKED_LENGTH;
    }
    return copies;
}

size_t
marked_secret_copies(const struct marked_secret *marked)
{
    static unsigned char page[1 << 16];
    FILE *maps = fopen("/proc/self/maps", "r");
    int memory = open("/proc/self/mem", O_RDONLY);
    size_t copies = 0;
    char line[512], rights[8];
    unsigned long from, to;
    if (!maps || memory < 0)
        abort();
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && rights[1] == 'w')
            /* Steps of half a page, so that none is missed between two. */
            for (unsigned long at = from; at < to; at += sizeof page / 2) {
                if (at <= (unsigned long)(uintptr_t)page + sizeof page &&
                    at + sizeof page >= (unsigned long)(uintptr_t)page)
                    continue;
                ssize_t n = pread(memory, page, sizeof page, (off_t)at);
                copies += n > 0 ? copies_in(marked, page, (size_t)n) : 0;
                memset(page, 0, sizeof page);
            }
    close(memory);
    fclose(maps);
    return copies;
}
