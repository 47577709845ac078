/* The least that a curses program can do: a list that is painted anew at each key. What
 * ours is measured against. */
#include "config.h"

#include <curses.h>
#include <locale.h>

static void
paint(int top, int chosen)
{
    erase();
    mvprintw(0, 0, "%-*s", COLS, "Operations");
    for (int y = 1; y < LINES; y++) {
        int row = top + y - 1;
        attrset(row == chosen ? A_REVERSE : A_NORMAL);
        mvprintw(y, 0, "%8d  ws-%05d.example  2026-%02d-%02dT%02d:11:12Z  Active", row,
                 row * 79 % 40000, 1 + row % 12, 1 + row % 28, row % 24);
    }
    attrset(A_NORMAL);
    refresh();
}

int
main(void)
{
    int chosen = 0, top = 0, key;
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    curs_set(0);
    do {
        paint(top, chosen);
        key = getch();
        chosen += key == 'j';
        if (chosen >= top + LINES - 1)
            top = chosen - LINES + 2;
    } while (key != 'q' && key != ERR);
    endwin();
    return 0;
}
