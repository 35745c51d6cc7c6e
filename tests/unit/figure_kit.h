/* A figure on a page of a site: its records are the front matter of the page, as YAML in one line. */
#ifndef KITH_TESTS_FIGURE_KIT_H
#define KITH_TESTS_FIGURE_KIT_H

#include "site_fixture.h"

/* What a template makes of `records` on a page in a language. */
static inline struct str
figure_in(const char *language, const char *records, const char *template)
{
	static char page[1 << 20];
	snprintf(page, sizeof page, "---\ntitle: A\nlang: %s\nparams: {records: %s}\n---\n",
	        language, records);
	put_file("kith.yaml", PLAIN_SITE);
	put_file("i18n/de.yaml",
	        "figure_span: '{what}, {from} bis {to}'\n"
	        "months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, "
	        "November, Dezember]\n"
	        "figure_months: Nach Monaten\n"
	        "months_short: [Jan, Feb, Mär, Apr, Mai, Jun, Jul, Aug, Sep, Okt, Nov, Dez]\n"
	        "hours: {one: '{count} Stunde', other: '{count} Stunden'}\n");
	put_file("i18n/ar.yaml", "hours: {two: Two hours, other: '{count} hours'}\n");
	put_file("templates/page.html", template);
	put_file("templates/section.html", "");
	put_file("content/a.md", page);
	load_site();
	return rendered("a/index.html");
}

static inline void
figure_again(void **state)
{
	leave_site(state);
	enter_site(state);
}

#define expect_in(text, part)                                       \
	do {                                                        \
		if (str_find((text), str_from(part)) == STR_NONE) { \
			print_error(STR_FMT "\n", STR_ARG(text));   \
			fail_msg("there is no %s", (part));         \
		}                                                   \
	} while (0)

#define expect_not_in(text, part)                                   \
	do {                                                        \
		if (str_find((text), str_from(part)) != STR_NONE) { \
			print_error(STR_FMT "\n", STR_ARG(text));   \
			fail_msg("there is %s", (part));            \
		}                                                   \
	} while (0)

/* How often a text occurs. */
static inline size_t
figure_count(struct str text, const char *part)
{
	struct str needle = str_from(part);
	size_t count = 0, at;
	while ((at = str_find(text, needle)) != STR_NONE) {
		text = str_skip(text, at + needle.len);
		count++;
	}
	return count;
}

/* Refuses, and says so. */
static inline void
figure_refused(void **state, const char *records, const char *template, const char *words)
{
	struct str got = figure_in("en", records, template);
	if (!str_is(got, "(failed)"))
		fail_msg("%s is accepted: " STR_FMT, records, STR_ARG(got));
	expect_said(words);
	figure_again(state);
}

#endif
