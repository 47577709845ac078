#include "config.h"

#include "io/faults.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "io/curl.h"

#include <string.h>

struct meaning {
    int code;
    enum transport transport;
    const char *text; /* %s: the host */
};

/* clang-format off */
static const struct meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, TRANSPORT_DNS,
     N_("%s has no address: check its spelling, and whether this machine is on the network")},
    {CURLE_COULDNT_RESOLVE_PROXY, TRANSPORT_PROXY,
     N_("the proxy %s has no address: check https_proxy, or the profile's proxy")},
    {CURLE_COULDNT_CONNECT, TRANSPORT_CONNECT,
     N_("%s does not take the connection: check the address, and whether a firewall or proxy is between")},
    {CURLE_PROXY, TRANSPORT_PROXY,
     N_("the proxy %s refused the connection: ask whoever looks after it")},
    {CURLE_INTERFACE_FAILED, TRANSPORT_CONNECT,
     N_("no network interface leads to %s")},
    {CURLE_SSL_CONNECT_ERROR, TRANSPORT_TLS,
     N_("%s and this program found no safe way to talk (TLS 1.2 or later): something between may answer in its place")},
    {CURLE_PEER_FAILED_VERIFICATION, TRANSPORT_TLS,
     N_("%s could not prove who it is: look for a proxy that answers in its place; nothing was sent")},
    {CURLE_SSL_ISSUER_ERROR, TRANSPORT_TLS,
     N_("%s could not prove who it is: look for a proxy that answers in its place; nothing was sent")},
    {CURLE_SSL_CERTPROBLEM, TRANSPORT_TLS,
     N_("the client certificate for this request can't be used: check that its file and its key's are readable PEM and belong together")},
    {CURLE_SSL_CACERT_BADFILE, TRANSPORT_TLS,
     N_("the file of trusted certificates can't be read: check the profile's ca-file, SSL_CERT_FILE and CURL_CA_BUNDLE")},
    {CURLE_SSL_CRL_BADFILE, TRANSPORT_TLS,
     N_("the file of revoked certificates can't be read: check the profile's crl-file")},
    {CURLE_SSL_CIPHER, TRANSPORT_TLS,
     N_("%s and this program have no cipher in common")},
    {CURLE_GOT_NOTHING, TRANSPORT_BROKEN,
     N_("%s closed the connection without an answer")},
    {CURLE_PARTIAL_FILE, TRANSPORT_BROKEN,
     N_("%s closed the connection in the middle of the answer")},
    {CURLE_RECV_ERROR, TRANSPORT_BROKEN,
     N_("the connection to %s broke while the answer came")},
    {CURLE_SEND_ERROR, TRANSPORT_BROKEN,
     N_("the connection to %s broke while the request was sent: it may or may not have arrived")},
    {CURLE_HTTP2, TRANSPORT_BROKEN,
     N_("%s broke off the HTTP/2 connection: send it again, or look whether it was carried out")},
    {CURLE_HTTP2_STREAM, TRANSPORT_BROKEN,
     N_("%s broke off the answer (HTTP/2)")},
    {CURLE_UNSUPPORTED_PROTOCOL, TRANSPORT_MALFORMED,
     N_("%s does not answer in HTTP: is the port right?")},
    {CURLE_WEIRD_SERVER_REPLY, TRANSPORT_MALFORMED,
     N_("the answer of %s is no proper HTTP")},
    {CURLE_BAD_CONTENT_ENCODING, TRANSPORT_MALFORMED,
     N_("the answer of %s is packed in a way that can't be read")},
    {CURLE_OUT_OF_MEMORY, TRANSPORT_SETUP,
     N_("there is not enough memory for the request: close something and send it again")},
    {CURLE_URL_MALFORMAT, TRANSPORT_SETUP,
     N_("the address is none that a request can be sent to")},
    {CURLE_LOGIN_DENIED, TRANSPORT_SETUP,
     N_("the address holds a user name: take it out")},
    {CURLE_ABORTED_BY_CALLBACK, TRANSPORT_CANCELLED,
     N_("cancelled")},
};

