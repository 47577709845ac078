#include "config.h"

#include "io/keys.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

#define ESC       '\033'
#define PASTE_END "\033[201~"

/* What a piece of input is: so many bytes to take, and whether they are an event. */
struct piece {
    size_t bytes; /* 0: it is not whole yet */
    bool event;
};

static const struct piece unfinished = {0, false};

void
keys_release(struct keys *keys)
{
    str_release(&keys->pending);
    str_release(&keys->paste);
    *keys = (struct keys){0};
}

void
keys_feed(struct keys *keys, struct span bytes)
{
    keys->expired = false;
    str_add(&keys->pending, bytes);
}

int
keys_patience(const struct keys *keys)
{
    if (keys->pasting)
        return KEYS_PASTE_MS;
    return keys->pending.n ? KEYS_ESCAPE_MS : -1;
}

void
keys_expire(struct keys *keys)
{
    keys->expired = true;
}

static struct piece
special(struct key_event *event, size_t bytes, enum special which)
{
    event->kind = INPUT_SPECIAL;
    event->special = which;
    return (struct piece){bytes, which != SPECIAL_NONE};
}

static struct piece
character(struct key_event *event, size_t bytes, uint32_t c)
{
    event->kind = INPUT_CHAR;
    event->character = c;
    return (struct piece){bytes, true};
}

/* --- plain bytes --- */

static struct piece
decode_control(struct key_event *event, unsigned char byte)
{
    switch (byte) {
    case '\t':
        return special(event, 1, SPECIAL_TAB);
    case '\r':
    case '\n':
        return special(event, 1, SPECIAL_ENTER);
    case 0x08:
    case 0x7f:
        return special(event, 1, SPECIAL_BACKSPACE);
    case 0:
        event->ctrl = true;
        return character(event, 1, ' ');
    default:
        event->ctrl = true;
        /* 1 is Ctrl-A; 28 to 31 are Ctrl with \ ] ^ _ */
        return character(event, 1, byte <= 26 ? byte + 0x60u : byte + 0x40u);
    }
}

/* Whether s is the beginning of a longer character. */
static bool
is_partial(struct span s)
{
    unsigned char lead = (unsigned char)s.p[0];
    size_t want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
    for (size_t i = 1; i < s.n && i < want; i++)
        if (((unsigned char)s.p[i] & 0xc0) != 0x80)
            return false;
    return lead <= 0xf4 && s.n < want;
}

static struct piece
decode_character(struct key_event *event, struct span s, bool expired)
{
    unsigned char byte = (unsigned char)s.p[0];
    uint32_t c;
    if (byte < 0x20 || byte == 0x7f)
        return decode_control(event, byte);
    size_t n = utf8_next(s, &c);
    if (c != UTF8_BAD)
        return character(event, n, c);
    if (is_partial(s) && !expired)
        return unfinished;
    return (struct piece){1, false};
}

/* --- control sequences --- */

struct sequence {
    unsigned numbers[8];
    size_t count;
    char mark; /* of < = > ? before the numbers, or 0 */
    char final;
    size_t bytes; /* 0: not whole yet */
};

/* After ESC [ : ECMA-48 5.4, with `:` between sub-parameters (only the first of them
 * counts here). Starts at byte FROM of s. */
static struct sequence
read_sequence(struct span s, size_t from)
{
    struct sequence sequence = {.count = 1};
    size_t at = from;
    bool sub = false;
    if (at < s.n && strchr("<=>?", s.p[at]) && s.p[at])
        sequence.mark = s.p[at++];
    for (; at < s.n; at++) {
        unsigned char byte = (unsigned char)s.p[at];
        if (byte >= '0' && byte <= '9') {
            unsigned *number = &sequence.numbers[sequence.count - 1];
            if (!sub && *number < 1000000)
                *number = *number * 10 + byte - '0';
        } else if (byte == ';') {
            sub = false;
            if (sequence.count < COUNT_OF(sequence.numbers))
                sequence.count++;
        } else if (byte == ':') {
            sub = true;
        } else if (byte < 0x20 || byte > 0x7e || at - from > KEYS_SEQUENCE_MAX) {
            sequence.bytes = at; /* broken off: what follows is something else */
            return sequence;
        } else if (byte >= 0x40 || byte == '$') {
            sequence.final = (char)byte;
            sequence.bytes = at + 1;
            return sequence;
        }
    }
    return sequence;
}

/* xterm's modifiers: one more than a sum of these. */
static void
take_modifiers(struct key_event *event, unsigned code)
{
    unsigned set = code ? code - 1 : 0;
    event->shift |= set & 1;
    event->alt |= (set & 2) || (set & 8);
    event->ctrl |= (set & 4) != 0;
}

