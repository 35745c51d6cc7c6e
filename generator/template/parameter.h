/*
 * What a template declares with {% attributes %}: the names that whoever renders it is to give.
 */
#ifndef KITH_TEMPLATE_PARAMETER_H
#define KITH_TEMPLATE_PARAMETER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct template;

struct parameter {
	struct str name;
	bool required; /* it has no default */
};

/*
 * In the order they are declared, as long as the template lives. NULL, and no names, for a template without the tag:
 * it takes whatever it is given. Thread-safe.
 */
const struct parameter *parameter_list(const struct template *t, size_t *count);

#endif
