#include "render/directive_use.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/escape.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/page.h"
#include "markdown/attribute.h"
#include "markdown/directive.h"
#include "render/view.h"
#include "site/site.h"
#include "template/parameter.h"

/* --- places -------------------------------------------------------------------------------- */

/* The file from the begin of the directive's line on; at == NULL when it has no such line. */
static struct str
from_line(const struct directive_use *use)
{
	struct str rest = use->page->text.bytes;
	for (uint32_t line = 1; line < use->directive->line && rest.at; line++)
		str_cut(&rest, '\n');
	return rest;
}

/*
 * Where a part of its attributes, or its name, stands in the file. The text that was parsed is not always
 * the file's, but the list stands there as it is, in the directive's line or soon behind it.
 */
static struct place
place_of(const struct directive_use *use, struct str part)
{
	const struct markdown_directive *directive = use->directive;
	struct str file = use->page->text.bytes, rest;
	bool in_list =
	        part.at >= directive->list.at && part.at < directive->list.at + directive->list.len;
	struct str whole = in_list ? directive->list : part;
	size_t before = directive->column - 1, at;
	if (use->diags->silent) /* there are so many that nobody will be told of this one */
		return diag_file(use->page->text.path);
	rest = from_line(use);
	if (before > rest.len || !rest.at)
		before = 0;
	at = str_find(str_skip(rest, before), whole);
	if (at == STR_NONE || !rest.at)
		return (struct place){ use->page->text.path, directive->line, directive->column,
			1 };
	at += (size_t)(rest.at - file.at) + before + (size_t)(part.at - whole.at);
	return diag_place(use->page->text.path, file, at, part.len);
}

#define REFUSE(use, part, ...) \
	diag_error((use)->diags, place_of((use), (part)), (use)->page->text.bytes, __VA_ARGS__)

enum { YEAR_LEN = 4 };

/* --- attributes ---------------------------------------------------------------------------- */

static struct str
list_of(const struct directive_use *use)
{
	return use->directive->list.len ? str_skip(use->directive->list, 1) : STR_EMPTY;
}

/* The names that every template is given beside the attributes: rows of context.def. */
static bool
is_given(struct str name)
{
#define DIRECTIVE(given, type, help) \
	if (str_is(name, #given))    \
		return true;
#include "render/context.def"
	return false;
}

static const struct parameter *
find_parameter(const struct parameter *declared, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(declared[i].name, name))
			return &declared[i];
	return NULL;
}

/* The attribute of a name, or the first one before `end` in the list. */
static bool
is_there(const struct directive_use *use, struct str name, const char *end)
{
	struct attribute attribute;
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);) {
		if (end && attribute.name.at >= end)
			return false;
		if (attribute.kind == ATTRIBUTE_NAMED && str_eq(attribute.name, name))
			return true;
	}
	return false;
}

/* Every directive may have a language, whatever its template takes. */
static bool
is_language(struct str name)
{
	return str_eq_nocase(name, STR("lang"));
}

/* --- comparing them with the template -------------------------------------------------------- */

/* The names of the attributes that a template takes, in scratch. */
static size_t
names_of(const struct directive_use *use, const struct parameter *declared, size_t count,
        struct str **names)
{
	size_t len = 0;
	*names = arena_array(use->scratch, struct str, count + 1);
	for (size_t i = 0; i < count; i++)
		if (!is_given(declared[i].name))
			(*names)[len++] = declared[i].name;
	return len;
}

/* "alt=two words": is a name without a value the rest of the value before it? Gives the attribute before. */
static bool
is_rest(const struct directive_use *use, struct str name, struct attribute *before)
{
	struct attribute attribute;
	bool open = false;
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);) {
		bool bare = attribute.kind == ATTRIBUTE_NAMED;
		if (bare && attribute.name.at == name.at)
			return open && !attribute.value.len && !attribute.quoted;
		if (bare && attribute.value.len && !attribute.quoted)
			*before = attribute;
		open = bare && !attribute.quoted && (attribute.value.len || open);
	}
	return false;
}

