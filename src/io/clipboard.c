#include "config.h"

#include "io/clipboard.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "base/utf8.h"
#include "io/child.h"
#include "io/files.h"
#include "io/osc52.h"

#include <fcntl.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct copy {
    struct loop *loop;
    struct str value;
    const char *const *command; /* the user's own tool, or NULL */
    int terminal;
    size_t route; /* the next one to try */
    struct child *child;
    unsigned timer;
    struct copy_result result;
    void (*done)(void *owner, struct copy_result *result);
    void *owner;
};

/* --- where we are --- */

static bool
is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static bool
in_tmux(const struct copy *copy)
{
    (void)copy;
    return is_set("TMUX");
}

/* A clipboard tool there would fill the wrong machine's clipboard. */
static bool
is_remote(const struct copy *copy)
{
    return (is_set("SSH_CONNECTION") || is_set("SSH_TTY")) && !in_tmux(copy);
}

static bool
has_command(const struct copy *copy)
{
    return copy->command && copy->command[0];
}

static bool
has_pasteboard(const struct copy *copy)
{
    (void)copy;
    return child_found("pbcopy");
}

static bool
has_wayland(const struct copy *copy)
{
    (void)copy;
    return is_set("WAYLAND_DISPLAY");
}

static bool
has_display(const struct copy *copy)
{
    (void)copy;
    return is_set("DISPLAY");
}

static bool
in_windows(const struct copy *copy)
{
    (void)copy;
    return is_set("WSL_DISTRO_NAME") || is_set("WSL_INTEROP");
}

/* clip.exe takes UTF-8 for the code page of old. */
static bool
in_windows_and_ascii(const struct copy *copy)
{
    for (size_t i = 0; i < copy->value.n; i++)
        if ((unsigned char)copy->value.p[i] >= 0x80)
            return false;
    return in_windows(copy);
}

static bool
has_terminal(const struct copy *copy)
{
    (void)copy;
    const char *type = getenv("TERM");
    return type && strcmp(type, "dumb") != 0 && strcmp(type, "linux") != 0;
}

/* --- routes, in the order that they are tried --- */

static void try_tool(struct copy *copy);
static void try_terminal(struct copy *copy);

static const struct route {
    const char *name;
    bool (*fits)(const struct copy *copy);
    void (*start)(struct copy *copy);
    const char *argv[6]; /* of a tool */
    const char *about;   /* for `doctor` */
} routes[] = {
    {"copy_command", has_command, try_tool, {NULL}, N_("your own command")},
    {"tmux",
     in_tmux,
     try_tool,
     {"tmux", "load-buffer", "-w", "-", NULL},
     N_("read back from tmux's buffer; tmux hands it to the terminal")},
    {"OSC 52",
     is_remote,
     try_terminal,
     {NULL},
     N_("over ssh the terminal is asked to copy; it does not confirm")},
    {"pbcopy", has_pasteboard, try_tool, {"pbcopy", NULL}, N_("macOS")},
    {"wl-copy",
     has_wayland,
     try_tool,
     {"wl-copy", "--type", "text/plain", NULL},
     N_("Wayland; package wl-clipboard")},
    {"xclip",
     has_display,
     try_tool,
     {"xclip", "-in", "-selection", "clipboard", NULL},
     N_("X11; package xclip")},
    {"xsel",
     has_display,
     try_tool,
     {"xsel", "--input", "--clipboard", NULL},
     N_("X11; package xsel")},
    {"win32yank", in_windows, try_tool, {"win32yank.exe", "-i", NULL}, N_("Windows")},
    {"clip.exe", in_windows_and_ascii, try_tool, {"clip.exe", NULL}, N_("Windows")},
    {"OSC 52",
     has_terminal,
     try_terminal,
     {NULL},
     N_("the terminal is asked to copy; it does not confirm")},
};

/* --- the end --- */

void
copy_result_release(struct copy_result *result)
{
    str_release(&result->why);
    str_release(&result->file);
    str_release(&result->shown);
    *result = (struct copy_result){0};
}

static void
copy_free(struct copy *copy)
{
    loop_timer_cancel(copy->loop, copy->timer);
    child_stop(copy->child);
    str_wipe(&copy->value);
    copy_result_release(&copy->result);
    mem_free(copy);
}

static void
finish(struct copy *copy, enum copied copied)
{
    copy->result.copied = copied;
    if (copied == COPY_DONE)
        str_clear(&copy->result.why);
    copy->done(copy->owner, &copy->result);
    copy_free(copy);
}

