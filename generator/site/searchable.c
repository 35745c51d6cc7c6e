#include "site/searchable.h"

#include "base/fs.h"
#include "base/path.h"
#include "base/program.h"
#include "base/varint.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/people.h"
#include "data/writer_json.h"
#include "markdown/plain.h"
#include "search/search_gather.h"
#include "search/search_index.h"
#include "search/search_known.h"
#include "site/item.h"
#include "site/person.h"
#include "site/resolve.h"
#include "site/route.h"
#include "site/series.h"
#include "site/visibility.h"

#define FOLDER "search/"

enum { JSON_MAX = 64 << 20, VERSION = 1 };

/* ---- which pages ------------------------------------------------------------------------------------- */

/* Is the folder one of those that kith.yaml keeps out, or below one? */
static bool
is_excluded(const struct site *site, struct str folder)
{
	const schema_texts *exclude = &site->config->search.exclude;

	for (size_t i = 0; i < exclude->len; i++) {
		if (str_eq(folder, exclude->at[i]) || path_is_below(exclude->at[i], folder))
			return true;
	}
	return false;
}

static void
add_page(const struct resolve *r, struct searchable *all, const struct page *page,
        const struct section *section)
{
	struct str folder = section ? section->path : page->folder;

	if (page->front->search >= 0 && !is_excluded(r->site, folder) &&
	        all->pages.len < SEARCH_PAGES_MAX)
		*array_push(r->arena, &all->pages) =
		        (struct searchable_page){ .page = page, .section = section };
}

static void
add_found(const struct resolve *r, struct searchable *all, struct searchable_page found)
{
	if (all->pages.len < SEARCH_PAGES_MAX)
		*array_push(r->arena, &all->pages) = found;
}

/* Addresses of the author's own pages: one of people or series there is found as that page. */
static struct map
list_taken(const struct resolve *r)
{
	const struct site *site = r->site;
	struct map taken = { 0 };

	map_reserve(&taken, r->arena, site->pages.len + site->sections.len);
	for (size_t i = 0; i < site->pages.len; i++)
		map_put(&taken, r->arena, site->pages.at[i]->url, NULL);
	for (size_t i = 0; i < site->sections.len; i++)
		map_put(&taken, r->arena, site->sections.at[i]->url, NULL);
	return taken;
}

/* People who agreed to a page, and series, where the site shows such pages. */
static void
list_gathered(const struct resolve *r, struct searchable *all)
{
	const struct persons *persons = r->site->persons;
	const struct series_table *series = r->site->series;
	struct map taken = { 0 };

	if (persons->entries || series->list.len)
		taken = list_taken(r);
	for (size_t i = 0; route_wanted(r->site, ROUTE_PERSON) && i < persons->entries; i++) {
		const struct person *person = persons->list.at[i];

		if (person->file.len && !map_find(&taken, person->url))
			add_found(r, all, (struct searchable_page){ .person = person });
	}
	for (size_t i = 0; route_wanted(r->site, ROUTE_SERIES) && i < series->list.len; i++)
		if (!map_find(&taken, series->list.at[i]->url))
			add_found(r, all, (struct searchable_page){ .series = series->list.at[i] });
}

/*
 * Sections first, of which there is seldom a new one, then people and series, then pages without a date, then the
 * oldest.
 */
static void
list_pages(const struct resolve *r, struct searchable *all)
{
	const struct site *site = r->site;

	for (size_t i = 0; i < site->sections.len; i++) {
		const struct section *section = site->sections.at[i];

		if (section->page && visibility_shows_section(section))
			add_page(r, all, section->page, section);
	}
	list_gathered(r, all);
	for (size_t i = site->pages.len; i-- > 0;)
		add_page(r, all, site->pages.at[i], NULL);
}