static void
refuse_unknown(const struct directive_use *use, struct str name, const struct parameter *declared,
        size_t count)
{
	struct attribute before;
	struct str *known, near;
	size_t names = names_of(use, declared, count, &known);
	REFUSE(use, name, "the directive \"" STR_FMT "\" takes no attribute \"" STR_FMT "\"",
	        STR_ARG(use->directive->name), STR_ARG(name));
	near = diag_nearest(name, known, names);
	if (near.len)
		diag_help(use->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else if (is_rest(use, name, &before))
		diag_help(use->diags,
		        "a value with blanks stands in quotes: " STR_FMT "=\"" STR_FMT " ...\"",
		        STR_ARG(before.name), STR_ARG(before.value));
	else if (names)
		diag_help(use->diags, "it takes " STR_FMT,
		        STR_ARG(str_join(use->scratch, known, names, STR(", "))));
}

/* What browsers read as a date, and a year. */
static bool
check_date(const struct directive_use *use, const struct attribute *attribute)
{
	struct date unused;
	char *room = arena_bytes(use->scratch, attribute_room(attribute), 1);
	struct str text = attribute_decode(attribute, room);
	struct str part = attribute->value.len ? attribute->value : attribute->name;
	const char *wrong = date_parse(text, &unused);
	size_t digits = 0;
	while (digits < text.len && ascii_is_digit(text.at[digits]))
		digits++;
	if (!wrong || (text.len == YEAR_LEN && digits == YEAR_LEN))
		return true;
	REFUSE(use, part, "\"" STR_FMT "\" is no date: %s", STR_ARG(text), wrong);
	diag_help(use->diags,
	        "write 2014, 2014-10, 2014-10-23 or 2014-10-23T18:00+02:00; the text in brackets, "
	        ":time[autumn 2014]{date=2014-10}, is yours");
	return false;
}

static bool
check_given(const struct directive_use *use, const struct attribute *attribute,
        const struct parameter *declared, size_t count)
{
	struct str name = attribute->name;
	bool fine = false;
	if (attribute_is_id(attribute) || attribute_is_class(attribute))
		return true;
	if (!attribute_is_allowed(name)) {
		REFUSE(use, name, "the attribute \"" STR_FMT "\" may not be set", STR_ARG(name));
		diag_help(use->diags,
		        "event handlers and styles are for themes; give it a class: {.name}");
	} else if (is_there(use, name, name.at)) {
		REFUSE(use, name, "the attribute \"" STR_FMT "\" is given twice", STR_ARG(name));
	} else if (is_given(name) ||
	        (declared && !is_language(name) && !find_parameter(declared, count, name))) {
		refuse_unknown(use, name, declared, count);
	} else if (directive_is_address(name) && !attribute->value.len) {
		REFUSE(use, name, "the attribute \"" STR_FMT "\" is empty", STR_ARG(name));
		diag_help(use->diags, "give it an address, or leave it out");
	} else if (str_is(use->directive->name, "time") && str_is(name, "date")) {
		fine = check_date(use, attribute);
	} else {
		fine = true;
	}
	return fine;
}

/* Is an attribute that is missing there under a name that the template does not take? */
static bool
is_misspelt(const struct directive_use *use, struct str wanted, const struct parameter *declared,
        size_t count)
{
	struct attribute attribute;
	struct str *known;
	size_t names = names_of(use, declared, count, &known), left = 0;
	for (size_t i = 0; i < names; i++)
		left += !is_there(use, known[i], NULL);
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);) {
		struct str name = attribute.name;
		bool unknown = attribute.kind == ATTRIBUTE_NAMED && !attribute_is_id(&attribute) &&
		        !attribute_is_class(&attribute) && attribute_is_allowed(name) &&
		        !is_language(name) && !find_parameter(declared, count, name);
		if (unknown && (left == 1 || str_eq(diag_nearest(name, known, names), wanted)))
			return true;
	}
	return false;
}

static const char *
colons_of(const struct directive_use *use)
{
	static const char *const colons[] = { [MARKDOWN_DIRECTIVE_TEXT] = ":",
		[MARKDOWN_DIRECTIVE_LEAF] = "::",
		[MARKDOWN_DIRECTIVE_CONTAINER] = ":::" };
	return colons[use->directive->kind];
}

/* Is there what a template cannot do without? `text` and `content` may be declared as well. */
static bool
check_required(const struct directive_use *use, struct str wanted)
{
	struct str name = use->directive->name;
	if (str_is(wanted, "text") && !use->label.len) {
		REFUSE(use, name, "the directive \"" STR_FMT "\" needs a text", STR_ARG(name));
		diag_help(use->diags, "write it in brackets: %s" STR_FMT "[text]", colons_of(use),
		        STR_ARG(name));
		return false;
	}
	if (str_is(wanted, "content") && !use->content.len) {
		REFUSE(use, name, "the directive \"" STR_FMT "\" has no content", STR_ARG(name));
		diag_help(use->diags,
		        "write it in lines of its own, between :::" STR_FMT " and :::",
		        STR_ARG(name));
		return false;
	}
	if (is_given(wanted) || is_there(use, wanted, NULL))
		return true;
	REFUSE(use, name, "the directive \"" STR_FMT "\" needs the attribute \"" STR_FMT "\"",
	        STR_ARG(name), STR_ARG(wanted));
	diag_help(use->diags, "write it in braces: %s" STR_FMT "{" STR_FMT "=...}", colons_of(use),
	        STR_ARG(name), STR_ARG(wanted));
	return false;
}

