int
str_here(void)
{
	return 1;
}
