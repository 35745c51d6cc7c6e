/* flat switch */
int
big_flat(int kind)
{
	switch (kind) {
	case 1: return 1;
	case 2: return 2;
	case 3: return 3;
	default: return 0;
	}
}

int
big_ladder(int kind,
        int other)
{
	if (kind)
		return 1;
	if (other)
		return 2;
	if (!kind)
		return 3;
	return 0;
}

/* TODO: one day */
/* see /home/somebody/notes */










