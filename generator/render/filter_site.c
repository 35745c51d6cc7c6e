/* The filters of filter_site.def. */
#include "render/filter_site.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/page.h"
#include "highlight/highlight.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "markdown/untag.h"
#include "render/fact.h"
#include "render/function.h"
#include "render/view.h"
#include "site/crosslink.h"
#include "site/site.h"

/* Of a text that is made, in bytes; and how many are worth a step of the limit. */
enum { TEXT_MAX = 16 << 20, BYTES_A_STEP = 4 };

/* NULL without a site. */
static const struct site *
site_of(const struct template_call *call)
{
	const struct render *render = template_user(call);
	return render ? render->site : NULL;
}

/* Passes the first error on, or the first warning. False after an error. */
static bool
pass_on(struct template_call *call, const struct diags *diags)
{
	const struct diag *first = NULL;
	for (size_t i = 0; i < diags->list.len; i++) {
		const struct diag *diag = &diags->list.at[i];
		if (!first || (diag->level == DIAG_ERROR && first->level != DIAG_ERROR))
			first = diag;
	}
	if (first && first->level == DIAG_ERROR)
		template_fail(call, "in this text: " STR_FMT, STR_ARG(first->text));
	else if (first)
		template_warn(call, "in this text: " STR_FMT, STR_ARG(first->text));
	return !diags->errors;
}

/* Is there something to work on? None and undefined give nothing; what is no text is refused. */
static bool
has_text(struct template_call *call, struct str *text)
{
	struct value v = template_subject(call);
	*text = value_str(v);
	if (value_is_text(v))
		return text->len > 0 && template_charge(call, text->len / BYTES_A_STEP);
	if (v.kind != VALUE_NONE && v.kind != VALUE_UNDEFINED)
		template_fail(call, "a text was expected, not %s", value_kind_name(v));
	return false;
}

/* --- Markdown --------------------------------------------------------------------------------- */

/* Links to pages of the site; others stay as they are. False after template_fail. */
static bool
resolve_links(
        struct template_call *call, const struct markdown *document, struct markdown_emit *how)
{
	const struct site *site = site_of(call);
	struct arena *arena = template_arena(call);
	struct markdown_target *targets =
	        arena_array(arena, struct markdown_target, document->links.len + 1);
	struct diags diags;
	diag_init(&diags);
	for (size_t i = 0; site && i < document->links.len; i++) {
		struct str href = document->links.at[i].href;
		if (!str_starts(href, STR("@/")) && !str_starts(href, STR("/")))
			continue;
		fact_read_address(href);
		targets[i].url =
		        crosslink_url(arena, site, href, diag_file(STR_EMPTY), STR_EMPTY, &diags);
	}
	how->targets = targets;
	bool good = pass_on(call, &diags);
	diag_free(&diags);
	return good;
}

static const struct markdown *
parse(struct template_call *call, struct str text, const struct markdown_options *options)
{
	enum { ROOM = 16 }; /* that md4c may read behind the text */
	struct arena *arena = template_arena(call);
	char *copy = arena_bytes(arena, text.len + ROOM, 1);
	struct diags diags;
	memcpy(copy, text.at, text.len);
	memset(copy + text.len, 0, ROOM);
	struct markdown_source source = {
		.path = STR("text"), .file = str_of(copy, text.len), .text = str_of(copy, text.len)
	};
	diag_init(&diags);
	const struct markdown *document = markdown_parse(arena, &source, options, &diags);
	if (!pass_on(call, &diags))
		document = NULL;
	diag_free(&diags);
	return document;
}

/* The HTML of a text; empty after template_fail. */
static struct str
convert(struct template_call *call, struct str text, const struct markdown_options *options)
{
	const struct site *site = site_of(call);
	struct markdown_emit how = { .lazy_images = true };
	struct str html = STR_EMPTY;
	struct buf buf;
	const struct markdown *document = parse(call, text, options);
	const struct render *render = template_user(call);
	how.word = site ? view_word : NULL;
	if (render && render->highlight) {
		how.highlight = highlight_code;
		how.highlighter = render->highlight;
	}
	if (site)
		how.words = theme_language(site->theme, template_language(call));
	if (!document || !resolve_links(call, document, &how))
		return html;
	buf_init(&buf, TEXT_MAX);
	if (markdown_emit(document, &how, &buf))
		html = str_copy(template_arena(call), buf_view(&buf));
	else
		template_fail(call, "the HTML of this text is beyond %d MiB", TEXT_MAX >> 20);
	buf_free(&buf);
	return html;
}

