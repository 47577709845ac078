/* What Entra says when signing in fails: OAuth's error words (RFC 6749, RFC 8628, and
 * Entra's own) and the AADSTS numbers behind them. A help page of one is named
 * "sign-in/" and its name. Constant tables. */
#ifndef API_SIGN_IN_H
#define API_SIGN_IN_H

#include "api/diagnosis.h"

struct sign_in_error {
    unsigned number;  /* 0: a word */
    const char *name; /* "AADSTS7000215", or the word */
    enum retry_advice advice;
};

/* NULL: not one that is known. */
const struct sign_in_error *sign_in_by_number(unsigned number);
const struct sign_in_error *sign_in_by_word(struct span word);
/* The number of the first AADSTS... in a text, or 0. */
unsigned sign_in_number(struct span text);

#endif
