/* The practice tenant over HTTP on the loopback address. */
#ifndef PRACTICE_SERVER_H
#define PRACTICE_SERVER_H

#include "practice/practice.h"

struct server;

/* The time now, by this machine's clocks. */
struct now server_now(void);
/* A listening socket on 127.0.0.1; PORT 0 takes any that is free, and *PORT tells
 * which. */
enum status server_listen(unsigned *port, int *socket, struct err *err);
/* Answers from then on, in threads of its own; PRACTICE is used by one at a time and
 * must outlive the server. Takes the socket. */
struct server *server_start(int socket, struct practice *practice, struct err *err);
void server_stop(struct server *server); /* also frees it */

#endif