static const struct {
    char final;
    enum special special;
    bool shift, ctrl; /* rxvt's small letters */
} finals[] = {
    {'A', SPECIAL_UP, false, false},    {'B', SPECIAL_DOWN, false, false},
    {'C', SPECIAL_RIGHT, false, false}, {'D', SPECIAL_LEFT, false, false},
    {'H', SPECIAL_HOME, false, false},  {'F', SPECIAL_END, false, false},
    {'P', SPECIAL_F1, false, false},    {'Q', SPECIAL_F2, false, false},
    {'R', SPECIAL_F3, false, false},    {'S', SPECIAL_F4, false, false},
    {'M', SPECIAL_ENTER, false, false}, {'Z', SPECIAL_BACKTAB, true, false},
    {'a', SPECIAL_UP, true, false},     {'b', SPECIAL_DOWN, true, false},
    {'c', SPECIAL_RIGHT, true, false},  {'d', SPECIAL_LEFT, true, false},
};

static const struct {
    unsigned number;
    enum special special;
} tildes[] = {
    {1, SPECIAL_HOME}, {2, SPECIAL_INSERT},  {3, SPECIAL_DELETE},
    {4, SPECIAL_END},  {5, SPECIAL_PAGE_UP}, {6, SPECIAL_PAGE_DOWN},
    {7, SPECIAL_HOME}, {8, SPECIAL_END},     {11, SPECIAL_F1},
    {12, SPECIAL_F2},  {13, SPECIAL_F3},     {14, SPECIAL_F4},
    {15, SPECIAL_F5},  {17, SPECIAL_F6},     {18, SPECIAL_F7},
    {19, SPECIAL_F8},  {20, SPECIAL_F9},     {21, SPECIAL_F10},
    {23, SPECIAL_F11}, {24, SPECIAL_F12},
};

static enum special
final_key(struct key_event *event, char final)
{
    for (size_t i = 0; i < COUNT_OF(finals); i++)
        if (finals[i].final == final) {
            event->shift |= finals[i].shift;
            return finals[i].special;
        }
    return SPECIAL_NONE;
}

static enum special
tilde_key(unsigned number)
{
    for (size_t i = 0; i < COUNT_OF(tildes); i++)
        if (tildes[i].number == number)
            return tildes[i].special;
    return SPECIAL_NONE;
}

/* A key by its code point, as xterm's modifyOtherKeys and kitty tell it. */
static struct piece
coded_key(struct key_event *event, size_t bytes, unsigned code)
{
    switch (code) {
    case 9:
        return special(event, bytes, event->shift ? SPECIAL_BACKTAB : SPECIAL_TAB);
    case 13:
        return special(event, bytes, SPECIAL_ENTER);
    case 27:
        return special(event, bytes, SPECIAL_ESCAPE);
    case 8:
    case 127:
        return special(event, bytes, SPECIAL_BACKSPACE);
    default:
        if (code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code < 0xf900))
            return (struct piece){bytes, false};
        return character(event, bytes, code);
    }
}

/* ESC [ < button ; column ; row M, or m for a release. */
static struct piece
decode_mouse(struct key_event *event, const struct sequence *sequence)
{
    enum { SHIFT = 4, ALT = 8, CTRL = 16, MOTION = 32, BUTTON = 3 | 64 | 128 };
    static const struct {
        unsigned button;
        enum mouse mouse;
    } buttons[] = {
        {0, MOUSE_PRESS},     {1, MOUSE_MIDDLE},      {2, MOUSE_RIGHT},
        {64, MOUSE_WHEEL_UP}, {65, MOUSE_WHEEL_DOWN},
    };
    struct piece piece = {sequence->bytes, false};
    unsigned code = sequence->numbers[0];
    if (sequence->count != 3 || !sequence->numbers[1] || !sequence->numbers[2] ||
        (code & MOTION))
        return piece;
    event->kind = INPUT_MOUSE;
    event->x = (int)sequence->numbers[1] - 1;
    event->y = (int)sequence->numbers[2] - 1;
    event->shift = code & SHIFT;
    event->alt = code & ALT;
    event->ctrl = code & CTRL;
    if (sequence->final == 'm') {
        event->mouse = MOUSE_RELEASE;
        piece.event = !(code & 64);
        return piece;
    }
    for (size_t i = 0; i < COUNT_OF(buttons); i++)
        if (buttons[i].button == (code & BUTTON)) {
            event->mouse = buttons[i].mouse;
            piece.event = true;
        }
    return piece;
}

static struct piece
decode_sequence(struct keys *keys, struct key_event *event, struct span s, size_t from)
{
    /* The Linux console: ESC [ [ A is F1. */
    if (from < s.n && s.p[from] == '[') {
        if (from + 1 == s.n)
            return unfinished;
        char letter = s.p[from + 1];
        return special(event, from + 2,
                       letter >= 'A' && letter <= 'E'
                           ? SPECIAL_F1 + (enum special)(letter - 'A')
                           : SPECIAL_NONE);
    }
    struct sequence sequence = read_sequence(s, from);
    if (!sequence.bytes)
        return unfinished;
    const unsigned *numbers = sequence.numbers;
    if (sequence.mark == '<' && (sequence.final == 'M' || sequence.final == 'm'))
        return decode_mouse(event, &sequence);
    if (sequence.mark)
        return (struct piece){sequence.bytes, false};
    if (sequence.count > 1)
        take_modifiers(event, numbers[1]);
    switch (sequence.final) {
    case '~':
        if (numbers[0] == 200) {
            keys->pasting = true;
            return (struct piece){sequence.bytes, false};
        }
        if (numbers[0] == 27 && sequence.count > 2)
            return coded_key(event, sequence.bytes, numbers[2]);
        return special(event, sequence.bytes, tilde_key(numbers[0]));
    case 'u':
        return coded_key(event, sequence.bytes, numbers[0]);
    case '^': /* rxvt: Ctrl, Shift, both */
        event->ctrl = true;
        return special(event, sequence.bytes, tilde_key(numbers[0]));
    case '$':
        event->shift = true;
        return special(event, sequence.bytes, tilde_key(numbers[0]));
    case '@':
        event->ctrl = event->shift = true;
        return special(event, sequence.bytes, tilde_key(numbers[0]));
    default:
        return special(event, sequence.bytes, final_key(event, sequence.final));
    }
}

