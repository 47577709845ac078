/* The least that a curses program can do: one full screen, then wait for a key. What
 * ours is measured against. */
#include "config.h"

#include <curses.h>
#include <locale.h>

int
main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    raw();
    for (int y = 0; y < LINES; y++)
        mvprintw(y, 0, "%d Operations", y);
    refresh();
    getch();
    endwin();
    return 0;
}
