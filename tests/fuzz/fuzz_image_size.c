/* Bytes as an image's header: a size within the limits, or none and nothing touched. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "images/image_size.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t width = 0, height = 0;
	if (image_size(str_of((const char *)data, size), &width, &height)) {
		if (width == 0 || width > IMAGE_SIZE_MAX || height == 0 || height > IMAGE_SIZE_MAX)
			abort();
	} else if (width != 0 || height != 0) {
		abort();
	}
	return 0;
}
