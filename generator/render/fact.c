#include "render/fact.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/varint.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front.h"
#include "content/page.h"
#include "data/value_hash.h"
#include "freshness/reads.h"
#include "render/context.h"
#include "render/directives.h"
#include "render/fact_name.h"
#include "render/json_ld.h"
#include "render/view_kinds.h"
#include "site/archive.h"
#include "site/crosslink.h"
#include "site/item.h"
#include "site/person.h"
#include "site/project.h"
#include "site/route.h"
#include "site/series.h"
#include "site/site.h"

/* ---- numbers ------------------------------------------------------------------------------------ */

static void
number(struct render *render, enum view_kind kind, struct view *views, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		views[i].fact = (uint32_t)render->facts->count++;
		views[i].kind = kind;
	}
}

void
fact_number(struct render *render)
{
	const struct site *site = render->site;

	render->facts = arena_new(render->arena, struct fact_table);
	number(render, VIEW_SITE, &render->site_view, 1);
	number(render, VIEW_PAGE, render->pages, site->all.len);
	number(render, VIEW_SECTION, render->sections, site->sections.len);
	number(render, VIEW_TAXONOMY, render->taxonomies, site->taxonomies.len);
	for (size_t i = 0; i < site->taxonomies.len; i++)
		number(render, VIEW_TERM, render->terms[i], site->taxonomies.at[i]->terms.len);
	number(render, VIEW_PROJECT, render->projects, site->projects->list.len);
	number(render, VIEW_ITEM, render->items, site->items->list.len);
	number(render, VIEW_SERIES, render->series, site->series->list.len);
	number(render, VIEW_PERSON, render->persons, site->persons->mentions.len);
	for (size_t i = 0; i < front_schema()->count; i++)
		map_put(&render->facts->keys, render->arena, front_schema()->rows[i].name, NULL)
		        ->value = (void *)(uintptr_t)i;
}

size_t
fact_objects(const struct render *render)
{
	return render->facts->count + render->site->routes->list.len;
}

uint32_t
fact_of_route(const struct render *render, const struct route *route)
{
	return (uint32_t)(render->facts->count + route->index);
}

const struct view *
fact_view(const struct render *render, uint32_t object)
{
	const struct site *site = render->site;
	size_t at = object;

	if (at < 1)
		return &render->site_view;
	at -= 1;
	if (at < site->all.len)
		return &render->pages[at];
	at -= site->all.len;
	if (at < site->sections.len)
		return &render->sections[at];
	at -= site->sections.len;
	if (at < site->taxonomies.len)
		return &render->taxonomies[at];
	at -= site->taxonomies.len;
	for (size_t i = 0; i < site->taxonomies.len; i++) {
		if (at < site->taxonomies.at[i]->terms.len)
			return &render->terms[i][at];
		at -= site->taxonomies.at[i]->terms.len;
	}
	if (at < site->projects->list.len)
		return &render->projects[at];
	at -= site->projects->list.len;
	if (at < site->items->list.len)
		return &render->items[at];
	at -= site->items->list.len;
	if (at < site->series->list.len)
		return &render->series[at];
	at -= site->series->list.len;
	return at < site->persons->mentions.len ? &render->persons[at] : NULL;
}

/* ---- noting what is read -------------------------------------------------------------------------- */

void
fact_read_row(const struct view *view, const struct view_property *row)
{
	reads_note(view->fact, (unsigned)(row - view_properties[view->kind]));
}

void
fact_read_extra(const struct view *view, enum fact_extra extra)
{
	reads_note(view->fact, (unsigned)(view->render->properties[view->kind].len + extra));
}

void
fact_read_key(const struct view *view, struct str key)
{
	const struct render *render = view->render;
	unsigned extras = (unsigned)render->properties[view->kind].len;
	const struct map_entry *row;

	if (!reads_is_on() || (view->kind != VIEW_PAGE && view->kind != VIEW_SECTION))
		return; /* others never have such a key */
	row = map_find(&render->facts->keys, key);
	if (row)
		reads_note(view->fact, extras + FACT_EXTRAS + (unsigned)(uintptr_t)row->value);
	if (render->site->config->types)
		reads_note(view->fact, extras + FACT_OTHER);
}

static void
ask(char letter, struct str text)
{
	char space[256];
	struct buf question;

	if (text.len < sizeof space) {
		space[0] = letter;
		memcpy(space + 1, text.at, text.len);
		reads_ask(str_of(space, text.len + 1));
		return;
	}
	buf_init(&question, SIZE_MAX / 2);
	buf_char(&question, letter);
	buf_put(&question, text);
	reads_ask(buf_view(&question));
	buf_free(&question);
}

void
fact_read_address(struct str address)
{
	ask(FACT_NAME_ADDRESS, address);
}

void
fact_read_page_at(struct str path)
{
	ask(FACT_NAME_PAGE_AT, path);
}

void
fact_read_section_at(struct str path)
{
	ask(FACT_NAME_SECTION_AT, path);
}

/* ---- what stands for texts ---------------------------------------------------------------------- */

