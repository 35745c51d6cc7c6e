#include "template/predicate.h"

#include <stddef.h>

const struct callable_row predicate_rows[] = {
#define PREDICATE(name, function, parameters, help, ...) \
	{ name, function, parameters, help, { __VA_ARGS__ }, 0 },
#include "template/predicate.def"
#undef PREDICATE
	{ NULL, NULL, NULL, NULL, { NULL }, 0 },
};
