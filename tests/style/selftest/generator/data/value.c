#include <cjson/cJSON.h>
#include "data/value.h"

int
make_value(void)
{
	strcpy(to, from);
	return fopen(from, "r") && malloc(2);
}

static int
anything(void)
{
	return 1;
}
