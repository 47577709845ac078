#include "config.h"

#include "io/download.h"

#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    SLICE = 4 << 20,  /* of a part, read at once */
    KEEP = 16 << 10,  /* of an answer that is no file */
    IGNORE = 1 << 20, /* of it, before it is given up */
    INFO_MAX = 8 << 10,
};

/* --- the part --- */

static char *
beside(const char *path, const char *ending)
{
    struct str name = {0};
    str_addf(&name, "%s%s", path, ending);
    return str_take(&name);
}

static enum status
can_not(struct err *err, const char *path)
{
    return err_set(err, STATUS_IO, _("can't write \"%s\": %s"), path, strerror(errno));
}

static enum status
open_part(struct download *download, struct err *err)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct stat about;
    download->fd = open(download->part,
                        O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (download->fd < 0 || fstat(download->fd, &about) != 0)
        return can_not(err, download->part);
    enum status status = STATUS_OK;
    if (!S_ISREG(about.st_mode))
        status = err_set(err, STATUS_INPUT, _("\"%s\" is no plain file: move it away"),
                         download->part);
    else if (fcntl(download->fd, F_SETLK, &lock) != 0 &&
             (errno == EACCES || errno == EAGAIN))
        status = err_set(err, STATUS_INPUT,
                         _("\"%s\" is being fetched by another defscope already"),
                         download->path);
    if (status == STATUS_OK) {
        download->have = (uint64_t)about.st_size;
    } else {
        close(download->fd);
        download->fd = -1;
    }
    return status;
}

static bool
begin_anew(struct download *download)
{
    download->have = download->read = download->resumed = 0;
    digest_begin(&download->digest);
    return ftruncate(download->fd, 0) == 0 && lseek(download->fd, 0, SEEK_SET) == 0;
}

/* A part with bytes is gone on with only where its own note says that it is of the same
 * file, in the same state. */
static enum status
take_part(struct download *download, struct err *err)
{
    struct download_mark *mark = &download->mark;
    const char *source = download->link->source;
    struct str text = {0};
    struct err unread;
    bool noted =
        file_read_private(download->info, INFO_MAX, &text, &unread) == STATUS_OK &&
        download_mark_read(mark, str_span(&text));
    str_release(&text);
    bool same = noted && strcmp(mark->source, source) == 0;
    if (download->have && !same && !(download->overwrite && noted))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" is there and is not of this file: move it away, or "
                         "choose another name"),
                       download->part);
    if (!same || !mark->tag || (mark->sized && download->have > mark->size)) {
        download_mark_release(mark);
        mark->source = mem_strdup(source);
        if (!begin_anew(download))
            return can_not(err, download->part);
    }
    download->resumed = download->have;
    return STATUS_OK;
}

enum status
download_open(struct download *download, const struct download_link *link,
              const char *path, bool overwrite, struct err *err)
{
    *download = (struct download){.link = link,
                                  .overwrite = overwrite,
                                  .path = mem_strdup(path),
                                  .part = beside(path, ".part"),
                                  .info = beside(path, ".part-info"),
                                  .fd = -1};
    struct stat about;
    if (lstat(path, &about) == 0 && (!overwrite || !S_ISREG(about.st_mode)))
        return err_set(err, STATUS_INPUT, _("\"%s\" is there already"), path);
    if (link->bar != DOWNLOAD_OPEN)
        return err_set(err, STATUS_INPUT, _("the link can't be followed: %s"),
                       download_bar_text(link->bar));
    enum status status = open_part(download, err);
    if (status == STATUS_OK)
        status = take_part(download, err);
    digest_begin(&download->digest);
    return status;
}

bool
download_read_part(struct download *download)
{
    if (download->read >= download->have)
        return false;
    char *bytes = mem_alloc(SLICE);
    ssize_t n = pread(download->fd, bytes, SLICE, (off_t)download->read);
    if (n > 0) {
        size_t whole = (uint64_t)n < download->have - download->read
                           ? (size_t)n
                           : (size_t)(download->have - download->read);
        digest_add(&download->digest, (struct span){bytes, whole});
        download->read += whole;
    } else if (n == 0 || errno != EINTR) {
        begin_anew(download); /* what can't be read can't be vouched for */
    }
    mem_free(bytes);
    return download->read < download->have;
}

bool
download_wants(const struct download *download)
{
    return !download->mark.sized || download->have != download->mark.size ||
           !download->have;
}

