#include "template/predicate.h"

#include <stddef.h>

const struct callable_row predicate_rows[] = {
#define PREDICATE(name, function, parameters, help, example, result) \
	{ name, function, parameters, help, example, result, 0 },
#include "template/predicate.def"
#undef PREDICATE
	{ NULL, NULL, NULL, NULL, NULL, NULL, 0 },
};
