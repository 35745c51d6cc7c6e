/*
 * A walk along `supersedes`, from each page once. The pages between the start and here are on the path; a reference back
 * to one of them closes a circle, which is the rest of the path from there:
 *
 *	path: new -> a -> b -> c, and c replaces a: the circle is a, b, c
 *
 * The path is a list of its own, so that the longest chain costs memory and no depth of calls.
 */
#include "site/circle.h"

#include "config/config_checks.h"
#include "site/reference.h"
#include "site/resolve.h"

/* Files that a message names; of a longer circle it says how many more there are. */
enum { NAMED_MAX = 8 };

struct step {
	const struct page *page;
	size_t next; /* of page->refs->out */
};

enum state { UNSEEN, ON_PATH, DONE };

struct walk {
	struct resolve *r;
	uint8_t *states; /* enum state, by page->ordinal */
	array_of(struct step) path;
};

/* The circle of the path from `begin` on, in the order of the site's pages: it starts with the first of them. */
static void
report(const struct walk *walk, size_t begin)
{
	struct resolve *r = walk->r;
	const struct step *steps = walk->path.at + begin;
	size_t count = walk->path.len - begin, first = 0;
	const struct page *page;
	struct str names[NAMED_MAX], chain;

	for (size_t i = 1; i < count; i++)
		if (steps[i].page->ordinal < steps[first].page->ordinal)
			first = i;
	page = steps[first].page;
	for (size_t i = 0; i < count && i < NAMED_MAX; i++)
		names[i] = steps[(first + i) % count].page->text.path;
	chain = str_join(r->arena, names, count < NAMED_MAX ? count : NAMED_MAX, STR(" -> "));
	if (count > NAMED_MAX)
		chain = str_format(
		        r->arena, STR_FMT " -> (%zu more)", STR_ARG(chain), count - NAMED_MAX);
	if (count == 2)
		config_checks_say(r->diags, CONFIG_CHECK_REFERENCES,
		        site_place(page, STR("supersedes")), page->text.bytes,
		        "this lesson and " STR_FMT " replace each other", STR_ARG(names[1]));
	else
		config_checks_say(r->diags, CONFIG_CHECK_REFERENCES,
		        site_place(page, STR("supersedes")), page->text.bytes,
		        "lessons replace each other in a circle: " STR_FMT " -> " STR_FMT,
		        STR_ARG(chain), STR_ARG(names[0]));
	diag_help(r->diags, "the first of them replaces none: take its `supersedes` away");
}

static void
enter(struct walk *walk, const struct page *page)
{
	walk->states[page->ordinal] = ON_PATH;
	*array_push(walk->r->arena, &walk->path) = (struct step){ page, 0 };
}

static void
close_circle(const struct walk *walk, const struct page *page)
{
	size_t begin = walk->path.len;

	while (begin > 0 && walk->path.at[begin - 1].page != page)
		begin--;
	if (begin > 0)
		report(walk, begin - 1);
}

static void
follow(struct walk *walk, const struct page *page)
{
	if (walk->states[page->ordinal] == ON_PATH)
		close_circle(walk, page);
	else if (walk->states[page->ordinal] == UNSEEN)
		enter(walk, page);
}

static void
take_step(struct walk *walk)
{
	struct step *step = &walk->path.at[walk->path.len - 1];
	const struct page_refs *refs = step->page->refs;

	while (refs && step->next < refs->out.len) {
		const struct reference *reference = &refs->out.at[step->next++];

		if (reference->kind == REFERENCE_SUPERSEDES) {
			follow(walk, reference->to);
			return;
		}
	}
	walk->states[step->page->ordinal] = DONE;
	walk->path.len--;
}

void
circle_report(struct resolve *r)
{
	const page_list *all = &r->site->all;
	struct walk walk = { .r = r, .states = arena_array(r->arena, uint8_t, all->len + 1) };

	for (size_t i = 0; i < all->len; i++) {
		if (walk.states[i] != UNSEEN || !reference_of(all->at[i], REFERENCE_SUPERSEDES, 0))
			continue;
		enter(&walk, all->at[i]);
		while (walk.path.len)
			take_step(&walk);
	}
}
