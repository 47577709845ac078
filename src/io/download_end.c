/* How a download ended: the file put in its place, or what is kept and what to do. */
#include "config.h"

#include "io/download.h"

#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "WHY; 3.1 MB are kept in "x.part", and the next try goes on from there" */
static enum status
part_kept(const struct download *download, enum status status, const char *why,
          struct err *err)
{
    struct str size = {0};
    say_size(&size, download->have);
    if (!download->have)
        err_set(err, status, "\"%s\": %s", download->link->name, why);
    else if (download->mark.tag)
        err_set(err, status,
                _("\"%s\": %s. %s are kept in \"%s\": the next try goes on from there"),
                download->link->name, why, str_text(&size), download->part);
    else
        err_set(err, status,
                _("\"%s\": %s. %s are in \"%s\", but the storage can't go on from "
                  "there: the next try begins anew"),
                download->link->name, why, str_text(&size), download->part);
    str_release(&size);
    return status;
}

static enum status
refused(struct download *download, const struct response *response, clock_ms now,
        struct err *err)
{
    struct str why = {0};
    download->status = response->status;
    if (download->turn == DOWNLOAD_MISPLACED)
        str_add_text(&why, _("the storage gave another part than was asked for: move "
                             "the partial file away and try again"));
    else
        download_refusal(download->link, response, now, &why);
    enum status status = part_kept(download, STATUS_NETWORK, str_text(&why), err);
    str_release(&why);
    return status;
}

static enum status
broken(const struct download *download, const struct exchange *exchange,
       struct err *err)
{
    const char *why =
        exchange->transport_text ? exchange->transport_text : exchange->response.fault;
    enum status status =
        exchange->transport == TRANSPORT_CANCELLED ? STATUS_CANCELLED : STATUS_NETWORK;
    return part_kept(download, status, why ? why : _("it broke off"), err);
}

static void
throw_away(struct download *download)
{
    unlink(download->part);
    unlink(download->info);
    close(download->fd);
    download->fd = -1;
    download->have = 0;
}

/* Length, then MD5 where it was told. */
static enum status
check(struct download *download, struct err *err)
{
    const struct download_mark *mark = &download->mark;
    struct str sha256 = {0}, md5 = {0};
    if (mark->sized && download->have < mark->size)
        return part_kept(download, STATUS_NETWORK, _("it broke off"), err);
    digest_end(&download->digest, &sha256, &md5);
    snprintf(download->sha256, sizeof download->sha256, "%s", str_text(&sha256));
    snprintf(download->md5, sizeof download->md5, "%s", str_text(&md5));
    str_release(&sha256);
    str_release(&md5);
    bool longer = mark->sized && download->have > mark->size;
    bool differs =
        mark->md5 && download->md5[0] && strcmp(mark->md5, download->md5) != 0;
    download->checked = mark->md5 && download->md5[0] && !differs;
    if (!longer && !differs)
        return STATUS_OK;
    throw_away(download);
    return err_set(err, STATUS_NETWORK,
                   differs
                       ? _("\"%s\" arrived damaged: its MD5 is not what the storage "
                           "told. It was thrown away: fetch it again")
                       : _("\"%s\" arrived damaged: it is longer than was told. It "
                           "was thrown away: fetch it again"),
                   download->link->name);
}

/* Never over a file that came into being meanwhile. */
static bool
put_in_place(const struct download *download)
{
    if (download->overwrite)
        return rename(download->part, download->path) == 0;
    if (link(download->part, download->path) == 0)
        return unlink(download->part) == 0;
    if (errno == EEXIST || access(download->path, F_OK) == 0)
        return false;
    return rename(download->part, download->path) == 0; /* a disk without links */
}

static enum status
keep(struct download *download, struct err *err)
{
    bool synced = fsync(download->fd) == 0 || errno == EINVAL;
    if (!synced || !put_in_place(download))
        return part_kept(download, STATUS_IO, strerror(errno), err);
    unlink(download->info);
    close(download->fd);
    download->fd = -1;
    return STATUS_OK;
}

enum status
download_finish(struct download *download, const struct exchange *exchange,
                clock_ms now, struct err *err)
{
    if (download->trouble.status)
        return part_kept(download, download->trouble.status, download->trouble.text,
                         err);
    if (exchange) {
        const struct response *response = &exchange->response;
        if (!exchange->answered)
            return broken(download, exchange, err);
        if (!download->judged) /* not one byte came */
            download_judge(download, response);
        if (download->turn == DOWNLOAD_REFUSED || download->turn == DOWNLOAD_MISPLACED)
            return refused(download, response, now, err);
        if (exchange->transport != TRANSPORT_OK ||
            response->completeness == RESPONSE_CUT ||
            response->completeness == RESPONSE_CANCELLED)
            return broken(download, exchange, err);
    }
    enum status status = check(download, err);
    return status == STATUS_OK ? keep(download, err) : status;
}
