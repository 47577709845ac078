/* The one place that waits. A loop watches descriptors, keeps timers, and lets one
 * driver (io/net, once libcurl is open) do the waiting in its own way. Everything is
 * called back from loop_turn, one thing after the other; callbacks may add and remove
 * watches and timers, but not call loop_turn. With nothing under way it waits without a
 * limit: no wake-ups. */
#ifndef IO_LOOP_H
#define IO_LOOP_H

#include "base/clock.h"
#include "base/err.h"

#include <poll.h>

/* Who waits in poll's place while `busy` says so. `wait` fills revents and gives what
 * poll would; `run` moves its work on and is called each turn. */
struct loop_driver {
    bool (*busy)(void *owner);
    int (*wait)(void *owner, struct pollfd *fds, nfds_t count, int timeout_ms);
    void (*run)(void *owner);
    void *owner;
};

struct loop {
    struct loop_watch *watches;
    size_t watch_count, watch_room;
    struct loop_timer *timers;
    size_t timer_count, timer_room;
    unsigned last_timer;
    struct loop_driver driver;
    struct pollfd *fds; /* scratch of one turn */
    size_t fd_count, fd_room;
    bool hurry; /* the next turn does not wait */
};

void loop_release(struct loop *loop);

/* EVENTS as for poll. READY is given revents (POLLHUP and POLLERR come unasked). The
 * descriptor stays the caller's. */
void loop_watch(struct loop *loop, int fd, short events,
                void (*ready)(void *owner, short revents), void *owner);
void loop_unwatch(struct loop *loop, int fd);

/* Fires once, AFTER_MS from now (0: next turn). Gives its number, never 0. */
unsigned loop_timer(struct loop *loop, clock_ms after_ms, void (*fire)(void *owner),
                    void *owner);
void loop_timer_cancel(struct loop *loop, unsigned timer); /* fired or 0: nothing */

void loop_drive(struct loop *loop, const struct loop_driver *driver);
void loop_hurry(struct loop *loop);

/* Waits for the next thing and does what is due. LIMIT_MS: at most so long; negative:
 * without limit. */
enum status loop_turn(struct loop *loop, int limit_ms, struct err *err);
/* Turns until *DONE, at most LIMIT_MS (negative: for ever): STATUS_LIMIT when it ran
 * out. */
enum status loop_until(struct loop *loop, const bool *done, int limit_ms,
                       struct err *err);

#endif
