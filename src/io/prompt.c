#include "config.h"

#include "io/prompt.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/text.h"
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum {
    SECRET_MAX = 64 * 1024,
    END_OF_TEXT = 3,
    END = 4,
    BACKSPACE = 8,
    ESCAPE = 27,
    DELETE = 127
};

/* One byte. False: the line is at its end, or given up (*CANCELLED). */
static bool
take_byte(struct str *typed, char byte, bool *cancelled)
{
    if (byte == '\n' || byte == '\r')
        return false;
    *cancelled = byte == END_OF_TEXT || byte == ESCAPE || (byte == END && !typed->n);
    if (*cancelled || byte == END)
        return false;
    if (byte != BACKSPACE && byte != DELETE) {
        str_add_byte(typed, byte);
        return typed->n < SECRET_MAX;
    }
    while (typed->n && (typed->p[typed->n - 1] & 0xc0) == 0x80)
        str_cut(typed, typed->n - 1); /* the rest of a character */
    if (typed->n)
        str_cut(typed, typed->n - 1);
    return true;
}

/* Signals are keys meanwhile: none can leave the terminal without its echo. */
static bool
read_line(int terminal, struct str *typed, bool *cancelled)
{
    struct termios before, now;
    char byte;
    ssize_t n;
    if (tcgetattr(terminal, &before) != 0)
        return false;
    now = before;
    now.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    if (tcsetattr(terminal, TCSAFLUSH, &now) != 0)
        return false;
    do {
        n = read(terminal, &byte, 1);
    } while ((n < 0 && errno == EINTR) ||
             (n == 1 && take_byte(typed, byte, cancelled)));
    *cancelled = *cancelled || n <= 0;
    tcsetattr(terminal, TCSAFLUSH, &before);
    return true;
}

enum status
prompt_secret(const char *question, struct secret *secret, struct err *err)
{
    struct str typed = {0};
    struct err ignored;
    bool cancelled = false;
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return err_set(err, STATUS_USAGE, "%s",
                       _("there is no terminal to ask for the secret on: name where it "
                         "comes from with secret-env, secret-file or secret-command"));
    fd_write(terminal, span_of(question), "", &ignored);
    bool read = read_line(terminal, &typed, &cancelled);
    fd_write(terminal, SPAN("\n"), "", &ignored);
    close(terminal);
    if (read && !cancelled)
        secret_set(secret, span_trim(str_span(&typed)));
    str_wipe(&typed);
    if (!read)
        return err_set(err, STATUS_USAGE, "%s",
                       _("the terminal can't hide what is typed"));
    if (cancelled)
        return err_set(err, STATUS_CANCELLED, "%s", _("signing in was cancelled"));
    return STATUS_OK;
}
