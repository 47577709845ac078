/* A request written as other programs take it: with a placeholder for the token, and
 * redacted like everything that leaves the program. */
#ifndef API_EXPORT_H
#define API_EXPORT_H

#include "api/exchange.h"
#include "api/redact.h"

enum export_format {
    EXPORT_CURL,            /* curl for a POSIX shell; $TOKEN */
    EXPORT_CURL_CMD,        /* curl for Windows' cmd; %TOKEN% */
    EXPORT_CURL_POWERSHELL, /* curl for PowerShell; $env:TOKEN */
    EXPORT_POWERSHELL,      /* Invoke-RestMethod; $env:TOKEN */
    EXPORT_HTTP,            /* a .http file; {{TOKEN}} */
    EXPORT_HAR,             /* HAR 1.2, with the answer */
    EXPORT_FORMATS
};

const char *export_name(enum export_format format); /* "curl", "curl-cmd", ... */
/* EXPORT_FORMATS where there is none of that name. */
enum export_format export_named(struct span name);
/* Appends, with a line break at its end. REDACTOR may be NULL. */
void export_write(struct str *out, const struct exchange *exchange,
                  const struct redactor *redactor, enum export_format format);

#endif
