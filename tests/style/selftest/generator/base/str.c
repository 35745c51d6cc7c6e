#include "base/str.h"
#include <string.h>

/* strcpy(a, b) in a comment, "strcpy(" in a string and a member called free are no calls. */
int
str_len(const char *s)
{
	table.free(s);
	return puts("strcpy(");
}
