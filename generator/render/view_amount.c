/* See view_amount.h. */
#include "render/view_amount.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/locale.h"
#include "config/theme.h"
#include "render/prose_view.h"
#include "render/translate.h"

enum { TEXT_MAX = 1 << 10 };

struct saying {
	struct str key, one, other; /* the message, and what it is without a theme's */
};

static struct saying
saying_of(struct view_amount amount)
{
	static const struct saying added = { STR_INIT("words_added"), STR_INIT("+{added} word"),
		STR_INIT("+{added} words") };
	static const struct saying removed = { STR_INIT("words_removed"),
		STR_INIT("−{removed} word"), STR_INIT("−{removed} words") };
	static const struct saying both = { STR_INIT("words_changed"),
		STR_INIT("+{added} −{removed} words"), STR_INIT("+{added} −{removed} words") };
	return !amount.removed ? added : !amount.added ? removed : both;
}

static void
put_number(struct buf *out, const struct locale *locale, uint64_t number)
{
	struct buf digits;

	buf_init(&digits, 32);
	buf_format(&digits, "%" PRIu64, number);
	locale_number(out, locale, buf_view(&digits));
	buf_free(&digits);
}

/* "{count}" is the part that there is. */
static void
put_place(struct buf *out, const struct locale *locale, struct str name, struct view_amount amount)
{
	if (str_is(name, "added"))
		put_number(out, locale, amount.added);
	else if (str_is(name, "removed"))
		put_number(out, locale, amount.removed);
	else if (str_is(name, "count"))
		put_number(out, locale, amount.added ? amount.added : amount.removed);
}

struct str
view_amount_say(
        const struct theme_language *language, struct view_amount amount, struct arena *arena)
{
	uint64_t count = amount.added ? amount.added : amount.removed;
	struct saying saying = saying_of(amount);
	struct str message = prose_say(language, saying.key, count), name, text;
	size_t at = 0, from = 0;
	struct buf buf;

	if (!count)
		return STR_EMPTY;
	if (!message.len)
		message = count == 1 ? saying.one : saying.other;
	buf_init(&buf, TEXT_MAX);
	while (translate_place(message, &at, &name)) {
		buf_put(&buf, str_slice(message, from, (size_t)(name.at - message.at) - 1));
		put_place(&buf, locale_of(language->tag), name, amount);
		from = at;
	}
	buf_put(&buf, str_skip(message, from));
	text = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}
