/* A file that the answer links to, fetched while the explorer goes on. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/download.h"
#include "io/files.h"
#include "io/run_state.h"

#include <string.h>
#include <unistd.h>

enum { TELL_MS = 100 };

struct run_download {
    struct download_links links; /* the one */
    struct download download;
    unsigned timer; /* while the part that is there is read */
    bool sent;
    clock_ms told; /* steady */
};

static void
forget(struct run *run)
{
    struct run_download *own = run->download;
    if (!own)
        return;
    run->download = NULL;
    loop_timer_cancel(&run->loop, own->timer);
    download_release(&own->download);
    download_links_release(&own->links);
    mem_free(own);
}

void
run_download_release(struct run *run)
{
    forget(run);
}

/* The last word on it. */
static void
tell_end(struct run *run, enum status status, const struct err *err, bool exists)
{
    const struct download *download = &run->download->download;
    const char *why = download->checked ? _("Saved; its MD5 is what the storage told.")
                      : download->mark.md5
                          ? _("Saved; its MD5 could not be worked out: libcrypto is "
                              "missing.")
                          : _("Saved; no checksum was given.");
    struct str said = {0}, sum = str_of(download->sha256);
    str_addf(&said, "%s",
             download->restarted
                 ? _("Saved; it has changed since the last try, and was fetched from "
                     "the start.")
                 : why);
    struct message message = {
        .kind = MESSAGE_DOWNLOADED,
        .text = str_span(&said),
        .value = str_span(&sum),
        .have = download->have,
        .failed = status != STATUS_OK,
        .exists = exists,
        .error = err->text,
    };
    forget(run); /* the explorer may begin the next one */
    run_tell(run, &message);
    str_release(&said);
    str_release(&sum);
}

static void
finish(struct run *run, const struct exchange *exchange)
{
    struct err err = {0};
    enum status status =
        download_finish(&run->download->download, exchange, clock_now().wall, &err);
    tell_end(run, status, &err, false);
}

static void
tell_progress(struct run *run)
{
    struct run_download *own = run->download;
    clock_ms now = clock_now().steady;
    if (now - own->told < TELL_MS)
        return;
    own->told = now;
    struct message message = {
        .kind = MESSAGE_DOWNLOADING,
        .have = own->sent ? own->download.have : own->download.read,
        .announced = own->download.mark.sized ? own->download.mark.size : 0,
    };
    run_tell(run, &message);
}

/* Some more of the part that is there; then the rest is asked for. */
static void
prepare(void *owner)
{
    struct run *run = owner;
    struct run_download *own = run->download;
    own->timer = 0;
    if (download_read_part(&own->download)) {
        own->timer = loop_timer(&run->loop, 0, prepare, run);
        tell_progress(run);
    } else if (download_wants(&own->download)) {
        struct net_way way = net_way_of(&run->profile);
        struct net_request request;
        download_request(&own->download, &way, &request);
        own->sent = true;
        net_send(&run->net, RUN_DOWNLOAD_ID, &request);
    } else {
        finish(run, NULL);
    }
}

void
run_download(struct run *run, const struct command *command)
{
    struct err err = {0};
    if (run->download)
        return; /* one at a time */
    struct run_download *own = mem_alloc(sizeof *own);
    run->download = own;
    own->download.fd = -1;
    enum status status = STATUS_INPUT;
    char *path = file_home_path(command->path);
    bool exists = !command->on && access(path, F_OK) == 0;
    if (!download_add(&own->links, span_of(command->url)))
        err_set(&err, status, "%s", _("the link is no address"));
    else
        status = download_open(&own->download, &own->links.items[0], path, command->on,
                               &err);
    mem_free(path);
    if (status == STATUS_OK)
        own->timer = loop_timer(&run->loop, 0, prepare, run);
    else
        tell_end(run, status, &err, exists);
}

void
run_download_event(struct run *run, const struct net_event *event)
{
    if (!run->download)
        return;
    if (event->kind == NET_DONE)
        finish(run, event->exchange);
    else
        tell_progress(run);
}

void
run_download_stop(struct run *run, const struct command *command)
{
    (void)command;
    if (!run->download)
        return;
    if (run->download->sent) {
        net_cancel(&run->net, RUN_DOWNLOAD_ID);
        return;
    }
    struct exchange stopped = {.transport = TRANSPORT_CANCELLED,
                               .transport_text = mem_strdup(_("cancelled"))};
    finish(run, &stopped);
    exchange_release(&stopped);
}
