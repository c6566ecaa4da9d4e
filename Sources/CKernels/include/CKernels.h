/* Umbrella of the inner loops: each header is a shape table of its kernels. */
#ifndef LEON_CKERNELS_H
#define LEON_CKERNELS_H
#include "pool.h"
#endif
