#include "output/record.h"

#include "base/ascii.h"
#include "base/buf.h"

enum { HEX_LEN = 16 };

static void
put_hex(struct buf *out, uint64_t n)
{
	char digits[HEX_LEN];
	for (size_t i = HEX_LEN; i-- > 0; n >>= 4)
		digits[i] = "0123456789abcdef"[n & 15];
	buf_put(out, str_of(digits, HEX_LEN));
}

static bool
read_hex(struct str text, uint64_t *out)
{
	uint64_t n = 0;
	if (text.len != HEX_LEN)
		return false;
	for (size_t i = 0; i < HEX_LEN; i++) {
		char c = text.at[i];
		if (ascii_is_digit(c))
			n = n << 4 | (uint64_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			n = n << 4 | (uint64_t)(c - 'a' + 10);
		else
			return false;
	}
	*out = n;
	return true;
}

void
record_end(struct buf *out, size_t start)
{
	uint64_t check = hash_64(str_skip(buf_view(out), start));
	record_hex(out, check);
	buf_char(out, '\n');
}

bool
record_next(struct str *rest, struct str *fields)
{
	size_t end = str_find_char(*rest, '\n');
	struct str line = str_slice(*rest, 0, end);
	*rest = end == STR_NONE ? STR_EMPTY : str_skip(*rest, end + 1);
	size_t tab = str_rfind_char(line, '\t');
	uint64_t check;
	if (end == STR_NONE || tab == STR_NONE || !read_hex(str_skip(line, tab + 1), &check))
		return false;
	*fields = str_slice(line, 0, tab);
	return check == hash_64(*fields);
}

void
record_text(struct buf *out, struct str text)
{
	buf_char(out, '\t');
	size_t plain = 0;
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] >= 0x20 && text.at[i] != 0x7F)
			continue;
		buf_put(out, str_slice(text, plain, i));
		buf_char(out, '?');
		plain = i + 1;
	}
	buf_put(out, str_skip(text, plain));
}

void
record_int(struct buf *out, int64_t n)
{
	buf_char(out, '\t');
	buf_int(out, n);
}

void
record_hex(struct buf *out, uint64_t n)
{
	buf_char(out, '\t');
	put_hex(out, n);
}

void
record_hash(struct buf *out, struct hash hash)
{
	buf_char(out, '\t');
	put_hex(out, hash.high);
	put_hex(out, hash.low);
}

bool
record_take(struct str *fields, struct str *out)
{
	if (!fields->at)
		return false;
	*out = str_cut(fields, '\t');
	return true;
}

bool
record_take_int(struct str *fields, int64_t *out)
{
	struct str text;
	return record_take(fields, &text) && str_to_int(text, out);
}

bool
record_take_hex(struct str *fields, uint64_t *out)
{
	struct str text;
	return record_take(fields, &text) && read_hex(text, out);
}

bool
record_take_hash(struct str *fields, struct hash *out)
{
	struct str text;
	return record_take(fields, &text) && hash_from_hex(text, out);
}
