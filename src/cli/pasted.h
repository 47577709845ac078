/* Texts that people hand over: answers and requests in whatever form they have them. */
#ifndef CLI_PASTED_H
#define CLI_PASTED_H

#include "api/exchange.h"
#include "cli/command.h"

#define PASTED_MAX ((size_t)64 << 20)

/* An answer into an empty exchange. */
void pasted_answer(struct exchange *exchange, struct span text);
/* What --json saved, else an answer in any form; what is neither is a body as it
 * stands, of an exchange that is not `answered`. FILE "-": standard input. */
enum status pasted_exchange(struct exchange *exchange,
                            const struct catalogue *catalogue, const char *file,
                            struct err *err);
/* One of the history: "last", an ID or the start of one. */
enum status kept_exchange(struct exchange *exchange, const struct catalogue *catalogue,
                          const char *which, struct err *err);
/* What a command is about: the file of --from, else the exchange of the history that
 * its only word names, else the last. */
enum status given_exchange(struct exchange *exchange, const struct context *context,
                           struct err *err);
/* The same of several: each file of --from, else each word. */
size_t given_count(const struct context *context);
enum status given_exchange_at(struct exchange *exchange, const struct context *context,
                              size_t index, struct err *err);
/* A request that begins with "METHOD TARGET", headers and an empty line; else the text
 * is the body alone, and false is given. OPERATION: what was called, or NULL. */
bool pasted_request(struct request *request, const struct catalogue *catalogue,
                    const struct operation *operation, struct span text);

#endif
