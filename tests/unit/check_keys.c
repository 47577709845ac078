#include "unit.h"

#include "base/memory.h"
#include "io/keys.h"

#include <stdio.h>

/* "C-x" Ctrl, "M-x" Alt, "S-x" Shift; names of special keys; "mouse NAME y,x". */
static void
describe(const struct key_event *event, struct str *out)
{
    static const char *const specials[] = {
        "none", "up",     "down",   "left",      "right", "home", "end",     "pgup",
        "pgdn", "insert", "delete", "backspace", "enter", "tab",  "backtab", "esc",
    };
    static const char *const mice[] = {"press", "release",  "middle",
                                       "right", "wheel-up", "wheel-down"};
    str_addf(out, "%s%s%s%s", out->n ? " " : "", event->ctrl ? "C-" : "",
             event->alt ? "M-" : "", event->shift ? "S-" : "");
    switch (event->kind) {
    case INPUT_CHAR:
        if (event->character < 0x7f)
            str_add_byte(out, (char)event->character);
        else
            str_addf(out, "U+%04X", event->character);
        break;
    case INPUT_SPECIAL:
        if (event->special >= SPECIAL_F1)
            str_addf(out, "f%d", (int)(event->special - SPECIAL_F1) + 1);
        else
            str_add_text(out, specials[event->special]);
        break;
    case INPUT_PASTE:
        str_addf(out, "paste(%s)%s", str_text(&event->text), event->cut ? "cut" : "");
        break;
    case INPUT_MOUSE:
        str_addf(out, "mouse(%s %d,%d)", mice[event->mouse], event->y, event->x);
        break;
    case INPUT_RESIZE:
    case INPUT_HANGUP:
        str_add_text(out, "?");
        break;
    }
}

static void
drain(struct keys *keys, struct str *out)
{
    struct key_event event;
    while (keys_next(keys, &event)) {
        describe(&event, out);
        str_release(&event.text);
    }
}

static const struct {
    const char *bytes, *events;
} cases[] = {
    {"ab", "a b"},
    {" ", " "},
    {"\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80", "U+00E9 U+65E5 U+1F600"},
    {"a\xff\xc3"
     "b",
     "a b"},
    {"\t\r\n\x7f\x08", "tab enter enter backspace backspace"},
    {"\x01\x03\x1a\x1c\x1f", "C-a C-c C-z C-\\ C-_"},
    {"\033[A\033[B\033[C\033[D\033OA\033OD", "up down right left up left"},
    {"\033[1;5C\033[1;2A\033[1;3D\033[1;8B", "C-right S-up M-left C-M-S-down"},
    {"\033[H\033[F\033OH\033[1~\033[4~\033[7~\033[8~",
     "home end home home end home end"},
    {"\033[2~\033[3~\033[5~\033[6~\033[3;5~", "insert delete pgup pgdn C-delete"},
    {"\033OP\033OS\033[15~\033[24~\033[11~\033[[A\033[[E\033[1;2P",
     "f1 f4 f5 f12 f1 f1 f5 S-f1"},
    {"\033[Z", "S-backtab"},
    {"\033Oa\033[a\033[3^\033[3$\033[3@", "C-up S-up C-delete S-delete C-S-delete"},
    {"\033x\033\x7f\033\r\033\xc3\xa9", "M-x M-backspace M-enter M-U+00E9"},
    {"\033\033[A", "M-up"},
    {"\033[97;5u\033[27;5;13~\033[9;2u\033[27u", "C-a C-enter S-backtab esc"},
    {"\033[<0;10;5M\033[<0;10;5m\033[<2;1;1M\033[<64;3;4M\033[<65;3;4M",
     "mouse(press 4,9) mouse(release 4,9) mouse(right 0,0) mouse(wheel-up 3,2) "
     "mouse(wheel-down 3,2)"},
    {"\033[<4;1;1M\033[<35;1;1M\033[<0;0;0M\033[<66;1;1Mx", "S-mouse(press 0,0) x"},
    {"\033[200~two\rlines\r\nand\ttab\033[31m\x07\033[201~x",
     "paste(two\nlines\nand\ttab[31m) x"},
    {"\033[200~\033[201~", "paste()"},
    /* what is no key is swallowed whole */
    {"\033[?1;2cx\033[>0;276;0cx\033[Ix\033[99~x", "x x x x"},
    {"\033[1;\033[Ax", "up x"},
    {"\033[999999999999999999;5Ax", "C-up x"},
    {"\033[1;2;3;4;5;6;7;8;9;10;11;12Ax", "S-up x"},
};

