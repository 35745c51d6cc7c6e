/*
 * A colour is a name, "#" and digits, or a function of numbers:
 *
 *	rgb(12 34 56 / 50%)    rgba(12, 34, 56, .5)    hsl(210deg 50% 40%)    oklch(70% .1 250)
 *
 * The old form with commas and the new one with blanks are read alike: commas and the slash count as blanks, and a
 * fourth number is the opacity.
 */
#include "audit/colour.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ascii.h"

enum { NUMBERS = 4, MIX_DEPTH_MAX = 8 };

static double
clamp(double value)
{
	return value > 1 ? 1 : value > 0 ? value : 0; /* 0 for not-a-number too */
}

/* ---- numbers ---------------------------------------------------------------------------------- */

/* One number of a function, and what it counts. */
struct number {
	double value;
	bool percent;
};

static bool
read_angle(struct str text, double *out)
{
	static const struct {
		struct str unit;
		double degrees;
	} units[] = {
		{ STR_INIT("deg"), 1 },
		{ STR_INIT("grad"), 0.9 },
		{ STR_INIT("rad"), 57.29577951308232 },
		{ STR_INIT("turn"), 360 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!str_ends(text, units[i].unit) ||
		        !str_to_number(str_slice(text, 0, text.len - units[i].unit.len), out))
			continue;
		*out *= units[i].degrees;
		return true;
	}
	return false;
}

static bool
read_number(struct str text, struct number *out)
{
	out->percent = str_ends(text, STR("%"));
	if (str_is(text, "none"))
		out->value = 0;
	else if (out->percent)
		return str_to_number(str_slice(text, 0, text.len - 1), &out->value);
	else
		return str_to_number(text, &out->value) || read_angle(text, &out->value);
	return true;
}

static bool
separates(char c)
{
	return ascii_is_space(c) || c == ',' || c == '/';
}

/* The numbers between the brackets; 0 when one of them is none, or there are too many. */
static size_t
read_numbers(struct str text, struct number *out)
{
	size_t count = 0, at = 0, from;

	for (;;) {
		while (at < text.len && separates(text.at[at]))
			at++;
		if (at == text.len)
			return count;
		for (from = at; at < text.len && !separates(text.at[at]);)
			at++;
		if (count == NUMBERS || !read_number(str_slice(text, from, at), &out[count]))
			return 0;
		count++;
	}
}

/* A number whose whole is `whole`, as a part of 1. */
static double
part(struct number number, double whole)
{
	return number.value / (number.percent ? 100 : whole);
}

/* ---- spaces ----------------------------------------------------------------------------------- */

