#include "output/deployed.h"

#include "base/buf.h"
#include "base/date.h"
#include "output/record.h"

static const struct str mark = STR_INIT("kith deployed 1");

/* A first line that somebody else wrote. */
static bool
read_date(struct str text, int64_t *seconds)
{
	struct str line = str_trim(str_slice(text, 0, str_find_char(text, '\n')));
	struct date date;

	if (date_parse(line, &date))
		return false;
	*seconds = date.seconds;
	return true;
}

bool
deployed_read(struct str text, int64_t *seconds)
{
	struct str fields, name;

	if (read_date(text, seconds))
		return true;
	return record_next(&text, &fields) && record_take(&fields, &name) && str_eq(name, mark) &&
	        record_take_int(&fields, seconds);
}

void
deployed_write(struct buf *out, int64_t seconds)
{
	size_t start = out->len;

	buf_put(out, mark);
	record_int(out, seconds);
	record_end(out, start);
}
