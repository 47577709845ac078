/* One file fetched by a link that carries its own permission (api/download.h). What has
 * come stands in PATH.part, with what is needed to go on from there in PATH.part-info,
 * until all of it is there and checked; then it takes its name. Whatever goes wrong,
 * the part is kept, unless it was found damaged. To the host of the link goes nothing
 * of the tenant: no token, no header of its own, no client certificate.
 *
 *   download_open, download_read_part until it is done, then where download_wants
 *   says so download_request and sending it, download_finish, download_release. */
#ifndef IO_DOWNLOAD_H
#define IO_DOWNLOAD_H

#include "api/download.h"
#include "io/digest.h"
#include "io/net.h"

struct download {
    const struct download_link *link; /* borrowed */
    bool overwrite;                   /* a file of that name may go */
    char *path, *part, *info;         /* owned */
    int fd;                           /* of the part */
    uint64_t have;                    /* bytes of it */
    uint64_t read;                    /* of these, gone over for the digests */
    uint64_t resumed;                 /* where this try began; 0: at the start */
    struct download_mark mark;
    struct digest digest;
    struct pairs headers;
    struct net_way way;
    bool restarted; /* the file changed: what was here is void */
    enum download_turn turn;
    bool judged; /* TURN is known */
    uint64_t ignored;
    struct err trouble; /* of ours: the disk */

    /* when it is finished */
    int status; /* of an answer that was no file; 0: a file came, or nothing */
    char sha256[65], md5[32]; /* hexadecimal, base64; "": libcrypto is missing */
    bool checked;             /* the MD5 that the storage told is the file's */
};

/* LINK is borrowed until the end. STATUS_INPUT: PATH is there and may not go, or
 * another file's part is. */
enum status download_open(struct download *download, const struct download_link *link,
                          const char *path, bool overwrite, struct err *err);
/* Goes over some more of the part that is there; false when all of it was. */
bool download_read_part(struct download *download);
bool download_wants(const struct download *download); /* something is missing */
/* REQUEST borrows from DOWNLOAD, which must not move before the end. WAY: proxy and
 * authorities; or NULL. */
void download_request(struct download *download, const struct net_way *way,
                      struct net_request *request);
/* EXCHANGE: how it ended; NULL where nothing was sent. STATUS_OK: the file stands at
 * PATH. Else ERR says why, what is kept and what to do. NOW: the time of day. */
enum status download_finish(struct download *download, const struct exchange *exchange,
                            clock_ms now, struct err *err);
/* What to make of an answer, once its head is there; for the download's own files. */
void download_judge(struct download *download, const struct response *response);
void download_release(struct download *download);

#endif
