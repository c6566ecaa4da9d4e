#ifndef LEON_CPNG_SHIM_H
#define LEON_CPNG_SHIM_H
#include <stdio.h>
#include <png.h>
#endif
