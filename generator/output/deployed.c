#include "output/deployed.h"

#include "base/buf.h"
#include "output/record.h"

static const struct str mark = STR_INIT("kith deployed 1");

bool
deployed_read(struct str text, int64_t *seconds)
{
	struct str fields, name;

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
