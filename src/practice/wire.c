#include "config.h"

#include "practice/wire.h"

#include "api/response.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

enum { PIECES = 20, STUCK_MS = 15000 };
#ifndef MSG_MORE
#define MSG_MORE 0
#endif

struct wire {
    int connection, stop;
    unsigned piece_ms;
    uint64_t left;  /* bytes of the body still to be sent */
    uint64_t piece; /* bytes until the next pause */
    bool more;      /* what is sent now goes out together with what follows */
    bool over;      /* the other side is gone, or the server ends */
};

bool
wire_needed(const struct delivery *delivery)
{
    return delivery->piece_ms || delivery->length_off || delivery->half ||
           delivery->reset || delivery->bare || delivery->by_hand || delivery->times;
}

static void
put(struct wire *wire, struct span bytes)
{
    while (bytes.n && !wire->over) {
        struct pollfd wait[] = {{.fd = wire->connection, .events = POLLOUT},
                                {.fd = wire->stop, .events = POLLIN}};
        int ready = poll(wait, 2, STUCK_MS);
        if (ready < 0 && errno == EINTR)
            continue;
        ssize_t n = 0;
        if (ready > 0 && !wait[1].revents)
            n = send(wire->connection, bytes.p, bytes.n,
                     MSG_NOSIGNAL | MSG_DONTWAIT | (wire->more ? MSG_MORE : 0));
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            continue;
        wire->over = n <= 0;
        if (n > 0)
            bytes = span_from(bytes, (size_t)n);
    }
}

static void
pause_ms(struct wire *wire, unsigned ms)
{
    struct pollfd stop = {.fd = wire->stop, .events = POLLIN};
    if (!wire->over && poll(&stop, 1, (int)ms) > 0)
        wire->over = true;
}

/* A part of the body, as far as the body is to go. */
static void
put_body(struct wire *wire, struct span bytes)
{
    bytes = span_sub(bytes, 0, bytes.n < wire->left ? bytes.n : (size_t)wire->left);
    wire->left -= bytes.n;
    while (wire->piece_ms && bytes.n > wire->piece && !wire->over) {
        put(wire, span_sub(bytes, 0, (size_t)wire->piece));
        bytes = span_from(bytes, (size_t)wire->piece);
        pause_ms(wire, wire->piece_ms);
    }
    put(wire, bytes);
}

static void
put_head(struct wire *wire, const struct practice_answer *answer, uint64_t length,
         clock_ms now)
{
    struct str head = {0};
    str_addf(&head, "HTTP/1.1 %d %s\r\n", answer->status,
             status_reason(answer->status));
    if (!pairs_get_nocase(&answer->headers, "Date")) {
        str_add_text(&head, "Date: ");
        clock_add_http_date(&head, now);
        str_add_text(&head, "\r\n");
    }
    for (size_t i = 0; i < answer->headers.count; i++)
        str_addf(&head, "%s: %s\r\n", answer->headers.items[i].name,
                 answer->headers.items[i].value);
    str_addf(&head, "Content-Length: %llu\r\nConnection: close\r\n\r\n",
             (unsigned long long)length);
    /* a client that reads the head alone reads no more than was announced */
    wire->more = wire->left > 0 && !wire->piece_ms;
    put(wire, str_span(&head));
    wire->more = false;
    str_release(&head);
}

/* To dissolve a connection's association sends a reset (and where a system does not,
 * its lingering end does). */
static void
reset(int connection)
{
    struct linger linger = {.l_onoff = 1};
    struct sockaddr none = {.sa_family = AF_UNSPEC};
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    (void)connect(connection, &none, sizeof none);
}

void
wire_send(int connection, int stop, const struct practice_answer *answer, clock_ms now)
{
    const struct delivery *delivery = &answer->delivery;
    uint64_t size = answer->body.n + (uint64_t)delivery->times * delivery->block.n +
                    delivery->tail.n;
    struct wire wire = {.connection = connection,
                        .stop = stop,
                        .piece_ms = delivery->piece_ms,
                        .piece = size / PIECES + 1,
                        .left = delivery->half ? size / 2 : size};
    if (!delivery->bare)
        put_head(&wire, answer, size + (uint64_t)(int64_t)delivery->length_off, now);
    put_body(&wire, str_span(&answer->body));
    for (size_t i = 0; i < delivery->times && wire.left && !wire.over; i++)
        put_body(&wire, str_span(&delivery->block));
    put_body(&wire, str_span(&delivery->tail));
    if (delivery->reset)
        reset(connection);
}
