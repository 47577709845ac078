/* The APIs that a token can be made out to, by all their names, and the hosts of each
 * API in each cloud. Constant tables; sources: the products' pages on hosts, on
 * creating applications and on government clouds, Entra's on national clouds. */
#ifndef API_AUDIENCE_H
#define API_AUDIENCE_H

#include "api/catalogue.h"

enum cloud {
    CLOUD_COMMERCIAL,
    CLOUD_GCC,
    CLOUD_GCC_HIGH,
    CLOUD_DOD,
    CLOUD_CHINA,
    CLOUD_UNKNOWN,
};

struct audience {
    const char *name;     /* host and path of its URI without a slash at the end, or its
                             application ID */
    enum product product; /* PRODUCT_OTHER: none that the program calls */
    const char *title;    /* "Azure management"; of a product NULL */
    enum cloud cloud;     /* CLOUD_UNKNOWN: the same in all */
    bool directory_default; /* what a sign-in gives that names no API */
};

/* By the `aud` claim in any of its forms; NULL: not known. */
const struct audience *audience_find(struct span audience);
const char *audience_title(const struct audience *audience); /* translated */

/* The host of a product in a cloud, "https://..."; NULL: none is known. */
const char *cloud_base(enum cloud cloud, enum product product);
/* Entra's own, "https://login.microsoftonline.com". */
const char *cloud_authority(enum cloud cloud);
const char *cloud_name(enum cloud cloud);  /* "gcc-high"; NULL: CLOUD_UNKNOWN */
const char *cloud_title(enum cloud cloud); /* "GCC High" */
enum cloud cloud_named(struct span name);  /* CLOUD_UNKNOWN: none */
/* By the issuer of a token or a host that is called. */
enum cloud cloud_of_issuer(struct span issuer);
enum cloud cloud_of_host(struct span host);
/* Which product a host belongs to; PRODUCT_OTHER: none known. Where two share a host
 * (api.security.microsoft.com), XDR. */
enum product product_of_host(struct span host);
/* Host of a URL, without port or user. */
struct span url_host(struct span url);

#endif
