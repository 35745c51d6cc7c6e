/*
 * White space of texts as one space. Whole blocks of a text are looked at, so every length and place of a blank has
 * to come out as it does byte by byte.
 */
#include "markdown/plain.h"

#include "expect.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "markdown/tape.h"

static void
add(struct plain *plain, struct str text)
{
	struct tape tape = { .source = text };
	struct tape_event event = { .kind = TAPE_TEXT, .is = TAPE_IS_TEXT };

	event.arg[1] = (uint32_t)text.len;
	plain_add(plain, &tape, &event);
}

static struct str
fold(struct buf *out, struct str text)
{
	bool space = false;

	buf_clear(out);
	for (size_t i = 0; i < text.len; i++) {
		if (ascii_is_space(text.at[i])) {
			space = out->len > 0;
			continue;
		}
		if (space)
			buf_char(out, ' ');
		space = false;
		buf_char(out, text.at[i]);
	}
	return buf_view(out);
}

static void
test_white_space_is_one_space(void **state)
{
	(void)state;
	static const char signs[] = "abcdefghijklmnopqr .,\xc3\xa9 \n\t  ";
	struct buf out, want;
	uint32_t seed = 1;
	char text[80];

	buf_init(&out, 1 << 10);
	buf_init(&want, 1 << 10);
	for (size_t i = 0; i < 20000; i++) {
		size_t len = i % sizeof text, from = i % (sizeof signs - 1);
		for (size_t k = 0; k < len; k++) {
			seed = seed * 1664525 + 1013904223;
			text[k] = signs[(seed >> 16) % (sizeof signs - 1 - from) + from];
		}
		buf_clear(&out);
		struct plain plain = plain_begin(&out);
		add(&plain, str_of(text, len));
		assert_true(str_eq(buf_view(&out), fold(&want, str_of(text, len))));
	}
	buf_free(&out);
	buf_free(&want);
}

/* A text may come in pieces, with the blank on either side or on both. */
static void
test_pieces(void **state)
{
	(void)state;
	struct buf out;

	buf_init(&out, 1 << 10);
	struct plain plain = plain_begin(&out);
	add(&plain, STR(" One  piece and "));
	add(&plain, STR(" another,\n"));
	add(&plain, STR("glu"));
	add(&plain, STR("ed "));
	expect_buf(&out, "One piece and another, glued");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_white_space_is_one_space),
		cmocka_unit_test(test_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
