/* References as answers give them, resolved against the URL of the request: RFC 3986,
 * section 5.2. Pure; nothing is fetched. */
#ifndef API_REFERENCE_H
#define API_REFERENCE_H

#include "base/str.h"

/* OUT becomes the URL that REFERENCE means in an answer from BASE (scheme://host...),
 * without a fragment. False: BASE is no such URL, or REFERENCE holds what no URL may
 * (spaces, controls, backslashes). */
bool reference_resolve(struct span base, struct span reference, struct str *out);
/* Scheme, host and port are the same (RFC 6454, section 5); a port that is left out is
 * that of the scheme. What names a user has no origin here. */
bool reference_same_origin(struct span one, struct span other);

#endif
