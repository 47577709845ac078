/* Where the body of an answer goes, piece by piece: standard output or a file, as it
 * came or indented, made safe on a terminal. A file appears only when it is whole. */
#ifndef CLI_BODY_H
#define CLI_BODY_H

#include "api/redact.h"
#include "api/response.h"
#include "cli/output.h"
#include "io/files.h"
#include "json/pretty.h"

struct body {
    struct output *output;
    const char *path;     /* NULL: standard output */
    struct file_out file; /* where path is not NULL */
    bool pretty, safe;    /* safe: shown on a terminal */
    struct json_pretty printer;
    struct str held; /* the start of a character that is not all there yet */
    bool begun;      /* something of a body was written since the last one */
    char last;       /* byte that was written */
    bool failed;
    struct err err;
};

/* PATH: NULL or "-" for standard output. */
enum status body_open(struct body *body, struct output *output, const char *path,
                      bool pretty, struct err *err);
/* Status line and headers, as curl -i shows them, without secrets. */
bool body_head(struct body *body, const struct response *response,
               const struct redactor *redactor);
bool body_add(struct body *body, struct span piece); /* false: it can't be written */
/* Between two bodies: the next one starts on a line of its own. */
bool body_next(struct body *body);
/* WHOLE: the file is put in place; else it is left away. */
enum status body_close(struct body *body, bool whole, struct err *err);

#endif
