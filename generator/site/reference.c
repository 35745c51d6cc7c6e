/*
 * Projects come first: of several pages with one name the one of the same project is meant. The other side of a
 * reference is told in the order of lists, so that each page has those to it in that order.
 */
#include "site/reference.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config_checks.h"
#include "content/front_place.h"
#include "data/node.h"
#include "site/budget.h"
#include "site/circle.h"
#include "site/project.h"
#include "site/reference_name.h"
#include "site/resolve.h"
#include "site/visibility.h"

struct resolver {
	struct resolve *r;
	struct reference_names *names; /* NULL: nobody asked yet */
	struct map folders;            /* of projects' bundles -> struct project */
	struct budget budget;
};

/* One reference on its way. */
struct lookup {
	struct resolver *resolver;
	struct page *from;
	enum reference_kind kind;
	struct str text;         /* as written */
	const struct node *node; /* where */
	const struct node_source *source;
};

static const struct row {
	struct str key;
	enum front_type target;
	bool many;
	size_t offset;
} rows[REFERENCE_KINDS] = {
#define ONE false
#define MANY true
#define REFERENCE(KIND, field, key, many, target) \
	[REFERENCE_##KIND] = { STR_INIT(key), target, many, offsetof(struct front, field) },
#include "site/reference.def"
#undef REFERENCE
#undef ONE
#undef MANY
};

/* ---- what is wrong --------------------------------------------------------------------------------- */

static struct str
noun(enum front_type type)
{
	return type == FRONT_TYPES ? STR("page") : front_type_name(type);
}

static struct place
place_of(const struct lookup *lookup)
{
	return node_place(lookup->source, lookup->node, lookup->text);
}

static void
report(const struct lookup *lookup, enum config_check check, struct str message)
{
	config_checks_say(lookup->resolver->r->diags, check, place_of(lookup),
	        lookup->source->bytes, "`" STR_FMT "`: " STR_FMT, STR_ARG(rows[lookup->kind].key),
	        STR_ARG(message));
}

enum { BEGINNING_LEAST = 4 };

/* Does one of them go on where the other one, which is of some length, ends with a word? */
static bool
is_beginning(struct str a, struct str b)
{
	struct str begin = a.len < b.len ? a : b, whole = a.len < b.len ? b : a;

	return begin.len >= BEGINNING_LEAST && whole.len > begin.len && str_starts(whole, begin) &&
	        whole.at[begin.len] == '-';
}

/* The known name that is most likely meant; of those that go on, or end before, the one with the least between. */
static struct str
likely(struct str text, const struct str *known, size_t count)
{
	struct str best = diag_nearest(text, known, count);
	size_t least = SIZE_MAX;

	if (best.len)
		return best;
	for (size_t i = 0; i < count; i++) {
		size_t between =
		        known[i].len > text.len ? known[i].len - text.len : text.len - known[i].len;

		if (between < least && is_beginning(text, known[i])) {
			best = known[i];
			least = between;
		}
	}
	return best;
}

/* The name that its writer would have used: the slug, or a path when there are slashes in the text. */
static void
suggest(const struct lookup *lookup, enum front_type target, const struct page *wrong)
{
	const struct resolve *r = lookup->resolver->r;
	bool path = str_find_char(lookup->text, '/') != STR_NONE;
	array_of(struct str) known = { 0 };
	struct str nearest;

	if (!budget_take(&lookup->resolver->budget, r->site->all.len))
		return;
	for (size_t i = 0; i < r->site->all.len; i++) {
		const struct page *page = r->site->all.at[i];
		struct str below = page->source->below;

		if (page->left_out || page == lookup->from ||
		        (target != FRONT_TYPES && page->type != target))
			continue;
		*array_push(r->arena, &known) =
		        path ? str_slice(below, 0, below.len - path_ext(below).len) : page->slug;
		if (!path && page->front->id.len)
			*array_push(r->arena, &known) = page->front->id;
	}
	nearest = likely(lookup->text, known.at, known.len);
	if (nearest.len)
		diag_help(r->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(nearest));
	else if (wrong)
		diag_help(r->diags,
		        "that is " STR_FMT "; only a page of the type " STR_FMT
		        " can stand here, a link in the text leads to any page",
		        STR_ARG(wrong->source->path), STR_ARG(noun(target)));
	else
		diag_help(r->diags,
		        "write the name of its file, its path below content/, its `id:` or its title");
}

static void
report_missing(const struct lookup *lookup, const struct page *wrong)
{
	struct arena *arena = lookup->resolver->r->arena;
	enum front_type target = rows[lookup->kind].target;
	struct str text = node_brief(lookup->text);

	if (wrong)
		report(lookup, CONFIG_CHECK_REFERENCES,
		        str_format(arena,
		                "\"" STR_FMT "\" is of the type " STR_FMT ", and no " STR_FMT,
		                STR_ARG(text), STR_ARG(front_type_name(wrong->type)),
		                STR_ARG(noun(target))));
	else
		report(lookup, CONFIG_CHECK_REFERENCES,
		        str_format(arena, "there is no " STR_FMT " \"" STR_FMT "\"",
		                STR_ARG(noun(target)), STR_ARG(text)));
	if (escape_url_is_absolute(lookup->text))
		diag_help(lookup->resolver->r->diags,
		        "it takes pages of this site; pages elsewhere are linked to in the text");
	else
		suggest(lookup, target, wrong);
}

static void
report_left_out(const struct lookup *lookup, const struct page *page)
{
	const struct resolve *r = lookup->resolver->r;
	report(lookup, CONFIG_CHECK_HIDDEN_LINKS,
	        str_format(r->arena, "\"" STR_FMT "\" %s, so nothing of it is shown here",
	                STR_ARG(node_brief(lookup->text)), visibility_reason(r->site, page)));
}

static void
report_several(const struct lookup *lookup, const struct reference_choice *choice)
{
	const struct resolve *r = lookup->resolver->r;

	report(lookup, CONFIG_CHECK_AMBIGUOUS,
	        str_format(r->arena, "\"" STR_FMT "\" may mean several: " STR_FMT ", " STR_FMT,
	                STR_ARG(node_brief(lookup->text)), STR_ARG(choice->page->source->below),
	                STR_ARG(choice->other->source->below)));
	diag_help(r->diags,
	        "the first one is taken; write the path below content/ of the one you mean");
}

/* ---- one reference ---------------------------------------------------------------------------------- */

static struct page *
find_page(const struct lookup *lookup, struct str text, enum front_type target, bool say)
{
	const struct reference_names *names = lookup->resolver->names;
	struct reference_choice choice =
	        reference_names_find(names, lookup->from, text, target, false);
	struct reference_choice hidden;

	if (choice.page) {
		if (choice.other && say)
			report_several(lookup, &choice);
		return choice.page;
	}
	if (!say)
		return NULL;
	hidden = reference_names_find(names, lookup->from, text, target, true);
	if (hidden.page)
		report_left_out(lookup, hidden.page);
	else
		report_missing(lookup, choice.wrong);
	return NULL;
}

static const struct markdown_remark *
find_remark(const struct page *page, struct str id)
{
	for (size_t i = 0; page->markdown && i < page->markdown->remarks.len; i++)
		if (str_eq(page->markdown->remarks.at[i].id, id))
			return &page->markdown->remarks.at[i];
	return NULL;
}

static bool
has_heading(const struct page *page, struct str id)
{
	for (size_t i = 0; page->markdown && i < page->markdown->headings.len; i++)
		if (str_eq(page->markdown->headings.at[i].id, id))
			return true;
	return false;
}

static void
report_part(const struct lookup *lookup, const struct page *page, struct str id)
{
	struct arena *arena = lookup->resolver->r->arena;
	enum front_type target = rows[lookup->kind].target;
	array_of(struct str) known = { 0 };

	for (size_t i = 0; page->markdown && i < page->markdown->remarks.len; i++)
		if (target == FRONT_TYPES ||
		        str_eq(page->markdown->remarks.at[i].kind, front_type_name(target)))
			*array_push(arena, &known) = page->markdown->remarks.at[i].id;
	for (size_t i = 0;
	        target == FRONT_TYPES && page->markdown && i < page->markdown->headings.len; i++)
		*array_push(arena, &known) = page->markdown->headings.at[i].id;
	report(lookup, CONFIG_CHECK_REFERENCES,
	        str_format(arena, STR_FMT " has no " STR_FMT " \"#" STR_FMT "\"",
	                STR_ARG(page->source->path),
	                STR_ARG(target == FRONT_TYPES ? STR("part") : noun(target)),
	                STR_ARG(node_brief(id))));
	diag_suggest(lookup->resolver->r->diags, id, known.at, known.len);
}

/* A passage of what is not shown is not shown either. False when the text may be the name of something else. */
static bool
find_hidden_part(const struct lookup *lookup, struct str text, struct str name)
{
	const struct reference_names *names = lookup->resolver->names;
	struct reference_choice hidden =
	        reference_names_find(names, lookup->from, name, FRONT_TYPES, true);

	if (!hidden.page || find_page(lookup, text, rows[lookup->kind].target, false))
		return false;
	report_left_out(lookup, hidden.page);
	return true;
}

/*
 * "essays/cache#lesson-twice": a passage of the kind that is wanted, or, where any page will do, any part. False when it
 * is no such name; out->to is NULL when that has been said.
 */
static bool
find_part(const struct lookup *lookup, struct str text, struct reference *out)
{
	enum front_type target = rows[lookup->kind].target;
	size_t hash = str_rfind_char(text, '#');
	struct str id = hash == STR_NONE ? STR_EMPTY : str_skip(text, hash + 1);
	struct page *page;
	bool found;

	if (!id.len || lookup->kind == REFERENCE_PROJECT)
		return false;
	page = find_page(lookup, str_slice(text, 0, hash), FRONT_TYPES, false);
	if (!page)
		return find_hidden_part(lookup, text, str_slice(text, 0, hash));
	out->anchor = id;
	out->remark = find_remark(page, id);
	found = target == FRONT_TYPES
	        ? out->remark || has_heading(page, id)
	        : out->remark && str_eq(out->remark->kind, front_type_name(target));
	if (found)
		out->to = page;
	else
		report_part(lookup, page, id);
	return true;
}

static void
resolve_one(const struct lookup *lookup)
{
	struct resolve *r = lookup->resolver->r;
	struct reference found = { .kind = lookup->kind, .from = lookup->from };
	struct page *to;

	if (!lookup->resolver->names)
		lookup->resolver->names = reference_names_make(r->arena, r->site);
	if (!find_part(lookup, lookup->text, &found)) {
		to = find_page(lookup, lookup->text, rows[lookup->kind].target, true);
		if (!to)
			return;
		found = (struct reference){ .kind = lookup->kind, .from = lookup->from, .to = to };
	}
	if (!found.to)
		return;
	if (found.to == lookup->from && !found.remark) {
		report(lookup, CONFIG_CHECK_REFERENCES, STR("a page cannot refer to itself"));
		return;
	}
	*array_push(r->arena, &lookup->from->refs->out) = found;
}

/* ---- all of a page ---------------------------------------------------------------------------------- */

static struct page_refs *
refs_of(struct resolve *r, struct page *page)
{
	if (!page->refs)
		page->refs = arena_new(r->arena, struct page_refs);
	return page->refs;
}

static void
resolve_kind(struct resolver *resolver, struct page *page, enum reference_kind kind)
{
	const struct row *row = &rows[kind];
	const void *field = (const char *)page->front + row->offset;
	struct front_place spot = front_place_find(page->front, &page->text, row->key);
	struct lookup lookup = { resolver, page, kind, STR_EMPTY, spot.node, spot.source };

	if (!row->many) {
		lookup.text = *(const struct str *)field;
		if (!lookup.text.len)
			return;
		refs_of(resolver->r, page);
		resolve_one(&lookup);
		return;
	}
	const schema_texts *texts = field;
	const struct node *item =
	        spot.node && spot.node->kind == NODE_LIST ? spot.node->child : spot.node;

	for (size_t i = 0; i < texts->len; i++, item = item ? item->next : NULL) {
		lookup.text = texts->at[i];
		lookup.node = item;
		refs_of(resolver->r, page);
		resolve_one(&lookup);
	}
}

/* ---- projects --------------------------------------------------------------------------------------- */

/* The project in whose folder a page lies; not the one it is itself. */
static struct project *
project_around(const struct resolver *resolver, const struct page *page)
{
	struct project *project = NULL;

	for (struct str folder = page->folder; folder.len && !project; folder = path_dir(folder))
		project = map_get(&resolver->folders, folder);
	return project && project->page == page ? NULL : project;
}

/* A page beside the log of a project, that is a project itself only because of the folder around both. */
static void
check_entry(const struct resolver *resolver, const struct page *page)
{
	static const struct str logs[] = { STR_INIT("log") };
	struct resolve *r = resolver->r;
	const struct project *project = project_around(resolver, page);
	struct str folder = path_base(page->folder);
	bool entry = date_known(page->name_date) || date_known(page->front->date) ||
	        diag_nearest(folder, logs, 1).len || str_ends(folder, STR("log"));

	if (!project || !entry || node_get(page->front->root, STR("type")))
		return;
	diag_warning(r->diags, diag_file(page->text.path), STR_EMPTY,
	        "this is a project of its own, though it lies in the folder of the project \"" STR_FMT
	        "\"",
	        STR_ARG(project->page->title));
	diag_help(r->diags,
	        "did you mean " STR_FMT "/log/" STR_FMT "? `type: project` says that it is meant",
	        STR_ARG(path_dir(project->page->text.path)), STR_ARG(path_base(page->text.path)));
}

static void
place_in_project(struct resolver *resolver, struct page *page)
{
	struct resolve *r = resolver->r;
	struct project *project = project_of_page(r->site->projects, page);

	if (!project) {
		const struct reference *said = reference_of(page, REFERENCE_PROJECT, 0);

		project = said ? project_of_page(r->site->projects, said->to)
		               : project_around(resolver, page);
	} else
		check_entry(resolver, page);
	if (project)
		refs_of(r, page)->project = project;
}

static void
place_folders(struct resolver *resolver)
{
	struct resolve *r = resolver->r;
	const struct projects *projects = r->site->projects;

	for (size_t i = 0; i < projects->list.len; i++)
		if (projects->list.at[i]->page->role == PAGE_BUNDLE)
			map_put(&resolver->folders, r->arena, projects->list.at[i]->page->folder,
			        NULL)
			        ->value = projects->list.at[i];
}

static void
find_milestone(struct resolver *resolver, struct page *page)
{
	struct resolve *r = resolver->r;
	struct str name = page->front->milestone, folded = utf8_fold_name(r->arena, name);
	const struct project *project = page->refs ? page->refs->project : NULL;
	struct place place = site_place(page, STR("milestone"));
	array_of(struct str) known = { 0 };

	if (!name.len)
		return;
	for (size_t i = 0; project && i < project->page->front->milestones.len; i++) {
		const struct front_milestone *milestone = &project->page->front->milestones.at[i];

		if (str_eq(utf8_fold_name(r->arena, milestone->name), folded)) {
			page->refs->milestone = milestone;
			if (!str_eq(name, milestone->name)) /* readers see one spelling */
				page_front(r->arena, page)->milestone = milestone->name;
		}
		*array_push(r->arena, &known) = milestone->name;
	}
	if ((page->refs && page->refs->milestone) || (project && project->page->parsed->failed))
		return;
	if (!project) {
		config_checks_say(r->diags, CONFIG_CHECK_REFERENCES, place, page->text.bytes,
		        "`milestone`: the page belongs to no project");
		diag_help(r->diags, "say which one: `project: ...`");
		return;
	}
	config_checks_say(r->diags, CONFIG_CHECK_REFERENCES, place, page->text.bytes,
	        "`milestone`: the project \"" STR_FMT "\" has no milestone \"" STR_FMT "\"",
	        STR_ARG(project->page->title), STR_ARG(node_brief(name)));
	diag_suggest(r->diags, name, known.at, known.len);
}

/* ---- both sides ------------------------------------------------------------------------------------- */

static void
tell_other_side(struct resolve *r, struct page *page)
{
	for (size_t i = 0; page->refs && i < page->refs->out.len; i++) {
		const struct reference *reference = &page->refs->out.at[i];
		struct page *to = r->site->all.at[reference->to->ordinal];

		*array_push(r->arena, &refs_of(r, to)->in) = *reference;
	}
}

/* Shown pages, newest first, and behind them those of sections. */
static page_list
in_order(struct resolve *r)
{
	const struct site *site = r->site;
	page_list list = { 0 };

	for (size_t i = 0; i < site->pages.len; i++)
		*array_push(r->arena, &list) = site->pages.at[i];
	for (size_t i = 0; i < site->sections.len; i++)
		if (site->sections.at[i]->page && !site->sections.at[i]->page->left_out)
			*array_push(r->arena, &list) = site->sections.at[i]->page;
	return list;
}

void
reference_resolve(struct resolve *r)
{
	struct resolver resolver = { .r = r, .budget = { BUDGET_FULL } };
	page_list pages = in_order(r);

	project_list(r);
	place_folders(&resolver);
	for (size_t i = 0; i < pages.len; i++)
		resolve_kind(&resolver, pages.at[i], REFERENCE_PROJECT);
	for (size_t i = 0; r->site->projects->list.len && i < pages.len; i++)
		place_in_project(&resolver, pages.at[i]);
	for (size_t i = 0; i < pages.len; i++) {
		for (int kind = REFERENCE_PROJECT + 1; kind < REFERENCE_KINDS; kind++)
			resolve_kind(&resolver, pages.at[i], (enum reference_kind)kind);
		find_milestone(&resolver, pages.at[i]);
	}
	for (size_t i = 0; i < pages.len; i++)
		tell_other_side(r, pages.at[i]);
	circle_report(r);
	for (size_t i = 0; r->site->projects->list.len && i < pages.len; i++)
		project_add(r, pages.at[i]);
}

const struct reference *
reference_of(const struct page *page, enum reference_kind kind, size_t number)
{
	for (size_t i = 0; page->refs && i < page->refs->out.len; i++)
		if (page->refs->out.at[i].kind == kind && !number--)
			return &page->refs->out.at[i];
	return NULL;
}

bool
reference_to(const struct page *page, enum reference_kind kind)
{
	for (size_t i = 0; page->refs && i < page->refs->in.len; i++)
		if (page->refs->in.at[i].kind == kind)
			return true;
	return false;
}
