/* Where the operations of a user's own API go: to the server that its document names,
 * as far as that is safe. A token goes to no host that the profile doesn't name;
 * without one, a request goes to a server on the loopback address. */
#ifndef API_SERVER_H
#define API_SERVER_H

#include "api/profile.h"
#include "base/str.h"

/* The base of OPERATION's address (NULL: of PRODUCT's): the profile's host of its
 * product; of an own API the document's server, or the profile's first host where the
 * document names none, or where the profile is the practice tenant and the server is
 * not on the loopback address. NULL: the profile has no such host. */
const char *server_base(const struct profile *profile,
                        const struct operation *operation, enum product product);
/* Whether URL is at the server of the operation's document and that is on the loopback
 * address: a request may go there, without a token. */
bool server_is_local(const struct operation *operation, struct span url);
/* What is to be said before OPERATION is sent, where it doesn't go to the host that its
 * document names, or without a token; nothing else. Appended. */
void server_remark(const struct profile *profile, const struct operation *operation,
                   struct str *out);

#endif
