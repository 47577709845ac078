/* The API error in a body, whatever its shape. Its strings are byte for byte what the
 * body says (JSON strings decoded); p NULL means absent, and \u0000 gives a NUL byte.
 * Everything is owned by the error. Reads at most 256 KiB of a body. */
#ifndef API_API_ERROR_H
#define API_API_ERROR_H

#include "api/html_page.h"
#include "api/request.h"

enum api_error_shape {
    SHAPE_NONE,       /* no error in it */
    SHAPE_DEFENDER,   /* {"error":{"code","message","target"}} */
    SHAPE_GRAPH,      /* the same with innerError */
    SHAPE_ODATA,      /* code "" with details: the OData layer's own */
    SHAPE_CONNECTOR,  /* Logic Apps: a numeric code, source ...azure-apim.net */
    SHAPE_MANAGEMENT, /* API Management: {"statusCode","message"} */
    SHAPE_SIGN_IN,    /* Entra: {"error":"invalid_client","error_description"} */
    SHAPE_WEB,        /* ASP.NET: {"Message"}, or RFC 9457 problem details */
    SHAPE_BARE,       /* {"code","message"} without a wrapping */
    SHAPE_XML,        /* <Error><Code>..., as storage answers */
    SHAPE_HTML,
    SHAPE_TEXT,
};

enum { /* weights: how surely something is an API error */
       WEIGHT_TEXT = 1,
       WEIGHT_WORD,
       WEIGHT_HTML,
       WEIGHT_BARE,
       WEIGHT_WEB,
       WEIGHT_MANAGEMENT,
       WEIGHT_ENVELOPE,
       WEIGHT_KNOWN, /* an envelope with a code of ours */
};

struct api_error {
    enum api_error_shape shape;
    unsigned weight; /* how surely it is one; 0: SHAPE_NONE */
    struct str code, message, target;
    bool code_is_number;
    struct str inner_code;    /* Graph: the most detailed one */
    struct str inner_message; /* of a message that is itself JSON */
    int status;               /* that the body tells, or 0 */
    unsigned sign_in;         /* the number of AADSTS..., or 0 */
    enum html_origin origin;  /* of SHAPE_HTML */
    bool json;                /* the body is JSON, error or not */
    bool cut;                 /* the JSON ends in the middle */
    struct pairs ids;
};

void api_error_read(struct api_error *error, struct span body);
/* The same for prose: "Code: BadRequest", code='BadRequest', a code by itself, AADSTS
 * and a number. ERROR is empty before. */
void api_error_read_text(struct api_error *error, struct span text);
void api_error_release(struct api_error *error);

#endif