static double
to_linear(double value)
{
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double
from_linear(double value)
{
	value = clamp(value);
	return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055;
}

static bool
from_rgb(const struct number *n, struct colour *out)
{
	out->red = clamp(part(n[0], 255));
	out->green = clamp(part(n[1], 255));
	out->blue = clamp(part(n[2], 255));
	return true;
}

/* A full and light colour of the wheel: how much it has of the one that is `shift` sixths away. */
static double
of_wheel(double hue, double shift)
{
	double k = fmod(fmod(hue / 60 + shift, 6) + 6, 6);

	return clamp(fabs(k - 3) - 1);
}

static bool
from_hsl(const struct number *n, struct colour *out)
{
	double hue = n[0].value, saturation = clamp(part(n[1], 100)),
	       light = clamp(part(n[2], 100));
	double chroma = (1 - fabs(2 * light - 1)) * saturation;

	out->red = light + chroma * (of_wheel(hue, 0) - 0.5);
	out->green = light + chroma * (of_wheel(hue, 4) - 0.5);
	out->blue = light + chroma * (of_wheel(hue, 2) - 0.5);
	return true;
}

static bool
from_hwb(const struct number *n, struct colour *out)
{
	double hue = n[0].value, white = clamp(part(n[1], 100)), black = clamp(part(n[2], 100));
	double rest = 1 - white - black, grey = white + black > 1 ? white / (white + black) : white;

	rest = rest > 0 ? rest : 0;
	out->red = grey + rest * of_wheel(hue, 0);
	out->green = grey + rest * of_wheel(hue, 4);
	out->blue = grey + rest * of_wheel(hue, 2);
	return true;
}

/* Source of the numbers: CSS Color 4, section 18, "Sample code for Color Conversions". */
static void
set_oklab(double light, double a, double b, struct colour *out)
{
	double l = pow(light + 0.3963377774 * a + 0.2158037573 * b, 3);
	double m = pow(light - 0.1055613458 * a - 0.0638541728 * b, 3);
	double s = pow(light - 0.0894841775 * a - 1.2914855480 * b, 3);

	out->red = from_linear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
	out->green = from_linear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
	out->blue = from_linear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
}

static void
get_oklab(struct colour colour, double lab[3])
{
	double red = to_linear(colour.red), green = to_linear(colour.green),
	       blue = to_linear(colour.blue);
	double l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
	double m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
	double s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);

	lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
	lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
	lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

/* Of a and b and of the chroma, 100% is 0.4. */
static double
chroma_of(struct number number)
{
	return number.percent ? number.value / 100 * 0.4 : number.value;
}

static bool
from_oklab(const struct number *n, struct colour *out)
{
	set_oklab(clamp(part(n[0], 1)), chroma_of(n[1]), chroma_of(n[2]), out);
	return true;
}

static bool
from_oklch(const struct number *n, struct colour *out)
{
	double chroma = chroma_of(n[1]), hue = n[2].value / 57.29577951308232;

	if (chroma < 0)
		chroma = 0;
	set_oklab(clamp(part(n[0], 1)), chroma * cos(hue), chroma * sin(hue), out);
	return true;
}

static const struct {
	struct str name;
	bool (*read)(const struct number *numbers, struct colour *out);
} functions[] = {
	{ STR_INIT("rgb"), from_rgb },
	{ STR_INIT("rgba"), from_rgb },
	{ STR_INIT("hsl"), from_hsl },
	{ STR_INIT("hsla"), from_hsl },
	{ STR_INIT("hwb"), from_hwb },
	{ STR_INIT("oklab"), from_oklab },
	{ STR_INIT("oklch"), from_oklch },
};

/* ---- names and digits ------------------------------------------------------------------------- */

static struct colour
of_number(uint32_t rgb)
{
	return (struct colour){ (double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255,
		(double)(rgb & 255) / 255, 1 };
}

static bool
read_name(struct str text, struct colour *out)
{
	static const struct {
		struct str name;
		uint32_t rgb;
	} names[] = {
#define COLOUR(name, rgb) { STR_INIT(name), rgb },
#include "audit/colour.def"
#undef COLOUR
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_eq_nocase(text, names[i].name))
			continue;
		*out = of_number(names[i].rgb);
		return true;
	}
	*out = (struct colour){ 0, 0, 0, 0 };
	return str_eq_nocase(text, STR("transparent"));
}

static bool
digit_of(char c, uint32_t *out)
{
	char lower = (char)(c | 0x20);

	if (ascii_is_digit(c))
		*out = (uint32_t)(c - '0');
	else if (lower >= 'a' && lower <= 'f')
		*out = (uint32_t)(lower - 'a' + 10);
	else
		return false;
	return true;
}

/* 3, 4, 6 or 8 digits; of the short forms each counts twice. */
static bool
read_digits(struct str text, struct colour *out)
{
	uint32_t bytes[4] = { 0, 0, 0, 255 }, high, low;
	size_t width = text.len > 4 ? 2 : 1;

	if (text.len != 3 && text.len != 4 && text.len != 6 && text.len != 8)
		return false;
	for (size_t i = 0; i < text.len; i += width) {
		if (!digit_of(text.at[i], &high) || !digit_of(text.at[i + width - 1], &low))
			return false;
		bytes[i / width] = high << 4 | low;
	}
	*out = of_number(bytes[0] << 16 | bytes[1] << 8 | bytes[2]);
	out->alpha = (double)bytes[3] / 255;
	return true;
}

/* ---- mixtures --------------------------------------------------------------------------------- */

static bool read_any(struct str text, unsigned depth, struct colour *out);

/* Cuts up to the next comma that is in no brackets. */
static struct str
cut_argument(struct str *rest)
{
	size_t at = 0, open = 0;
	struct str text = *rest;

	for (; at < text.len && (open || text.at[at] != ','); at++) {
		open += text.at[at] == '(';
		open -= text.at[at] == ')' && open;
	}
	*rest = at < text.len ? str_skip(text, at + 1) : STR_EMPTY;
	return str_trim(str_slice(text, 0, at));
}

/* "30% red", "red 30%" or "red"; *share stays when there is none. */
static bool
read_share(struct str text, unsigned depth, struct colour *out, double *share)
{
	size_t last = str_rfind_char(text, ' '), first = str_find_char(text, ' ');

	if (str_ends(text, STR("%")) && last != STR_NONE) {
		if (!str_to_number(str_slice(text, last + 1, text.len - 1), share))
			return false;
		text = str_slice(text, 0, last);
	} else if (first != STR_NONE && first && text.at[first - 1] == '%') {
		if (!str_to_number(str_slice(text, 0, first - 1), share))
			return false;
		text = str_skip(text, first);
	}
	return read_any(str_trim(text), depth, out) && *share <= 100;
}

static struct colour
mix(struct colour a, struct colour b, double of_b, bool oklab)
{
	struct colour out = { .alpha = 1 };
	double from[3], to[3];

	if (!oklab)
		return (struct colour){ a.red + (b.red - a.red) * of_b,
			a.green + (b.green - a.green) * of_b, a.blue + (b.blue - a.blue) * of_b,
			1 };
	get_oklab(a, from);
	get_oklab(b, to);
	set_oklab(from[0] + (to[0] - from[0]) * of_b, from[1] + (to[1] - from[1]) * of_b,
	        from[2] + (to[2] - from[2]) * of_b, &out);
	return out;
}

/* Of opaque colours, whose shares make a whole. */
static bool
read_mix(struct str text, unsigned depth, struct colour *out)
{
	struct str space = cut_argument(&text), first = cut_argument(&text),
	           second = cut_argument(&text);
	double of_a = -1, of_b = -1;
	struct colour a, b;
	bool oklab = str_is(space, "in oklab");

	if ((!oklab && !str_is(space, "in srgb")) || !read_share(first, depth, &a, &of_a) ||
	        !read_share(second, depth, &b, &of_b) || a.alpha < 1 || b.alpha < 1)
		return false;
	if (of_a < 0 && of_b < 0)
		of_a = of_b = 50;
	else if (of_a < 0)
		of_a = 100 - of_b;
	else if (of_b < 0)
		of_b = 100 - of_a;
	if (!(of_a + of_b >= 100)) /* less than a whole lets what is below shine through */
		return false;
	*out = mix(a, b, of_b / (of_a + of_b), oklab);
	return true;
}

/* ---- all of them ------------------------------------------------------------------------------ */

static bool
read_function(struct str text, unsigned depth, struct colour *out)
{
	size_t open = str_find_char(text, '(');
	struct str name = str_slice(text, 0, open), inner = str_slice(text, open + 1, text.len - 1);
	struct number numbers[NUMBERS];
	size_t count;

	if (str_eq_nocase(name, STR("color-mix")))
		return depth < MIX_DEPTH_MAX && read_mix(inner, depth + 1, out);
	count = read_numbers(inner, numbers);
	for (size_t i = 0; count >= 3 && i < sizeof functions / sizeof *functions; i++) {
		if (!str_eq_nocase(name, functions[i].name))
			continue;
		out->alpha = count == 4 ? clamp(part(numbers[3], 1)) : 1;
		return functions[i].read(numbers, out);
	}
	return false;
}

static bool
read_any(struct str text, unsigned depth, struct colour *out)
{
	if (str_starts(text, STR("#")))
		return read_digits(str_skip(text, 1), out);
	if (str_ends(text, STR(")")) && str_find_char(text, '(') != STR_NONE)
		return read_function(text, depth, out);
	return read_name(text, out);
}

bool
colour_read(struct str text, struct colour *out)
{
	return read_any(str_trim(text), 0, out);
}

struct colour
colour_over(struct colour top, struct colour below)
{
	top.red = below.red + (top.red - below.red) * top.alpha;
	top.green = below.green + (top.green - below.green) * top.alpha;
	top.blue = below.blue + (top.blue - below.blue) * top.alpha;
	top.alpha = 1;
	return top;
}

static double
luminance(struct colour colour)
{
	return 0.2126 * to_linear(colour.red) + 0.7152 * to_linear(colour.green) +
	        0.0722 * to_linear(colour.blue);
}

double
colour_contrast(struct colour a, struct colour b)
{
	double first = luminance(a), second = luminance(b);

	return first > second ? (first + 0.05) / (second + 0.05) : (second + 0.05) / (first + 0.05);
}
