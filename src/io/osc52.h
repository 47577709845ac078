/* The control sequence that asks a terminal to fill its clipboard. Pure. */
#ifndef IO_OSC52_H
#define IO_OSC52_H

#include "base/str.h"

enum { OSC52_MAX = 100000 }; /* characters of base64; above, many terminals drop it */

enum osc52 {
    OSC52_PLAIN,
    OSC52_SCREEN, /* in GNU screen's envelope, in pieces that it lets through */
};

/* False: too long; nothing is added. */
bool osc52_add(struct str *out, struct span value, enum osc52 form);

#endif
