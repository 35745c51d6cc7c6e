#include "raster/library.h"

#include <dlfcn.h>
#include <string.h>

bool
library_open(const char *file, const char *const *names, size_t count, void *functions)
{
	void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	char *to = functions;

	for (size_t i = 0; i < count; i++, to += sizeof(void *)) {
		void *found = library ? dlsym(library, names[i]) : NULL;

		if (!found)
			return false;
		memcpy(to, &found, sizeof found);
	}
	return true;
}
