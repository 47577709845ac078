/* A request from words: OPERATION NAME=VALUE... or METHOD URL|PATH NAME=VALUE... */
#ifndef CLI_COMPOSE_H
#define CLI_COMPOSE_H

#include "api/request.h"
#include "cli/command.h"

/* BODY: what NAME=VALUE starts from; or NULL. FILE: where not NULL, takes the operand
 * that is no NAME=VALUE, of which there may be one. */
enum status compose_request(const struct context *context, struct request *request,
                            const struct str *body, const char **file, struct err *err);
/* The operation of that name; ERR says which was most likely meant. */
enum status compose_operation(const struct catalogue *catalogue, const char *name,
                              const struct operation **operation, struct err *err);

/* Longer requests are no requests of these APIs. */
#define COMPOSE_BODY_MAX ((size_t)64 << 20)

#endif