static void
check_excluded(const struct resolve *r)
{
	const schema_texts *exclude = &r->site->config->search.exclude;
	size_t count = r->site->sections.len;
	struct str *known = arena_array(r->arena, struct str, count + 1);

	for (size_t i = 0; i < count; i++)
		known[i] = r->site->sections.at[i]->path;
	for (size_t i = 0; i < exclude->len; i++) {
		if (map_get(&r->site->by_section, exclude->at[i]))
			continue;
		diag_warning(r->diags, diag_file(r->site->config->source.path), STR_EMPTY,
		        "`search` leaves out \"" STR_FMT "\", and there is no such folder",
		        STR_ARG(exclude->at[i]));
		diag_suggest(r->diags, exclude->at[i], known, count);
	}
}

/* ---- their words ------------------------------------------------------------------------------------- */

struct reading {
	const struct searchable *all;
	struct search_gather gather;
	struct search_known known;                    /* from the build before */
	const struct search_known_page **known_pages; /* NULL: has to be read */
	struct hash *keys;
};

/* What is done with the texts of a page: `use` gets each of them. */
struct texts {
	void (*use)(const struct texts *texts, enum search_place place, struct str text);
	struct reading *reading;
	struct worker *worker;
	uint32_t number; /* of the page */
};

static void
gather_text(const struct texts *texts, enum search_place place, struct str text)
{
	search_gather_add(&texts->reading->gather, texts->worker, texts->number, place, text);
}

/* Into what the key of the page is of. */
static void
mark_text(const struct texts *texts, enum search_place place, struct str text)
{
	buf_char(&texts->worker->out, (char)('0' + place));
	varint_put_bytes(&texts->worker->out, text);
}

static struct str
title_of(const struct searchable_page *found)
{
	if (found->person)
		return found->person->name;
	if (found->series)
		return found->series->title;
	return found->section ? found->section->title : found->page->title;
}

/* As a list of results shows it. */
static struct str
title_told(const struct resolve *r, const struct searchable_page *found, struct arena *arena)
{
	return found->page && !found->section ? item_title_told(arena, r->site, found->page)
	                                      : title_of(found);
}

static struct str
url_of(const struct searchable_page *found)
{
	if (found->person)
		return found->person->url;
	if (found->series)
		return found->series->url;
	return found->section ? found->section->url : found->page->url;
}

static void
each_name(const struct texts *texts, const person_mentions *people)
{
	for (size_t i = 0; i < people->len; i++)
		texts->use(texts, SEARCH_ONCE, people->at[i]->person->name);
}

/* What the facts of a page name: people, its series, and texts under keys of a type of the site's own. */
static void
each_fact(const struct texts *texts, const struct page *page)
{
	const struct config_type *type = page->front->declared;

	if (page->persons) {
		each_name(texts, &page->persons->authors);
		each_name(texts, &page->persons->people);
		each_name(texts, &page->persons->thanks);
	}
	if (page->series)
		texts->use(texts, SEARCH_ONCE, page->series->title);
	for (size_t i = 0; type && i < type->schema.count; i++) {
		struct value value = config_type_value(type, page->front->record,
		        type->schema.rows[i].name, &texts->worker->scratch);
		size_t items = value.kind == VALUE_LIST ? value.len : 1;

		for (size_t k = 0; k < items; k++) {
			struct value item = value.kind == VALUE_LIST ? value.items[k] : value;

			if (item.kind == VALUE_TEXT)
				texts->use(texts, SEARCH_ONCE, value_str(item));
		}
	}
}

/* All but those of the page's Markdown. */
static void
each_text(const struct texts *texts, const struct searchable_page *found)
{
	const struct page *page = found->page;

	texts->use(texts, SEARCH_TITLE, title_of(found));
	if (found->person)
		texts->use(texts, SEARCH_ONCE, found->person->entry->note);
	if (!page)
		return;
	for (size_t i = 0; i < page->terms.len; i++)
		texts->use(texts, SEARCH_HEADING, page->terms.at[i]->title);
	texts->use(texts, SEARCH_ONCE, page->front->description);
	each_fact(texts, page);
}

