#include "history/ci.h"

#include <stddef.h>
#include <stdlib.h>

static const struct ci services[] = {
#define CI(variable, name, fix) { variable, name, fix },
#include "history/ci.def"
#undef CI
};

const struct ci *
ci_here(void)
{
	for (size_t i = 0; i < sizeof services / sizeof *services; i++)
		if (getenv(services[i].variable))
			return &services[i];
	return NULL;
}
