/*
 * Texts that are not in the language they say they are in: screen readers read them out with the wrong voice, and search
 * engines show them to the wrong people. What is looked at is a page's Markdown, as HTML without a template, so that the
 * words of a theme do not count; and in that not code, and not what says a language of its own.
 *
 *	<p>Il a dit <em lang="en">so what</em>, et ...</p>      counted: Il a dit, et ...
 */
#include "audit/audit.h"
#include "audit/tag_scan.h"
#include "audit/tongue.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/page.h"
#include "markdown/markdown.h"
#include "site/site.h"

enum { HTML_MAX = 64 << 20, BEGIN_MAX = 48 };

/* One page while its text is counted. */
struct reading {
	const struct tongue *tongue;
	struct str lang;
	struct tongue_sample page, paragraph;
	struct str begin; /* of the paragraph's text */
	/* Paragraphs in another script or language. */
	struct str strange;          /* how the first one begins */
	enum tongue_verdict verdict; /* of that one */
	struct str name, code;       /* of what it is in */
	size_t others;               /* besides that */
	/* An element that does not count. */
	struct str inside;
	size_t depth; /* of elements of this name; 0: none */
};

/* ---- counting --------------------------------------------------------------------------------- */

static bool
is_one_of(const struct tag *tag, const char *const *names)
{
	for (; *names; names++)
		if (tag_scan_is(tag, *names))
			return true;
	return false;
}

