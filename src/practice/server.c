/* libmicrohttpd around practice_handle. Every connection has a thread, so that a fault
 * can make one wait without holding up the others; the tenant itself is asked by one
 * thread at a time. */
#include "config.h"

#include "practice/server.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 1000,
    BACKLOG = 512,
    STACK_BYTES = 512 * 1024, /* of a connection's thread */
    IDLE_S = 15,
    RECEIVED_MAX = 2 * PRACTICE_BODY_MAX,
};

struct server {
    struct MHD_Daemon *daemon;
    struct practice *practice;
    struct record *record; /* or NULL */
    pthread_mutex_t lock;  /* held while the tenant is asked */
    int stopping[2];       /* a pipe: its end is reached when the server stops */
};

struct arriving { /* a request while it comes in */
    struct str target, body;
    uint64_t received; /* bytes of the body */
    bool begun, too_large;
};

struct now
server_now(void)
{
    struct timespec wall, steady;
    clock_gettime(CLOCK_REALTIME, &wall);
    clock_gettime(CLOCK_MONOTONIC, &steady);
    return (struct now){
        .wall = (clock_ms)wall.tv_sec * 1000 + wall.tv_nsec / 1000000,
        .steady = (clock_ms)steady.tv_sec * 1000 + steady.tv_nsec / 1000000,
    };
}

enum status
server_listen(unsigned *port, int *listener, struct err *err)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return err_set(err, STATUS_IO, _("no socket: %s"), strerror(errno));
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)*port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    socklen_t size = sizeof address;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(fd, BACKLOG) < 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
        err_set(err, STATUS_IO,
                _("port %u on 127.0.0.1: %s; leave out --port to take any free one"),
                *port, strerror(errno));
        close(fd);
        return STATUS_IO;
    }
    *port = ntohs(address.sin_port);
    *listener = fd;
    return STATUS_OK;
}

/* Waits, but not longer than the server runs. */
static void
wait_ms(const struct server *server, unsigned milliseconds)
{
    struct pollfd stop = {.fd = server->stopping[0], .events = POLLIN};
    poll(&stop, 1, (int)milliseconds);
}

static void *
begin_request(void *cls, const char *uri, struct MHD_Connection *connection)
{
    (void)cls;
    (void)connection;
    struct arriving *arriving = mem_alloc(sizeof *arriving);
    str_add_text(&arriving->target, uri);
    return arriving;
}

static void
end_request(void *cls, struct MHD_Connection *connection, void **context,
            enum MHD_RequestTerminationCode code)
{
    (void)cls;
    (void)connection;
    (void)code;
    struct arriving *arriving = *context;
    if (!arriving)
        return;
    str_release(&arriving->target);
    str_release(&arriving->body);
    mem_free(arriving);
    *context = NULL;
}

static enum MHD_Result
add_pair(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    pairs_add(cls, span_of(name), span_of(value));
    return MHD_YES;
}

/* Takes the answer's body. */
static struct MHD_Response *
response_of(struct practice_answer *answer)
{
    size_t size = answer->body.n;
    char *body = str_take(&answer->body);
    if (size)
        return MHD_create_response_from_buffer_with_free_callback(size, body, mem_free);
    mem_free(body);
    return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

/* MHD_NO closes the connection. */
static enum MHD_Result
send_answer(struct server *server, struct MHD_Connection *connection,
            struct practice_answer *answer, clock_ms now)
{
    if (answer->delivery.first_byte_ms)
        wait_ms(server, answer->delivery.first_byte_ms);
    if (wire_needed(&answer->delivery)) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (info)
            wire_send(info->connect_fd, server->stopping[0], answer, now);
        return MHD_NO;
    }
    /* a fault may wait longer than an idle connection is kept */
    if (answer->delivery.first_byte_ms)
        MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 0u);
    struct MHD_Response *response = response_of(answer);
    if (!response)
        return MHD_NO;
    for (size_t i = 0; i < answer->headers.count; i++)
        MHD_add_response_header(response, answer->headers.items[i].name,
                                answer->headers.items[i].value);
    enum MHD_Result result =
        MHD_queue_response(connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result
answer_request(struct server *server, struct MHD_Connection *connection,
               const char *method, const struct arriving *arriving)
{
    struct pairs headers = {0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, add_pair, &headers);
    struct practice_request request = {
        .method = span_of(method),
        .target = str_span(&arriving->target),
        .headers = &headers,
        .body = str_span(&arriving->body),
        .too_large = arriving->too_large,
    };
    struct practice_answer answer = {0};
    pthread_mutex_lock(&server->lock);
    struct now now = server_now();
    practice_handle(server->practice, &request, &now, &answer);
    pthread_mutex_unlock(&server->lock);
    struct now answered = server_now();
    record_add(server->record, &request, &answer, &now, &answered);
    pairs_release(&headers);
    enum MHD_Result result = send_answer(server, connection, &answer, now.wall);
    practice_answer_release(&answer);
    return result;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url,
           const char *method, const char *version, const char *upload,
           size_t *upload_size, void **context)
{
    (void)url;
    (void)version;
    struct arriving *arriving = *context;
    if (!arriving)
        return MHD_NO;
    if (!arriving->begun) {
        arriving->begun = true;
        return MHD_YES;
    }
    if (*upload_size) {
        arriving->received += *upload_size;
        if (arriving->received > RECEIVED_MAX)
            return MHD_NO; /* it is told by the connection's end alone */
        if (arriving->received > PRACTICE_BODY_MAX)
            arriving->too_large = true;
        else
            str_add(&arriving->body, (struct span){upload, *upload_size});
        *upload_size = 0;
        return MHD_YES;
    }
    return answer_request(cls, connection, method, arriving);
}

struct server *
server_start(int listener, struct practice *practice, struct record *record,
             struct err *err)
{
    struct server *server = mem_alloc(sizeof *server);
    server->practice = practice;
    server->record = record;
    pthread_mutex_init(&server->lock, NULL);
    if (pipe(server->stopping) < 0) {
        err_set(err, STATUS_IO, _("no pipe: %s"), strerror(errno));
        close(listener);
        mem_free(server);
        return NULL;
    }
    server->daemon = MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_THREAD_PER_CONNECTION, 0, NULL, NULL,
        on_request, server, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_URI_LOG_CALLBACK,
        begin_request, NULL, MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!server->daemon) {
        err_set(err, STATUS_IO, _("the HTTP service did not start: %s"),
                strerror(errno));
        close(listener);
        server_stop(server);
        return NULL;
    }
    return server;
}

void
server_state(struct server *server, uint64_t *changes, struct str *out)
{
    pthread_mutex_lock(&server->lock);
    uint64_t now = practice_changes(server->practice);
    if (now != *changes)
        practice_state(server->practice, out);
    *changes = now;
    pthread_mutex_unlock(&server->lock);
}

void
server_stop(struct server *server)
{
    if (!server)
        return;
    close(server->stopping[1]);
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    close(server->stopping[0]);
    pthread_mutex_destroy(&server->lock);
    mem_free(server);
}
