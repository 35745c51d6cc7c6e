#include "markdown/ahead.h"

enum { FURTHER = 4096 /* bytes behind a piece that are looked through with it */ };

struct ahead
ahead_begin(struct str source)
{
	return (struct ahead){ .source = source };
}

struct ahead
ahead_for(struct str source, struct str text)
{
	struct ahead ahead = ahead_begin(source);
	ahead_want(&ahead, text);
	return ahead;
}

void
ahead_want(struct ahead *ahead, struct str text)
{
	ahead->wanted[ahead->count++].text = text;
}

/* Looks for one thing until it is found or known not to begin in [at, end). */
static void
look(struct str source, struct ahead_wanted *wanted, size_t at, size_t end)
{
	if (at < wanted->since || at > wanted->until) {
		wanted->since = wanted->until = at;
		wanted->found = false;
	}
	if (wanted->found || wanted->until >= end)
		return;
	size_t limit = source.len - end > FURTHER ? end + FURTHER : source.len;
	size_t behind = limit + wanted->text.len - 1;
	size_t found = str_find(str_slice(source, wanted->until, behind), wanted->text);
	wanted->found = found != STR_NONE;
	wanted->until = wanted->found ? wanted->until + found : limit;
}

size_t
ahead_find(struct ahead *ahead, size_t at, size_t end)
{
	size_t first = end;
	if (ahead->since <= at && end <= ahead->until)
		return end;
	ahead->since = 0;
	ahead->until = SIZE_MAX;
	for (unsigned i = 0; i < ahead->count; i++) {
		struct ahead_wanted *wanted = &ahead->wanted[i];
		look(ahead->source, wanted, at, end);
		if (wanted->since > ahead->since)
			ahead->since = wanted->since;
		if (wanted->until < ahead->until)
			ahead->until = wanted->until;
		if (wanted->until < first && wanted->text.len <= end - wanted->until)
			first = wanted->until;
	}
	return first;
}
