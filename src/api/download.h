/* Files that an answer offers by links which carry their own permission: the signature
 * of a shared access signature (Azure Storage, "Create a service SAS": se is its end,
 * rscd the name that it gives the file, sig the signature). Whoever has the link has
 * the file, so a link is a secret: what is shown of it is host and name. Pure; every
 * list owns its links, whose texts but the URL are safe to show. */
#ifndef API_DOWNLOAD_H
#define API_DOWNLOAD_H

#include "api/response.h"
#include "base/clock.h"

enum {
    DOWNLOAD_LINKS_MAX = 1000,
    DOWNLOAD_URL_MAX = 16 << 10, /* bytes */
    DOWNLOAD_NAME_MAX = 180,     /* bytes; room for ".part-info" is left */
};

/* Why a link can't be followed at all. */
enum download_bar {
    DOWNLOAD_OPEN,
    DOWNLOAD_REDACTED,  /* its signature was taken out when it was kept */
    DOWNLOAD_NOT_HTTPS, /* http, and not to this machine */
    DOWNLOAD_NO_HOST,   /* no host, or a user name before it */
};

struct download_link {
    char *url;      /* as it is sent; not to be shown */
    char *host;     /* "name" or "name:port" */
    char *source;   /* host and path: the file, whoever signed the link to it */
    char *name;     /* proposed: no folder, nothing that a terminal or a shell minds */
    clock_ms until; /* when the signature ends; 0: the link does not tell */
    bool local;     /* http to 127.0.0.1 */
    enum download_bar bar;
};

struct download_links {
    struct download_link *items;
    size_t count, room;
    size_t left_out; /* that were more than DOWNLOAD_LINKS_MAX */
};

/* Appends the links in a text of any form: JSON, JSON within JSON, what curl printed,
 * one a line. No two get the same name. */
void download_find(struct download_links *links, struct span text);
/* Adds one link, signed or not. False: it is no URL that can be fetched. */
bool download_add(struct download_links *links, struct span url);
bool download_found(struct span text); /* is there one */
void download_links_release(struct download_links *links);
/* A whole sentence; NULL for DOWNLOAD_OPEN. */
const char *download_bar_text(enum download_bar bar);
/* Whether a URL carries a signature. */
bool download_is_signed(struct span url);

/* What is kept beside a partial file, to go on with it another time. */
struct download_mark {
    char *source; /* as the link has it; owned like the rest */
    char *tag;    /* entity tag, strong; NULL: can't be gone on with */
    char *md5;    /* base64, of the whole file; NULL: none was given */
    uint64_t size;
    bool sized; /* SIZE is known */
};

void download_mark_release(struct download_mark *mark);
void download_mark_write(const struct download_mark *mark, struct str *out);
/* False: it is none. */
bool download_mark_read(struct download_mark *mark, struct span text);
/* Learns from the head of an answer that gives the file. */
void download_mark_learn(struct download_mark *mark, const struct response *response);

/* What to make of an answer's head, with HAVE bytes here already. */
enum download_turn {
    DOWNLOAD_FROM_START, /* the whole comes: what is here is written over */
    DOWNLOAD_GO_ON,      /* the rest comes */
    DOWNLOAD_COMPLETE,   /* nothing is missing */
    DOWNLOAD_REFUSED,    /* no part of the file comes */
    DOWNLOAD_MISPLACED,  /* another part than was asked for */
};
enum download_turn download_turn(const struct response *response,
                                 const struct download_mark *mark, uint64_t have);
/* Why no file came, and what to do, in a sentence. Appends. NOW: this machine's. */
void download_refusal(const struct download_link *link, const struct response *response,
                      clock_ms now, struct str *out);
/* Whether the link still holds: "ends in 0:59:12". Appends. */
void download_tell_end(const struct download_link *link, clock_ms now, struct str *out);
/* "2026-11-23 18:00:00 UTC". Appends. */
void download_add_time(struct str *out, clock_ms at);

#endif
