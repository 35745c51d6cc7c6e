/* Colours as style sheets write them, against values that the specifications and their examples give. */
#include "audit/colour.h"

#include <math.h>

#include "expect.h"

/* The colour in whole steps of 255, and its opacity in hundredths. */
static void
expect_colour(const char *text, int red, int green, int blue, int alpha)
{
	struct colour c = { -1, -1, -1, -1 };

	if (!colour_read(str_from(text), &c))
		fail_msg("%s is not read", text);
	if (lround(c.red * 255) != red || lround(c.green * 255) != green ||
	        lround(c.blue * 255) != blue || lround(c.alpha * 100) != alpha)
		fail_msg("%s is %.2f %.2f %.2f / %.2f", text, c.red * 255, c.green * 255,
		        c.blue * 255, c.alpha);
}

static void
expect_none(const char *text)
{
	struct colour c;

	if (colour_read(str_from(text), &c))
		fail_msg("%s is read", text);
}

static void
test_digits_and_names(void **state)
{
	(void)state;
	expect_colour("#fff", 255, 255, 255, 100);
	expect_colour("#1a2", 17, 170, 34, 100);
	expect_colour("#1A2b3C", 26, 43, 60, 100);
	expect_colour("#0008", 0, 0, 0, 53);
	expect_colour("#ff000080", 255, 0, 0, 50);
	expect_colour(" RebeccaPurple ", 102, 51, 153, 100);
	expect_colour("transparent", 0, 0, 0, 0);
	expect_none("#12");
	expect_none("#12345");
	expect_none("#12g");
	expect_none("");
}

static void
test_functions(void **state)
{
	(void)state;
	expect_colour("rgb(12 34 56)", 12, 34, 56, 100);
	expect_colour("rgba(12, 34, 56, .5)", 12, 34, 56, 50);
	expect_colour("RGB(100% 0% 50% / 25%)", 255, 0, 128, 25);
	expect_colour("rgb(300 -5 none)", 255, 0, 0, 100);
	expect_colour("hsl(120 100% 25%)", 0, 128, 0, 100);
	expect_colour("hsl(0.5turn, 100%, 50%)", 0, 255, 255, 100);
	expect_colour("hsl(-120deg 100 50 / 0.5)", 0, 0, 255, 50);
	expect_colour("hsla(30 50% 50%)", 191, 128, 64, 100);
	expect_colour("hwb(90 20% 40%)", 102, 153, 51, 100);
	expect_colour("hwb(0 60% 60%)", 128, 128, 128, 100);
	expect_none("rgb(1 2)");
	expect_none("rgb(1 2 3 4 5)");
	expect_none("rgb(1 2 x)");
	expect_none("lab(50% 0 0)");
}

/* CSS Color 4 gives these as equal to names or hexadecimal colours. */
static void
test_oklab(void **state)
{
	(void)state;
	expect_colour("oklch(100% 0 0)", 255, 255, 255, 100);
	expect_colour("oklch(0.62796 0.25768 29.2339)", 255, 0, 0, 100);
	expect_colour("oklab(51.975% -0.1403 0.10768)", 0, 128, 0, 100);
	expect_colour("oklch(59.69% 0.156 49.77)", 198, 93, 7, 100);
	expect_colour("oklch(62.796% 64.42% 29.2339 / 50%)", 255, 0, 0, 50);
}

static void
test_mixtures(void **state)
{
	(void)state;
	expect_colour("color-mix(in srgb, #fff, #000)", 128, 128, 128, 100);
	expect_colour("color-mix(in srgb, #fff 25%, #000)", 64, 64, 64, 100);
	expect_colour("color-mix(in srgb, red, 80% blue)", 51, 0, 204, 100);
	expect_colour("color-mix(in srgb, rgb(255, 0, 0) 100%, blue 100%)", 128, 0, 128, 100);
	expect_none("color-mix(in srgb, red 200%, blue)");
	expect_colour("color-mix(in oklab, white, black)", 99, 99, 99, 100);
	expect_none("color-mix(in srgb, CanvasText 72%, Canvas)");
	expect_none("color-mix(in hsl, red, blue)");
	expect_none("color-mix(in srgb, red 20%, blue 20%)");
	expect_none("color-mix(in srgb, #0000, blue)");
}

/* What only the reader's system knows. */
static void
test_system_colours(void **state)
{
	(void)state;
	expect_none("Canvas");
	expect_none("currentColor");
	expect_none("inherit");
}

static void
expect_ratio(const char *a, const char *b, double want)
{
	struct colour first = { 0 }, second = { 0 };

	assert_true(colour_read(str_from(a), &first) && colour_read(str_from(b), &second));
	if (fabs(colour_contrast(first, second) - want) > 0.005)
		fail_msg("%s, %s: %.4f", a, b, colour_contrast(first, second));
	assert_true(colour_contrast(first, second) == colour_contrast(second, first));
}

static void
test_contrast(void **state)
{
	(void)state;
	expect_ratio("black", "white", 21);
	expect_ratio("#123456", "#123456", 1);
	expect_ratio("#767676", "white", 4.54);
	expect_ratio("#777", "white", 4.48);
	expect_ratio("#949494", "white", 3.03);
	expect_ratio("#333", "black", 1.66);
	expect_ratio("red", "white", 4.00);
	expect_ratio("blue", "white", 8.59);
}

static void
test_translucent(void **state)
{
	struct colour top = { 0 }, below = { 0 };

	(void)state;
	assert_true(colour_read(STR("#0008"), &top) && colour_read(STR("#fff"), &below));
	top = colour_over(top, below);
	assert_int_equal(lround(top.red * 255), 119);
	assert_true(top.alpha == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digits_and_names),
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_oklab),
		cmocka_unit_test(test_mixtures),
		cmocka_unit_test(test_system_colours),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_translucent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