static void
add_target(struct buf *sum, const struct markdown_target *target)
{
	varint_put_bytes(sum, target->url);
	varint_put(sum, target->width);
	varint_put(sum, target->height);
	buf_char(sum, (char)(target->broken | target->external << 1));
}

/* All that view_emission and what stands around it take of a page, or that comes of that. */
static uint64_t
sum_of(const struct render *render, const struct page *page, struct buf *sum)
{
	const struct directives_page *directives =
	        render->directive_pages ? &render->directive_pages[page->ordinal] : NULL;
	const struct markdown *markdown = page->markdown;

	buf_clear(sum);
	buf_put(sum, str_of((const char *)&page->parsed->hash, sizeof page->parsed->hash));
	varint_put_bytes(sum, page->title);
	varint_put_bytes(sum, page->url);
	varint_put_bytes(sum, page->permalink);
	varint_put_bytes(sum, page->front->lang);
	for (size_t i = 0; page->targets && i < markdown->links.len; i++)
		add_target(sum, &page->targets[i]);
	for (size_t feed = 0; directives && feed < 2; feed++)
		for (size_t i = 0; directives->html[feed] && i < markdown->directives.len; i++)
			varint_put_bytes(sum, directives->html[feed][i]);
	return hash_64(buf_view(sum));
}

static void
read_text(void *context, size_t index, struct worker *worker)
{
	struct render *render = context;
	const struct page *page = render->site->all.at[index];

	if (page->markdown)
		render->facts->texts[index] = sum_of(render, page, &worker->out);
}

static void
mark(void *context, size_t index, struct worker *worker)
{
	struct render *render = context;

	fact_name_put(fact_view(render, (uint32_t)index), &worker->out);
	render->facts->marks[index] = hash_64(buf_view(&worker->out));
}

/* Which pages a list has, in their order. */
static uint64_t
mark_of_list(const struct render *render, const page_list *pages, struct buf *scratch)
{
	buf_clear(scratch);
	for (size_t i = 0; i < pages->len; i++) {
		uint32_t fact = render->pages[pages->at[i]->ordinal].fact;

		buf_put(scratch,
		        str_of((const char *)&render->facts->marks[fact],
		                sizeof *render->facts->marks));
	}
	return hash_64(buf_view(scratch));
}

static void
mark_years(struct render *render)
{
	const struct archive *archive = render->site->archive;
	struct buf scratch;

	buf_init(&scratch, SIZE_MAX / 2);
	render->facts->years = arena_array(render->arena, uint64_t, archive->years.len + 1);
	for (size_t i = 0; i < archive->years.len; i++)
		render->facts->years[i] =
		        mark_of_list(render, &archive->years.at[i].pages, &scratch);
	buf_free(&scratch);
}

void
fact_prepare(struct render *render, struct workers *workers)
{
	render->facts->marks = arena_array(render->arena, uint64_t, render->facts->count + 1);
	worker_run(workers, render->facts->count, mark, render);
	mark_years(render);
	render->facts->texts = arena_array(render->arena, uint64_t, render->site->all.len + 1);
	render->facts->entries =
	        arena_array(render->arena, _Atomic uint64_t, render->site->all.len + 1);
	worker_run(workers, render->site->all.len, read_text, render);
}

struct str
fact_stand_in(const struct view *view, char what, uint64_t from, uint64_t to, struct arena *arena)
{
	struct hash part = { view->render->facts->texts[view->page->ordinal], (uint8_t)what };
	struct hash all = hash_join(part, (struct hash){ from, to });
	char *hex = arena_raw(arena, HASH_HEX_LEN, 1);

	hash_hex(all, hex);
	return str_of(hex, HASH_HEX_LEN);
}

/* ---- hashes ------------------------------------------------------------------------------------- */

static bool
name_view(void *context, const struct value_object *object, struct buf *out)
{
	bool own;
	const struct view *view = view_known(object, &own);

	(void)context;
	if (!view)
		return false;
	buf_char(out, own ? 'o' : 'v');
	buf_put(out,
	        str_of((const char *)&view->render->facts->marks[view->fact], sizeof(uint64_t)));
	return true;
}

/* The keys that kith.yaml declares for the page's type. */
static struct value
other_keys(const struct page *page, struct arena *arena)
{
	const struct config_type *type = page->front->declared;
	size_t count = type ? type->schema.count : 0;
	struct value *values = arena_array(arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++)
		values[i] = front_value(page->front, type->schema.rows[i].name, arena);
	return value_list(values, count);
}

/* The page of a section, and of a page itself. */
static const struct page *
page_of(const struct view *view)
{
	return view->kind == VIEW_PAGE ? view->page : view->section->page;
}

