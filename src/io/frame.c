#include "config.h"

#include "io/frame.h"

#include "io/files.h"

#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>
#ifdef HAVE_MEMFD_CREATE
#include <sys/mman.h>
#endif

void
frame_open(struct frame *frame, int curses)
{
    *frame = (struct frame){.curses = curses, .tty = curses, .gathered = -1};
#ifdef HAVE_MEMFD_CREATE
    int tty = fcntl(curses, F_DUPFD_CLOEXEC, 3);
    if (tty < 0)
        return;
    frame->tty = tty;
    frame->gathered = memfd_create("frame", MFD_CLOEXEC);
#endif
}

void
frame_close(struct frame *frame)
{
    if (frame->gathered >= 0)
        close(frame->gathered);
    if (frame->tty != frame->curses)
        close(frame->tty);
    str_release(&frame->text);
    *frame = (struct frame){.gathered = -1};
}

/* From now on curses writes TO. */
static void
lead(const struct frame *frame, int to)
{
#ifdef HAVE_MEMFD_CREATE
    dup3(to, frame->curses, O_CLOEXEC);
#else
    (void)frame;
    (void)to;
#endif
}

void
frame_begin(struct frame *frame)
{
    if (frame->gathered >= 0)
        lead(frame, frame->gathered);
}

void
frame_end(struct frame *frame)
{
    if (frame->gathered < 0)
        return;
    lead(frame, frame->tty);
    off_t size = lseek(frame->gathered, 0, SEEK_CUR);
    lseek(frame->gathered, 0, SEEK_SET);
    if (size <= 0)
        return;
    str_clear(&frame->text);
    if (!str_try_reserve(&frame->text, (size_t)size))
        return;
    ssize_t n = read(frame->gathered, frame->text.p, (size_t)size);
    lseek(frame->gathered, 0, SEEK_SET);
    if (n > 0)
        fd_write(frame->tty, (struct span){frame->text.p, (size_t)n}, "terminal", NULL);
}
