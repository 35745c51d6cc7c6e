/*
 * Finished pages one by one: their headings, images without a text, and how large they are. A mistake of a template is on
 * all its pages, so what is told of one kind of page is told once.
 */
#include "audit/audit.h"
#include "audit/rendered.h"
#include "base/arena.h"
#include "content/page.h"
#include "site/route.h"
#include "site/site.h"

enum { PAGE_MAX = 1 << 20 };

/* The same of several pages. */
struct finding {
	const struct audit_file *first, *last;
	struct place place;
	struct str source, text;
	enum config_check check;
	size_t pages; /* besides the first */
};

struct pages {
	struct audit *audit;
	struct map findings; /* "<kind of route> <text>" -> struct finding */
};

static void
find(struct pages *pages, enum config_check check, const struct audit_file *file,
        struct place place, struct str source, struct str text)
{
	struct arena *arena = pages->audit->arena;
	struct str key =
	        str_format(arena, "%d %d " STR_FMT " " STR_FMT, (int)check, (int)file->route->kind,
	                STR_ARG(place.line ? place.path : STR_EMPTY), STR_ARG(text));
	bool added;
	struct map_entry *entry = map_put(&pages->findings, arena, key, &added);
	struct finding *finding = entry->value;

	if (!added) {
		finding->pages += finding->last != file;
		finding->last = file;
		return;
	}
	finding = entry->value = arena_new(arena, struct finding);
	*finding = (struct finding){ file, file, place, source, text, check, 0 };
}

/* ---- headings --------------------------------------------------------------------------------- */

/* Where the heading of this id stands in the page's Markdown; the file as a whole for one of a template. */
static struct place
heading_place(const struct route *route, struct str id, struct str *source)
{
	const struct markdown *markdown = route->page ? route->page->markdown : NULL;

	*source = STR_EMPTY;
	for (size_t i = 0; markdown && id.len && i < markdown->headings.len; i++) {
		const struct markdown_heading *heading = &markdown->headings.at[i];

		if (!str_eq(heading->id, id))
			continue;
		*source = route->page->text.bytes;
		return (struct place){ route->page->text.path, heading->line, 1, 1 };
	}
	return diag_file(route->source);
}

static void
find_heading(struct pages *pages, const struct audit_file *file, struct str id, struct str text)
{
	struct str source;
	struct place place = heading_place(file->route, id, &source);

	find(pages, CONFIG_CHECK_HEADINGS, file, place, source, text);
}

/* Of several jumps on a page the first is told: the others mostly follow from it. */
static void
look_at_headings(struct pages *pages, const struct audit_file *file)
{
	struct str facts = buf_view(&file->facts), text;
	struct rendered fact;
	uint32_t level = 0, tops = 0;
	bool jumped = false;

	while (rendered_next(&facts, &fact)) {
		if (fact.kind != RENDERED_HEADING)
			continue;
		if (level && fact.number > level + 1 && !jumped) {
			text = str_format(pages->audit->arena,
			        "a heading of level %u follows one of level %u",
			        (unsigned)fact.number, (unsigned)level);
			find_heading(pages, file, fact.text, text);
			jumped = true;
		}
		level = fact.number;
		tops += level == 1;
		if (level == 1 && tops == 2)
			find_heading(pages, file, fact.text,
			        STR("there is a second heading of level 1"));
	}
	if (!tops)
		find_heading(pages, file, STR_EMPTY, STR("there is no heading of level 1"));
}

/* ---- the others ------------------------------------------------------------------------------- */

static void
look_at_images(struct pages *pages, const struct audit_file *file)
{
	struct str facts = buf_view(&file->facts), text, source;
	struct rendered fact;

	while (rendered_next(&facts, &fact)) {
		if (fact.kind != RENDERED_BARE)
			continue;
		text = str_format(pages->audit->arena, "the image \"" STR_FMT "\" has no alt",
		        STR_ARG(fact.text));
		struct place place = audit_link_place(file->route, fact.text, &source);

		find(pages, CONFIG_CHECK_ALT_TEXT, file, place, source, text);
	}
}

static void
look_at_size(struct audit *audit, const struct audit_file *file)
{
	if (file->size <= PAGE_MAX)
		return;
	audit_say(audit, CONFIG_CHECK_LARGE_PAGES, diag_file(file->route->source), STR_EMPTY,
	        STR_FMT " has %llu KiB", STR_ARG(file->route->url),
	        (unsigned long long)(file->size >> 10));
	diag_help(audit->diags, "readers wait for it: divide it, or move listings into files");
}

static void
tell(struct audit *audit, const struct finding *finding)
{
	audit_say(audit, finding->check, finding->place, finding->source,
	        "on " STR_FMT STR_FMT " " STR_FMT, STR_ARG(finding->first->route->url),
	        STR_ARG(audit_others(audit, finding->pages)), STR_ARG(finding->text));
	if (finding->check == CONFIG_CHECK_ALT_TEXT)
		diag_help(audit->diags, "alt=\"\" says that it is a mere decoration");
	else if (!finding->place.line)
		diag_help(audit->diags, "the template that shows the page has it");
}

/* Is it a page for readers and search engines, and not one that leads on, or of the past? */
static bool
is_read(const struct route *route)
{
	return route_is(route, ROUTE_INDEXED) && route->kind != ROUTE_CHANGELOG;
}

void
audit_page_run(struct audit *audit)
{
	struct pages pages = { .audit = audit };

	for (size_t i = 0; i < audit->count; i++) {
		const struct audit_file *file = &audit->files[i];

		if (!file->page || !file->done || file->route->asset)
			continue;
		look_at_size(audit, file);
		if (!is_read(file->route))
			continue;
		look_at_headings(&pages, file);
		look_at_images(&pages, file);
	}
	for (size_t i = 0; i < pages.findings.len; i++)
		tell(audit, pages.findings.at[i].value);
}