static void
add_reason(struct copy *copy, struct span reason)
{
    if (copy->result.why.n)
        str_add_text(&copy->result.why, "; ");
    str_add(&copy->result.why, reason);
}

/* The value must not be lost: a file that only the user can read. */
static void
give_up(struct copy *copy)
{
    char *folder = folder_path(FOLDER_RUNTIME, NULL);
    char *path = folder_path(FOLDER_RUNTIME, "copied.txt");
    if (folder_make(folder, NULL) == STATUS_OK &&
        file_write(path, str_span(&copy->value), NULL) == STATUS_OK)
        str_add_text(&copy->result.file, path);
    add_reason(copy, span_of(_("install wl-clipboard or xclip, or work in tmux")));
    copy->result.route[0] = '\0';
    mem_free(folder);
    mem_free(path);
    finish(copy, COPY_FAILED);
}

static void
try_next(struct copy *copy)
{
    while (copy->route < COUNT_OF(routes)) {
        const struct route *route = &routes[copy->route++];
        if (!route->fits(copy))
            continue;
        snprintf(copy->result.route, sizeof copy->result.route, "%s", route->name);
        route->start(copy);
        return;
    }
    give_up(copy);
}

/* --- a tool --- */

static void
after_reading_back(void *owner, struct child_result *result)
{
    struct copy *copy = owner;
    copy->child = NULL;
    if (result->end == CHILD_EXITED && result->code == 0 &&
        span_equal(str_span(&result->output), str_span(&copy->value))) {
        finish(copy, COPY_DONE);
        return;
    }
    add_reason(copy, span_of(_("tmux does not hold what it was given")));
    try_next(copy);
}

static void
read_back(struct copy *copy)
{
    static const char *const argv[] = {"tmux", "show-buffer", NULL};
    const struct child_plan plan = {
        .argv = argv, .capture = true, .capture_max = copy->value.n + 4096};
    copy->child = child_start(copy->loop, &plan, after_reading_back, copy);
}

static void
after_tool(void *owner, struct child_result *result)
{
    struct copy *copy = owner;
    copy->child = NULL;
    if (result->end == CHILD_EXITED && result->code == 0) {
        if (strcmp(copy->result.route, "tmux") == 0)
            read_back(copy);
        else
            finish(copy, COPY_DONE);
        return;
    }
    struct str reason = {0};
    child_describe(copy->result.route, result, &reason);
    add_reason(copy, str_span(&reason));
    str_release(&reason);
    try_next(copy);
}

static void
try_tool(struct copy *copy)
{
    const struct route *route = &routes[copy->route - 1];
    const struct child_plan plan = {.argv =
                                        route->argv[0] ? route->argv : copy->command,
                                    .input = str_span(&copy->value)};
    if (!route->argv[0])
        snprintf(copy->result.route, sizeof copy->result.route, "%s", plan.argv[0]);
    copy->child = child_start(copy->loop, &plan, after_tool, copy);
}

/* --- the terminal itself --- */

static void
try_terminal(struct copy *copy)
{
    enum { CAUTION = 2000 }; /* bytes; Tabby and others cut not far above */
    struct str sequence = {0};
    int fd = copy->terminal;
    bool fitting = osc52_add(&sequence, str_span(&copy->value),
                             is_set("STY") ? OSC52_SCREEN : OSC52_PLAIN);
    if (!fitting) {
        add_reason(copy, span_of(_("too long to be sent to the terminal")));
    } else if (fd < 0 && (fd = open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)) < 0) {
        add_reason(copy, span_of(_("there is no terminal to send it to")));
    } else {
        bool sent = fd_write(fd, str_span(&sequence), "terminal", NULL) == STATUS_OK;
        if (fd != copy->terminal)
            close(fd);
        str_release(&sequence);
        if (sent) {
            str_clear(&copy->result.why);
            if (copy->value.n > CAUTION)
                add_reason(copy, span_of(_("some terminals cut longer copies")));
            finish(copy, COPY_SENT);
            return;
        }
        add_reason(copy, span_of(_("the terminal took nothing")));
    }
    str_release(&sequence);
    try_next(copy);
}

/* --- the value --- */

/* Without what a terminal would act on when it is pasted (C0 but TAB and LF, DEL, C1 as
 * a character or as a byte), and without its last line end, which would run a command.
 */
