/* Tokens of OData query options, for odata.c. Nothing is owned. */
#ifndef API_ODATA_LEX_H
#define API_ODATA_LEX_H

#include "api/odata.h"

enum odata_token_kind {
    ODATA_TOKEN_END,
    ODATA_TOKEN_WORD,    /* a name or operator */
    ODATA_TOKEN_LITERAL, /* kind tells which */
    ODATA_TOKEN_BARE,    /* begins like a number and is none: text without quotes */
    ODATA_TOKEN_OLD,     /* datetime'...' */
    ODATA_TOKEN_OPEN,    /* ( */
    ODATA_TOKEN_CLOSE,
    ODATA_TOKEN_COMMA,
    ODATA_TOKEN_COLON,
    ODATA_TOKEN_SIGN,        /* = != && and the like */
    ODATA_TOKEN_QUOTE_OTHER, /* "..." */
    ODATA_TOKEN_QUOTE_OPEN,
    ODATA_TOKEN_JUNK,
};

struct odata_token {
    enum odata_token_kind kind;
    enum odata_kind literal;
    size_t at, length;
};

/* The token at AT, white space before it passed over. */
struct odata_token odata_lex(struct span text, size_t at);

#endif
