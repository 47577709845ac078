/* The error codes that the program knows: the published tables of both products, and
 * codes met in the wild. Constant tables; nothing is owned. */
#ifndef API_ERROR_CODE_H
#define API_ERROR_CODE_H

#include "api/diagnosis.h"

struct error_code {
    const char *code;
    int status;    /* 0: comes with several */
    bool mde, xdr; /* stands in that product's published table (common-errors,
                      api-error-codes) */
    enum diagnosis_class class;
    enum retry_advice advice;
    const char *pattern_mde,
        *pattern_xdr;  /* the message's form, "{name}" where a value stands; or NULL */
    const char *topic; /* help topic */
};

extern const struct error_code
    error_codes[]; /* ends with code NULL; documented ones first, in table order */

const struct error_code *error_code_find(struct span code); /* exact */
/* The code that was meant, where a body or a person wrote it otherwise: in another
 * case, with spaces or signs between its words, translated, or as the string "429".
 * NULL: none of ours. */
const struct error_code *error_code_known(struct span code);
bool error_code_documented(const struct error_code *code); /* NULL gives false */

#endif
