#include "config.h"

#include "io/terminal_probe.h"

#include <curses.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#undef columns /* a macro of term.h */

static void
read_description(struct terminal_probe *probe)
{
    int found = 0;
    if (!probe->name ||
        setupterm(probe->name, STDOUT_FILENO, &found) != OK) /* 1 in found: known */
        return;
    const char *place = tigetstr("cup");
    int colours = tigetnum("colors");
    probe->known = true;
    probe->places = place && place != (const char *)-1;
    probe->colours = colours > 0 ? colours : 0;
    del_curterm(cur_term);
}

void
terminal_probe(struct terminal_probe *probe)
{
    struct winsize size;
    *probe = (struct terminal_probe){
        .interactive = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO),
        .name = getenv("TERM"),
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
    };
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        probe->rows = size.ws_row;
        probe->columns = size.ws_col;
    }
    read_description(probe);
}
