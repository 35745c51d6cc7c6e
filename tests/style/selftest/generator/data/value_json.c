#include <cjson/cJSON.h>

int
value_read(void)
{
	return 1;
}

int
value_json_read(void)
{
	return 1;
}

int
json_read(void)
{
	return 1;
}
