#include "config.h"

#include "api/audience.h"

#include "base/memory.h"
#include "base/text.h"

static const struct audience audiences[] = {
    {"api.securitycenter.microsoft.com", PRODUCT_MDE, NULL, CLOUD_COMMERCIAL, false},
    {"api.securitycenter.windows.com", PRODUCT_MDE, NULL, CLOUD_COMMERCIAL, false},
    {"securitycenter.onmicrosoft.com/windowsatpservice", PRODUCT_MDE, NULL,
     CLOUD_COMMERCIAL, false},
    {"securitycenter.microsoft.com/mtp", PRODUCT_XDR, NULL, CLOUD_COMMERCIAL, false},
    {"api-gcc.securitycenter.microsoft.us", PRODUCT_MDE, NULL, CLOUD_GCC, false},
    {"api-gov.securitycenter.microsoft.us", PRODUCT_MDE, NULL, CLOUD_GCC_HIGH, false},
    {"fc780465-2017-40d4-a0c5-307022471b92", PRODUCT_MDE, NULL, CLOUD_UNKNOWN, false},
    {"api.security.microsoft.com", PRODUCT_XDR, NULL, CLOUD_COMMERCIAL, false},
    {"api-gcc.security.microsoft.us", PRODUCT_XDR, NULL, CLOUD_GCC, false},
    {"api-gov.security.microsoft.us", PRODUCT_XDR, NULL, CLOUD_GCC_HIGH, false},
    {"8ee8fdad-f234-4243-8f3b-15c294843740", PRODUCT_XDR, NULL, CLOUD_UNKNOWN, false},
    {"graph.microsoft.com", PRODUCT_GRAPH, NULL, CLOUD_COMMERCIAL, false},
    {"graph.microsoft.us", PRODUCT_GRAPH, NULL, CLOUD_GCC_HIGH, false},
    {"dod-graph.microsoft.us", PRODUCT_GRAPH, NULL, CLOUD_DOD, false},
    {"microsoftgraph.chinacloudapi.cn", PRODUCT_GRAPH, NULL, CLOUD_CHINA, false},
    {"00000003-0000-0000-c000-000000000000", PRODUCT_GRAPH, NULL, CLOUD_UNKNOWN, false},
    {"00000002-0000-0000-c000-000000000000", PRODUCT_OTHER, N_("Azure AD Graph"),
     CLOUD_UNKNOWN, true},
    {"graph.windows.net", PRODUCT_OTHER, N_("Azure AD Graph"), CLOUD_COMMERCIAL, true},
    {"management.azure.com", PRODUCT_OTHER, N_("Azure management"), CLOUD_COMMERCIAL,
     false},
    {"management.core.windows.net", PRODUCT_OTHER, N_("Azure management"),
     CLOUD_COMMERCIAL, false},
    {"management.usgovcloudapi.net", PRODUCT_OTHER, N_("Azure management"),
     CLOUD_GCC_HIGH, false},
    {"797f4846-ba00-4fd7-ba43-dac1f8f63013", PRODUCT_OTHER, N_("Azure management"),
     CLOUD_UNKNOWN, false},
    {"vault.azure.net", PRODUCT_OTHER, N_("Azure Key Vault"), CLOUD_COMMERCIAL, false},
    {"api.loganalytics.io", PRODUCT_OTHER, N_("Log Analytics"), CLOUD_COMMERCIAL,
     false},
    {"userrequestsgraphapi-prd.trafficmanager.net", PRODUCT_OTHER,
     N_("a name from inside the portal"), CLOUD_COMMERCIAL, false},
};

const struct audience *
audience_find(struct span audience)
{
    size_t scheme = span_find(audience, 0, SPAN("://"));
    if (scheme < audience.n)
        audience = span_from(audience, scheme + 3);
    else if (span_starts_nocase(audience, "spn:"))
        audience = span_from(audience, 4);
    while (span_ends(audience, "/"))
        audience.n--;
    for (size_t i = 0; i < COUNT_OF(audiences); i++)
        if (span_is_nocase(audience, audiences[i].name))
            return &audiences[i];
    return NULL;
}

const char *
audience_title(const struct audience *audience)
{
    return audience->title ? _(audience->title) : product_title(audience->product);
}

/* GCC signs in and reads Graph where the commercial cloud does. No page names a host of
 * Defender in China. */
static const struct {
    const char *name, *title, *authority, *base[3];
} clouds[] = {
    [CLOUD_COMMERCIAL] = {"commercial",
                          N_("commercial cloud"),
                          "https://login.microsoftonline.com",
                          {"https://api.securitycenter.microsoft.com",
                           "https://api.security.microsoft.com",
                           "https://graph.microsoft.com"}},
    [CLOUD_GCC] = {"gcc",
                   "GCC",
                   "https://login.microsoftonline.com",
                   {"https://api-gcc.securitycenter.microsoft.us",
                    "https://api-gcc.security.microsoft.us",
                    "https://graph.microsoft.com"}},
    [CLOUD_GCC_HIGH] = {"gcc-high",
                        "GCC High",
                        "https://login.microsoftonline.us",
                        {"https://api-gov.securitycenter.microsoft.us",
                         "https://api-gov.security.microsoft.us",
                         "https://graph.microsoft.us"}},
    [CLOUD_DOD] = {"dod",
                   "DoD",
                   "https://login.microsoftonline.us",
                   {"https://api-gov.securitycenter.microsoft.us",
                    "https://api-gov.security.microsoft.us",
                    "https://dod-graph.microsoft.us"}},
    [CLOUD_CHINA] = {"china",
                     N_("China cloud"),
                     "https://login.partner.microsoftonline.cn",
                     {NULL, NULL, "https://microsoftgraph.chinacloudapi.cn"}},
};

