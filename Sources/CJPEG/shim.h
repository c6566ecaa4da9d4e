#ifndef LEON_CJPEG_SHIM_H
#define LEON_CJPEG_SHIM_H
#include <stdio.h>
#include <turbojpeg.h>
#endif
