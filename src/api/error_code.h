/* The error codes that the program knows: the published tables of both products, and
 * codes met in the wild. */
#ifndef API_ERROR_CODE_H
#define API_ERROR_CODE_H

#include "api/diagnosis.h"

struct error_code {
    const char *code;
    int status;
    bool mde, xdr; /* stands in that product's published table (common-errors,
                      api-error-codes) */
    enum diagnosis_class class;
    enum retry_advice advice;
    const char *pattern_mde,
        *pattern_xdr;  /* the message's form, "{x}" where a value stands; or NULL */
    const char *topic; /* help topic */
};

extern const struct error_code
    error_codes[]; /* ends with code NULL; documented ones first, in table order */
const struct error_code *error_code_find(struct span code); /* exact */

#endif