static void
read_markdown(const struct texts *texts, const struct markdown *markdown)
{
	struct buf *out = &texts->worker->out;

	for (size_t i = 0; i < markdown->headings.len; i++)
		texts->use(texts, SEARCH_HEADING, markdown->headings.at[i].text);
	buf_clear(out);
	plain_text(markdown->tape, out);
	texts->use(texts, SEARCH_ONCE, str_slice(buf_view(out), 0, SEARCHABLE_TEXT_MAX));
}

/*
 * Of all that decides the words of a page, beside what the file of known words is of: its Markdown is that of its bytes
 * in its language.
 */
static struct hash
key_of(struct texts texts, const struct searchable_page *found)
{
	const struct page *page = found->page;
	struct hash key;

	texts.use = mark_text;
	each_text(&texts, found);
	if (page && page->markdown)
		varint_put_bytes(&texts.worker->out, page->front->lang);
	key = hash_of(buf_view(&texts.worker->out));
	return page && page->markdown ? hash_join(key, page->parsed->hash) : key;
}

static void
read_page(void *context, size_t index, struct worker *worker)
{
	struct reading *reading = context;
	const struct searchable_page *found = &reading->all->pages.at[index];
	struct texts texts = { gather_text, reading, worker, (uint32_t)index };

	reading->keys[index] = key_of(texts, found);
	reading->known_pages[index] = search_known_find(&reading->known, reading->keys[index]);
	if (reading->known_pages[index])
		return;
	each_text(&texts, found);
	if (found->page && found->page->markdown)
		read_markdown(&texts, found->page->markdown);
}

/* ---- what the next build knows of them ------------------------------------------------------------------ */

#define KNOWN_PATH ".kith/words"

/* Of all that decides how texts are read. */
static struct hash
state_of(const struct resolve *r)
{
	return hash_join(r->site->config->fingerprint, program_state(r->arena));
}

static void
read_pages(
        const struct resolve *r, struct searchable *all, struct reading *reading, struct hash state)
{
	struct arena *step = &r->workers->at[0].step;
	struct str file;

	reading->gather = search_gather_new(r->arena, r->workers);
	reading->keys = arena_array(step, struct hash, all->pages.len);
	reading->known_pages = arena_array(step, const struct search_known_page *, all->pages.len);
	if (fs_read(r->input->root, STR(KNOWN_PATH), step, SEARCH_KNOWN_MAX_BYTES, &file, NULL) ==
	        0)
		(void)search_known_read(file, state, step, &reading->known);
	worker_run(r->workers, all->pages.len, read_page, reading);
	search_known_add(&reading->known, reading->known_pages, all->pages.len,
	        &reading->gather.tables[reading->gather.count - 1], step);
}

/* Is there a page that the file does not know? */
static bool
is_news(const struct reading *reading)
{
	for (size_t i = 0; i < reading->all->pages.len; i++)
		if (!reading->known_pages[i])
			return true;
	return false;
}

void
searchable_save(const struct site *site, int root)
{
	if (site->search && site->search->known.len)
		(void)fs_write_aside(root, STR(KNOWN_PATH), site->search->known);
}

/* ---- files ------------------------------------------------------------------------------------------- */

static void
name_files(const struct resolve *r, struct searchable *all, const struct search_index *index)
{
	struct searchable_file *file;

	all->blocks = (all->pages.len + SEARCHABLE_BLOCK - 1) / SEARCHABLE_BLOCK;
	all->len = 1 + all->blocks + index->len;
	file = all->files = arena_array(r->arena, struct searchable_file, all->len);
	(file++)->file = STR(FOLDER "index.json");
	for (size_t i = 0; i < all->blocks; i++)
		(file++)->file = str_format(r->arena, FOLDER "pages-%zu.json", i);
	for (size_t i = 0; i < index->len; i++)
		*file++ = (struct searchable_file){
			str_format(r->arena, FOLDER STR_FMT ".bin", STR_ARG(index->shards[i].name)),
			index->shards[i].bytes,
		};
}

