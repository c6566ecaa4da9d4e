/* Umbrella of the inner loops: each header is a shape table of its kernels. */
#ifndef LEON_CKERNELS_H
#define LEON_CKERNELS_H
#include "codebook.h"
#include "convolution.h"
#include "cpu.h"
#include "elementwise.h"
#include "inference.h"
#include "matmul.h"
#include "normalization.h"
#include "peak.h"
#include "picture_loss.h"
#include "pool.h"
#include "softmax.h"
#endif