static void
take_value(struct str *to, struct span value, bool exact)
{
    uint32_t c;
    if (exact) {
        str_set(to, value);
        return;
    }
    for (size_t n; (n = utf8_next(value, &c)) > 0; value = span_from(value, n)) {
        if (c == UTF8_BAD)
            c = (unsigned char)value.p[0];
        if ((c >= 0x20 || c == '\t' || c == '\n') && !(c >= 0x7f && c <= 0x9f))
            str_add(to, span_sub(value, 0, n));
    }
    if (to->n && to->p[to->n - 1] == '\n')
        str_cut(to, to->n - 1);
}

/* Whole where it is short, else its ends. Counts its characters. */
static void
show_ends(struct copy_result *result, struct span value)
{
    enum { WHOLE = 24, HEAD = 8, TAIL = 8 };
    size_t head = 0, tail = value.n, count = 0;
    uint32_t c;
    for (size_t at = 0, n; (n = utf8_next(span_from(value, at), &c)) > 0; at += n)
        if (++count == HEAD)
            head = at + n;
    result->characters = count;
    if (count <= WHOLE) {
        sanitise_line(&result->shown, value, SANITISE_PLAIN);
        return;
    }
    for (unsigned i = 0; i < TAIL; i++)
        tail = utf8_before(value, tail);
    sanitise_line(&result->shown, span_sub(value, 0, head), SANITISE_PLAIN);
    str_add_text(&result->shown, "…");
    sanitise_line(&result->shown, span_from(value, tail), SANITISE_PLAIN);
}

void
copy_result_say(const struct copy_result *result, struct str *out)
{
    unsigned long n = result->characters;
    const char *shown = str_text(&result->shown);
    switch (result->copied) {
    case COPY_DONE:
        str_addf(out,
                 ngettext("Copied %lu character (%s): %s",
                          "Copied %lu characters (%s): %s", n),
                 n, result->route, shown);
        break;
    case COPY_SENT:
        str_addf(
            out,
            ngettext("Sent %lu character to the terminal, which does not confirm: %s",
                     "Sent %lu characters to the terminal, which does not confirm: "
                     "%s",
                     n),
            n, shown);
        break;
    case COPY_FAILED:
        str_addf(out, _("Not copied: %s"), str_text(&result->why));
        if (result->file.n)
            str_addf(out, _(". It is in \"%s\""), str_text(&result->file));
        return;
    }
    if (result->why.n)
        str_addf(out, " (%s)", str_text(&result->why));
}

/* --- the beginning --- */

static void
begin(void *owner)
{
    struct copy *copy = owner;
    copy->timer = 0;
    try_next(copy);
}

struct copy *
clipboard_copy(struct loop *loop, const struct copy_plan *plan,
               void (*done)(void *owner, struct copy_result *result), void *owner)
{
    struct copy *copy = mem_alloc(sizeof *copy);
    copy->loop = loop;
    copy->command = plan->command;
    copy->terminal = plan->terminal;
    copy->done = done;
    copy->owner = owner;
    take_value(&copy->value, plan->value, plan->exact);
    show_ends(&copy->result, str_span(&copy->value));
    copy->timer = loop_timer(loop, 0, begin, copy);
    return copy;
}

void
clipboard_cancel(struct copy *copy)
{
    if (copy)
        copy_free(copy);
}

struct waited {
    struct copy_result *result;
    bool done;
};

static void
take_result(void *owner, struct copy_result *result)
{
    struct waited *waited = owner;
    *waited->result = *result;
    *result = (struct copy_result){0};
    waited->done = true;
}

void
clipboard_copy_now(const struct copy_plan *plan, struct copy_result *result)
{
    struct loop loop = {0};
    struct waited waited = {.result = result};
    *result = (struct copy_result){.copied = COPY_FAILED};
    struct copy *copy = clipboard_copy(&loop, plan, take_result, &waited);
    if (loop_until(&loop, &waited.done, -1, NULL) != STATUS_OK)
        clipboard_cancel(copy);
    loop_release(&loop);
}

void
clipboard_routes(struct str *out)
{
    const struct copy here = {0};
    bool sent = false;
    for (size_t i = 0; i < COUNT_OF(routes); i++) {
        const struct route *route = &routes[i];
        bool tool = route->start == try_tool;
        if (!route->fits(&here) || (tool && !child_found(route->argv[0])) ||
            (!tool && sent))
            continue;
        sent |= !tool;
        str_addf(out, "%s: %s\n", route->name, _(route->about));
    }
}