/* What a code alone does not tell. */
static const struct meaning
    no_name = {0, TRANSPORT_DNS,
        N_("the address of %s could not be looked up in time: check this machine's network")},
    no_connection = {0, TRANSPORT_TIMEOUT_CONNECT,
        N_("no connection to %s in time: check the address, and whether a firewall drops it")},
    silence = {0, TRANSPORT_TIMEOUT,
        N_("%s stopped answering: nothing more came")},
    late = {0, TRANSPORT_TIMEOUT,
        N_("%s did not give its whole answer in time")},
    too_large = {0, TRANSPORT_MALFORMED,
        N_("a header of the answer of %s is too large")},
    no_proxy = {0, TRANSPORT_PROXY,
        N_("the proxy %s does not take the connection: check https_proxy or the profile's proxy, and whether it runs")},
    no_tunnel = {0, TRANSPORT_PROXY,
        N_("the proxy %s refused the connection: ask whoever looks after it")},
    no_handshake = {0, TRANSPORT_TIMEOUT_CONNECT,
        N_("%s takes the connection but does not finish setting up TLS in time: look for a firewall or proxy between, and send it again")},
    other = {0, TRANSPORT_BROKEN,
        N_("talking to %s failed")};

/* What only libcurl's words tell. */
static const struct {
    int code;
    const char *part;
    struct meaning meaning;
} details[] = {
    {CURLE_SSL_CONNECT_ERROR, "wrong version number", {0, TRANSPORT_TLS,
     N_("what answers for %s does not speak TLS there: is the port right? A proxy or the sign-in page of a network may answer in its place")}},
    {CURLE_SSL_CONNECT_ERROR, "protocol version", {0, TRANSPORT_TLS,
     N_("what answers for %s speaks only TLS older than 1.2, which is not safe: the service itself has 1.2, so look for a proxy or firewall that answers in its place")}},
    {CURLE_SSL_CONNECT_ERROR, "unsupported protocol", {0, TRANSPORT_TLS,
     N_("what answers for %s speaks only TLS older than 1.2, which is not safe: the service itself has 1.2, so look for a proxy or firewall that answers in its place")}},
    {CURLE_SSL_CONNECT_ERROR, "handshake failure", {0, TRANSPORT_TLS,
     N_("%s and this program have no cipher in common: look for an old proxy that answers in its place")}},
    {CURLE_SSL_CONNECT_ERROR, "SSL_ERROR_SYSCALL", {0, TRANSPORT_TLS,
     N_("the connection to %s was closed while TLS was set up, and nothing was sent: a firewall may refuse this host, or a proxy is needed")}},
    {CURLE_SSL_CONNECT_ERROR, "unexpected eof", {0, TRANSPORT_TLS,
     N_("the connection to %s was closed while TLS was set up, and nothing was sent: a firewall may refuse this host, or a proxy is needed")}},
    {CURLE_SSL_CONNECT_ERROR, "reset by peer", {0, TRANSPORT_TLS,
     N_("the connection to %s was closed while TLS was set up, and nothing was sent: a firewall may refuse this host, or a proxy is needed")}},
    {CURLE_RECV_ERROR, "certificate required", {0, TRANSPORT_TLS,
     N_("%s wants a client certificate, and none was given: the service itself asks for none, so look for a gateway that answers in its place")}},
    {CURLE_RECV_ERROR, "chunk", {0, TRANSPORT_MALFORMED,
     N_("the chunks that the answer of %s comes in are damaged")}},
    {CURLE_RECV_ERROR, "Proxy CONNECT aborted", {0, TRANSPORT_PROXY,
     N_("the proxy %s closed the connection instead of passing it on: send it again, and ask whoever looks after it")}},
};

/* What a proxy answers in place of the way through it. */
static const struct meaning tunnels[] = {
    {407, TRANSPORT_PROXY,
     N_("the proxy %s asks for a name and a password: put them before its host in https_proxy, as http://NAME:PASSWORD@host")},
    {403, TRANSPORT_PROXY,
     N_("the proxy %s does not let this machine reach the service: ask whoever looks after it to allow the host")},
    {502, TRANSPORT_PROXY,
     N_("the proxy %s could not reach the service: send it again, then ask whoever looks after it")},
    {503, TRANSPORT_PROXY,
     N_("the proxy %s could not reach the service: send it again, then ask whoever looks after it")},
    {504, TRANSPORT_PROXY,
     N_("the proxy %s could not reach the service in time: send it again, then ask whoever looks after it")},
};