static struct value
extra_of(const struct view *view, enum fact_extra extra, struct arena *arena)
{
	bool is_page = view->kind == VIEW_PAGE;
	struct value none = value_none();

	switch (extra) {
	case FACT_OWN_CONTENT:
		return is_page ? view_page_own_content(view, arena)
		               : view_section_own_content(view, arena);
	case FACT_OWN_PAGE: return view_own_page(view->render, view->section->page);
	case FACT_TEXT:
		return view->object.type->text ? value_text(view->object.type->text(view, arena))
		                               : none;
	case FACT_JSON_LD:
		return is_page ? json_ld_page(view, arena) : json_ld_section(view, arena);
	case FACT_OTHER: return page_of(view) ? other_keys(page_of(view), arena) : none;
	case FACT_EXTRAS: break;
	}
	return none;
}

static struct value
key_of_front(const struct view *view, unsigned row, struct arena *arena)
{
	struct str key = front_schema()->rows[row].name;

	return view->kind == VIEW_PAGE ? view_page_other(view, key, arena)
	                               : view_section_other(view, key, arena);
}

static struct value
property_of(const struct view *view, unsigned property, struct arena *arena)
{
	unsigned rows = (unsigned)view->render->properties[view->kind].len;

	if (property < rows)
		return view_properties[view->kind][property].get(view, arena);
	if (property < rows + FACT_EXTRAS)
		return extra_of(view, (enum fact_extra)(property - rows), arena);
	return key_of_front(view, property - rows - FACT_EXTRAS, arena);
}

static unsigned
properties_of(const struct view *view)
{
	unsigned rows = (unsigned)view->render->properties[view->kind].len;

	return rows + FACT_EXTRAS + (unsigned)front_schema()->count;
}

bool
fact_of_entry(const struct render *render, const struct page *page, uint64_t *sum)
{
	*sum = atomic_load_explicit(&render->facts->entries[page->ordinal], memory_order_relaxed);
	return *sum != 0;
}

uint64_t
fact_keep_entry(const struct render *render, const struct page *page, struct value entry,
        struct arena *arena)
{
	struct buf buf;
	uint64_t sum = 0;

	buf_init(&buf, SIZE_MAX / 2);
	if (value_hash_put(entry, name_view, NULL, arena, &buf))
		sum = hash_64(buf_view(&buf)) | 1;
	buf_free(&buf);
	atomic_store_explicit(&render->facts->entries[page->ordinal], sum, memory_order_relaxed);
	return sum;
}

struct hashing {
	const struct render *render;
	struct arena *arena;
	struct buf *scratch;
};

static bool
put(struct hashing *h, struct value v)
{
	return value_hash_put(v, name_view, NULL, h->arena, h->scratch);
}

static bool
put_properties(struct hashing *h, const struct view *view, const struct reads_set *set)
{
	unsigned count = properties_of(view);

	for (unsigned i = reads_set_next(set, 0); i < READS_PROPERTIES;
	        i = reads_set_next(set, i + 1))
		if (i >= count || !put(h, property_of(view, i, h->arena)))
			return false;
	return true;
}

static bool
put_names(struct hashing *h, const struct route *route, const struct reads_set *set)
{
	struct value context = context_of(h->render, route, h->arena);

	for (unsigned i = reads_set_next(set, 0); i < READS_PROPERTIES;
	        i = reads_set_next(set, i + 1)) {
		struct str name = context_name(i);

		if (!name.len || !context_is_told(i, route) ||
		        !put(h, value_get(context, name, h->arena)))
			return false;
	}
	return true;
}

bool
fact_hash(const struct render *render, uint32_t object, const struct reads_set *set,
        struct arena *arena, struct buf *scratch, uint64_t *hash)
{
	struct hashing h = { render, arena, scratch };
	const struct view *view = fact_view(render, object);
	bool told;

	buf_clear(scratch);
	told = view
	        ? put_properties(&h, view, set)
	        : put_names(&h, &render->site->routes->list.at[object - render->facts->count], set);
	told = told && !scratch->full;
	*hash = told ? hash_64(buf_view(scratch)) : 0;
	return told;
}

/* Where it leads, and whether that is broken; a warning about it belongs to the template that asks. */
static uint64_t
answer_address(const struct render *render, struct str address, struct arena *arena)
{
	struct diags diags;
	struct str url;
	uint64_t hash;

	diag_init(&diags);
	url = crosslink_url(arena, render->site, address, diag_file(STR_EMPTY), STR_EMPTY, &diags);
	hash = hash_64(url) + diags.list.len;
	diag_free(&diags);
	return hash;
}

uint64_t
fact_answer(const struct render *render, struct str question, struct arena *arena)
{
	struct str text = str_skip(question, 1);
	const struct page *page;

	switch (question.len ? question.at[0] : 0) {
	case FACT_NAME_ADDRESS: return answer_address(render, text, arena);
	case FACT_NAME_PAGE_AT:
		page = map_get(&render->site->by_source, utf8_compose(arena, text));
		return page ? 1 + page->left_out : 0;
	case FACT_NAME_SECTION_AT: return map_get(&render->site->by_section, text) != NULL;
	default: return 0;
	}
}

void
fact_begin(struct render *render)
{
	render->standing_in = true;
}

void
fact_end(struct render *render)
{
	render->standing_in = false;
}