/* Does a paragraph or the like begin or end here? */
static bool
is_block(const struct tag *tag)
{
	static const char *const names[] = { "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "td",
		"th", "tr", "table", "caption", "blockquote", "figure", "figcaption", "section",
		"details", "summary", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6", NULL };

	return is_one_of(tag, names);
}

/* Is it a text of its own: code, an equation, or a passage that says its language? */
static bool
is_apart(const struct tag *tag)
{
	static const char *const names[] = { "code", "pre", "kbd", "samp", "var", "svg", "math",
		"abbr", "cite", "textarea", NULL };
	struct str rest = tag->attributes, name, value;

	if (is_one_of(tag, names))
		return true;
	while (tag_scan_attribute(&rest, &name, &value))
		if (str_eq_nocase(name, STR("lang")) ||
		        (str_eq_nocase(name, STR("class")) && str_starts(value, STR("math "))))
			return true;
	return false;
}

static void
end_paragraph(struct reading *r)
{
	struct str name, code;
	enum tongue_verdict verdict =
	        tongue_judge_paragraph(r->tongue, &r->paragraph, r->lang, &name, &code);

	if (verdict != TONGUE_FITS && r->strange.len) {
		r->others++;
	} else if (verdict != TONGUE_FITS) {
		r->strange = r->begin;
		r->verdict = verdict;
		r->name = name;
		r->code = code;
	}
	r->paragraph = (struct tongue_sample){ .words = 0 };
	r->begin = STR_EMPTY;
}

/* Text up to the next tag; "&amp;" is no word. */
static void
count_text(struct reading *r, struct str text)
{
	while (text.at && text.len) {
		struct str rest = text, run = str_cut(&rest, '&');
		size_t end = rest.at ? str_find_char(rest, ';') : STR_NONE;

		tongue_count(r->tongue, &r->page, run);
		tongue_count(r->tongue, &r->paragraph, run);
		if (!r->begin.len)
			r->begin = str_trim(run);
		text = end < BEGIN_MAX ? str_skip(rest, end + 1) : rest;
	}
}

static void
read_tag(struct reading *r, const struct tag *tag)
{
	if (r->depth) {
		if (str_eq_nocase(tag->name, r->inside))
			r->depth = tag->closing ? r->depth - 1 : r->depth + 1;
		return;
	}
	if (is_block(tag))
		end_paragraph(r);
	if (tag->closing || !is_apart(tag))
		return;
	r->inside = tag->name;
	r->depth = 1;
}

static void
read_html(struct reading *r, struct str html)
{
	struct str rest = html;
	struct tag tag;

	while (tag_scan_next(&rest, &tag)) {
		size_t sign = (size_t)(tag.name.at - html.at) - (tag.closing ? 2 : 1);

		if (!r->depth)
			count_text(r, str_slice(html, 0, sign));
		read_tag(r, &tag);
		html = rest;
	}
	if (!r->depth)
		count_text(r, html);
	end_paragraph(r);
}

/* ---- telling ---------------------------------------------------------------------------------- */

/* Where a paragraph begins in the page's file: its first words are looked for behind the front matter. */
static struct place
place_of(const struct page *page, struct str begin)
{
	struct str bytes = page->text.bytes, line = begin;
	size_t front = str_starts(bytes, STR("---")) ? str_find(bytes, STR("\n---")) : 0, at;

	begin = utf8_prefix(str_line(&line), BEGIN_MAX);
	front = front == STR_NONE ? 0 : front;
	at = begin.len ? str_find(str_skip(bytes, front), begin) : STR_NONE;
	if (at == STR_NONE)
		return diag_file(page->text.path);
	return diag_place(page->text.path, bytes, front + at, 1);
}

static void
tell_strange(struct audit *audit, const struct page *page, const struct reading *r)
{
	bool letters = r->verdict == TONGUE_OTHER_SCRIPT;
	struct str others = STR_EMPTY;

	if (r->others)
		others = str_format(
		        audit->arena, ", nor do%s %zu more", r->others == 1 ? "es" : "", r->others);
	audit_say(audit, CONFIG_CHECK_LANGUAGES, place_of(page, r->strange), page->text.bytes,
	        "the page is in \"" STR_FMT "\", and this paragraph in " STR_FMT
	        "%s says no other language" STR_FMT,
	        STR_ARG(r->lang), STR_ARG(r->name), letters ? " letters" : "", STR_ARG(others));
	diag_help(audit->diags,
	        "[words in brackets]{lang=" STR_FMT "} or <div lang=\"" STR_FMT
	        "\"> say it to screen readers",
	        STR_ARG(letters ? STR("...") : r->code), STR_ARG(letters ? STR("...") : r->code));
}

static void
tell_page(struct audit *audit, const struct page *page, const struct reading *r, bool letters,
        struct str name, struct str code)
{
	bool own = page->front->lang.len > 0;

	audit_say(audit, CONFIG_CHECK_LANGUAGES,
	        own ? site_place(page, STR("lang")) : diag_file(page->text.path), page->text.bytes,
	        "%s \"" STR_FMT "\", but the page seems to be in " STR_FMT "%s",
	        own ? "`lang` is" : "the site is in", STR_ARG(r->lang), STR_ARG(name),
	        letters ? " letters" : "");
	if (code.len)
		diag_help(audit->diags, "`lang: " STR_FMT "` in its front matter says so",
		        STR_ARG(code));
	else
		diag_help(audit->diags, "`lang` in its front matter says which language it is in");
}

static void
look_at_page(struct audit *audit, struct reading *r, const struct page *page, struct buf *html)
{
	const struct tongue *tongue = r->tongue;
	struct markdown_emit how = { .from = 0 };
	struct str name, code;
	enum tongue_verdict verdict;

	*r = (struct reading){ .tongue = tongue, .lang = page->front->lang };
	if (!r->lang.len)
		r->lang = audit->site->config->language;
	buf_clear(html);
	markdown_emit(page->markdown, &how, html);
	read_html(r, buf_view(html));
	verdict = tongue_judge(tongue, &r->page, r->lang, &name, &code);
	if (verdict != TONGUE_FITS)
		tell_page(audit, page, r, verdict == TONGUE_OTHER_SCRIPT, name, code);
	else if (r->strange.len)
		tell_strange(audit, page, r);
}

/* ---- words of the theme ----------------------------------------------------------------------- */

/* Is `tag` "de-AT" where `general` is "de" or "de-AT"? */
static bool
belongs_to(struct str tag, struct str general)
{
	return str_eq_nocase(str_slice(tag, 0, general.len), general) &&
	        (tag.len == general.len || tag.at[general.len] == '-');
}

static bool
has_words(const struct theme *theme, struct str tag)
{
	struct str rest = theme->language;

	if (belongs_to(tag, str_cut(&rest, '-'))) /* the site's: a build tells of that */
		return true;
	for (size_t i = 0; i < theme->message_files.len; i++)
		if (belongs_to(tag, theme->message_files.at[i].language))
			return true;
	return false;
}

static void
look_at_words(struct audit *audit, struct map *told, const struct page *page)
{
	const struct theme *theme = audit->site->theme;
	struct str lang = page->front->lang;
	bool added;

	if (!lang.len || !theme->message_files.len || has_words(theme, lang))
		return;
	map_put(told, audit->arena, lang, &added);
	if (!added)
		return;
	audit_say(audit, CONFIG_CHECK_THEME_WORDS, site_place(page, STR("lang")), page->text.bytes,
	        "the theme has no words in \"" STR_FMT "\": those around the text are in \"" STR_FMT
	        "\"",
	        STR_ARG(lang), STR_ARG(theme->language));
	diag_help(audit->diags, "i18n/" STR_FMT ".yaml would hold them", STR_ARG(lang));
}

void
audit_language_run(struct audit *audit)
{
	const page_list *pages = &audit->site->all;
	struct reading *reading = arena_new(audit->arena, struct reading);
	struct map told = { 0 };
	struct buf html;

	*reading = (struct reading){ .tongue = tongue_new(audit->arena) };
	buf_init(&html, HTML_MAX);
	for (size_t i = 0; i < pages->len; i++) {
		if (pages->at[i]->left_out || !pages->at[i]->markdown)
			continue;
		look_at_words(audit, &told, pages->at[i]);
		if (!audit_off(audit, CONFIG_CHECK_LANGUAGES))
			look_at_page(audit, reading, pages->at[i], &html);
	}
	buf_free(&html);
}
