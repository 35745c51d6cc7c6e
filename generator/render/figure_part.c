#include "render/figure_part.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/escape.h"
#include "base/hash.h"
#include "base/locale.h"
#include "base/plural.h"
#include "base/utf8.h"
#include "config/theme.h"
#include "render/translate.h"
#include "render/view.h"
#include "site/site.h"
#include "template/template.h"

enum { OUT_MAX = 4 << 20, DAY_SECONDS = 24 * 60 * 60 };

void
figure_part_begin(struct figure *figure, struct template_call *call)
{
	const struct render *render = template_user(call);
	const struct theme *theme = render && render->site ? render->site->theme : NULL;
	*figure = (struct figure){ .call = call, .arena = template_arena(call) };
	figure->tag = template_language(call);
	if (theme && theme->languages.len)
		figure->language = theme_language(theme, figure->tag);
	if (figure->language && !figure->tag.len)
		figure->tag = figure->language->tag;
	buf_init(&figure->drawing, OUT_MAX);
	buf_init(&figure->out, OUT_MAX);
}

struct value
figure_part_end(struct figure *figure, bool good)
{
	struct value markup = VALUE_UNDEFINED_INIT;
	if (good && (figure->out.full || figure->drawing.full))
		template_fail(figure->call, "the figure is beyond %d MiB", OUT_MAX >> 20);
	else if (good)
		markup = value_markup(str_copy(figure->arena, buf_view(&figure->out)));
	buf_free(&figure->drawing);
	buf_free(&figure->out);
	return markup;
}

/* --- words ------------------------------------------------------------------------------------ */

static struct str
english(struct str key, struct str count)
{
	static const struct {
		struct str key, one, other;
	} words[] = {
#define FIGURE_WORD(key, one, other) { STR_INIT(key), STR_INIT(one), STR_INIT(other) },
#include "render/figure.def"
#undef FIGURE_WORD
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(words[i].key, key))
			return str_is(count, "1") ? words[i].one : words[i].other;
	}
	return STR_EMPTY;
}

/* What the theme says for it, or English. Empty for a key that nobody knows. */
static struct str
message_of(const struct figure *figure, struct str key, struct str count)
{
	struct value message = VALUE_UNDEFINED_INIT;
	if (figure->language)
		message = value_get(figure->language->messages, key, NULL);
	if (message.kind == VALUE_MAP)
		return theme_form(
		        message, count.len ? plural_of_text(figure->tag, count) : PLURAL_OTHER);
	return value_is_text(message) ? value_str(message) : english(key, count);
}

/* What stands at a place; the place itself, braces and all, for a name that is not given. */
static struct str
fill(const struct figure *figure, struct str name, struct str count,
        const struct figure_place *places, size_t len)
{
	struct buf number;
	struct str text;
	for (size_t i = 0; i < len; i++) {
		if (str_eq(str_from(places[i].name), name))
			return places[i].text;
	}
	if (!count.len || !str_is(name, "count"))
		return str_of(name.at - 1, name.len + 2);
	buf_init(&number, OUT_MAX);
	locale_number(&number, locale_of(figure->tag), count);
	text = str_copy(figure->arena, buf_view(&number));
	buf_free(&number);
	return text;
}

