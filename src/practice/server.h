/* The practice tenant over HTTP on the loopback address. */
#ifndef PRACTICE_SERVER_H
#define PRACTICE_SERVER_H

#include "practice/practice.h"
#include "practice/record.h"

struct server;

/* The time now, by this machine's clocks. */
struct now server_now(void);
/* A listening socket on 127.0.0.1; PORT 0 takes any that is free, and *PORT tells
 * which. */
enum status server_listen(unsigned *port, int *socket, struct err *err);
/* Answers from then on, in threads of its own; PRACTICE is used by one at a time and
 * must outlive the server, as RECORD, which may be NULL. Takes the socket. */
struct server *server_start(int socket, struct practice *practice,
                            struct record *record, struct err *err);
/* Appends the tenant's state where it has changed since *CHANGES, which is set. */
void server_state(struct server *server, uint64_t *changes, struct str *out);
void server_stop(struct server *server); /* also frees it */

#endif
