/* What the user does, as the explorer is told of it. Pure data: io/keys makes it from
 * bytes, tests make it from words. */
#ifndef EXPLORER_INPUT_H
#define EXPLORER_INPUT_H

#include "base/str.h"

#include <stdint.h>

enum input_kind {
    INPUT_CHAR,    /* `character`; with ctrl or alt where they were held */
    INPUT_SPECIAL, /* `special` */
    INPUT_PASTE,   /* `text`: all of it, line ends as LF, no ESC inside */
    INPUT_MOUSE,   /* `mouse`, `y`, `x` */
    INPUT_RESIZE,  /* `y` rows, `x` columns: the new size */
    INPUT_HANGUP,  /* the terminal is gone, or the program is asked to end */
};

enum special {
    SPECIAL_NONE,
    SPECIAL_UP,
    SPECIAL_DOWN,
    SPECIAL_LEFT,
    SPECIAL_RIGHT,
    SPECIAL_HOME,
    SPECIAL_END,
    SPECIAL_PAGE_UP,
    SPECIAL_PAGE_DOWN,
    SPECIAL_INSERT,
    SPECIAL_DELETE,
    SPECIAL_BACKSPACE,
    SPECIAL_ENTER,
    SPECIAL_TAB,
    SPECIAL_BACKTAB, /* Shift-Tab; `shift` is set too */
    SPECIAL_ESCAPE,
    SPECIAL_F1,
    SPECIAL_F2,
    SPECIAL_F3,
    SPECIAL_F4,
    SPECIAL_F5,
    SPECIAL_F6,
    SPECIAL_F7,
    SPECIAL_F8,
    SPECIAL_F9,
    SPECIAL_F10,
    SPECIAL_F11,
    SPECIAL_F12,
};

enum mouse {
    MOUSE_PRESS,   /* the left button; where a drag starts */
    MOUSE_RELEASE, /* of any button */
    MOUSE_MIDDLE,
    MOUSE_RIGHT,
    MOUSE_WHEEL_UP,
    MOUSE_WHEEL_DOWN,
};

struct key_event {
    enum input_kind kind;
    enum special special;
    enum mouse mouse;
    uint32_t character; /* a scalar value. Ctrl-A is 'a' with ctrl; Ctrl-I, Ctrl-M and
                           Ctrl-[ are Tab, Enter and Escape: a terminal can't tell */
    bool ctrl, alt, shift;
    int y, x;        /* from 0 */
    struct str text; /* of a paste; owned by whoever holds the event */
    bool cut;        /* the paste was longer than KEYS_PASTE_MAX; the rest is lost */
};

#endif
