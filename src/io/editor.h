/* The user's own editor and pager on a text of ours. */
#ifndef IO_EDITOR_H
#define IO_EDITOR_H

#include "base/str.h"
#include "io/terminal.h"

/* Writes TEXT to a 0600 file that ends in SUFFIX (".json"), runs $VISUAL, $EDITOR or vi
 * on it, and gives what stands there after. On failure the file stays, and ERR names
 * it. STATUS_CANCELLED: the editor ended with an error, as :cq does. */
enum status editor_edit(struct terminal *terminal, struct span text, const char *suffix,
                        struct str *edited, struct err *err);

/* The same for reading: what is written there is lost, and the file is gone after. */
enum status editor_show(struct terminal *terminal, struct span text, struct err *err);
/* TEXT as the standard input of $PAGER, or less. */
enum status pager_show(struct terminal *terminal, struct span text, struct err *err);

#endif
