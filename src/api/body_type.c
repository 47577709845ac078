#include "config.h"

#include "api/body_type.h"

#include "base/memory.h"
#include "base/text.h"

/* Longer signatures stand before their beginnings. OFFSET: where the signature is. */
static const struct {
    struct span magic;
    size_t offset;
    struct body_type type;
} types[] = {
    {SPAN_INIT("\x1f\x8b"), 0, {N_("data compressed by gzip"), "gz"}},
    {SPAN_INIT("PK\x03\x04"), 0, {N_("a ZIP archive (or a file made of one)"), "zip"}},
    {SPAN_INIT("PK\x05\x06"), 0, {N_("an empty ZIP archive"), "zip"}},
    {SPAN_INIT("%PDF-"), 0, {N_("a PDF document"), "pdf"}},
    {SPAN_INIT("\x89PNG\r\n\x1a\n"), 0, {N_("a PNG picture"), "png"}},
    {SPAN_INIT("\xff\xd8\xff"), 0, {N_("a JPEG picture"), "jpg"}},
    {SPAN_INIT("GIF87a"), 0, {N_("a GIF picture"), "gif"}},
    {SPAN_INIT("GIF89a"), 0, {N_("a GIF picture"), "gif"}},
    {SPAN_INIT("\x7f"
               "ELF"),
     0,
     {N_("a program for Linux (ELF)"), "elf"}},
    {SPAN_INIT("MZ"), 0, {N_("a program or library for Windows (PE)"), "exe"}},
    {SPAN_INIT("\xcf\xfa\xed\xfe"), 0, {N_("a program for macOS (Mach-O)"), "macho"}},
    {SPAN_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
     0,
     {N_("an older Office document or installer (OLE)"), "ole"}},
    {SPAN_INIT("MSCF"), 0, {N_("a Windows cabinet (CAB)"), "cab"}},
    {SPAN_INIT("7z\xbc\xaf\x27\x1c"), 0, {N_("a 7-Zip archive"), "7z"}},
    {SPAN_INIT("Rar!\x1a\x07"), 0, {N_("a RAR archive"), "rar"}},
    {SPAN_INIT("BZh"), 0, {N_("data compressed by bzip2"), "bz2"}},
    {SPAN_INIT("\xfd"
               "7zXZ\0"),
     0,
     {N_("data compressed by xz"), "xz"}},
    {SPAN_INIT("\x28\xb5\x2f\xfd"), 0, {N_("data compressed by Zstandard"), "zst"}},
    {SPAN_INIT("SQLite format 3\0"), 0, {N_("an SQLite database"), "sqlite"}},
    {SPAN_INIT("ElfFile\0"), 0, {N_("a Windows event log (EVTX)"), "evtx"}},
    {SPAN_INIT("regf"), 0, {N_("a Windows registry hive"), "hive"}},
    {SPAN_INIT("\xd4\xc3\xb2\xa1"), 0, {N_("a network capture (pcap)"), "pcap"}},
    {SPAN_INIT("\x0a\x0d\x0d\x0a"), 0, {N_("a network capture (pcapng)"), "pcapng"}},
    {SPAN_INIT("PAR1"), 0, {N_("a Parquet table"), "parquet"}},
    {SPAN_INIT("ustar"), 257, {N_("a tar archive"), "tar"}},
};

/* Signatures that texts may begin with as well: a byte that no text has must be near.
 */
static bool
sure(struct span magic, struct span body)
{
    enum { SHORT = 4, NEAR = 512 };
    struct span head = span_sub(body, 0, NEAR);
    if (magic.n > SHORT || (unsigned char)magic.p[0] >= 0x7f ||
        (unsigned char)magic.p[0] < 0x20)
        return true;
    return span_find_byte(head, 0, '\0') < head.n || body.n > NEAR * NEAR;
}

const struct body_type *
body_type_of(struct span body)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        struct span magic = types[i].magic;
        size_t from = types[i].offset;
        if (body.n >= from + magic.n &&
            span_equal(span_sub(body, from, from + magic.n), magic) &&
            sure(magic, body))
            return &types[i].type;
    }
    return NULL;
}
