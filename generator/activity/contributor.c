#include "activity/contributor.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/wildcard.h"
#include "git/mail.h"
#include "git/mailmap.h"
#include "git/trailer.h"
#include "git/walk.h"

struct finder {
	struct arena *arena;
	struct arena scratch; /* one commit */
	const struct contributor_options *options;
	struct contributors *out;
	struct map by_name; /* name -> struct contributor_place */
};

struct contributor_place {
	size_t index;
};

struct identity_pair {
	struct str name, email;
};

static bool
is_bot(const struct contributor_options *options, const struct identity_pair *who)
{
	static const struct str always = STR_INIT("*[bot]*");
	if (wildcard_match(always, who->name, true) || wildcard_match(always, who->email, true))
		return true;
	for (size_t i = 0; i < options->bots_len; i++)
		if (wildcard_match(options->bots[i], who->name, true) ||
		        wildcard_match(options->bots[i], who->email, true))
			return true;
	return false;
}

/* The list's place of a name, made when it is new. */
static size_t
place_of(struct finder *finder, struct str name)
{
	struct map_entry *entry = map_find(&finder->by_name, name);
	if (!entry) {
		name = str_copy(finder->arena, name);
		entry = map_put(&finder->by_name, finder->arena, name, NULL);
		struct contributor_place *place =
		        arena_new(finder->arena, struct contributor_place);
		place->index = finder->out->list.len;
		entry->value = place;
		*array_push(finder->arena, &finder->out->list) =
		        (struct contributor){ .name = name };
	}
	return ((const struct contributor_place *)entry->value)->index;
}

/* Adds a person to a commit's credit, once; somebody without a name cannot be credited. */
static void
credit(struct finder *finder, struct contributor_credit *credit, struct identity_pair who)
{
	struct str name = str_trim(mail_hide(&finder->scratch, who.name));
	if (name.len == 0)
		return;
	size_t index = place_of(finder, name);
	for (size_t i = 0; i < credit->people.len; i++)
		if (credit->people.at[i] == index)
			return;
	*array_push(finder->arena, &credit->people) = index;
}

/* "Jo Doe <jo@example.org>" */
static struct identity_pair
split(struct str text)
{
	size_t open = str_rfind_char(text, '<');
	struct identity_pair who = { text, STR_EMPTY };
	if (open == STR_NONE)
		return who;
	struct str rest = str_skip(text, open + 1);
	who.name = str_trim(str_slice(text, 0, open));
	who.email = str_trim(str_cut(&rest, '>'));
	return who;
}

/* The addresses that are credited already: the same person under two names is one. */
typedef array_of(struct str) address_list;

static bool
is_new(struct finder *finder, address_list *known, struct str email)
{
	for (size_t i = 0; i < known->len; i++)
		if (email.len && str_eq_nocase(known->at[i], email))
			return false;
	*array_push(&finder->scratch, known) = email;
	return true;
}

static void
credit_coauthors(struct finder *finder, const struct walk_commit *commit,
        struct contributor_credit *out, address_list *known)
{
	struct str block = trailer_block(commit->message);
	struct trailer trailer;
	while (trailer_next(&block, &trailer)) {
		if (!str_eq_nocase(trailer.key, STR("Co-authored-by")))
			continue;
		struct identity_pair who = split(trailer.value);
		mailmap_apply(finder->options->mailmap, &finder->scratch, &who.name, &who.email);
		if (!is_bot(finder->options, &who) && is_new(finder, known, who.email))
			credit(finder, out, who);
	}
}

static void
count(struct contributor *person, struct date date)
{
	person->commits++;
	if (!date_known(date))
		return;
	if (!date_known(person->first) || date_cmp(date, person->first) < 0)
		person->first = date;
	if (date_cmp(date, person->last) > 0)
		person->last = date;
}

static void
credit_commit(
        struct finder *finder, const struct walk_commit *commit, struct contributor_credit *out)
{
	struct identity_pair author = { commit->author->name, commit->author->email };
	address_list known = { NULL, 0, 0 };
	struct date date = { .precision = DATE_NONE };
	mailmap_apply(finder->options->mailmap, &finder->scratch, &author.name, &author.email);
	out->bot = is_bot(finder->options, &author);
	if (!out->bot && is_new(finder, &known, author.email))
		credit(finder, out, author);
	credit_coauthors(finder, commit, out, &known);
	out->bot = out->bot && out->people.len == 0;
	if (walk_date_trusted(commit->authored, finder->options->now))
		date = date_from_seconds(commit->authored, commit->authored_offset);
	for (size_t i = 0; i < out->people.len; i++)
		count(&finder->out->list.at[out->people.at[i]], date);
}

struct contributors *
contributor_find(
        struct arena *arena, const struct walk *walk, const struct contributor_options *options)
{
	struct finder finder = { .arena = arena, .options = options };
	size_t commits = walk->newest.len;
	finder.out = arena_new(arena, struct contributors);
	finder.out->credits = arena_array(arena, struct contributor_credit, commits + 1);
	for (size_t i = 0; i < commits; i++) {
		credit_commit(&finder, walk->newest.at[i], &finder.out->credits[i]);
		arena_reset(&finder.scratch);
	}
	arena_free(&finder.scratch);
	return finder.out;
}

static int
by_commits(const void *a, const void *b, void *context)
{
	(void)context;
	const struct contributor *x = a, *y = b;
	if (x->commits != y->commits)
		return x->commits < y->commits ? 1 : -1;
	return str_cmp(x->name, y->name);
}

void
contributor_sort(contributor_list *list)
{
	struct arena scratch = ARENA_EMPTY;
	array_sort(list->at, list->len, sizeof *list->at, &scratch, by_commits, NULL);
	arena_free(&scratch);
}
