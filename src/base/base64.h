/* Base64, RFC 4648. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/str.h"

void base64_encode(struct str *out, struct span bytes); /* with padding; appends */
/* The alphabet for URLs and file names, without padding, as in a JWT; appends. */
void base64_encode_url(struct str *out, struct span bytes);
/* Takes either alphabet, with or without padding. False at the first thing that is
 * neither, or where no whole number of bytes comes out; what came before is appended.
 */
bool base64_decode(struct str *out, struct span text);
int base64_value(char c); /* of a letter of either alphabet; -1: it is none */

#endif
