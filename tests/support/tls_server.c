/* A TLS server for tests on 127.0.0.1 and ::1, and a proxy on the same port: a CONNECT
 * to any host ends here.
 *
 *     tls_server FOLDER [KIND]
 *
 * Writes FOLDER/ca.pem and what else authority.h names; prints the port of each address
 * on a line (0: has no such address). What was asked of it stands in FOLDER/seen: each
 * CONNECT with its headers as it came, and each request after its TLS was undone. The
 * first word of the host's name is the kind of server that is met (expired.tls.test),
 * KIND where that says nothing. Ends when its standard input closes. */
#include "config.h"

#include "authority.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* A connection's process ends after that, whatever hangs. */
enum { PATIENCE_S = 60, HEAD_MAX = 1 << 16 };

static struct {
    char kind[64];
    const char *folder;
    int fd;
} server;

static void
note(const char *what, struct span text)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/seen", server.folder);
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct str line = {0};
    str_addf(&line, "--- %s %s\n", what, server.kind);
    str_add(&line, text);
    str_add_byte(&line, '\n');
    if (write(file, line.p, line.n) != (ssize_t)line.n)
        perror(path);
    close(file);
    str_release(&line);
}

static void
say(const char *text)
{
    if (write(server.fd, text, strlen(text)) < 0)
        _exit(1);
}

static bool
is_kind(const char *name)
{
    return strcmp(server.kind, name) == 0;
}

/* "expired.tls.test" tells the kind; "api.security.microsoft.com" tells none. */
static void
take_kind(struct span host)
{
    size_t dot = span_find_byte(host, 0, '.');
    if (!span_is(span_sub(host, dot, dot + 9), ".tls.test") ||
        dot >= sizeof server.kind)
        return;
    memcpy(server.kind, host.p, dot);
    server.kind[dot] = '\0';
}

/* --- as a proxy --- */

static const struct {
    const char *kind, *answer; /* NULL: hangs up */
} refusals[] = {
    {"proxy-407", "HTTP/1.1 407 Proxy Authentication Required\r\n"
                  "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"},
    {"proxy-403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"},
    {"proxy-502", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"},
    {"proxy-cut", NULL},
};

/* A CONNECT, where that is what comes first. */
static void
be_proxy(void)
{
    char head[8192];
    ssize_t n = recv(server.fd, head, 8, MSG_PEEK | MSG_WAITALL);
    if (n < 8 || memcmp(head, "CONNECT ", 8) != 0)
        return;
    struct span text = {head, 0};
    while (!span_ends(text, "\r\n\r\n") && text.n < sizeof head &&
           read(server.fd, head + text.n, 1) == 1)
        text.n++;
    take_kind(span_from(text, 8));
    note("proxy", text);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (is_kind(refusals[i].kind)) {
            if (refusals[i].answer)
                say(refusals[i].answer);
            _exit(0);
        }
    say("HTTP/1.1 200 Connection established\r\n\r\n");
}

/* --- TLS --- */

static void
read_server_name(SSL *ssl)
{
    const unsigned char *p;
    size_t n;
    /* RFC 6066, section 3: a list's length, a kind, a length, the name. */
    if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &p, &n) && n > 5)
        take_kind((struct span){(const char *)p + 5, n - 5});
}

static void
show_identity(SSL *ssl)
{
    struct identity own = authority_identity(server.kind);
    SSL_use_certificate(ssl, own.certificate);
    SSL_use_PrivateKey(ssl, own.key);
    if (own.between)
        SSL_add1_chain_cert(ssl, own.between);
}

