#include "config.h"

#include "base/err.h"

#include "base/sanitise.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

/* The rendered text, with every control character made visible. */
static void
keep(struct err *err, const struct str *text)
{
    struct str shown = {0};
    sanitise_line(&shown, str_span(text), SANITISE_PLAIN);
    snprintf(err->text, sizeof err->text, "%s", str_text(&shown));
    str_release(&shown);
}

enum status
err_set(struct err *err, enum status status, const char *format, ...)
{
    if (!err)
        return status;
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    err->status = status;
    keep(err, &text);
    str_release(&text);
    return status;
}

enum status
err_context(struct err *err, const char *format, ...)
{
    if (!err)
        return STATUS_INPUT;
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    str_addf(&text, ": %s", err->text);
    snprintf(err->text, sizeof err->text, "%s", str_text(&text));
    str_release(&text);
    return err->status;
}
