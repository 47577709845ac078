/* Bytes from a terminal to key events. Pure: time comes in as keys_expire, called when
 * nothing followed a beginning for keys_patience milliseconds. Knows what xterm and its
 * many likenesses, the Linux console and rxvt send; control sequences of any other kind
 * are swallowed whole, so that their letters do not act as keys. */
#ifndef IO_KEYS_H
#define IO_KEYS_H

#include "explorer/input.h"

enum {
    KEYS_ESCAPE_MS = 25,       /* an ESC is a key when nothing follows it */
    KEYS_PASTE_MS = 1000,      /* a paste without an end ends */
    KEYS_PASTE_MAX = 16 << 20, /* bytes; what is beyond is dropped */
    KEYS_SEQUENCE_MAX = 64,    /* bytes of one control sequence */
};

struct keys {
    struct str pending; /* not decoded yet */
    struct str paste;
    bool pasting, cut, expired;
};

void keys_release(struct keys *keys);
void keys_feed(struct keys *keys, struct span bytes);
/* The next event that is whole; false: more bytes are needed. A paste's text belongs to
 * the caller. */
bool keys_next(struct keys *keys, struct key_event *event);
/* Milliseconds after which keys_expire is due if no byte comes; negative: none. */
int keys_patience(const struct keys *keys);
void keys_expire(struct keys *keys);

#endif