/* --- blocks where a line should be ------------------------------------------------------------ */

/* Elements that cannot stand in a paragraph. */
static bool
is_block_name(struct str name)
{
	static const struct str blocks[] = { STR_INIT("address"), STR_INIT("article"),
		STR_INIT("aside"), STR_INIT("blockquote"), STR_INIT("dd"), STR_INIT("details"),
		STR_INIT("div"), STR_INIT("dl"), STR_INIT("dt"), STR_INIT("fieldset"),
		STR_INIT("figcaption"), STR_INIT("figure"), STR_INIT("footer"), STR_INIT("form"),
		STR_INIT("h1"), STR_INIT("h2"), STR_INIT("h3"), STR_INIT("h4"), STR_INIT("h5"),
		STR_INIT("h6"), STR_INIT("header"), STR_INIT("hr"), STR_INIT("li"),
		STR_INIT("main"), STR_INIT("nav"), STR_INIT("ol"), STR_INIT("p"), STR_INIT("pre"),
		STR_INIT("section"), STR_INIT("summary"), STR_INIT("table"), STR_INIT("ul") };
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (str_eq_nocase(name, blocks[i]))
			return true;
	return false;
}

static bool
has_block(struct str html)
{
	for (size_t at; (at = str_find_char(html, '<')) != STR_NONE;) {
		size_t len = 0;
		html = str_skip(html, at + 1);
		while (len < html.len &&
		        str_find_char(STR(" \t\n\f\r/>"), html.at[len]) == STR_NONE)
			len++;
		if (is_block_name(str_slice(html, 0, len)))
			return true;
	}
	return false;
}

bool
directive_use_fits(const struct directive_use *use, struct str html)
{
	struct str name = use->directive->name;
	if (use->directive->kind != MARKDOWN_DIRECTIVE_TEXT || !has_block(html))
		return true;
	REFUSE(use, name, "the directive \"" STR_FMT "\" cannot stand within a line",
	        STR_ARG(name));
	diag_help(use->diags, "give it a line of its own: ::" STR_FMT, STR_ARG(name));
	return false;
}

/* Of our own templates, which are styled for it: one without the blocks that it is made for. */
static void
check_content(const struct directive_use *use)
{
	struct str name = use->directive->name;
	bool timeline = str_is(name, "timeline"), gallery = str_is(name, "gallery");
	if (timeline && str_find(use->content, STR("<ol")) == STR_NONE &&
	        str_find(use->content, STR("<ul")) == STR_NONE) {
		diag_warning(use->diags, place_of(use, name), use->page->text.bytes,
		        "there is no list in this timeline");
		diag_help(use->diags,
		        "each item of a list is a point of it: \"- :time{date=2024} What happened\"");
	} else if (gallery && str_find(use->content, STR("<img")) == STR_NONE) {
		diag_warning(use->diags, place_of(use, name), use->page->text.bytes,
		        "there is no image in this gallery");
		diag_help(use->diags, "write one in each line: \"![A map](map.png)\"");
	}
}

bool
directive_use_check(const struct directive_use *use)
{
	struct attribute attribute;
	size_t count;
	const struct parameter *declared = parameter_list(use->template, &count);
	bool fine = true;
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);)
		fine &= check_given(use, &attribute, declared, count);
	for (size_t i = 0; i < count; i++)
		if (declared[i].required && !is_misspelt(use, declared[i].name, declared, count))
			fine &= check_required(use, declared[i].name);
	if (use->directive->kind != MARKDOWN_DIRECTIVE_TEXT && has_block(use->label)) {
		REFUSE(use, use->directive->name, "what stands in the brackets is no line of text");
		diag_help(use->diags, "lists, quotes and the like belong into the content");
		fine = false;
	}
	if (fine && use->content.len)
		check_content(use);
	return fine;
}

