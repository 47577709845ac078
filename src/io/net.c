#include "config.h"

#include "io/net.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/certificates.h"
#include "io/proxy.h"
#include "io/signals.h"
#include "io/transfer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

void
net_init(struct net *net, struct loop *loop,
         void (*handle)(void *owner, const struct net_event *event), void *owner)
{
    *net = (struct net){.loop = loop, .handle = handle, .owner = owner};
}

static void
take_off(struct net *net, struct transfer *transfer)
{
    if (net->multi && transfer->easy)
        transfer->curl->multi_remove_handle(net->multi, transfer->easy);
}

void
net_release(struct net *net)
{
    for (size_t i = 0; i < net->count; i++) {
        take_off(net, net->transfers[i]);
        transfer_free(net->transfers[i]);
    }
    mem_free(net->transfers);
    mem_free(net->waits);
    if (net->multi)
        curl_open(NULL)->multi_cleanup(net->multi);
    if (net->loop)
        loop_drive(net->loop, &(struct loop_driver){0});
    *net = (struct net){0};
}

bool
net_busy(const struct net *net)
{
    return net->count;
}

/* --- the loop's driver --- */

static bool
busy(void *owner)
{
    const struct net *net = owner;
    return net->multi && net->count;
}

/* CURL_WAIT_... are libcurl's own names for poll's bits. */
static const struct {
    short poll, curl;
} bits[] = {
    {POLLIN, CURL_WAIT_POLLIN},
    {POLLPRI, CURL_WAIT_POLLPRI},
    {POLLOUT, CURL_WAIT_POLLOUT},
};

static int
wait_for(void *owner, struct pollfd *fds, nfds_t count, int timeout_ms)
{
    struct net *net = owner;
    while (net->wait_room < count)
        net->waits = mem_grow(net->waits, net->wait_room, &net->wait_room,
                              sizeof(struct curl_waitfd));
    struct curl_waitfd *waits = net->waits;
    for (nfds_t i = 0; i < count; i++) {
        waits[i] = (struct curl_waitfd){.fd = fds[i].fd};
        for (size_t k = 0; k < COUNT_OF(bits); k++)
            if (fds[i].events & bits[k].poll)
                waits[i].events = (short)(waits[i].events | bits[k].curl);
    }
    int ready = 0;
    if (curl_open(NULL)->multi_poll(net->multi, waits, (unsigned)count, timeout_ms,
                                    &ready) != CURLM_OK)
        return 0;
    /* It does not pass POLLHUP and POLLERR on: ask once more, without waiting. */
    return count ? poll(fds, count, 0) : 0;
}

static struct transfer *
find(const struct net *net, unsigned id)
{
    for (size_t i = 0; i < net->count; i++)
        if (net->transfers[i]->id == id && !net->transfers[i]->finished)
            return net->transfers[i];
    return NULL;
}

static void
collect(struct net *net)
{
    const struct curl *curl = curl_open(NULL);
    int left = 0;
    for (const CURLMsg *message; (message = curl->multi_info_read(net->multi, &left));)
        if (message->msg == CURLMSG_DONE) {
            struct transfer *transfer = NULL;
            CURLcode code = message->data.result;
            curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            take_off(net, transfer);
            transfer_finish(transfer, code);
        }
}

static void
emit(struct net *net, struct transfer *transfer, enum net_event_kind kind)
{
    struct exchange *exchange = &transfer->exchange;
    const struct response *response = kind != NET_DONE ? &transfer->receiver.response
                                      : exchange->answered ? &exchange->response
                                                           : NULL;
    struct net_event event = {
        .kind = kind,
        .id = transfer->id,
        .response = response,
        .announced = receiver_announced(&transfer->receiver),
        .sunk = transfer->receiver.decoded,
        .exchange = kind == NET_DONE ? exchange : NULL,
    };
    net->handle(net->owner, &event);
}

/* What is new since the last time. */
static void
report(struct net *net, struct transfer *transfer)
{
    if (transfer->receiver.headers_done && !transfer->told_headers) {
        transfer->told_headers = true;
        emit(net, transfer, NET_HEADERS);
    }
    if (transfer->receiver.decoded != transfer->told_bytes) {
        transfer->told_bytes = transfer->receiver.decoded;
        emit(net, transfer, NET_BYTES);
    }
}

static bool
is_sent(const struct transfer *transfer)
{
    long sent = 0;
    transfer->curl->easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
    return sent > 0;
}

static void
use_the_wait(struct transfer *transfer)
{
    void (*meanwhile)(void *owner) = transfer->meanwhile;
    if (!meanwhile || transfer->finished || !is_sent(transfer))
        return;
    transfer->meanwhile = NULL;
    meanwhile(transfer->owner);
}

static void
drop(struct net *net, size_t index)
{
    struct transfer *transfer = net->transfers[index];
    memmove(net->transfers + index, net->transfers + index + 1,
            (--net->count - index) * sizeof(struct transfer *));
    transfer_free(transfer);
}

static void
run(void *owner)
{
    struct net *net = owner;
    int running = 0;
    for (size_t i = 0; i < net->count; i++)
        if (net->transfers[i]->cancelled && !net->transfers[i]->finished) {
            take_off(net, net->transfers[i]);
            transfer_finish(net->transfers[i], CURLE_ABORTED_BY_CALLBACK);
        }
    if (net->multi && net->count) {
        curl_open(NULL)->multi_perform(net->multi, &running);
        collect(net);
    }
    /* A handler may send and cancel, which adds at the end. */
    for (size_t i = 0; i < net->count;) {
        struct transfer *transfer = net->transfers[i];
        if (!transfer->finished) {
            report(net, transfer);
            use_the_wait(transfer);
            i++;
        } else {
            emit(net, transfer, NET_DONE);
            drop(net, i);
        }
    }
}