START_TEST(sequences_become_keys)
{
    struct keys keys = {0};
    struct str got = {0};
    keys_feed(&keys, span_of(cases[_i].bytes));
    drain(&keys, &got);
    ck_assert_str_eq(str_text(&got), cases[_i].events);
    ck_assert_int_eq(keys_patience(&keys), -1);
    str_release(&got);
    keys_release(&keys);
}
END_TEST

START_TEST(bytes_may_come_one_at_a_time)
{
    struct keys keys = {0};
    struct str got = {0};
    /* A bad beginning is told from an unfinished one only by what follows. */
    for (const char *p = cases[_i].bytes; *p; p++) {
        keys_feed(&keys, (struct span){p, 1});
        drain(&keys, &got);
    }
    ck_assert_str_eq(str_text(&got), cases[_i].events);
    str_release(&got);
    keys_release(&keys);
}
END_TEST

static const struct {
    const char *bytes, *events;
} unfinished[] = {
    {"\033", "esc"},
    {"\033\033", "esc esc"},
    {"\033[", "M-["},
    {"\033O", "M-O"},
    {"\xe6\x97", ""},
    {"\033[1;5", ""},
    {"\033[200~abc", "paste(abc)"},
};

START_TEST(what_stays_unfinished_is_taken_as_it_is)
{
    struct keys keys = {0};
    struct str got = {0};
    keys_feed(&keys, span_of(unfinished[_i].bytes));
    drain(&keys, &got);
    ck_assert_uint_eq(got.n, 0);
    ck_assert_int_gt(keys_patience(&keys), 0);
    keys_expire(&keys);
    drain(&keys, &got);
    ck_assert_str_eq(str_text(&got), unfinished[_i].events);
    ck_assert_int_eq(keys_patience(&keys), -1);
    /* What comes after is read from its start. */
    str_clear(&got);
    keys_feed(&keys, SPAN("\033[A"));
    drain(&keys, &got);
    ck_assert_str_eq(str_text(&got), "up");
    str_release(&got);
    keys_release(&keys);
}
END_TEST

START_TEST(a_paste_is_bounded)
{
    struct keys keys = {0};
    struct key_event event;
    struct str much = {0};
    str_add_repeat(&much, 'a', 1 << 20);
    keys_feed(&keys, SPAN("\033[200~"));
    for (int i = 0; i < 18; i++) {
        keys_feed(&keys, str_span(&much));
        ck_assert(!keys_next(&keys, &event));
    }
    keys_feed(&keys, SPAN("\033[201~"));
    ck_assert(keys_next(&keys, &event));
    ck_assert_int_eq(event.kind, INPUT_PASTE);
    ck_assert_uint_eq(event.text.n, KEYS_PASTE_MAX);
    ck_assert(event.cut);
    str_release(&event.text);
    str_release(&much);
    keys_release(&keys);
}
END_TEST

/* Whatever comes, it is used up, and no event is malformed. */
START_TEST(any_bytes_end)
{
    uint32_t seed = 12345u + (uint32_t)_i;
    struct keys keys = {0};
    struct key_event event;
    for (int round = 0; round < 2000; round++) {
        char bytes[16];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            static const char often[] = "\033[O<;0123M~\xc3\x9b";
            bytes[i] = seed >> 31 ? (char)(seed >> 16)
                                  : often[(seed >> 16) % (sizeof often - 1)];
        }
        keys_feed(&keys, (struct span){bytes, sizeof bytes});
        while (keys_next(&keys, &event)) {
            ck_assert(event.kind != INPUT_SPECIAL || event.special != SPECIAL_NONE);
            ck_assert(event.kind != INPUT_CHAR || event.character <= 0x10ffff);
            str_release(&event.text);
        }
    }
    keys_expire(&keys);
    while (keys_next(&keys, &event))
        str_release(&event.text);
    ck_assert_uint_eq(keys.pending.n, 0);
    keys_release(&keys);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("keys");
    TCase *t = tcase_create("keys");
    tcase_add_loop_test(t, sequences_become_keys, 0, (int)COUNT_OF(cases));
    tcase_add_loop_test(t, bytes_may_come_one_at_a_time, 0, (int)COUNT_OF(cases));
    tcase_add_loop_test(t, what_stays_unfinished_is_taken_as_it_is, 0,
                        (int)COUNT_OF(unfinished));
    tcase_add_test(t, a_paste_is_bounded);
    tcase_add_loop_test(t, any_bytes_end, 0, 8);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