/* OpenSSL, x509_vfy.h: X509_V_ERR_... */
static const struct {
    long code;
    const char *text;
} proofs[] = {
    {3, N_("whether the certificate of %s was revoked can't be told: the crl-file holds no list of the authority that made it. Fetch that list and add it; nothing was sent")},
    {8, N_("the list of revoked certificates for %s has a wrong signature: fetch the crl-file again; nothing was sent")},
    {9, N_("the certificate of %s is not valid yet: check this machine's clock; nothing was sent")},
    {10, N_("the certificate of %s has expired: check this machine's clock, else tell whoever runs the host; nothing was sent")},
    {11, N_("the list of revoked certificates for %s is not valid yet: check this machine's clock; nothing was sent")},
    {12, N_("the list of revoked certificates for %s has expired: fetch the crl-file again; nothing was sent")},
    {18, N_("the certificate of %s is signed by itself, not by an authority: look for a proxy that answers in its place; nothing was sent")},
    {19, N_("the certificate of %s comes from an authority that is not trusted here, or comes without those that lead to one. Where a company inspects TLS, name its certificate in the profile's ca-file or SSL_CERT_FILE; nothing was sent")},
    {20, N_("the certificate of %s comes from an authority that is not trusted here, or comes without those that lead to one. Where a company inspects TLS, name its certificate in the profile's ca-file or SSL_CERT_FILE; nothing was sent")},
    {21, N_("the certificate of %s comes without those that lead to a trusted authority: tell whoever runs the host; nothing was sent")},
    {23, N_("the certificate of %s was revoked: don't trust what answers there, and tell whoever runs the host; nothing was sent")},
    {62, N_("the certificate is not for %s: check the host's spelling, and whether a proxy answers in its place; nothing was sent")},
    {64, N_("the certificate is not for %s: check the host's spelling, and whether a proxy answers in its place; nothing was sent")},
    {66, N_("the key of the certificate of %s is too weak: look for a proxy that answers in its place; nothing was sent")},
};
/* clang-format on */

static const struct meaning *
tunnel_meaning(long status)
{
    for (size_t i = 0; i < COUNT_OF(tunnels); i++)
        if (tunnels[i].code == status)
            return &tunnels[i];
    return &no_tunnel;
}

static const struct meaning *
meaning_of(const struct fault *fault)
{
    if (fault->code == CURLE_OPERATION_TIMEDOUT)
        return !fault->looked_up   ? &no_name
               : !fault->reached   ? &no_connection
               : !fault->connected ? &no_handshake
               : fault->silent     ? &silence
                                   : &late;
    /* libcurl 7.88 says "out of memory" of a header line above its own limit. */
    if (fault->code == CURLE_OUT_OF_MEMORY && fault->connected && !fault->out_of_memory)
        return &too_large;
    if (fault->proxy && fault->tunnel && fault->tunnel / 100 != 2)
        return tunnel_meaning(fault->tunnel);
    if (fault->proxy && fault->code == CURLE_COULDNT_CONNECT)
        return &no_proxy;
    for (size_t i = 0; i < COUNT_OF(details) && fault->detail; i++)
        if (details[i].code == fault->code && strstr(fault->detail, details[i].part))
            return &details[i].meaning;
    for (size_t i = 0; i < COUNT_OF(meanings); i++)
        if (meanings[i].code == fault->code)
            return &meanings[i];
    return &other;
}

enum transport
fault_transport(const struct fault *fault)
{
    return meaning_of(fault)->transport;
}

static const char *
sentence(const struct fault *fault)
{
    if (fault->code == CURLE_PEER_FAILED_VERIFICATION) {
        for (size_t i = 0; i < COUNT_OF(proofs); i++)
            if (proofs[i].code == fault->verification)
                return proofs[i].text;
        if (fault->detail && strstr(fault->detail, "subject name"))
            return N_("the certificate is not for %s: check the host's spelling, and "
                      "whether a proxy answers in its place; nothing was sent");
    }
    return meaning_of(fault)->text;
}

/* libcurl's own words, for whoever looks after the other side. */
static bool
detail_helps(const struct fault *fault)
{
    static const bool helps[] = {
        [TRANSPORT_TLS] = true,    [TRANSPORT_PROXY] = true,
        [TRANSPORT_BROKEN] = true, [TRANSPORT_MALFORMED] = true,
        [TRANSPORT_SETUP] = false, /* the last one */
    };
    return helps[fault_transport(fault)] && fault->detail && *fault->detail;
}

char *
fault_text(const struct fault *fault)
{
    struct str shown = {0};
    struct span text = span_of(_(sentence(fault))), hole = SPAN("%s");
    size_t at = span_find(text, 0, hole);
    str_add(&shown, span_sub(text, 0, at));
    if (at < text.n) {
        bool proxy = fault_transport(fault) == TRANSPORT_PROXY && fault->proxy;
        const char *host = proxy                         ? fault->proxy
                           : fault->host && *fault->host ? fault->host
                                                         : _("the server");
        sanitise_line(&shown, span_of(host), SANITISE_PLAIN);
        str_add(&shown, span_from(text, at + hole.n));
    }
    if (detail_helps(fault)) {
        str_add_text(&shown, " (");
        sanitise_line(&shown, span_of(fault->detail), SANITISE_PLAIN);
        str_add_text(&shown, ")");
    }
    return str_take(&shown);
}
