/* HTTP requests, many at once, none of them waiting. libcurl is opened when the first
 * one is sent. A request always ends in one NET_DONE event with an exchange, whatever
 * happens; nothing is sent twice, no redirect is followed, no certificate goes
 * unchecked.
 *
 * Completeness is judged here, not by libcurl, which reports success for a cut gzip
 * body, two different lengths and the like: see response.completeness and
 * response.fault. */
#ifndef IO_NET_H
#define IO_NET_H

#include "api/exchange.h"
#include "api/profile.h"
#include "base/secret.h"
#include "io/loop.h"

enum {
    NET_CONNECT_MS = 10000, /* where a request names no limits of its own */
    NET_SILENCE_S = 30,
};
#define NET_BODY_MAX ((uint64_t)512 << 20)
#define NET_KEEP_MAX ((size_t)512 << 10)

/* The way to a host. NULL members: as the environment says, or none. */
struct net_way {
    const char *proxy;    /* "http://host:port"; "": none */
    const char *no_proxy; /* hosts that are reached without it, between commas */
    const char *ca_file;  /* PEM: the authorities that are trusted */
    const char *crl_file; /* PEM: what they revoked; each authority's list is needed */
    const char *certificate, *key; /* PEM: the client's own */
};

/* What the profile says of it; borrows. */
struct net_way net_way_of(const struct profile *profile);

/* What to send. All borrowed, and only for the call of net_send. */
struct net_request {
    const char *method, *url;
    const struct pairs *headers; /* or NULL. Added where absent: Accept, User-Agent,
                                    Accept-Encoding, client-request-id;
                                    Content-Type with a body */
    struct span body;
    bool has_body;
    const struct secret *bearer; /* sent as Authorization; or NULL */
    const char *refusal; /* why it must not be sent: it ends so, as TRANSPORT_SETUP */
    bool practice;       /* http to 127.0.0.1 and nothing else; without it https only */
    const struct net_way *way; /* or NULL */
    bool raw;   /* a file: a Content-Encoding is left on, and no body is judged */
    bool http1; /* no HTTP/2: for proxies that can't; with a credential there is none */
    long connect_ms;   /* to have a connection, TLS included; 0: NET_CONNECT_MS */
    long total_ms;     /* to have everything; 0: no limit */
    long silence_s;    /* without one byte; 0: NET_SILENCE_S */
    uint64_t body_max; /* decoded bytes; 0: NET_BODY_MAX */
    /* Where given, takes the decoded body piece by piece as it comes; false stops it
     * (as cancelled). The exchange then keeps the first KEEP bytes only (0:
     * NET_KEEP_MAX), and only `sunk` of net_event tells its whole length. Called within
     * libcurl: must not call net_*. START is called before the first piece, with
     * status and headers; may be NULL. */
    void (*start)(void *owner, const struct response *response);
    bool (*sink)(void *owner, struct span piece);
    /* Called before the first byte is sent, with the exchange as far as it is known:
     * ID, time, request. May be NULL. */
    void (*before)(void *owner, const struct exchange *exchange);
    /* Called once, when the request is on its way and its answer is waited for: time
     * for what the answer will need. May be NULL; must not call net_*. */
    void (*meanwhile)(void *owner);
    void *owner;
    size_t keep;
};

/* The first two are left out when the end is seen in the same turn. */
enum net_event_kind {
    NET_HEADERS, /* status and headers are there */
    NET_BYTES,   /* more of the body is; at most once a turn of the loop */
    NET_DONE,    /* the last event of this ID */
};

struct net_event {
    enum net_event_kind kind;
    unsigned id;
    const struct response *response; /* as far as it came; borrowed until the handler
                                        returns; NULL where there is none */
    uint64_t announced;              /* Content-Length; 0: not said */
    uint64_t sunk;                   /* decoded bytes so far, kept or not */
    struct exchange *exchange; /* NET_DONE: move it out (*to = *exchange; *exchange =
                                  (struct exchange){0}), or it is released */
};

struct net {
    struct loop *loop; /* borrowed */
    void (*handle)(void *owner, const struct net_event *event);
    void *owner;
    void *multi; /* CURLM; NULL: not opened yet */
    struct transfer **transfers;
    size_t count, room;
    void *waits; /* scratch of one turn */
    size_t wait_room;
};

/* The handler is called from loop_turn only, never from net_send or net_cancel. */
void net_init(struct net *net, struct loop *loop,
              void (*handle)(void *owner, const struct net_event *event), void *owner);
void net_release(struct net *net); /* what is under way is dropped without an event */

/* ID is the caller's: any number not under way. What can't be sent ends with
 * TRANSPORT_SETUP. */
void net_send(struct net *net, unsigned id, const struct net_request *request);
/* At once, also while a name is looked up; what came is kept in the exchange. */
void net_cancel(struct net *net, unsigned id);
bool net_busy(const struct net *net); /* something is under way */

/* Sends and waits, for commands: turns a loop of its own until the end. Ctrl-C cancels.
 * EXCHANGE is filled whatever comes out. STATUS_OK: an answer came, whole, of any
 * status; STATUS_NETWORK: none, or not a whole one; STATUS_LIMIT: larger than allowed;
 * STATUS_CANCELLED: Ctrl-C, or the sink refused. ERR says it in plain words. */
enum status net_exchange(const struct net_request *request, struct exchange *exchange,
                         struct err *err);
/* Closes the connections that net_exchange keeps for its next call. */
void net_exchange_end(void);

/* The headers that net_send would send, credentials as "[redacted]". Appends. */
void net_headers(const struct net_request *request, struct pairs *headers);
/* The proxy that a request to URL goes through, without its credentials; NULL: none.
 * Owned by the caller. */
char *net_proxy(const char *url, const struct net_way *way);
/* "libcurl/7.88.1 OpenSSL/3.0.20 ..." or NULL with ERR; for `doctor`. Borrowed. */
const char *net_version(struct err *err);
/* Where the certificates come from: a file or a folder; "" for libcurl's own choice.
 * Borrowed. */
const char *net_certificates(void);

#endif