/* What other programs write as containers and is a callout here. */
static bool
is_callout(struct str name)
{
	static const struct str callouts[] = { STR_INIT("note"), STR_INIT("tip"), STR_INIT("info"),
		STR_INIT("warning"), STR_INIT("important"), STR_INIT("caution"), STR_INIT("danger"),
		STR_INIT("hint"), STR_INIT("success") };
	for (size_t i = 0; i < sizeof callouts / sizeof *callouts; i++)
		if (str_eq_nocase(name, callouts[i]))
			return true;
	return false;
}

static struct str
in_capitals(struct arena *arena, struct str name)
{
	char *room = arena_array(arena, char, name.len + 1);
	for (size_t i = 0; i < name.len; i++)
		room[i] = name.at[i] >= 'a' && name.at[i] <= 'z' ? (char)(name.at[i] - 'a' + 'A')
		                                                 : name.at[i];
	return str_of(room, name.len);
}

void
directive_use_unknown(const struct directive_use *use, const struct str *names, size_t count)
{
	struct str name = use->directive->name, near = diag_nearest(name, names, count);
	REFUSE(use, name, "there is no directive \"" STR_FMT "\"", STR_ARG(name));
	bool text = use->directive->kind == MARKDOWN_DIRECTIVE_TEXT;
	if (use->directive->kind == MARKDOWN_DIRECTIVE_CONTAINER && is_callout(name))
		diag_help(use->diags,
		        "a callout is a quote: a first line \"> [!" STR_FMT
		        "]\", and \"> \" before "
		        "every line of its text",
		        STR_ARG(in_capitals(use->scratch, name)));
	else if (near.len)
		diag_help(use->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(use->diags,
		        "%swrite templates/directives/" STR_FMT
		        ".html, or use one of these: " STR_FMT,
		        text ? "write \"\\:\" for the colon itself, or " : "", STR_ARG(name),
		        STR_ARG(str_join(use->scratch, names, count, STR(", "))));
}

/* --- what the template is given ---------------------------------------------------------------- */

/* An address as a link has it: where it leads, or nothing when no link may lead there. */
static struct value
address_of(const struct directive_use *use, struct str url, bool broken)
{
	struct buf buf;
	struct value address = value_text(STR_EMPTY);
	if (broken || !escape_url_is_safe(url))
		return address;
	buf_init(&buf, SIZE_MAX / 2);
	escape_url(&buf, url);
	address = value_text(str_copy(use->scratch, buf_view(&buf)));
	buf_free(&buf);
	return address;
}

struct gathered {
	array_of(struct value_entry) attributes;
	array_of(struct value_entry) targets;
	struct str id;
	array_of(struct str) classes;
};

static struct value
number_or_none(uint32_t number)
{
	return number ? value_int(number) : value_none();
}

static struct value
add_target(const struct directive_use *use, struct gathered *all, struct str name, struct str href,
        uint32_t link)
{
	const struct page *page = use->page;
	struct markdown_target target = { .url = STR_EMPTY };
	struct value url;
	if (page->targets)
		target = page->targets[link];
	url = address_of(use, target.url.len ? target.url : href, target.broken);
	*array_push(use->scratch, &all->targets) = (struct value_entry){
		value_text(name),
		VIEW_RECORD(use->scratch, target, { "url", url },
		        { "permalink",
		                value_text(site_absolute(
		                        use->scratch, use->render->site->config, value_str(url))) },
		        { "width", number_or_none(target.width) },
		        { "height", number_or_none(target.height) },
		        { "external", value_bool(target.external) }),
	};
	return url;
}

static void
gather(const struct directive_use *use, struct gathered *all)
{
	struct attribute attribute;
	uint32_t link = use->directive->link;
	*array_push(use->scratch, &all->classes) = use->directive->name;
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);) {
		char *room = arena_bytes(use->scratch, attribute_room(&attribute) + 1, 1);
		struct str text = attribute_decode(&attribute, room);
		bool bare = !attribute.value.len && !attribute.quoted;
		bool address = attribute.value.len && directive_is_address(attribute.name);
		struct value value = bare ? value_bool(true) : value_text(text);
		if (address)
			value = add_target(use, all, attribute.name, text, link++);
		if (attribute_is_id(&attribute))
			all->id = text;
		else if (attribute_is_class(&attribute))
			*array_push(use->scratch, &all->classes) = text;
		else
			*array_push(use->scratch, &all->attributes) =
			        (struct value_entry){ value_text(attribute.name), value };
	}
}

