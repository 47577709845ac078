/* Many clients of one server on the loopback address, each with a connection of its own
 * that asks again and again:
 *
 *     load PORT BEARER CLIENTS REQUESTS PAUSE_MS PATH...
 *
 * The clients take the paths in turn. Prints how many answers came, how many of them
 * were 200, and the longest any took; fails unless every request was answered 200. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 1000, STACK_BYTES = 128 * 1024, PIECE_BYTES = 8192 };

struct plan {
    int port, requests;
    long pause_ms;
    const char *bearer;
    char **paths;
    int path_count;
};

struct client {
    const struct plan *plan;
    int number;
    pthread_t thread;
    long answers, good, longest_ms;
};

static long
now_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static int
connect_to(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Reads one answer by its Content-Length; gives its status, or 0. */
static int
read_answer(int fd)
{
    char piece[PIECE_BYTES + 1];
    size_t have = 0;
    char *body = NULL;
    while (!body && have < PIECE_BYTES) {
        ssize_t n = read(fd, piece + have, PIECE_BYTES - have);
        if (n <= 0)
            return 0;
        have += (size_t)n;
        piece[have] = '\0';
        body = strstr(piece, "\r\n\r\n");
    }
    const char *length = strstr(piece, "Content-Length: ");
    if (!body || !length || length > body)
        return 0;
    long left = strtol(length + 16, NULL, 10) - (long)(piece + have - (body + 4));
    int status = (int)strtol(piece + 9, NULL, 10);
    while (left > 0) {
        ssize_t n = read(fd, piece, left < PIECE_BYTES ? (size_t)left : PIECE_BYTES);
        if (n <= 0)
            return 0;
        left -= n;
    }
    return status;
}

static int
ask(int fd, const struct client *client, int turn)
{
    const struct plan *plan = client->plan;
    char request[4096];
    int n = snprintf(request, sizeof request,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                     "Authorization: Bearer %s\r\n\r\n",
                     plan->paths[(client->number + turn) % plan->path_count],
                     plan->port, plan->bearer);
    if (n >= (int)sizeof request || send(fd, request, (size_t)n, MSG_NOSIGNAL) != n)
        return 0;
    return read_answer(fd);
}

static void *
run(void *own)
{
    struct client *client = own;
    const struct plan *plan = client->plan;
    int fd = connect_to(plan->port);
    for (int turn = 0; turn < plan->requests && fd >= 0; turn++) {
        long start = now_ms();
        int status = ask(fd, client, turn);
        long took = now_ms() - start;
        if (!status)
            break;
        client->answers++;
        client->good += status == 200;
        if (took > client->longest_ms)
            client->longest_ms = took;
        long rest = plan->pause_ms - took;
        if (rest > 0)
            nanosleep(&(struct timespec){rest / 1000, rest % 1000 * 1000000}, NULL);
    }
    if (fd >= 0)
        close(fd);
    return NULL;
}

int
main(int argc, char **argv)
{
    static struct client clients[CLIENTS_MAX];
    if (argc < 7) {
        fputs("usage: load PORT BEARER CLIENTS REQUESTS PAUSE_MS PATH...\n", stderr);
        return 2;
    }
    struct plan plan = {.port = (int)strtol(argv[1], NULL, 10),
                        .bearer = argv[2],
                        .requests = (int)strtol(argv[4], NULL, 10),
                        .pause_ms = strtol(argv[5], NULL, 10),
                        .paths = argv + 6,
                        .path_count = argc - 6};
    int count = (int)strtol(argv[3], NULL, 10);
    count = count < 1 ? 1 : count > CLIENTS_MAX ? CLIENTS_MAX : count;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    long answers = 0, good = 0, longest = 0;
    for (int i = 0; i < count; i++) {
        clients[i] = (struct client){.plan = &plan, .number = i};
        if (pthread_create(&clients[i].thread, &attributes, run, &clients[i]) != 0)
            return 2;
    }
    for (int i = 0; i < count; i++) {
        pthread_join(clients[i].thread, NULL);
        answers += clients[i].answers;
        good += clients[i].good;
        longest = clients[i].longest_ms > longest ? clients[i].longest_ms : longest;
    }
    printf("asked %ld answered %ld good %ld longest %ld ms\n",
           (long)count * plan.requests, answers, good, longest);
    return good == (long)count * plan.requests ? 0 : 1;
}