const char *
cloud_base(enum cloud cloud, enum product product)
{
    bool known = cloud < CLOUD_UNKNOWN && product < PRODUCT_OTHER;
    return known ? clouds[cloud].base[product] : NULL;
}

const char *
cloud_authority(enum cloud cloud)
{
    return cloud < CLOUD_UNKNOWN ? clouds[cloud].authority : NULL;
}

const char *
cloud_name(enum cloud cloud)
{
    return cloud < CLOUD_UNKNOWN ? clouds[cloud].name : NULL;
}

const char *
cloud_title(enum cloud cloud)
{
    return cloud < CLOUD_UNKNOWN ? _(clouds[cloud].title) : _("unknown cloud");
}

enum cloud
cloud_named(struct span name)
{
    for (unsigned i = 0; i < CLOUD_UNKNOWN; i++)
        if (span_is(name, clouds[i].name))
            return (enum cloud)i;
    return CLOUD_UNKNOWN;
}

enum cloud
cloud_of_issuer(struct span issuer)
{
    static const struct {
        const char *host;
        enum cloud cloud;
    } issuers[] = {
        /* not sts.windows.net: version 1.0 has it in every cloud but China */
        {"login.microsoftonline.com", CLOUD_COMMERCIAL},
        {"login.windows.net", CLOUD_COMMERCIAL},
        {"login.microsoftonline.us", CLOUD_GCC_HIGH},
        {"sts.chinacloudapi.cn", CLOUD_CHINA},
        {"login.partner.microsoftonline.cn", CLOUD_CHINA},
        {"login.chinacloudapi.cn", CLOUD_CHINA},
    };
    struct span host = url_host(issuer);
    for (size_t i = 0; i < COUNT_OF(issuers); i++)
        if (span_is_nocase(host, issuers[i].host))
            return issuers[i].cloud;
    return CLOUD_UNKNOWN;
}

/* Hosts by their ends: regions stand before them ("eu.api.security.microsoft.com"). */
static const struct {
    const char *end;
    enum product product;
    enum cloud cloud;
} hosts[] = {
    {"securitycenter.microsoft.com", PRODUCT_MDE, CLOUD_COMMERCIAL},
    {"securitycenter.windows.com", PRODUCT_MDE, CLOUD_COMMERCIAL},
    {"security.microsoft.com", PRODUCT_XDR, CLOUD_COMMERCIAL},
    {"api-gcc.securitycenter.microsoft.us", PRODUCT_MDE, CLOUD_GCC},
    {"api-gov.securitycenter.microsoft.us", PRODUCT_MDE, CLOUD_GCC_HIGH},
    {"api-gcc.security.microsoft.us", PRODUCT_XDR, CLOUD_GCC},
    {"api-gov.security.microsoft.us", PRODUCT_XDR, CLOUD_GCC_HIGH},
    {"dod-graph.microsoft.us", PRODUCT_GRAPH, CLOUD_DOD},
    {"graph.microsoft.us", PRODUCT_GRAPH, CLOUD_GCC_HIGH},
    {"graph.microsoft.com", PRODUCT_GRAPH, CLOUD_COMMERCIAL},
    {"microsoftgraph.chinacloudapi.cn", PRODUCT_GRAPH, CLOUD_CHINA},
};

static size_t
host_index(struct span host)
{
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        struct span end = span_of(hosts[i].end);
        if (host.n < end.n || !span_equal_nocase(span_from(host, host.n - end.n), end))
            continue;
        if (host.n == end.n || host.p[host.n - end.n - 1] == '.')
            return i;
    }
    return COUNT_OF(hosts);
}

enum cloud
cloud_of_host(struct span host)
{
    size_t i = host_index(host);
    return i < COUNT_OF(hosts) ? hosts[i].cloud : CLOUD_UNKNOWN;
}

enum product
product_of_host(struct span host)
{
    size_t i = host_index(host);
    return i < COUNT_OF(hosts) ? hosts[i].product : PRODUCT_OTHER;
}

struct span
url_host(struct span url)
{
    size_t scheme = span_find(url, 0, SPAN("://"));
    if (scheme < url.n)
        url = span_from(url, scheme + 3);
    static const char ends[] = "/?#";
    for (const char *end = ends; *end; end++)
        url = span_sub(url, 0, span_find_byte(url, 0, *end));
    size_t user = span_find_byte(url, 0, '@');
    if (user < url.n)
        url = span_from(url, user + 1);
    return span_sub(url, 0, span_find_byte(url, 0, ':'));
}
