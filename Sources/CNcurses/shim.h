#ifndef LEON_CNCURSES_SHIM_H
#define LEON_CNCURSES_SHIM_H
#define NCURSES_WIDECHAR 1
#ifndef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#endif
#include <stdio.h>
#include <wchar.h>
#include <ncursesw/curses.h>

// Swift sees neither stdout nor stdin as safe, being variables of the C library.
static inline SCREEN *leon_curses_open(const char *terminal) {
  return newterm((char *)terminal, stdout, stdin);
}

// Swift 6 refuses the global variables stdscr and curscr.
static inline void leon_curses_redraw(void) { clearok(curscr, TRUE); }
static inline void leon_curses_prepare(void) {
  raw();
  noecho();
  nonl();
  start_color();
  use_default_colors();
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
}
static inline void leon_curses_move(int row, int column) { wmove(stdscr, row, column); }
// A row by itself, the cursor left wherever it ends: curses then never sees lines that it could let
// the terminal move, which would take strips of a sixel picture with them.
static inline void leon_curses_update_row(void) {
  leaveok(stdscr, TRUE);
  wnoutrefresh(stdscr);
  doupdate();
  leaveok(stdscr, FALSE);
}
static inline void leon_curses_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}
static inline int leon_curses_colors(void) { return COLORS; }
static inline int leon_curses_pairs(void) { return COLOR_PAIRS; }

// The attributes are macros that Swift does not import.
static inline unsigned leon_curses_attributes(int bold, int dim, int italic, int underline, int reverse) {
  return (bold ? A_BOLD : 0) | (dim ? A_DIM : 0) | (italic ? A_ITALIC : 0) |
         (underline ? A_UNDERLINE : 0) | (reverse ? A_REVERSE : 0);
}

// Curses goes by wcwidth, which Swift does not import.
static inline int leon_curses_width(wchar_t scalar) { return wcwidth(scalar); }

// Pairs above 255 go through the last argument of setcchar (ABI 6).
static inline void leon_curses_put(int row, int column, const wchar_t *text, unsigned attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) != ERR) mvwadd_wch(stdscr, row, column, &cell);
}
#endif
