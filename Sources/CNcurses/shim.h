#ifndef LEON_CNCURSES_SHIM_H
#define LEON_CNCURSES_SHIM_H
#include <stdio.h>
#include <ncursesw/curses.h>
#endif