/* --- what comes --- */

static void
write_info(struct download *download)
{
    struct str text = {0};
    download_mark_write(&download->mark, &text);
    if (!download->trouble.status)
        file_write(download->info, str_span(&text), &download->trouble);
    str_release(&text);
}

/* Better told now than after an hour. */
static void
check_room(struct download *download)
{
    struct statvfs disk;
    uint64_t missing = download->mark.size - download->have;
    if (!download->mark.sized || fstatvfs(download->fd, &disk) != 0)
        return;
    uint64_t free_bytes = (uint64_t)disk.f_bavail * disk.f_frsize;
    if (free_bytes >= missing)
        return;
    struct str needs = {0}, has = {0};
    say_size(&needs, missing);
    say_size(&has, free_bytes);
    err_set(&download->trouble, STATUS_IO,
            _("there is no room for \"%s\": %s are missing, %s are free; make room, or "
              "choose another folder"),
            download->path, str_text(&needs), str_text(&has));
    str_release(&needs);
    str_release(&has);
}

void
download_judge(struct download *download, const struct response *response)
{
    struct download_mark *mark = &download->mark;
    if (download->judged)
        return;
    download->judged = true;
    download->turn = download_turn(response, mark, download->have);
    if (download->turn != DOWNLOAD_FROM_START && download->turn != DOWNLOAD_GO_ON)
        return;
    if (download->turn == DOWNLOAD_FROM_START) {
        download->restarted = download->have > 0;
        char *source = mark->source;
        mark->source = NULL;
        download_mark_release(mark);
        mark->source = source;
        if (!begin_anew(download))
            can_not(&download->trouble, download->part);
    } else if (lseek(download->fd, (off_t)download->have, SEEK_SET) < 0)
        can_not(&download->trouble, download->part);
    download_mark_learn(mark, response);
    check_room(download);
    write_info(download);
}

static void
judge(void *owner, const struct response *response)
{
    download_judge(owner, response);
}

static bool
comes(const struct download *download)
{
    return download->judged &&
           (download->turn == DOWNLOAD_FROM_START || download->turn == DOWNLOAD_GO_ON);
}

static bool
take_piece(void *owner, struct span piece)
{
    struct download *download = owner;
    if (!comes(download)) {
        download->ignored += piece.n;
        return download->ignored < IGNORE;
    }
    while (piece.n && !download->trouble.status) {
        ssize_t n = write(download->fd, piece.p, piece.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            err_set(&download->trouble, STATUS_IO, "%s", strerror(errno));
            break;
        }
        digest_add(&download->digest, span_sub(piece, 0, (size_t)n));
        download->have += (uint64_t)n;
        download->read = download->have;
        piece = span_from(piece, (size_t)n);
    }
    return !download->trouble.status;
}

void
download_request(struct download *download, const struct net_way *way,
                 struct net_request *request)
{
    struct pairs *headers = &download->headers;
    struct str range = {0};
    pairs_add(headers, SPAN("Accept"), SPAN("*/*"));
    pairs_add(headers, SPAN("Accept-Encoding"), SPAN("identity"));
    if (download->have) {
        str_addf(&range, "bytes=%" PRIu64 "-", download->have);
        pairs_add(headers, SPAN("Range"), str_span(&range));
        pairs_add(headers, SPAN("If-Range"), span_of(download->mark.tag));
        str_release(&range);
    }
    if (way)
        download->way = (struct net_way){.proxy = way->proxy,
                                         .no_proxy = way->no_proxy,
                                         .ca_file = way->ca_file,
                                         .crl_file = way->crl_file};
    *request = (struct net_request){
        .method = "GET",
        .url = download->link->url,
        .headers = headers,
        .practice = download->link->local,
        .way = &download->way,
        .raw = true,
        .http1 = true,
        .body_max = INT64_MAX,
        .start = judge,
        .sink = take_piece,
        .owner = download,
        .keep = KEEP,
    };
}

void
download_release(struct download *download)
{
    /* a part without a byte is of no use to anybody */
    if (download->fd >= 0 && !download->have && download->part) {
        unlink(download->part);
        unlink(download->info);
    }
    if (download->fd >= 0)
        close(download->fd);
    mem_free(download->path);
    mem_free(download->part);
    mem_free(download->info);
    download_mark_release(&download->mark);
    digest_release(&download->digest);
    pairs_release(&download->headers);
    *download = (struct download){.fd = -1};
}