/* The site's settings, with another treatment of raw HTML if it is asked for. */
static bool
read_options(struct template_call *call, struct markdown_options *options)
{
	static const char *const names[] = {
		[MARKDOWN_HTML_ALLOW] = "allow",
		[MARKDOWN_HTML_ESCAPE] = "escape",
		[MARKDOWN_HTML_DROP] = "drop",
	};
	const struct site *site = site_of(call);
	struct value html = template_argument(call, 1);
	*options = (struct markdown_options){ 0 };
	if (site)
		*options = page_markdown_options(site->config);
	if (html.kind == VALUE_NONE || html.kind == VALUE_UNDEFINED)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!str_eq(value_str(html), str_from(names[i])))
			continue;
		options->html = (enum markdown_html)i;
		return true;
	}
	template_fail(call, "\"html\" is allow, escape or drop");
	return false;
}

/* What stands within the only paragraph; all of it when there is more. */
static struct str
inside_paragraph(struct str html)
{
	const struct str begin = STR("<p>"), end = STR("</p>\n");
	if (!str_starts(html, begin) || str_find(html, end) + end.len != html.len)
		return html;
	return str_slice(html, begin.len, html.len - end.len);
}

static struct value
filter_site_markdown(struct template_call *call)
{
	struct markdown_options options;
	struct str text;
	if (!has_text(call, &text) || !read_options(call, &options))
		return value_markup(STR_EMPTY);
	struct str html = convert(call, text, &options);
	return value_markup(
	        value_truth(template_argument(call, 0)) ? inside_paragraph(html) : html);
}

/* A block of Markdown between fences that the text does not have. */
static struct value
filter_site_highlight(struct template_call *call)
{
	const struct markdown_options options = { 0 };
	struct str text, rest = template_text(call, template_argument(call, 0));
	struct str language = str_cut(&rest, ' ');
	size_t longest = 2, run = 0;
	struct buf buf;
	if (!has_text(call, &text))
		return value_markup(STR_EMPTY);
	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '~' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	if (str_find_char(language, '\n') != STR_NONE || str_find_char(language, '\r') != STR_NONE)
		return template_fail(call, "the name of a language is a word");
	buf_init(&buf, TEXT_MAX);
	buf_repeat(&buf, '~', longest + 1);
	buf_put(&buf, language);
	buf_char(&buf, '\n');
	buf_put(&buf, text);
	if (!str_ends(text, STR("\n")))
		buf_char(&buf, '\n');
	buf_repeat(&buf, '~', longest + 1);
	struct str fenced = str_copy(template_arena(call), buf_view(&buf));
	buf_free(&buf);
	return value_markup(convert(call, fenced, &options));
}

/* --- text and addresses ----------------------------------------------------------------------- */

static struct value
filter_site_plain_text(struct template_call *call)
{
	struct value length = template_argument(call, 0);
	struct str text;
	struct buf buf;
	if (!has_text(call, &text))
		return value_text(STR_EMPTY);
	bool cut = length.kind == VALUE_INT && length.integer > 0;
	if (!cut && length.kind != VALUE_NONE)
		return template_fail(call, "\"length\" is a number of characters, at least 1");
	buf_init(&buf, TEXT_MAX);
	untag_html(&buf, text);
	struct str plain = str_copy(template_arena(call), buf_view(&buf));
	if (cut) {
		buf_clear(&buf);
		plain_shorten(&buf, plain, (size_t)length.integer);
		plain = str_copy(template_arena(call), buf_view(&buf));
	}
	buf_free(&buf);
	return value_text(plain);
}

static struct value
filter_site_absolute_url(struct template_call *call)
{
	const struct site *site = site_of(call);
	if (!site)
		return template_fail(call,
		        "\"absolute_url\" needs a site, and this template is rendered without");
	struct str url = function_url(call, template_subject(call));
	return value_text(site_absolute(template_arena(call), site->config, url));
}

const struct template_function filter_site_table[] = {
#define SITE_FILTER(name, function, parameters, help, ...) \
	{ STR_INIT(name), filter_site_##function, parameters, help, NULL },
#include "render/filter_site.def"
#undef SITE_FILTER
	{ STR_INIT(""), NULL, NULL, NULL, NULL },
};