static int
on_hello(SSL *ssl, int *alert, void *owner)
{
    (void)alert;
    (void)owner;
    read_server_name(ssl);
    if (is_kind("cut"))
        _exit(0);
    if (is_kind("silent"))
        pause();
    if (is_kind("plain")) {
        say("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        _exit(0);
    }
    if (is_kind("tls11"))
        SSL_set_max_proto_version(ssl, TLS1_1_VERSION);
    if (is_kind("client-certificate"))
        SSL_set_verify(ssl, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    show_identity(ssl);
    return SSL_CLIENT_HELLO_SUCCESS;
}

static int
choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *n,
                const unsigned char *in, unsigned in_n, void *owner)
{
    (void)ssl;
    (void)owner;
    const unsigned char *want = (const unsigned char *)"\x02h2\x08http/1.1";
    bool two = strncmp(server.kind, "h2", 2) == 0;
    unsigned char *chosen;
    if (SSL_select_next_proto(&chosen, n, want + (two ? 0 : 3), two ? 3 : 9, in,
                              in_n) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *
make_context(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(context, 0); /* the weak key is shown, to be refused */
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_client_hello_cb(context, on_hello, NULL);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority_root());
    return context;
}

/* --- HTTP/1.1 --- */

/* An answer that gives all away: what was sent, in headers and body. */
static void
echo(struct str *answer, struct span request)
{
    struct span name = SPAN("\r\nAuthorization: ");
    size_t at = span_find(request, 0, name) + name.n;
    struct span value = span_sub(request, at, span_find_byte(request, at, '\r'));
    str_addf(answer,
             "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n"
             "Set-Cookie: session=cookie-of-the-server; Secure\r\n"
             "X-Echo: %.*s\r\nrequest-id: a-%.*s\r\nContent-Length: %zu\r\n\r\n",
             SPAN_ARG(value), SPAN_ARG(value), request.n);
    str_add(answer, request);
}

static void
answer_http(SSL *ssl, struct span head)
{
    struct str answer = {0};
    struct span target = span_from(head, span_find_byte(head, 0, ' ') + 1);
    target = span_sub(target, 0, span_find_byte(target, 0, ' '));
    if (span_starts(target, "/redirect/"))
        str_addf(
            &answer,
            "HTTP/1.1 %.*s Elsewhere\r\nLocation: %.*s\r\nContent-Length: 0\r\n\r\n",
            SPAN_ARG(span_sub(target, 10, 13)), SPAN_ARG(span_from(target, 14)));
    else if (span_starts(target, "/echo"))
        echo(&answer, head);
    else if (span_starts(target, "/cut"))
        str_add_text(&answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                              "Content-Length: 100\r\n\r\n{\"value\": [1,");
    else
        str_add_text(&answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                              "Content-Length: 13\r\n\r\n{\"value\": []}");
    SSL_write(ssl, answer.p, (int)answer.n);
    str_release(&answer);
}

static size_t
body_length(struct span head)
{
    struct span name = SPAN("content-length:");
    size_t at = span_find_nocase(head, 0, name);
    return at < head.n ? strtoul(head.p + at + name.n, NULL, 10) : 0;
}

static void
serve_http(SSL *ssl)
{
    static char head[HEAD_MAX];
    size_t n = 0, whole = 0;
    for (int got; n < sizeof head - 1 && (!whole || n < whole); n += (size_t)got) {
        got = SSL_read(ssl, head + n, (int)(sizeof head - 1 - n));
        if (got <= 0)
            break;
        head[n + (size_t)got] = '\0';
        struct span text = {head, n + (size_t)got};
        size_t end = span_find(text, 0, SPAN("\r\n\r\n"));
        if (!whole && end < text.n)
            whole = end + 4 + body_length(span_sub(text, 0, end));
    }
    note("request", (struct span){head, n});
    if (whole)
        answer_http(ssl, (struct span){head, n});
}

/* --- HTTP/2 (RFC 9113): as much as one answer needs --- */

enum { FRAME_DATA, FRAME_HEADERS, FRAME_RESET = 3, FRAME_SETTINGS, FRAME_GOAWAY = 7 };
enum { FLAG_END = 1, FLAG_ACK = 1, FLAG_END_HEADERS = 4 };

static void
send_frame(SSL *ssl, unsigned char type, unsigned char flags, unsigned char stream,
           struct span payload)
{
    struct str frame = {0};
    const char head[] = {0, 0, (char)payload.n, (char)type, (char)flags, 0,
                         0, 0, (char)stream};
    str_add(&frame, (struct span){head, sizeof head});
    str_add(&frame, payload);
    SSL_write(ssl, frame.p, (int)frame.n);
    str_release(&frame);
}

static bool
read_all(SSL *ssl, unsigned char *to, size_t n)
{
    for (size_t at = 0; at < n;) {
        int got = SSL_read(ssl, to + at, (int)(n - at));
        if (got <= 0)
            return false;
        at += (size_t)got;
    }
    return true;
}

static void
answer_frame(SSL *ssl, unsigned char stream)
{
    note("h2", SPAN("a request"));
    if (is_kind("h2-reset")) {
        send_frame(ssl, FRAME_RESET, 0, stream, (struct span){"\0\0\0\2", 4});
        return;
    }
    if (is_kind("h2-goaway")) {
        send_frame(ssl, FRAME_GOAWAY, 0, 0, (struct span){"\0\0\0\0\0\0\0\2", 8});
        return;
    }
    /* RFC 7541: entry 8 of the static table is ":status: 200". */
    send_frame(ssl, FRAME_HEADERS, FLAG_END_HEADERS, stream, SPAN("\x88"));
    send_frame(ssl, FRAME_DATA, FLAG_END, stream, SPAN("{\"value\": []}"));
}

static void
serve_http2(SSL *ssl)
{
    static unsigned char preface[24], head[9], payload[1 << 14];
    if (!read_all(ssl, preface, sizeof preface))
        return;
    send_frame(ssl, FRAME_SETTINGS, 0, 0, SPAN(""));
    while (read_all(ssl, head, sizeof head)) {
        size_t n = (size_t)head[0] << 16 | (size_t)head[1] << 8 | head[2];
        if (n > sizeof payload || !read_all(ssl, payload, n))
            return;
        if (head[3] == FRAME_SETTINGS && !(head[4] & FLAG_ACK))
            send_frame(ssl, FRAME_SETTINGS, FLAG_ACK, 0, SPAN(""));
        if (head[3] == FRAME_HEADERS)
            answer_frame(ssl, head[8]);
    }
}

/* --- connections --- */

static void
serve(SSL_CTX *context)
{
    alarm(PATIENCE_S);
    be_proxy();
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, server.fd);
    if (SSL_accept(ssl) != 1) {
        /* Closing with unread bytes would reset: the alert must arrive first. */
        char rest[4096];
        shutdown(server.fd, SHUT_WR);
        while (read(server.fd, rest, sizeof rest) > 0)
            continue;
        return;
    }
    const unsigned char *protocol;
    unsigned n;
    SSL_get0_alpn_selected(ssl, &protocol, &n);
    if (n == 2)
        serve_http2(ssl);
    else
        serve_http(ssl);
    SSL_shutdown(ssl);
}

static int
open_listener(int family, const void *address, socklen_t n)
{
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && bind(fd, address, n) == 0 && listen(fd, 16) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static unsigned
port_of(int fd)
{
    union {
        struct sockaddr_in6 six;
        struct sockaddr_in four;
        struct sockaddr any;
    } address = {0};
    socklen_t n = sizeof address;
    if (fd < 0 || getsockname(fd, &address.any, &n) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET ? address.four.sin_port
                                                  : address.six.sin6_port);
}

int
main(int argc, char **argv)
{
    struct sockaddr_in four = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                               .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    if (argc < 2)
        return 2;
    server.folder = argv[1];
    snprintf(server.kind, sizeof server.kind, "%s", argc > 2 ? argv[2] : "good");
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    authority_make(server.folder);
    SSL_CTX *context = make_context();
    struct pollfd fds[] = {{open_listener(AF_INET, &four, sizeof four), POLLIN, 0},
                           {open_listener(AF_INET6, &six, sizeof six), POLLIN, 0},
                           {0, POLLIN, 0}};
    printf("%u\n%u\n", port_of(fds[0].fd), port_of(fds[1].fd));
    fflush(stdout);
    while (poll(fds, 3, -1) >= 0 && !fds[2].revents)
        for (int i = 0; i < 2; i++) {
            if (!fds[i].revents)
                continue;
            server.fd = accept(fds[i].fd, NULL, NULL);
            if (fork() == 0) {
                close(0);
                close(1);
                serve(context);
                _exit(0);
            }
            close(server.fd);
        }
    _exit(0); /* what connections still hold is of no account */
}
