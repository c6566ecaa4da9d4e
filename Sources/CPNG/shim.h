#ifndef LEON_CPNG_SHIM_H
#define LEON_CPNG_SHIM_H
#include <png.h>
#include <stdlib.h>
#include <string.h>

/* libpng reports errors by longjmp, which Swift must not cross; its simplified interface catches
 * them itself. These shims exist because png_image holds a pointer and macros that Swift does not
 * import. */

/* The size of a PNG in memory: 0 when its header can be read, else 1 with the reason in `message`. */
static inline int leon_png_size(const void *bytes, size_t count, unsigned *width, unsigned *height,
                                char message[64]) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  int ok = png_image_begin_read_from_memory(&image, bytes, count);
  *width = image.width;
  *height = image.height;
  memcpy(message, image.message, 64);
  png_image_free(&image);
  return ok ? 0 : 1;
}

/* Reads width * height * 4 bytes of RGBA, 8 bits a channel, sRGB. The flag says that 16-bit files
 * which name no gamma are sRGB too: without it libpng takes them for linear and they turn pale. */
static inline int leon_png_read(const void *bytes, size_t count, unsigned char *pixels,
                                size_t capacity, char message[64]) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  int ok = png_image_begin_read_from_memory(&image, bytes, count);
  if (ok) {
    image.format = PNG_FORMAT_RGBA;
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    ok = PNG_IMAGE_SIZE(image) <= capacity &&
         png_image_finish_read(&image, NULL, pixels, 0, NULL) && image.warning_or_error < 2;
  }
  memcpy(message, image.message, 64);
  png_image_free(&image);
  return ok ? 0 : 1;
}

/* Writes RGBA as a PNG of `*count` bytes that leon_png_free takes back; NULL on failure. */
static inline unsigned char *leon_png_write(unsigned width, unsigned height, int opaque,
                                            const unsigned char *pixels, size_t *count) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = opaque ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  unsigned char *bytes = malloc(size);
  if (!bytes) return NULL;
  if (!png_image_write_to_memory(&image, bytes, &size, 0, pixels, 0, NULL)) {
    free(bytes);
    return NULL;
  }
  *count = size;
  return bytes;
}

static inline void leon_png_free(unsigned char *bytes) { free(bytes); }
#endif
