/* A server that misbehaves, for tests: plain TCP on 127.0.0.1, one poll loop. The
 * first folder of the path names the fault, the rest of it is its argument:
 *
 *     GET /short-body            GET /retry-after/1.5            GET
 * /gzip-cut/chunked/50
 *
 * Prints its port on the first line, and on the second that of a listener that never
 * accepts. Ends when its standard input closes. */
#include "config.h"

#include "base/memory.h"
#include "base/str.h"
#include "fault_server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 64, DRIP_MS = 100, REQUEST_MAX = 1 << 20 };

struct connection {
    int fd; /* -1: free */
    struct str in;
    struct answer answer;
    bool answering;
    size_t sent;
};

static struct connection connections[CONNECTIONS];

static void
hang_up(struct connection *connection, bool reset)
{
    struct linger linger = {.l_onoff = 1, .l_linger = 0};
    if (reset)
        setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
    close(connection->fd);
    str_release(&connection->in);
    str_release(&connection->answer.bytes);
    *connection = (struct connection){.fd = -1};
}

/* Closing with unread bytes would reset: the answer must arrive first. */
static void
say_goodbye(struct connection *connection)
{
    char rest[4096];
    shutdown(connection->fd, SHUT_WR);
    while (read(connection->fd, rest, sizeof rest) > 0)
        continue;
    hang_up(connection, false);
}

static void
next_request(struct connection *connection)
{
    str_release(&connection->answer.bytes);
    connection->answer = (struct answer){0};
    connection->answering = false;
    connection->sent = 0;
    str_clear(&connection->in);
}

static void
finish(struct connection *connection)
{
    switch (connection->answer.then) {
    case THEN_KEEP:
        next_request(connection);
        break;
    case THEN_CLOSE:
        say_goodbye(connection);
        break;
    case THEN_RESET:
        hang_up(connection, true);
        break;
    case THEN_AGAIN:
        connection->sent = connection->answer.from;
        break;
    case THEN_HOLD:
    case THEN_DRIP:
        break;
    }
}

static void
answer_some(struct connection *connection)
{
    struct answer *answer = &connection->answer;
    struct span left = span_from(str_span(&answer->bytes), connection->sent);
    if (answer->then == THEN_DRIP && left.n)
        left.n = connection->sent < answer->from ? answer->from - connection->sent : 1;
    if (left.n) {
        ssize_t n = send(connection->fd, left.p, left.n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n < 0) {
            hang_up(connection, false);
            return;
        }
        connection->sent += (size_t)n;
    }
    if (connection->sent == answer->bytes.n)
        finish(connection);
}

static bool
whole_request(const struct str *in)
{
    struct span text = str_span(in), length;
    size_t head = span_find(text, 0, SPAN("\r\n\r\n"));
    uint64_t n = 0;
    if (head == text.n)
        return false;
    struct span name = SPAN("content-length:");
    size_t at = span_find_nocase(span_sub(text, 0, head), 0, name);
    if (at < head) {
        length = span_sub(text, at + name.n, head + 2);
        length.n = span_find_byte(length, 0, '\r');
        span_number(span_trim(length), REQUEST_MAX, &n);
    }
    return text.n >= head + 4 + n;
}

static void
listen_to(struct connection *connection)
{
    char piece[8192];
    ssize_t n = recv(connection->fd, piece, sizeof piece, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0 || connection->in.n > REQUEST_MAX) {
        hang_up(connection, false);
        return;
    }
    str_add(&connection->in, (struct span){piece, (size_t)n});
    if (!connection->answering && whole_request(&connection->in)) {
        connection->answering = true;
        answer_make(&connection->answer, str_span(&connection->in));
        answer_some(connection);
    }
}

static int
open_listener(int backlog, in_port_t *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, n) != 0 ||
        listen(fd, backlog) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &n) != 0) {
        perror("fault_server");
        exit(2);
    }
    *port = ntohs(address.sin_port);
    return fd;
}

/* A queue of length 0 holds one; once it is full, further ones are not answered. */
static in_port_t
open_deaf(void)
{
    in_port_t port;
    open_listener(0, &port);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int i = 0; i < 4; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
            continue;
    }
    return port;
}

static void
welcome(int listener)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    for (size_t i = 0; i < CONNECTIONS; i++)
        if (connections[i].fd < 0) {
            connections[i].fd = fd;
            return;
        }
    close(fd);
}

static short
wanted(const struct connection *connection)
{
    bool more = connection->answering && connection->answer.then != THEN_DRIP &&
                connection->sent < connection->answer.bytes.n;
    return more ? POLLIN | POLLOUT : POLLIN;
}

static void
serve(struct connection *connection, short revents)
{
    if (connection->fd >= 0 && (revents & POLLOUT))
        answer_some(connection);
    if (connection->fd >= 0 && (revents & (POLLIN | POLLHUP | POLLERR)))
        listen_to(connection);
}

static void
drip(void)
{
    for (size_t i = 0; i < CONNECTIONS; i++)
        if (connections[i].fd >= 0 && connections[i].answering &&
            connections[i].answer.then == THEN_DRIP)
            answer_some(&connections[i]);
}

int
main(void)
{
    struct pollfd fds[CONNECTIONS + 2];
    in_port_t port;
    char scratch[64];
    for (size_t i = 0; i < CONNECTIONS; i++)
        connections[i].fd = -1;
    int listener = open_listener(CONNECTIONS, &port);
    signal(SIGPIPE, SIG_IGN);
    printf("%u\n%u\n", port, open_deaf());
    fflush(stdout);
    for (;;) {
        fds[0] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
        fds[1] = (struct pollfd){.fd = listener, .events = POLLIN};
        for (size_t i = 0; i < CONNECTIONS; i++)
            fds[i + 2] = (struct pollfd){.fd = connections[i].fd,
                                         .events = wanted(&connections[i])};
        poll(fds, COUNT_OF(fds), DRIP_MS);
        if (fds[0].revents && read(STDIN_FILENO, scratch, sizeof scratch) <= 0)
            return 0;
        for (size_t i = 0; i < CONNECTIONS; i++)
            if (fds[i + 2].fd >= 0 && fds[i + 2].revents)
                serve(&connections[i], fds[i + 2].revents);
        if (fds[1].revents)
            welcome(listener);
        drip();
    }
}
