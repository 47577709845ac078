#include "config.h"

#include "io/loop.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/clock.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

struct loop_watch {
    int fd;
    short events;
    void (*ready)(void *owner, short revents);
    void *owner;
};

struct loop_timer {
    unsigned number;
    clock_ms due;
    void (*fire)(void *owner);
    void *owner;
};

/* A driver is asked again at least this often while it is busy: a descriptor that it
 * could not name must not hold everything up. */
enum { DRIVER_WAIT_MS = 60000 };

void
loop_release(struct loop *loop)
{
    mem_free(loop->watches);
    mem_free(loop->timers);
    mem_free(loop->fds);
    *loop = (struct loop){0};
}

static size_t
find_watch(const struct loop *loop, int fd)
{
    size_t i = 0;
    while (i < loop->watch_count && loop->watches[i].fd != fd)
        i++;
    return i;
}

void
loop_watch(struct loop *loop, int fd, short events,
           void (*ready)(void *owner, short revents), void *owner)
{
    size_t i = find_watch(loop, fd);
    if (i == loop->watch_count) {
        ARRAY_GROW(loop->watches, loop->watch_count, loop->watch_room);
        loop->watch_count++;
    }
    loop->watches[i] =
        (struct loop_watch){.fd = fd, .events = events, .ready = ready, .owner = owner};
}

void
loop_unwatch(struct loop *loop, int fd)
{
    size_t i = find_watch(loop, fd);
    if (i == loop->watch_count)
        return;
    memmove(loop->watches + i, loop->watches + i + 1,
            (--loop->watch_count - i) * sizeof *loop->watches);
    /* What this turn saw of it must not reach another of the same number. */
    for (nfds_t k = 0; k < loop->fd_count; k++)
        if (loop->fds[k].fd == fd)
            loop->fds[k].revents = 0;
}

unsigned
loop_timer(struct loop *loop, clock_ms after_ms, void (*fire)(void *owner), void *owner)
{
    if (++loop->last_timer == 0)
        loop->last_timer = 1;
    ARRAY_GROW(loop->timers, loop->timer_count, loop->timer_room);
    loop->timers[loop->timer_count++] =
        (struct loop_timer){.number = loop->last_timer,
                            .due = clock_now().steady + (after_ms > 0 ? after_ms : 0),
                            .fire = fire,
                            .owner = owner};
    return loop->last_timer;
}

static void
remove_timer(struct loop *loop, size_t index)
{
    memmove(loop->timers + index, loop->timers + index + 1,
            (--loop->timer_count - index) * sizeof *loop->timers);
}

void
loop_timer_cancel(struct loop *loop, unsigned timer)
{
    for (size_t i = 0; i < loop->timer_count; i++)
        if (loop->timers[i].number == timer) {
            remove_timer(loop, i);
            return;
        }
}

void
loop_drive(struct loop *loop, const struct loop_driver *driver)
{
    loop->driver = *driver;
}

void
loop_hurry(struct loop *loop)
{
    loop->hurry = true;
}

/* How long to wait: until the first timer, at most LIMIT; negative: for ever. */
static int
patience(const struct loop *loop, int limit)
{
    if (loop->hurry)
        return 0;
    clock_ms left = limit < 0 ? INT_MAX : limit;
    bool ends = limit >= 0;
    clock_ms now = loop->timer_count ? clock_now().steady : 0;
    for (size_t i = 0; i < loop->timer_count; i++) {
        clock_ms until = loop->timers[i].due - now;
        left = until < left ? until : left;
        ends = true;
    }
    if (!ends)
        return -1;
    return left > 0 ? (int)left : 0;
}

static void
gather(struct loop *loop)
{
    while (loop->fd_room < loop->watch_count)
        loop->fds =
            mem_grow(loop->fds, loop->fd_room, &loop->fd_room, sizeof *loop->fds);
    loop->fd_count = loop->watch_count;
    for (size_t i = 0; i < loop->watch_count; i++)
        loop->fds[i] = (struct pollfd){.fd = loop->watches[i].fd,
                                       .events = loop->watches[i].events};
}

static void
dispatch(struct loop *loop)
{
    for (nfds_t k = 0; k < loop->fd_count; k++) {
        struct pollfd seen = loop->fds[k];
        size_t i = find_watch(loop, seen.fd);
        if (!seen.revents || i == loop->watch_count)
            continue;
        struct loop_watch watch = loop->watches[i];
        if (seen.revents & POLLNVAL)
            loop_unwatch(loop, seen.fd); /* closed under us: it would never be quiet */
        else
            watch.ready(watch.owner, seen.revents);
    }
    loop->fd_count = 0;
}

/* Those due at the start of this round, in the order of their time; one that a callback
 * adds waits for the next turn. */
static void
fire_timers(struct loop *loop)
{
    if (!loop->timer_count)
        return;
    clock_ms now = clock_now().steady;
    unsigned last = loop->last_timer;
    for (;;) {
        size_t best = loop->timer_count;
        for (size_t i = 0; i < loop->timer_count; i++)
            if (loop->timers[i].due <= now && loop->timers[i].number <= last &&
                (best == loop->timer_count ||
                 loop->timers[i].due < loop->timers[best].due))
                best = i;
        if (best == loop->timer_count)
            return;
        struct loop_timer timer = loop->timers[best];
        remove_timer(loop, best);
        timer.fire(timer.owner);
    }
}

enum status
loop_turn(struct loop *loop, int limit_ms, struct err *err)
{
    struct loop_driver *driver = &loop->driver;
    int wait = patience(loop, limit_ms), ready;
    loop->hurry = false;
    gather(loop);
    if (driver->busy && driver->busy(driver->owner))
        ready = driver->wait(driver->owner, loop->fds, loop->fd_count,
                             wait < 0 || wait > DRIVER_WAIT_MS ? DRIVER_WAIT_MS : wait);
    else
        ready = poll(loop->fds, loop->fd_count, wait);
    if (ready < 0 && errno != EINTR && errno != EAGAIN)
        return err_set(err, STATUS_IO, _("waiting failed: %s"), strerror(errno));
    if (ready > 0)
        dispatch(loop);
    if (driver->run)
        driver->run(driver->owner);
    fire_timers(loop);
    return STATUS_OK;
}

enum status
loop_until(struct loop *loop, const bool *done, int limit_ms, struct err *err)
{
    clock_ms end = clock_now().steady + limit_ms;
    while (!*done) {
        clock_ms left = end - clock_now().steady;
        if (limit_ms >= 0 && left <= 0)
            return err_set(err, STATUS_LIMIT, _("took longer than %d ms"), limit_ms);
        enum status status = loop_turn(loop, limit_ms < 0 ? -1 : (int)left, err);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
