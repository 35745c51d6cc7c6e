#include "template/foreign.h"

#include <stdbool.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct row {
	struct str written;
	const char *advice;
};

static const struct row names[] = {
	{ STR_INIT("nil"), "write `none`" },
	{ STR_INIT("null"), "write `none`" },
	{ STR_INIT("undefined"), "write `none`, or ask with `is defined`" },
	{ STR_INIT("now"),
	        "a build does not depend on the clock; site.updated is the date of the newest page" },
	{ STR_INIT("today"),
	        "a build does not depend on the clock; site.updated is the date of the newest page" },
	{ STR_INIT("gettext"), "texts in several languages come from the function t()" },
	{ STR_INIT("i18n"), "texts in several languages come from the function t()" },
	{ STR_INIT("trans"), "texts in several languages come from the function t()" },
	{ STR_INIT("get_url"), "write url_for(path), or asset(path) for files of the theme" },
	{ STR_INIT("forloop"), "write loop: loop.index, loop.first, loop.last" },
};

static const struct row filters[] = {
	{ STR_INIT("absURL"), "write absolute_url(path)" },
	{ STR_INIT("append"), "write `a ~ b`" },
	{ STR_INIT("date_to_string"), "write date(\"%-d %B %Y\")" },
	{ STR_INIT("divided_by"), "write `a / b`, or `a // b` for whole numbers" },
	{ STR_INIT("downcase"), "write `lower`" },
	{ STR_INIT("dump"), "write `tojson`" },
	{ STR_INIT("get"), "write map.get(key)" },
	{ STR_INIT("group_by_exp"), "write group_by(\"date.year\")" },
	{ STR_INIT("jsonify"), "write `tojson`" },
	{ STR_INIT("markdownify"), "write `markdown`" },
	{ STR_INIT("minus"), "write `a - b`" },
	{ STR_INIT("modulo"), "write `a % b`" },
	{ STR_INIT("nth"), "write list[n]" },
	{ STR_INIT("number_with_delimiter"), "write `number`" },
	{ STR_INIT("plainify"), "write `plain_text`" },
	{ STR_INIT("pluralize"), "texts in several languages come from the function t()" },
	{ STR_INIT("plus"), "write `a + b`" },
	{ STR_INIT("prepend"), "write `b ~ a`" },
	{ STR_INIT("printf"), "write `format`" },
	{ STR_INIT("relURL"), "write url_for(path)" },
	{ STR_INIT("relative_url"), "write url_for(path)" },
	{ STR_INIT("safeCSS"), "write `safe`" },
	{ STR_INIT("safeHTML"), "write `safe`" },
	{ STR_INIT("safeJS"), "write `safe`" },
	{ STR_INIT("safeURL"), "write `safe`" },
	{ STR_INIT("size"), "write `length`" },
	{ STR_INIT("sort_natural"), "write `sort`" },
	{ STR_INIT("split"), "write text.split(separator)" },
	{ STR_INIT("strftime"), "write date(\"%-d %B %Y\")" },
	{ STR_INIT("strip_html"), "write `plain_text`" },
	{ STR_INIT("times"), "write `a * b`" },
	{ STR_INIT("truncatewords"), "write `truncate`" },
	{ STR_INIT("upcase"), "write `upper`" },
	{ STR_INIT("where_exp"), "write where(\"minutes\", \">\", 5)" },
	{ STR_INIT("xml_escape"), "write `escape`" },
};

/* Others' first, ours behind it. */
static const struct str keys[][2] = {
	{ STR_INIT("categories"), STR_INIT("terms") },
	{ STR_INIT("excerpt"), STR_INIT("summary") },
	{ STR_INIT("higher"), STR_INIT("next") },
	{ STR_INIT("href"), STR_INIT("url") },
	{ STR_INIT("lang"), STR_INIT("language") },
	{ STR_INIT("lastmod"), STR_INIT("updated") },
	{ STR_INIT("later"), STR_INIT("next") },
	{ STR_INIT("link"), STR_INIT("url") },
	{ STR_INIT("lower"), STR_INIT("previous") },
	{ STR_INIT("modified"), STR_INIT("updated") },
	{ STR_INIT("earlier"), STR_INIT("previous") },
	{ STR_INIT("newer"), STR_INIT("next") },
	{ STR_INIT("older"), STR_INIT("previous") },
	{ STR_INIT("path"), STR_INIT("url") },
	{ STR_INIT("posts"), STR_INIT("pages") },
	{ STR_INIT("prev"), STR_INIT("previous") },
	{ STR_INIT("reading_time"), STR_INIT("minutes") },
	{ STR_INIT("toc"), STR_INIT("headings") },
	{ STR_INIT("word_count"), STR_INIT("words") },
};

static const char *
find(const struct row *rows, size_t count, struct str word)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(rows[i].written, word))
			return rows[i].advice;
	}
	return NULL;
}

const char *
foreign_name(struct str name)
{
	return find(names, COUNT(names), name);
}

const char *
foreign_filter(struct str name)
{
	return find(filters, COUNT(filters), name);
}

static bool
is_among(struct str word, const struct str *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq(known[i], word))
			return true;
	}
	return false;
}

struct str
foreign_key(struct str key, const struct str *known, size_t count)
{
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (str_eq(keys[i][0], key) && is_among(keys[i][1], known, count))
			return keys[i][1];
	}
	return STR_EMPTY;
}
