#include "template/filter.h"

#include <stddef.h>

const struct callable_row filter_rows[] = {
#define FILTER(name, function, parameters, help, example, result) \
	{ name, function, parameters, help, example, result, 0 },
#include "template/filter.def"
#undef FILTER
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