void
searchable_gather(struct resolve *r)
{
	struct searchable *all = arena_new(r->arena, struct searchable);
	struct reading reading = { .all = all };
	struct hash state = state_of(r);
	struct search_index_kept kept;
	struct buf out;

	check_excluded(r);
	if (!route_wanted(r->site, ROUTE_SEARCH))
		return;
	list_pages(r, all);
	if (!all->pages.len)
		return;
	read_pages(r, all, &reading, state);
	buf_init(&out, SEARCH_KNOWN_MAX_BYTES);
	kept = (struct search_index_kept){ &state, reading.keys, all->pages.len, &out };
	name_files(r, all,
	        search_index_make(
	                r->arena, &reading.gather, r->workers, is_news(&reading) ? &kept : NULL));
	if (!out.full)
		all->known = str_copy(r->arena, buf_view(&out));
	buf_free(&out);
	r->site->search = all;
}

static void
write_block(void *context, size_t index, struct worker *worker)
{
	struct resolve *r = context;
	const struct searchable *all = r->site->search;
	struct writer_json w = writer_json_start(&worker->out, 0);
	size_t end = (index + 1) * SEARCHABLE_BLOCK;

	w.file = true;
	writer_json_open(&w, '[');
	for (size_t i = index * SEARCHABLE_BLOCK; i < end && i < all->pages.len; i++) {
		const struct searchable_page *found = &all->pages.at[i];
		struct str language = found->page ? found->page->front->lang : STR_EMPTY;

		writer_json_open(&w, '[');
		writer_json_text(&w, url_of(found));
		writer_json_text(&w, title_told(r, found, &worker->arena));
		if (language.len && !str_eq(language, r->site->config->language))
			writer_json_text(&w, language);
		writer_json_close(&w, ']');
	}
	writer_json_close(&w, ']');
	all->files[1 + index].bytes = str_copy(&worker->arena, buf_view(&worker->out));
}

/* Changes with the bytes: behind the name of a file it lets browsers keep the file as long as it is the same. */
static struct str
mark_of(const struct resolve *r, const struct searchable_file *file)
{
	return str_format(r->arena, "%06x", (unsigned)(hash_64(file->bytes) & 0xffffff));
}

/* "61.bin?0f3d2a": name and mark. */
static struct str
entry_of(const struct resolve *r, const struct searchable_file *file)
{
	struct str name = str_skip(file->file, STR(FOLDER).len), mark = mark_of(r, file);

	return str_format(r->arena, STR_FMT "?" STR_FMT, STR_ARG(name), STR_ARG(mark));
}

/* The entries of the files from `from` to `to`. */
static void
write_entries(
        const struct resolve *r, struct writer_json *w, struct str key, size_t from, size_t to)
{
	writer_json_key(w, key);
	writer_json_open(w, '[');
	for (size_t i = from; i < to; i++)
		writer_json_text(w, entry_of(r, &r->site->search->files[i]));
	writer_json_close(w, ']');
}

void
searchable_write(struct resolve *r)
{
	const struct searchable *all = r->site->search;
	struct writer_json w;
	struct buf out;

	if (!all)
		return;
	worker_run(r->workers, all->blocks, write_block, r);
	buf_init(&out, JSON_MAX);
	w = writer_json_start(&out, 0);
	w.file = true;
	writer_json_open(&w, '{');
	writer_json_key(&w, STR("version"));
	writer_json_int(&w, VERSION);
	writer_json_key(&w, STR("pages"));
	writer_json_int(&w, (int64_t)all->pages.len);
	writer_json_key(&w, STR("block"));
	writer_json_int(&w, SEARCHABLE_BLOCK);
	write_entries(r, &w, STR("blocks"), 1, 1 + all->blocks);
	write_entries(r, &w, STR("shards"), 1 + all->blocks, all->len);
	writer_json_close(&w, '}');
	all->files[0].bytes = str_copy(r->arena, buf_view(&out));
	buf_free(&out);
}