static struct str
fill_all(const struct figure *figure, struct str message, struct str count,
        const struct figure_place *places, size_t len)
{
	struct buf buf;
	struct str name, text;
	size_t at = 0, from = 0;
	buf_init(&buf, OUT_MAX);
	while (translate_place(message, &at, &name)) {
		size_t begin = (size_t)(name.at - message.at) - 1;
		buf_put(&buf, str_slice(message, from, begin));
		buf_put(&buf, fill(figure, name, count, places, len));
		from = at;
	}
	buf_put(&buf, str_skip(message, from));
	text = str_copy(figure->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

struct str
figure_part_say(const struct figure *figure, const char *key, struct str count,
        const struct figure_place *places, size_t len)
{
	return fill_all(figure, message_of(figure, str_from(key), count), count, places, len);
}

struct str
figure_part_title(const struct figure *figure, struct value given, const char *otherwise)
{
	if (given.kind == VALUE_NONE || given.kind == VALUE_UNDEFINED)
		return figure_part_word(figure, otherwise);
	return template_text(figure->call, given);
}

bool
figure_part_unit(struct figure *figure, struct value unit, struct value number)
{
	struct value key = value_is_text(unit) ? unit : number;
	struct str message = message_of(figure, value_str(key), STR_EMPTY);
	bool counts = str_find(message, STR("{count}")) != STR_NONE;
	if (counts)
		figure->unit = value_str(key);
	else if (value_is_text(unit))
		template_fail_help(figure->call,
		        STR("write one like hours: {one: \"{count} hour\", other: \"{count} hours\"}"),
		        "there is no message \"" STR_FMT "\" with a {count}",
		        STR_ARG(value_str(key)));
	return counts || !value_is_text(unit);
}

/* --- numbers and dates ------------------------------------------------------------------------ */

/* "12" or "1.5". */
static struct str
decimal(const struct figure *figure, int64_t hundredths)
{
	long long whole = (long long)(hundredths / 100);
	int rest = (int)(hundredths % 100);
	if (!rest)
		return str_format(figure->arena, "%lld", whole);
	return rest % 10 ? str_format(figure->arena, "%lld.%02d", whole, rest)
	                 : str_format(figure->arena, "%lld.%d", whole, rest / 10);
}

struct str
figure_part_number(const struct figure *figure, int64_t hundredths)
{
	return fill(figure, STR("count"), decimal(figure, hundredths), NULL, 0);
}

struct str
figure_part_amount(const struct figure *figure, int64_t hundredths)
{
	struct str count = decimal(figure, hundredths);
	if (!figure->unit.len)
		return figure_part_number(figure, hundredths);
	return fill_all(figure, message_of(figure, figure->unit, count), count, NULL, 0);
}

struct str
figure_part_range(const struct figure *figure, int64_t hundredths, struct str range)
{
	const struct figure_place place = { "count", range };
	struct str count = decimal(figure, hundredths);
	struct str message = message_of(figure, figure->unit, count);
	if (!figure->unit.len)
		return range;
	/* a form such as that for two may do without the number, but not without the range */
	if (str_find(message, STR("{count}")) == STR_NONE &&
	        !str_eq(range, figure_part_number(figure, hundredths)))
		message = message_of(figure, figure->unit, STR_EMPTY);
	return fill_all(figure, message, count, &place, 1);
}

static const struct date_names *
names_of(const struct figure *figure)
{
	return figure->language ? &figure->language->dates : &date_english;
}

static struct str
format_day(const struct figure *figure, int64_t day, enum locale_pattern which)
{
	struct buf buf;
	struct str text;
	buf_init(&buf, OUT_MAX);
	date_format(&buf, date_from_seconds(day * DAY_SECONDS, 0),
	        locale_pattern(which, figure->tag, names_of(figure)), names_of(figure));
	text = str_copy(figure->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

struct str
figure_part_date(const struct figure *figure, int64_t day)
{
	return format_day(figure, day, LOCALE_LONG);
}

struct str
figure_part_month(const struct figure *figure, int64_t day)
{
	return format_day(figure, day, LOCALE_MONTH);
}

struct str
figure_part_month_name(const struct figure *figure, int month)
{
	return names_of(figure)->months_short[month - 1];
}

struct str
figure_part_day_name(const struct figure *figure, int weekday)
{
	return names_of(figure)->days_short[weekday];
}

struct str
figure_part_span(const struct figure *figure, struct str what, int64_t from, int64_t to)
{
	const struct figure_place places[] = { { "what", what },
		{ "from", figure_part_date(figure, from) },
		{ "to", figure_part_date(figure, to) } };
	return figure_part_say(
	        figure, from == to ? "figure_since" : "figure_span", STR_EMPTY, places, 3);
}

struct str
figure_part_left_out(const struct figure *figure, struct str what, size_t count)
{
	const struct figure_place places[] = { { "what", what } };
	if (!count)
		return what;
	return figure_part_say(
	        figure, "figure_left_out", str_format(figure->arena, "%zu", count), places, 1);
}

/* --- drawing ---------------------------------------------------------------------------------- */

void
figure_part_text(struct buf *buf, struct str text)
{
	escape_html(buf, text);
}

int
figure_part_width(struct str text)
{
	enum { LONGEST = 200 }; /* characters that are looked at: wider than any figure */
	size_t at = 0;
	unsigned columns = 0;
	while (at < text.len && columns < LONGEST)
		columns += utf8_width(utf8_next(text, &at));
	return (int)columns * FIGURE_LETTER;
}

void
figure_part_label(struct figure *figure, int x, int y, const char *anchor, struct str text)
{
	buf_format(&figure->drawing, "<text x=\"%d\" y=\"%d\"", x, y);
	if (!str_is(str_from(anchor), "start"))
		buf_format(&figure->drawing, " text-anchor=\"%s\"", anchor);
	buf_char(&figure->drawing, '>');
	figure_part_text(&figure->drawing, text);
	buf_lit(&figure->drawing, "</text>\n");
}

/* The same words and lines have the same id, on every run. */
static struct str
id_of(const struct figure *figure, struct str title, struct str description, struct value given)
{
	struct hash hash;
	char hex[HASH_HEX_LEN];
	if (value_is_text(given) && given.len)
		return value_str(given);
	hash = hash_join(hash_of(buf_view(&figure->drawing)),
	        hash_join(hash_of(title), hash_of(description)));
	hash_hex(hash, hex);
	return str_format(figure->arena, "figure-%.8s", hex);
}

void
figure_part_svg(struct figure *figure, struct str title, struct str description, struct value id,
        int width, int height)
{
	struct buf *out = &figure->out;
	struct buf name;
	buf_init(&name, OUT_MAX);
	figure_part_text(&name, id_of(figure, title, description, id));
	struct str ours = buf_view(&name);
	buf_format(out, "<svg role=\"img\" aria-labelledby=\"" STR_FMT "-title", STR_ARG(ours));
	if (description.len)
		buf_format(out, " " STR_FMT "-desc", STR_ARG(ours));
	buf_format(out,
	        "\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" direction=\"ltr\" font-size=\"12\" "
	        "fill=\"currentColor\">\n<title id=\"" STR_FMT "-title\">",
	        width, height, width, height, STR_ARG(ours));
	figure_part_text(out, title);
	buf_lit(out, "</title>\n");
	if (description.len) {
		buf_format(out, "<desc id=\"" STR_FMT "-desc\">", STR_ARG(ours));
		figure_part_text(out, description);
		buf_lit(out, "</desc>\n");
	}
	buf_put(out, buf_view(&figure->drawing));
	buf_lit(out, "</svg>\n");
	buf_free(&name);
}