static struct value
record_of(const struct directive_use *use, const struct gathered *all)
{
	static const char *const kinds[] = { [MARKDOWN_DIRECTIVE_TEXT] = "text",
		[MARKDOWN_DIRECTIVE_LEAF] = "leaf",
		[MARKDOWN_DIRECTIVE_CONTAINER] = "container" };
	struct str classes = str_join(use->scratch, all->classes.at, all->classes.len, STR(" "));
	return VIEW_RECORD(use->scratch, directive, { "name", value_text(use->directive->name) },
	        { "kind", value_text(str_from(kinds[use->directive->kind])) },
	        { "id", view_text(all->id) }, { "class", value_text(classes) },
	        { "attributes", value_map(all->attributes.at, all->attributes.len) },
	        { "targets", value_map(all->targets.at, all->targets.len) },
	        { "feed", value_bool(use->feed) });
}

/* What is declared with a default is not given when it is empty, so that the default counts. */
static void
put_given(const struct directive_use *use, struct value_entry *entries, size_t *len,
        struct str name, struct str html)
{
	size_t count;
	const struct parameter *declared = parameter_list(use->template, &count);
	if (html.len || !find_parameter(declared, count, name))
		entries[(*len)++] = (struct value_entry){ value_text(name), value_markup(html) };
}

static struct value
context_of_use(const struct directive_use *use)
{
	enum { GIVEN = 4 };
	struct gathered all = { .id = STR_EMPTY };
	struct value_entry *entries;
	size_t len = 0;
	gather(use, &all);
	entries = arena_array(use->scratch, struct value_entry, all.attributes.len + GIVEN);
	put_given(use, entries, &len, STR("text"), use->label);
	put_given(use, entries, &len, STR("content"), use->content);
	entries[len++] =
	        (struct value_entry){ value_text(STR("page")), view_page(use->render, use->page) };
	entries[len++] = (struct value_entry){ value_text(STR("directive")), record_of(use, &all) };
	for (size_t i = 0; i < all.attributes.len; i++)
		entries[len++] = all.attributes.at[i];
	return value_map(entries, len);
}

/* The language it is given and that its template does not know of, or empty. */
static struct str
language_of(const struct directive_use *use)
{
	struct attribute attribute;
	size_t count;
	const struct parameter *declared = parameter_list(use->template, &count);
	for (struct str rest = list_of(use); attribute_next(&rest, &attribute);) {
		struct str name = attribute.name;
		if (attribute.kind == ATTRIBUTE_NAMED && is_language(name) && declared &&
		        !find_parameter(declared, count, name))
			return attribute_decode(&attribute,
			        arena_bytes(use->scratch, attribute_room(&attribute) + 1, 1));
	}
	return STR_EMPTY;
}

/* Gives a language to the first element of what has been written since `begin`, or to one around it. */
static void
put_language(const struct directive_use *use, struct buf *out, size_t begin)
{
	struct str language = language_of(use);
	struct str html = str_copy(use->scratch, str_skip(buf_view(out), begin));
	bool span = use->directive->kind == MARKDOWN_DIRECTIVE_TEXT;
	size_t at = 0;
	if (!language.len)
		return;
	while (at < html.len && str_find_char(STR(" \t\n"), html.at[at]) != STR_NONE)
		at++;
	size_t name = at + 1 < html.len && html.at[at] == '<'
	        ? directive_name(str_skip(html, at + 1))
	        : 0;
	out->len = begin;
	if (name)
		buf_put(out, str_slice(html, 0, at + 1 + name));
	else
		buf_put(out, span ? STR("<span") : STR("<div"));
	buf_lit(out, " lang=\"");
	escape_html(out, language);
	buf_lit(out, "\"");
	if (name) {
		buf_put(out, str_skip(html, at + 1 + name));
		return;
	}
	buf_lit(out, ">");
	buf_put(out, html);
	buf_put(out, span ? STR("</span>") : STR("</div>\n"));
}

bool
directive_use_render(const struct directive_use *use, struct buf *out)
{
	const struct render *render = use->render;
	size_t begin = out->len;
	const struct page *page = use->page;
	struct template_run run = {
		.scratch = use->scratch,
		.out = out,
		.diags = use->diags,
		.context = context_of_use(use),
		.globals = render->globals,
		.user = (void *)(uintptr_t)render,
		.subject = str_format(use->scratch, STR_FMT ":%u:%u", STR_ARG(page->text.path),
		        use->directive->line, use->directive->column),
		.dates = &view_language(render, page)->dates,
		.language =
		        page->front->lang.len ? page->front->lang : render->site->config->language,
		.date_long = render->site->config->dates.format,
		.today = render->site->today,
		.spans = use->spans,
	};
	if (!template_render(use->template, &run))
		return false;
	put_language(use, out, begin);
	return true;
}
