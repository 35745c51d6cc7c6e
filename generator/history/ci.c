#include "history/ci.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct ci services[] = {
#define CI(variable, value, name, fix) { variable, value, name, fix },
#include "history/ci.def"
#undef CI
};

static bool
is_here(const struct ci *service)
{
	const char *value = getenv(service->variable);
	return value && (*service->value == '\0' || strcmp(value, service->value) == 0);
}

const struct ci *
ci_here(void)
{
	for (size_t i = 0; i < sizeof services / sizeof *services; i++)
		if (is_here(&services[i]))
			return &services[i];
	return NULL;
}
