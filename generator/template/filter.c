#include "template/filter.h"

#include <stddef.h>

const struct callable_row filter_rows[] = {
#define FILTER(name, function, parameters, help, ...) \
	{ name, function, parameters, help, { __VA_ARGS__ }, 0 },
#include "template/filter.def"
#undef FILTER
	{ NULL, NULL, NULL, NULL, { NULL }, 0 },
};