/* --- sending --- */

static bool
open_multi(struct net *net, const struct curl *curl)
{
    if (!net->multi)
        net->multi = curl->multi_init();
    return net->multi;
}

void
net_send(struct net *net, unsigned id, const struct net_request *request)
{
    struct transfer *transfer = transfer_new(id, request);
    ARRAY_GROW(net->transfers, net->count, net->room);
    net->transfers[net->count++] = transfer;
    loop_drive(net->loop,
               &(struct loop_driver){
                   .busy = busy, .wait = wait_for, .run = run, .owner = net});
    loop_hurry(net->loop);
    if (!transfer->easy)
        transfer_finish(transfer, CURLE_OK); /* it says why by itself */
    else if (!open_multi(net, transfer->curl) ||
             transfer->curl->multi_add_handle(net->multi, transfer->easy) != CURLM_OK)
        transfer_finish(transfer, CURLE_OUT_OF_MEMORY);
}

void
net_cancel(struct net *net, unsigned id)
{
    struct transfer *transfer = find(net, id);
    if (!transfer)
        return;
    transfer->cancelled = true;
    loop_hurry(net->loop);
}

/* --- for commands --- */

/* Kept between calls, so that the connection is. */
static struct {
    struct loop loop;
    struct net net;
    struct exchange *exchange;
    bool done;
    unsigned signals;
} command;

static void
on_event(void *owner, const struct net_event *event)
{
    (void)owner;
    if (event->kind != NET_DONE)
        return;
    *command.exchange = *event->exchange;
    *event->exchange = (struct exchange){0};
    command.done = true;
}

static void
on_signal(void *owner, short revents)
{
    (void)owner;
    (void)revents;
    command.signals |= signals_take();
    if (command.signals)
        net_cancel(&command.net, 1);
}

static enum status
verdict(const struct exchange *exchange, struct err *err)
{
    const char *fault = exchange->response.fault;
    const char *text = exchange->transport_text ? exchange->transport_text
                       : fault                  ? fault
                                                : _("no answer came");
    if (exchange->transport == TRANSPORT_CANCELLED)
        return err_set(err, STATUS_CANCELLED, "%s", text);
    if (exchange->transport != TRANSPORT_OK)
        return err_set(err, STATUS_NETWORK, "%s", text);
    switch (exchange->response.completeness) {
    case RESPONSE_TOO_LARGE:
        return err_set(err, STATUS_LIMIT, "%s", text);
    case RESPONSE_CUT:
    case RESPONSE_EMPTY:
    case RESPONSE_ARRIVING:
        return err_set(err, STATUS_NETWORK, "%s", text);
    case RESPONSE_CANCELLED:
        return err_set(err, STATUS_CANCELLED, "%s", text);
    case RESPONSE_WHOLE:
        break;
    }
    return STATUS_OK;
}

void
net_exchange_end(void)
{
    net_release(&command.net);
    loop_release(&command.loop);
}

enum status
net_exchange(const struct net_request *request, struct exchange *exchange,
             struct err *err)
{
    *exchange = (struct exchange){0};
    enum status status = signals_open(SIGNALS_INT | SIGNALS_TERM | SIGNALS_HUP, err);
    if (status != STATUS_OK)
        return status;
    if (!command.net.loop)
        net_init(&command.net, &command.loop, on_event, NULL);
    command.exchange = exchange;
    command.done = false;
    command.signals = 0;
    loop_watch(&command.loop, signals_fd(), POLLIN, on_signal, NULL);
    net_send(&command.net, 1, request);
    status = loop_until(&command.loop, &command.done, -1, err);
    loop_unwatch(&command.loop, signals_fd());
    signals_close();
    /* Asked to end: do, now that nothing is under way. */
    if (command.signals & (SIGNALS_TERM | SIGNALS_HUP)) {
        net_exchange_end();
        raise(command.signals & SIGNALS_TERM ? SIGTERM : SIGHUP);
    }
    return status != STATUS_OK ? status : verdict(exchange, err);
}

/* --- for `doctor` --- */

struct net_way
net_way_of(const struct profile *profile)
{
    return (struct net_way){.proxy = profile->proxy,
                            .ca_file = profile->ca_file,
                            .crl_file = profile->crl_file,
                            .certificate = profile->client_certificate,
                            .key = profile->client_key};
}

char *
net_proxy(const char *url, const struct net_way *way)
{
    struct span rest = span_of(url);
    if (!span_starts_nocase(rest, "https://"))
        return NULL; /* the practice tenant never goes through one */
    rest = span_from(rest, 8);
    size_t end = 0;
    while (end < rest.n && !strchr("/?#", rest.p[end]))
        end++;
    char *proxy = proxy_find(way, span_sub(rest, 0, end)), *shown = proxy_shown(proxy);
    proxy_free(proxy);
    return shown;
}

const char *
net_version(struct err *err)
{
    const struct curl *curl = curl_open(err);
    return curl ? curl->version() : NULL;
}

const char *
net_certificates(void)
{
    const struct certificates *trusted = certificates_find();
    return trusted->file ? trusted->file : trusted->folder ? trusted->folder : "";
}
