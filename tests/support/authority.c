#include "config.h"

#include "authority.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, WEAK_BITS = 1024 };

#define NAMES                                                                          \
    "DNS:*.tls.test,DNS:api.securitycenter.microsoft.com,"                             \
    "DNS:api.security.microsoft.com,DNS:graph.microsoft.com,"                          \
    "DNS:login.microsoftonline.com,IP:127.0.0.1,IP:::1"

/* A certificate to make. */
struct plan {
    const char *kind;
    const char *names; /* NULL: an authority */
    int from, to;      /* days from today */
    enum { BY_BETWEEN, BY_ROOT, BY_ITSELF, BY_STRANGER } signer;
    enum { WITH_CHAIN, WITHOUT_CHAIN } chain;
    bool weak;
};

static const struct plan plans[] = {
    {"good", NAMES, -1, 30, BY_BETWEEN, WITH_CHAIN, false},
    {"expired", NAMES, -30, -1, BY_BETWEEN, WITH_CHAIN, false},
    {"future", NAMES, 1, 30, BY_BETWEEN, WITH_CHAIN, false},
    {"wrong-host", "DNS:elsewhere.example", -1, 30, BY_BETWEEN, WITH_CHAIN, false},
    {"self-signed", NAMES, -1, 30, BY_ITSELF, WITHOUT_CHAIN, false},
    {"unknown-authority", NAMES, -1, 30, BY_STRANGER, WITHOUT_CHAIN, false},
    {"incomplete", NAMES, -1, 30, BY_BETWEEN, WITHOUT_CHAIN, false},
    {"revoked", NAMES, -1, 30, BY_BETWEEN, WITH_CHAIN, false},
    {"weak-key", NAMES, -1, 30, BY_BETWEEN, WITH_CHAIN, true},
};

/* A revoked certificate is known by its number. */
enum { SERIAL_REVOKED = 77 };

struct holder {
    EVP_PKEY *key;
    X509 *certificate;
};

static struct holder root, between, stranger;

static void
demand(bool held, const char *what)
{
    if (held)
        return;
    fprintf(stderr, "authority: %s\n", what);
    exit(1);
}

static void
add_extension(X509 *certificate, int kind, const char *value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, NULL, kind, value);
    demand(extension && X509_add_ext(certificate, extension, -1), value);
    X509_EXTENSION_free(extension);
}

static struct holder
issue(const struct plan *plan, const struct holder *signer)
{
    static long serial = 100;
    struct holder made = {plan->weak ? EVP_RSA_gen(WEAK_BITS) : EVP_EC_gen("P-256"),
                          X509_new()};
    X509 *certificate = made.certificate;
    demand(made.key && certificate, "no key");
    if (!signer)
        signer = &made;
    bool revoked = strcmp(plan->kind, "revoked") == 0;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate),
                     revoked ? SERIAL_REVOKED : serial++);
    X509_time_adj_ex(X509_getm_notBefore(certificate), plan->from, -DAY / 2, NULL);
    X509_time_adj_ex(X509_getm_notAfter(certificate), plan->to, 0, NULL);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                               (const unsigned char *)plan->kind, -1, -1, 0);
    X509_set_pubkey(certificate, made.key);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer->certificate));
    add_extension(certificate, NID_basic_constraints,
                  plan->names ? "critical,CA:FALSE" : "critical,CA:TRUE");
    if (plan->names)
        add_extension(certificate, NID_subject_alt_name, plan->names);
    else
        add_extension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    demand(X509_sign(certificate, signer->key, EVP_sha256()), "not signed");
    return made;
}

static FILE *
open_file(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    demand(file, path);
    return file;
}

static void
write_revoked(FILE *file, const struct holder *signer)
{
    X509_CRL *list = X509_CRL_new();
    X509_REVOKED *entry = X509_REVOKED_new();
    ASN1_TIME *now = X509_gmtime_adj(NULL, -DAY), *next = X509_gmtime_adj(NULL, DAY);
    ASN1_INTEGER *number = ASN1_INTEGER_new();
    demand(list && entry && now && next && number, "no list");
    ASN1_INTEGER_set(number, SERIAL_REVOKED);
    X509_REVOKED_set_serialNumber(entry, number);
    X509_REVOKED_set_revocationDate(entry, now);
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(signer->certificate));
    X509_CRL_set1_lastUpdate(list, now);
    X509_CRL_set1_nextUpdate(list, next);
    X509_CRL_add0_revoked(list, entry);
    demand(X509_CRL_sign(list, signer->key, EVP_sha256()), "list not signed");
    PEM_write_X509_CRL(file, list);
    ASN1_INTEGER_free(number);
    ASN1_TIME_free(now);
    ASN1_TIME_free(next);
    X509_CRL_free(list);
}

void
authority_make(const char *folder)
{
    static const struct plan top = {"Test root", NULL, -60, 60, BY_ITSELF, 0, false},
                             middle = {"Test authority", NULL, -60, 60, BY_ROOT, 0, 0},
                             other = {"Stranger", NULL, -60, 60, BY_ITSELF, 0, false},
                             person = {"client", "DNS:client", -1, 30, BY_ROOT, 0, 0};
    root = issue(&top, NULL);
    between = issue(&middle, &root);
    stranger = issue(&other, NULL);
    struct holder client = issue(&person, &root);
    FILE *file = open_file(folder, "ca.pem");
    PEM_write_X509(file, root.certificate);
    fclose(file);
    file = open_file(folder, "crl.pem");
    write_revoked(file, &root);
    write_revoked(file, &between);
    fclose(file);
    file = open_file(folder, "client.pem");
    PEM_write_X509(file, client.certificate);
    fclose(file);
    file = open_file(folder, "client.key");
    PEM_write_PrivateKey(file, client.key, NULL, NULL, 0, NULL, NULL);
    fclose(file);
}

X509 *
authority_root(void)
{
    return root.certificate;
}

struct identity
authority_identity(const char *kind)
{
    static const struct holder *const signers[] = {
        [BY_BETWEEN] = &between,
        [BY_ROOT] = &root,
        [BY_ITSELF] = NULL,
        [BY_STRANGER] = &stranger,
    };
    const struct plan *plan = &plans[0];
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++)
        if (strcmp(plans[i].kind, kind) == 0)
            plan = &plans[i];
    struct holder made = issue(plan, signers[plan->signer]);
    return (struct identity){made.key, made.certificate,
                             plan->chain == WITH_CHAIN ? between.certificate : NULL};
}
