/* Which value a design token has, in each mode, by the rules of the cascade. */
#include "audit/css_token.h"

#include "base/arena.h"
#include "expect.h"

static struct arena arena;

/* The values of `name` in the modes light, dark, light and dark with more contrast, chosen light, chosen dark. */
static void
expect_values(const char *css, const char *name, const char *want)
{
	static const unsigned modes[] = { 0, CSS_DARK, CSS_MORE, CSS_MORE | CSS_DARK, CSS_CHOSEN,
		CSS_CHOSEN | CSS_DARK };
	struct css_tokens tokens = { .arena = &arena };
	struct buf told;

	css_token_read(&tokens, STR("a.css"), str_from(css));
	buf_init(&told, 1 << 16);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		const struct css_token *token = css_token_find(&tokens, str_from(name), modes[i]);
		struct str value = STR("-");

		if (token && !css_token_value(&tokens, token, modes[i], &value))
			value = STR("?");
		buf_format(&told, "%s" STR_FMT, i ? " | " : "", STR_ARG(value));
	}
	expect_buf(&told, want);
	buf_free(&told);
	arena_free(&arena);
	arena = (struct arena)ARENA_EMPTY;
}

static void
test_modes(void **state)
{
	(void)state;
	expect_values(":root { --a: 1 }", "--a", "1 | 1 | 1 | 1 | 1 | 1");
	expect_values("html{--a:1}@media (prefers-color-scheme:dark){html{--a:2}}", "--a",
	        "1 | 2 | 1 | 2 | 2 | 1");
	expect_values(":root{--a:1} @media (PREFERS-contrast: more) and (prefers-color-scheme: "
	              "dark) {:root{--a:2}}",
	        "--a", "1 | 1 | 1 | 2 | 1 | 1");
	expect_values("@media screen, print { @media (prefers-contrast) { :root{--a:1} } }", "--a",
	        "- | - | 1 | 1 | - | -");
	expect_values("@media (prefers-contrast: no-preference) { :root{--a:1} }", "--a",
	        "1 | 1 | - | - | 1 | 1");
	expect_values("@media not (prefers-color-scheme: dark) { :root{--a:1} }", "--a",
	        "1 | - | 1 | - | - | 1");
	expect_values(":root { --a: 1; @media (prefers-color-scheme: dark) { --a: 2; } --b: 3 }",
	        "--a", "1 | 2 | 1 | 2 | 2 | 1");
}

static void
test_chosen(void **state)
{
	(void)state;
	expect_values(":root{--a:1}@media (prefers-color-scheme:dark){:root:not([data-theme="
	              "light]){--a:2}}[data-theme='dark']{--a:3}",
	        "--a", "1 | 2 | 1 | 2 | 1 | 3");
	expect_values("html[ data-theme = \"dark\" ]{--a:3} :root{--a:1} [data-theme]{--a:4}",
	        "--a", "1 | 1 | 1 | 1 | 4 | 3");
}

static void
test_what_holds(void **state)
{
	(void)state;
	expect_values(":root{--a:1} html{--a:2}", "--a", "1 | 1 | 1 | 1 | 1 | 1");
	expect_values(":root{--a:1} :root{--a:2}", "--a", "2 | 2 | 2 | 2 | 2 | 2");
	expect_values(":root{--a:1 !important; --a:2}", "--a", "1 | 1 | 1 | 1 | 1 | 1");
	expect_values(
	        ":root{--a:1} @layer base { :root:root{--a:2} }", "--a", "1 | 1 | 1 | 1 | 1 | 1");
	expect_values(".x, :root { --a: 1 } .x{--a:2} :root .x{--a:3} body{--a:4}", "--a",
	        "1 | 1 | 1 | 1 | 1 | 1");
	expect_values(":root{--a:1} @supports (color: color-mix(in srgb, red, red)){:root{--a:2}} "
	              "@supports not (x: y) {:root{--a:3}}",
	        "--a", "2 | 2 | 2 | 2 | 2 | 2");
}

static void
test_what_is_passed_over(void **state)
{
	(void)state;
	expect_values("@media (min-width: 40rem) { :root{--a:1} }", "--a", "- | - | - | - | - | -");
	expect_values("@media print { :root{--a:1} } @media (prefers-color-scheme: dark) or "
	              "(hover) {:root{--a:1}}",
	        "--a", "- | - | - | - | - | -");
	expect_values(
	        "@font-face{--a:1} @keyframes x { to {--a:2} } :root{ .y {--a:3} :root {--a:4} }",
	        "--a", "- | - | - | - | - | -");
	expect_values("/* :root{--a:1} */ p::after{content:\"}:root{--a:2}\"} "
	              ":root{--b:url(x;--a:3);--a/**/:/* { */4/* } */}",
	        "--a", "4 | 4 | 4 | 4 | 4 | 4");
	expect_values("@import 'x';;}} :root{--x:{--a:1};--a:2", "--a", "2 | 2 | 2 | 2 | 2 | 2");
}

static void
test_values(void **state)
{
	(void)state;
	expect_values(":root{--a:rgb(var(--r) 2 var(--g, 3)/1);--r:7}", "--a",
	        "rgb(7 2 3/1) | rgb(7 2 3/1) | rgb(7 2 3/1) | rgb(7 2 3/1) | rgb(7 2 3/1) | "
	        "rgb(7 2 3/1)");
	expect_values(":root{--a:var(--b);--b:1}@media (prefers-color-scheme:dark){:root{--b:2}}",
	        "--a", "1 | 2 | 1 | 2 | 2 | 1");
	expect_values(":root{--a:var(--a)}", "--a", "? | ? | ? | ? | ? | ?");
	expect_values(":root{--a:var(--no)}", "--a", "? | ? | ? | ? | ? | ?");
	expect_values(":root{--a:var(--no, var(--b, rgb(1,2)))}", "--a",
	        "rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2)");
	expect_values(":root{--a:myvar(1)}", "--a",
	        "myvar(1) | myvar(1) | myvar(1) | myvar(1) | myvar(1) | myvar(1)");
}

static void
test_light_dark(void **state)
{
	(void)state;
	expect_values(":root{--a:light-dark(rgb(1,2), 2)}", "--a",
	        "rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2) | rgb(1,2)");
	expect_values(":root{color-scheme: light dark;--a:light-dark(1,2)}", "--a",
	        "1 | 2 | 1 | 2 | 2 | 1");
	expect_values(":root{color-scheme: light dark;--a:light-dark(1,2)}[data-theme=dark]{"
	              "color-scheme:dark}[data-theme=light]{color-scheme:light}",
	        "--a", "1 | 2 | 1 | 2 | 1 | 2");
	expect_values(
	        ":root{color-scheme:dark;--a:light-dark(1,2)}", "--a", "2 | 2 | 2 | 2 | 2 | 2");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_modes),
		cmocka_unit_test(test_chosen),
		cmocka_unit_test(test_what_holds),
		cmocka_unit_test(test_what_is_passed_over),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_light_dark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
