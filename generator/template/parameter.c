#include "template/parameter.h"

#include "template/unit.h"

const struct parameter *
parameter_list(const struct template *t, size_t *count)
{
	*count = t->parameter_count;
	return t->declares ? t->parameters : NULL;
}