/* ESC O letter, some with a modifier before the letter. */
static struct piece
decode_single_shift(struct key_event *event, struct span s, size_t from)
{
    size_t at = from;
    unsigned modifier = 0;
    while (at < s.n && at < from + 2 && s.p[at] >= '0' && s.p[at] <= '9')
        modifier = modifier * 10 + (unsigned)(s.p[at++] - '0');
    if (at == s.n)
        return unfinished;
    take_modifiers(event, modifier);
    if (s.p[at] >= 'a' && s.p[at] <= 'd')
        event->ctrl = true; /* rxvt */
    enum special which = final_key(event, s.p[at]);
    if (event->ctrl && s.p[at] >= 'a')
        event->shift = false;
    return special(event, at + 1, which);
}

/* s begins with ESC. */
static struct piece
decode_escape(struct keys *keys, struct key_event *event, struct span s)
{
    struct piece piece = unfinished;
    size_t skip = s.n > 2 && s.p[1] == ESC && (s.p[2] == '[' || s.p[2] == 'O');
    event->alt = skip; /* rxvt: ESC before a sequence is Alt */
    if (s.n > skip + 1 && s.p[skip + 1] == '[')
        piece = decode_sequence(keys, event, s, skip + 2);
    else if (s.n > skip + 1 && s.p[skip + 1] == 'O')
        piece = decode_single_shift(event, s, skip + 2);
    else if (s.n > 2 && s.p[1] == ESC)
        return special(event, 1, SPECIAL_ESCAPE);
    else if (s.n > 1 && s.p[1] != ESC) {
        event->alt = true;
        piece = decode_character(event, span_from(s, 1), keys->expired);
        piece.bytes += piece.bytes ? 1 : 0;
    }
    if (piece.bytes || !keys->expired)
        return piece;
    /* Nothing followed: Alt and what stands there, or ESC itself. */
    *event = (struct key_event){0};
    if (s.n == 2 && s.p[1] != ESC) {
        event->alt = true;
        piece = decode_character(event, span_from(s, 1), true);
        piece.bytes++;
        return piece;
    }
    return s.n == 1 || s.p[1] == ESC ? special(event, 1, SPECIAL_ESCAPE)
                                     : (struct piece){s.n, false};
}

/* --- paste --- */

/* Line ends become LF; a control character that a paste has no use for is dropped. */
static void
add_pasted(struct keys *keys, struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        char byte = text.p[i];
        if (keys->paste.n >= KEYS_PASTE_MAX) {
            keys->cut = true;
            return;
        }
        if (byte == '\r')
            byte = '\n';
        else if (byte == '\n' && i && text.p[i - 1] == '\r')
            continue;
        if ((unsigned char)byte >= 0x20 ? byte != 0x7f : byte == '\n' || byte == '\t')
            str_add_byte(&keys->paste, byte);
    }
}

static bool
next_of_paste(struct keys *keys, struct key_event *event)
{
    struct span s = str_span(&keys->pending), mark = SPAN(PASTE_END);
    size_t end = span_find(s, 0, mark);
    bool over = end < s.n || keys->expired;
    /* The last bytes may be the beginning of the mark, or a CR before its LF. */
    size_t take = over ? end : s.n > mark.n ? s.n - mark.n : 0;
    while (!over && take && s.p[take - 1] == '\r')
        take--;
    add_pasted(keys, span_sub(s, 0, take));
    str_remove(&keys->pending, 0, end < s.n ? end + mark.n : take);
    if (!over)
        return false;
    keys->pasting = false;
    event->kind = INPUT_PASTE;
    event->text = keys->paste;
    event->cut = keys->cut;
    keys->paste = (struct str){0};
    keys->cut = false;
    return true;
}

bool
keys_next(struct keys *keys, struct key_event *event)
{
    while (keys->pending.n || keys->pasting) {
        *event = (struct key_event){0};
        if (keys->pasting)
            return next_of_paste(keys, event);
        struct span s = str_span(&keys->pending);
        struct piece piece = s.p[0] == ESC ? decode_escape(keys, event, s)
                                           : decode_character(event, s, keys->expired);
        if (!piece.bytes)
            return false;
        str_remove(&keys->pending, 0, piece.bytes);
        if (piece.event)
            return true;
    }
    return false;
}
