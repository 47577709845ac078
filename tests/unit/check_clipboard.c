#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/child.h"
#include "io/clipboard.h"
#include "io/clock.h"
#include "io/osc52.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char system_path[4096];

/* A machine without any clipboard, but for tools put into "bin". */
static void
start(void)
{
    static const char *const unset[] = {
        "TMUX",    "SSH_CONNECTION",  "SSH_TTY",     "WAYLAND_DISPLAY",
        "DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP", "STY",
    };
    scratch_make();
    for (size_t i = 0; i < COUNT_OF(unset); i++)
        unsetenv(unset[i]);
    setenv("TERM", "dumb", 1);
    snprintf(system_path, sizeof system_path, "%s", getenv("PATH"));
    ck_assert_int_eq(mkdir(scratch_path("bin"), 0700), 0);
    ck_assert_int_eq(mkdir(scratch_path("run"), 0700), 0);
    setenv("PATH", scratch_path("bin"), 1);
}

/* The tools are shell scripts and need the system's commands by their full names. */
static void
tool(const char *name, const char *script)
{
    char file[64];
    struct str text = {0};
    snprintf(file, sizeof file, "bin/%s", name);
    str_addf(&text, "#!/bin/sh\nPATH='%s'; here='%s'\n%s\n", system_path,
             scratch_path(""), script);
    scratch_write(file, str_text(&text), 0700);
    str_release(&text);
}

static struct copy_result
copy(struct span value)
{
    struct copy_result result;
    clipboard_copy_now(&(struct copy_plan){.value = value, .terminal = -1}, &result);
    return result;
}

static void
check_file(const char *name, const char *want)
{
    char got[256];
    FILE *file = fopen(scratch_path(name), "r");
    ck_assert_msg(file != NULL, "%s is not there", name);
    size_t n = fread(got, 1, sizeof got, file);
    fclose(file);
    ck_assert_span(((struct span){got, n}), want);
}

static void
check_said(const struct copy_result *result, const char *part)
{
    struct str text = {0};
    copy_result_say(result, &text);
    ck_assert_msg(strstr(str_text(&text), part), "\"%s\" not in \"%s\"", part,
                  str_text(&text));
    str_release(&text);
}

START_TEST(a_tool_that_ends_well_has_copied)
{
    tool("xclip", "cat > $here/clip; echo \"$@\" > $here/args");
    setenv("DISPLAY", ":7", 1);
    struct copy_result result = copy(SPAN("1fa66c0f-18bd-4133-b378-36d76f3a2ba0"));
    ck_assert_int_eq(result.copied, COPY_DONE);
    ck_assert_str_eq(result.route, "xclip");
    check_said(&result, "Copied 36 characters (xclip): 1fa66c0f…6f3a2ba0");
    check_file("clip", "1fa66c0f-18bd-4133-b378-36d76f3a2ba0");
    check_file("args", "-in -selection clipboard\n");
    copy_result_release(&result);
}
END_TEST

START_TEST(without_any_way_the_value_is_in_a_file)
{
    struct copy_result result = copy(SPAN("value"));
    ck_assert_int_eq(result.copied, COPY_FAILED);
    check_said(&result, "Not copied");
    check_said(&result, "xclip");
    check_said(&result, "copied.txt");
    check_file("run/defscope/copied.txt", "value");
    struct stat about;
    ck_assert_int_eq(stat(str_text(&result.file), &about), 0);
    ck_assert_uint_eq(about.st_mode & 0777, 0600);
    copy_result_release(&result);
}
END_TEST

static const struct {
    const char *script; /* NULL: a folder; "": there is none */
    const char *why;
} broken[] = {
    {"", "xclip is not installed"},
    {"cat >/dev/null; exit 1", "xclip ended with status 1"},
    {"kill -9 $$", "xclip was killed"},
    {"exec sleep 1000", "xclip did not end in time"},
    {"exec <&-; yes error | head -c 1000000 >&2; exit 3", "xclip ended with status 3"},
    {NULL, "xclip could not be started"},
};

START_TEST(a_tool_that_fails_has_not_copied)
{
    if (!broken[_i].script)
        ck_assert_int_eq(mkdir(scratch_path("bin/xclip"), 0700), 0);
    else if (*broken[_i].script)
        tool("xclip", broken[_i].script);
    setenv("DISPLAY", ":7", 1);
    clock_ms before = clock_now().steady;
    struct copy_result result = copy(SPAN("value"));
    ck_assert_int_eq(result.copied, COPY_FAILED);
    check_said(&result, broken[_i].why);
    ck_assert_int_lt(clock_now().steady - before, 20000);
    copy_result_release(&result);
}
END_TEST

