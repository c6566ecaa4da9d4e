#ifndef LEON_CSIXEL_SHIM_H
#define LEON_CSIXEL_SHIM_H
#include <stdio.h>
#include <sixel/sixel.h>
#endif
