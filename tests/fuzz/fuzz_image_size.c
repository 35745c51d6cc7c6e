/* Bytes as an image's header: a size within the limits, or none and nothing touched. */
#include "images/image_size.h"

#include "require.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t width = 0, height = 0;
	bool known = image_size(str_of((const char *)data, size), &width, &height);
	require(known == (width > 0) && known == (height > 0));
	require(width <= IMAGE_SIZE_MAX && height <= IMAGE_SIZE_MAX);
	return 0;
}
