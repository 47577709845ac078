/* Asking for a secret on the terminal, without showing what is typed. */
#ifndef IO_PROMPT_H
#define IO_PROMPT_H

#include "base/err.h"
#include "base/secret.h"

/* From the controlling terminal, whatever standard input is. STATUS_USAGE: there is
 * none; STATUS_CANCELLED: Ctrl-C, Ctrl-D or Esc. The terminal is as before in any case.
 */
enum status prompt_secret(const char *question, struct secret *secret, struct err *err);

#endif
