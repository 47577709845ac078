/* The command line: contract of options that every command takes. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"
#include "base/span.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct options {
    const char *profile;  /* borrowed from argv, like all others; NULL: not given */
    const char *language; /* "en", "zh_CN" or NULL */
    bool json, quiet, help, version;
    enum color color;
};

#endif