START_TEST(one_that_stays_behind_is_not_waited_for)
{
    tool("xclip", "cat > $here/clip; sleep 1000 & exit 0");
    setenv("DISPLAY", ":7", 1);
    struct copy_result result = copy(SPAN("value"));
    ck_assert_int_eq(result.copied, COPY_DONE);
    copy_result_release(&result);
}
END_TEST

START_TEST(the_next_route_is_tried)
{
    tool("wl-copy", "exit 1");
    tool("xsel", "cat > $here/clip");
    setenv("WAYLAND_DISPLAY", "wayland-7", 1);
    setenv("DISPLAY", ":7", 1);
    struct copy_result result = copy(SPAN("value"));
    ck_assert_int_eq(result.copied, COPY_DONE);
    ck_assert_str_eq(result.route, "xsel");
    ck_assert_uint_eq(result.why.n, 0);
    check_file("clip", "value");
    copy_result_release(&result);
}
END_TEST

START_TEST(the_users_own_command_is_first)
{
    struct copy_result result;
    const char *const command[] = {"mine", "--now", NULL};
    tool("mine", "cat > $here/mine; echo \"$1\" >> $here/mine");
    tool("xclip", "exit 0");
    setenv("DISPLAY", ":7", 1);
    clipboard_copy_now(
        &(struct copy_plan){.value = SPAN("v"), .command = command, .terminal = -1},
        &result);
    ck_assert_int_eq(result.copied, COPY_DONE);
    ck_assert_str_eq(result.route, "mine");
    check_file("mine", "v--now\n");
    copy_result_release(&result);
}
END_TEST

/* --- tmux --- */

/* One that holds what it is given, or something else. */
START_TEST(tmux_is_believed_only_when_it_gives_the_value_back)
{
    tool("tmux",
         _i == 0   ? "if [ $1 = load-buffer ]; then cat > $here/b; else cat $here/b; fi"
         : _i == 1 ? "if [ $1 = load-buffer ]; then cat >/dev/null; else echo old; fi"
                   : "if [ $1 = load-buffer ]; then cat >/dev/null; else exit 1; fi");
    setenv("TMUX", "/tmp/none,1,0", 1);
    struct copy_result result = copy(SPAN("value"));
    ck_assert_int_eq(result.copied, _i == 0 ? COPY_DONE : COPY_FAILED);
    if (_i)
        check_said(&result, "tmux does not hold");
    copy_result_release(&result);
}
END_TEST

static struct span
run_tmux(const char *socket, const char *const *words, struct child_result *result)
{
    const char *argv[16] = {"tmux", "-S", socket, "-f", "/dev/null"};
    for (size_t i = 0; words[i]; i++)
        argv[i + 5] = words[i];
    child_run(&(struct child_plan){.argv = argv, .capture = true, .limit_ms = 10000},
              result);
    return str_span(&result->output);
}
#define TMUX(socket, result, ...)                                                      \
    run_tmux((socket), (const char *const[]){__VA_ARGS__, NULL}, (result))

START_TEST(a_real_tmux_holds_the_value)
{
    struct child_result result;
    setenv("PATH", system_path, 1);
    if (!child_found("tmux"))
        return;
    char socket[256], inside[512];
    snprintf(socket, sizeof socket, "%s", scratch_path("tmux"));
    TMUX(socket, &result, "new-session", "-d", "-x", "80", "-y", "24", "sleep 1000");
    ck_assert_int_eq(result.code, 0);
    str_release(&result.output);
    snprintf(inside, sizeof inside, "%s,0,0", socket);
    setenv("TMUX", inside, 1);
    static const char *const values[] = {"x", "-leading", "two\nlines",
                                         "\xf0\x9f\x98\x80 \xe6\x97\xa5"};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct copy_result copied = copy(span_of(values[i]));
        ck_assert_int_eq(copied.copied, COPY_DONE);
        ck_assert_str_eq(copied.route, "tmux");
        copy_result_release(&copied);
        ck_assert_span(TMUX(socket, &result, "show-buffer"), values[i]);
        str_release(&result.output);
    }
    TMUX(socket, &result, "kill-server");
    str_release(&result.output);
}
END_TEST

/* --- the terminal --- */

static struct copy_result
copy_to_terminal(struct span value, struct str *sent)
{
    struct copy_result result;
    const char *path = scratch_path("terminal");
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    clipboard_copy_now(&(struct copy_plan){.value = value, .terminal = fd}, &result);
    char piece[4096];
    ssize_t n;
    lseek(fd, 0, SEEK_SET);
    while ((n = read(fd, piece, sizeof piece)) > 0)
        str_add(sent, (struct span){piece, (size_t)n});
    close(fd);
    return result;
}

