/* Which tokens are held against each other, by their names, and what is said of them. */
#include "audit/contrast.h"

#include "audit/css_token.h"
#include "base/arena.h"
#include "expect.h"

/* What is said of the tokens of :root; one sentence on a line. */
static void
expect_told(const char *css, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	struct css_tokens tokens = { .arena = &arena };
	contrast_list found = { 0 };
	struct buf told;

	css_token_read(&tokens, STR("a.css"), str_from(css));
	contrast_find(&arena, &tokens, &found);
	buf_init(&told, 1 << 16);
	for (size_t i = 0; i < found.len; i++)
		buf_format(&told, STR_FMT "\n", STR_ARG(contrast_tell(&arena, &found.at[i])));
	expect_buf(&told, want);
	buf_free(&told);
	arena_free(&arena);
}

static void
test_aims(void **state)
{
	(void)state;
	expect_told(":root{--text:#767676;--bg:#fff}", "");
	expect_told(":root{--text:#777;--bg:#fff}",
	        "--text (#777) on --bg (#fff) has a contrast of 4.47:1 in every mode; it needs "
	        "4.5:1\n");
	expect_told(":root{--border:#777;--text-large:#777;--focus-ring:#949494;--bg:#fff}", "");
	expect_told(":root{--border:#959595;--bg:#fff}",
	        "--border (#959595) on --bg (#fff) has a contrast of 2.99:1 in every mode; it "
	        "needs 3:1\n");
	expect_told(
	        ":root{--border-subtle:#eee;--border-muted:#eee;--bg:#fff;--line:#eee;--text-size:1rem}",
	        "");
}

static void
test_modes(void **state)
{
	(void)state;
	expect_told(":root{--text:#222;--bg:#fff}@media (prefers-color-scheme:dark){:root{--bg:"
	            "#111}}",
	        "--text (#222) on --bg (#111) has a contrast of 1.18:1 in dark mode; it needs "
	        "4.5:1\n");
	expect_told(":root{--text:#222;--bg:#fff}@media (prefers-contrast:more){:root{--text:#888}"
	            "}",
	        "--text (#888) on --bg (#fff) has a contrast of 3.54:1 in light mode with more "
	        "contrast and dark mode with more contrast; it needs 4.5:1\n");
	expect_told(":root{--text:#222;--bg:#fff}[data-theme=dark]{--bg:#111}",
	        "--text (#222) on --bg (#111) has a contrast of 1.18:1 in dark mode chosen on the "
	        "page; it needs 4.5:1\n");
}

static void
test_pairs(void **state)
{
	(void)state;
	/* Words of their own keep two together. */
	expect_told(":root{--text:#222;--bg:#fff;--code-bg:#222;--code-text:#fff}", "");
	expect_told(":root{--text:#222;--bg:#fff;--code-bg:#222}",
	        "--text (#222) on --code-bg (#222) has a contrast of 1.00:1 in every mode; it "
	        "needs 4.5:1\n");
	expect_told(":root{--text:#222;--bg:#fff;--bg-inverse:#222}", "");
	/* What is on an accent. */
	expect_told(":root{--accent:#036;--bg:#fff;--on-accent:#fff}", "");
	expect_told(":root{--color-accent:#036;--color-on-accent:#047;--color-bg:#fff}",
	        "--color-on-accent (#047) on --color-accent (#036) has a contrast of 1.25:1 in "
	        "every mode; it needs 4.5:1\n");
	expect_told(":root{--muted:#eee;--muted-foreground:#222;--background:#fff}", "");
	expect_told(":root{--accent:#036;--accent-text:#fff;--background:#fff}", "");
}

static void
test_what_nobody_knows(void **state)
{
	(void)state;
	expect_told(":root{--text:CanvasText;--soft:GrayText;--bg:Canvas;--muted:#888}", "");
	expect_told(":root{--text:#888;--bg:#fff8}", "");
	expect_told(":root{--text:#0004;--bg:#fff}",
	        "--text (#0004) on --bg (#fff) has a contrast of 1.91:1 in every mode; it needs "
	        "4.5:1\n");
	expect_told(":root{--text:var(--text);--bg:var(--no)}", "");
	expect_told("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aims),
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_what_nobody_knows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
