#ifndef KITH_BASE_STR_H
#define KITH_BASE_STR_H

static inline int
helper_in_a_header(void)
{
	return 1;
}

int str_len(const char *s);
#endif
