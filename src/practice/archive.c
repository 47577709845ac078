#include "config.h"

#include "practice/archive.h"

#include "base/memory.h"

#include <string.h>
#include <zlib.h>

void
gzip_add(struct str *out, struct span contents)
{
    enum { GZIP = 16, WINDOW = 15, MEMORY = 8 };
    z_stream stream = {0};
    unsigned char piece[8192];
    int state;
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW + GZIP, MEMORY,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    /* zlib takes its input without const, and doesn't write there */
    memcpy(&stream.next_in, &contents.p, sizeof stream.next_in);
    stream.avail_in = (uInt)contents.n;
    do {
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        state = deflate(&stream, Z_FINISH);
        str_add(out,
                (struct span){(const char *)piece, sizeof piece - stream.avail_out});
    } while (state == Z_OK);
    deflateEnd(&stream);
}

/* Least significant byte first. */
static void
add_number(struct str *out, uint32_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        str_add_byte(out, (char)(value >> (8 * i) & 0xff));
}

/* What a file's own header and its entry in the directory share (PKWARE's APPNOTE,
 * 4.3.7 and 4.3.12): version, flags, method 0, time, sum and sizes. */
static void
add_facts(struct str *out, struct span name, struct span contents)
{
    enum { NEEDS = 20, FIRST_OF_1980 = 33 }; /* version 2.0; 1980-01-01 */
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)contents.p, (uInt)contents.n);
    add_number(out, NEEDS, 2);
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, 0, 2);
    add_number(out, FIRST_OF_1980, 2);
    add_number(out, sum, 4);
    add_number(out, (uint32_t)contents.n, 4);
    add_number(out, (uint32_t)contents.n, 4);
    add_number(out, (uint32_t)name.n, 2);
    add_number(out, 0, 2);
}

void
zip_add(struct zip *zip, const char *name, struct span contents)
{
    uint32_t at = (uint32_t)zip->files.n;
    struct span file = span_of(name);
    str_add_text(&zip->files, "PK\3\4");
    add_facts(&zip->files, file, contents);
    str_add(&zip->files, file);
    str_add(&zip->files, contents);
    str_add_text(&zip->directory, "PK\1\2");
    add_number(&zip->directory, 20, 2); /* the version that made it */
    add_facts(&zip->directory, file, contents);
    add_number(&zip->directory, 0, 2); /* no comment */
    add_number(&zip->directory, 0, 2);
    add_number(&zip->directory, 0, 2);
    add_number(&zip->directory, 0, 4);
    add_number(&zip->directory, at, 4);
    str_add(&zip->directory, file);
    zip->count++;
}

void
zip_finish(struct zip *zip, struct str *out)
{
    str_add(out, str_span(&zip->files));
    str_add(out, str_span(&zip->directory));
    str_add_text(out, "PK\5\6");
    add_number(out, 0, 4);
    add_number(out, zip->count, 2);
    add_number(out, zip->count, 2);
    add_number(out, (uint32_t)zip->directory.n, 4);
    add_number(out, (uint32_t)zip->files.n, 4);
    add_number(out, 0, 2);
    str_release(&zip->files);
    str_release(&zip->directory);
    *zip = (struct zip){0};
}
