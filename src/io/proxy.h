/* Which proxy a request goes through. Decided here and told to libcurl, so that the one
 * that is shown is the one that is used. */
#ifndef IO_PROXY_H
#define IO_PROXY_H

#include "io/net.h"

/* With its credentials, as libcurl takes it; NULL: none. WAY's own, else https_proxy
 * and its family; not for hosts that no_proxy names. AUTHORITY:
 * host[:port]. Owned by the caller; give it to proxy_free. */
char *proxy_find(const struct net_way *way, struct span authority);
void proxy_free(char *proxy); /* wipes */
/* The same without credentials: safe to show. */
char *proxy_shown(const char *proxy);

#endif
