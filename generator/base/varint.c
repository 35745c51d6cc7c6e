/* One byte at a time: files of which a million numbers are read stand it, at two nanoseconds each. */
#include "base/varint.h"

#include "base/buf.h"

enum { BITS = 7, MORE = 0x80 };

void
varint_put(struct buf *out, uint64_t number)
{
	char bytes[VARINT_MAX_BYTES];

	buf_put(out, str_of(bytes, (size_t)(varint_write(bytes, number) - bytes)));
}

void
varint_put_bytes(struct buf *out, struct str bytes)
{
	varint_put(out, bytes.len);
	buf_put(out, bytes);
}

bool
varint_take(struct str *rest, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < rest->len && i < VARINT_MAX_BYTES; i++) {
		uint64_t byte = (uint8_t)rest->at[i];

		if (i == VARINT_MAX_BYTES - 1 && byte > 1)
			return false;
		*number |= (byte & (MORE - 1)) << (i * BITS);
		if (byte < MORE) {
			*rest = str_skip(*rest, i + 1);
			return true;
		}
	}
	return false;
}

bool
varint_take_bytes(struct str *rest, struct str *bytes)
{
	uint64_t len;

	if (!varint_take(rest, &len) || len > rest->len)
		return false;
	*bytes = str_slice(*rest, 0, (size_t)len);
	*rest = str_skip(*rest, (size_t)len);
	return true;
}
