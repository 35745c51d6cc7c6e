#include "content/page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "markdown/code.h"
#include "markdown/verbatim.h"

/* --- names ------------------------------------------------------------------------------------ */

enum { DATE_LEN = 10 }; /* YYYY-MM-DD */

struct str
page_split_date(struct str name, struct date *date)
{
	struct date found;
	struct str head = str_slice(name, 0, DATE_LEN), rest = str_skip(name, DATE_LEN);
	*date = (struct date){ 0 };
	if (date_parse(head, &found) || found.precision != DATE_DAY ||
	        str_trim(head).len < DATE_LEN)
		return name;
	if (rest.len && rest.at[0] != '-' && rest.at[0] != '_' && rest.at[0] != ' ')
		return name;
	*date = found;
	return rest.len > 1 ? str_skip(rest, 1) : head;
}

/* What the path says: role, folder, name and perhaps a date. */
static void
read_path(struct page_parsed *page)
{
	struct str below = page->source->below, stem = path_stem(below);
	bool section = str_is(stem, "_index"), bundle = str_is(stem, "index");
	page->folder = path_dir(below);
	page->name = STR_EMPTY;
	page->role = section ? PAGE_SECTION : bundle ? PAGE_BUNDLE : PAGE_REGULAR;
	if ((section || bundle) && !page->folder.len)
		page->role = PAGE_HOME;
	else if (section)
		page->name = path_base(page->folder);
	else
		page->name =
		        page_split_date(bundle ? path_base(page->folder) : stem, &page->name_date);
}

/* "what-it-costs" -> "What it costs" */
static struct str
title_of_name(struct str name, struct arena *arena)
{
	struct buf title;
	struct str first = utf8_prefix(name, 1);
	buf_init(&title, PATH_MAX_BYTES * 4);
	utf8_upper(&title, first);
	for (size_t i = first.len; i < name.len; i++)
		buf_char(&title, name.at[i] == '-' || name.at[i] == '_' ? ' ' : name.at[i]);
	struct str copy = str_copy(arena, utf8_clean(arena, buf_view(&title)));
	buf_free(&title);
	return copy;
}

struct str
page_title_from(const struct page *page, struct arena *arena)
{
	if (page->front->title.len)
		return page->front->title;
	if (page->markdown && page->markdown->title.len)
		return page->markdown->title;
	struct date whole;
	if (page->name.len &&
	        !date_parse(page->name, &whole)) /* nothing but a date: no words in it */
		return page->name;
	return page->name.len ? title_of_name(page->name, arena) : STR("Home");
}

/* --- content ---------------------------------------------------------------------------------- */

struct markdown_options
page_markdown_options(const struct config *config)
{
	return (struct markdown_options){
		.html = (enum markdown_html)config->markdown.html,
		.math = config->markdown.math,
		.hard_wraps = config->markdown.hard_wraps,
		.wiki_links = config->markdown.wiki_links,
		.mark = config->markdown.mark,
		.ins = config->markdown.ins,
		.sub = config->markdown.sub,
		.sup = config->markdown.sup,
		.smart = config->markdown.smart,
		.emoji = config->markdown.emoji,
		.language = config->language,
		.toc_depth = (uint32_t)config->markdown.toc_depth,
	};
}

static const struct markdown *
parse_body(struct arena *arena, const struct node_source *text, struct str body,
        struct str language, const struct config *config, struct diags *diags)
{
	struct markdown_source source = { text->path, text->bytes, body };
	struct markdown_options options = page_markdown_options(config);
	if (language.len)
		options.language = language;
	return markdown_parse(arena, &source, &options, diags);
}

struct page_parsed *
page_parse(struct arena *arena, const struct source *source, struct str bytes,
        const struct config *config, struct diags *diags)
{
	struct page_parsed *page = arena_new(arena, struct page_parsed);
	struct front_split split;
	page->source = source;
	page->text = (struct node_source){ source->path, bytes };
	page->hash = hash_of(bytes);
	read_path(page);
	if (!front_split(&page->text, &split, diags)) {
		page->failed = true;
		page->front.params = value_map(NULL, 0);
		page->markdown = parse_body(
		        arena, &page->text, str_skip(bytes, bytes.len), STR_EMPTY, config, diags);
		return page;
	}
	front_check_lost(&page->text, &split, diags);
	page->failed = !front_read(
	        arena, &page->text, &split, config, &page->front, &page->cascade, diags);
	if (page->role == PAGE_REGULAR || page->role == PAGE_BUNDLE)
		front_check_page(&page->text, &page->front, diags);
	page->markdown =
	        parse_body(arena, &page->text, split.body, page->front.lang, config, diags);
	return page;
}

struct page *
page_make(struct arena *arena, const struct page_parsed *parsed)
{
	struct page *page = arena_new(arena, struct page);
	*page = (struct page){
		.parsed = parsed,
		.source = parsed->source,
		.text = parsed->text,
		.role = parsed->role,
		.folder = parsed->folder,
		.name = parsed->name,
		.name_date = parsed->name_date,
		.front = &parsed->front,
		.markdown = parsed->markdown,
	};
	return page;
}

struct front *
page_front(struct arena *arena, struct page *page)
{
	if (page->front == &page->parsed->front) {
		struct front *own = arena_new(arena, struct front);
		*own = page->parsed->front;
		own->own.cap = own->own.len; /* one more goes into a list of its own */
		page->front = own;
	}
	return (struct front *)(uintptr_t)page->front;
}

void
page_mark_again(struct arena *arena, struct page *page, const struct config *config)
{
	struct diags told; /* all of it has been said by page_make */
	struct front_split split;
	diag_init(&told);
	if (front_split(&page->text, &split, &told))
		page->markdown = parse_body(
		        arena, &page->text, split.body, page->front->lang, config, &told);
	diag_free(&told);
}

struct date
page_latest(const struct page *page)
{
	return date_cmp(page->updated, page->date) < 0 ? page->date : page->updated;
}

struct place
page_find_listing(const struct page *page, struct str language)
{
	struct verbatim verbatim = verbatim_begin();
	struct str rest = page->text.bytes;
	while (rest.len) {
		struct str line = str_line(&rest), info = str_skip(line, verbatim_prefix(line));
		char inside = verbatim.fence;
		verbatim_see(&verbatim, line);
		while (!inside && info.len && info.at[0] == verbatim.fence)
			info = str_skip(info, 1);
		info = str_trim(info);
		if (inside || !verbatim.fence || !str_eq_nocase(code_language(info), language))
			continue;
		size_t at = (size_t)(info.at - page->text.bytes.at);
		return diag_place(page->text.path, page->text.bytes, at, 1);
	}
	return diag_file(STR_EMPTY);
}