START_TEST(what_goes_to_the_terminal_is_only_sent)
{
    struct str sent = {0};
    setenv("TERM", "xterm-256color", 1);
    /* Over ssh it comes before a tool, which would fill the wrong clipboard. */
    tool("xclip", "exit 0");
    setenv("DISPLAY", "localhost:10.0", 1);
    setenv("SSH_TTY", "/dev/pts/7", 1);
    struct copy_result result = copy_to_terminal(SPAN("value"), &sent);
    ck_assert_int_eq(result.copied, COPY_SENT);
    check_said(&result, "does not confirm: value");
    ck_assert_span(str_span(&sent), "\033]52;c;dmFsdWU=\033\\");
    copy_result_release(&result);
    str_release(&sent);
}
END_TEST

START_TEST(long_values_get_a_caution_or_another_route)
{
    struct str sent = {0}, value = {0};
    setenv("TERM", "xterm-256color", 1);
    str_add_repeat(&value, 'a', 3000);
    struct copy_result result = copy_to_terminal(str_span(&value), &sent);
    ck_assert_int_eq(result.copied, COPY_SENT);
    check_said(&result, "some terminals cut");
    copy_result_release(&result);
    str_clear(&sent);
    str_add_repeat(&value, 'a', 100000);
    result = copy_to_terminal(str_span(&value), &sent);
    ck_assert_int_eq(result.copied, COPY_FAILED);
    ck_assert_uint_eq(sent.n, 0);
    check_said(&result, "too long");
    copy_result_release(&result);
    str_release(&value);
    str_release(&sent);
}
END_TEST

START_TEST(screen_gets_its_envelope_in_pieces)
{
    struct str sequence = {0}, value = {0};
    str_add_repeat(&value, 'a', 600);
    ck_assert(osc52_add(&sequence, str_span(&value), OSC52_SCREEN));
    size_t pieces = 0;
    struct span rest = str_span(&sequence), all = rest;
    for (size_t at = 0; at < all.n;) {
        size_t end = span_find(all, at, SPAN("\033\\"));
        ck_assert(span_starts(span_from(all, at), "\033P"));
        ck_assert_uint_le(end - at, 300);
        pieces++;
        at = end + 2;
    }
    ck_assert_uint_eq(pieces, 4);
    ck_assert(span_ends(all, "\a\033\\"));
    str_release(&sequence);
    str_release(&value);
}
END_TEST

static const struct {
    struct span value;
    const char *copied;
} cleaned[] = {
    {SPAN_INIT("rm -rf ~\n"), "rm -rf ~"},
    {SPAN_INIT("a\x1b[201~b\rc"), "a[201~bc"},
    {SPAN_INIT("a\0b\x7f\x9b\xc2\x9b\x08z"), "abz"},
    {SPAN_INIT("tab\tand\nline\n"), "tab\tand\nline"},
};

START_TEST(nothing_is_copied_that_acts_when_pasted)
{
    tool("xclip", "cat > $here/clip");
    setenv("DISPLAY", ":7", 1);
    struct copy_result result = copy(cleaned[_i].value);
    ck_assert_int_eq(result.copied, COPY_DONE);
    check_file("clip", cleaned[_i].copied);
    copy_result_release(&result);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("clipboard");
    TCase *t = tcase_create("clipboard");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, start, scratch_remove);
    tcase_add_test(t, a_tool_that_ends_well_has_copied);
    tcase_add_test(t, without_any_way_the_value_is_in_a_file);
    tcase_add_loop_test(t, a_tool_that_fails_has_not_copied, 0, (int)COUNT_OF(broken));
    tcase_add_test(t, one_that_stays_behind_is_not_waited_for);
    tcase_add_test(t, the_next_route_is_tried);
    tcase_add_test(t, the_users_own_command_is_first);
    tcase_add_loop_test(t, tmux_is_believed_only_when_it_gives_the_value_back, 0, 3);
    tcase_add_test(t, a_real_tmux_holds_the_value);
    tcase_add_test(t, what_goes_to_the_terminal_is_only_sent);
    tcase_add_test(t, long_values_get_a_caution_or_another_route);
    tcase_add_test(t, screen_gets_its_envelope_in_pieces);
    tcase_add_loop_test(t, nothing_is_copied_that_acts_when_pasted, 0,
                        (int)COUNT_OF(cleaned));
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
