#include "highlight/highlight.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/map.h"
#include "highlight/capture.h"
#include "highlight/code_cache.h"
#include "highlight/grammar.h"
#include "highlight/language.h"
#include "highlight/syntax.h"
#include "markdown/code.h"

enum { UNKNOWN_MAX = 100, NAME_MAX_LEN = 40, COMMANDS_MAX = 4096 };

/* A language without a row, in small letters; empty: none is named. */
struct unknown {
	struct str name;
	size_t count; /* of listings */
};

/* A grammar, opened by the first who asks. */
struct slot {
	pthread_mutex_t lock;
	struct arena arena;
	bool tried;
	bool too_much; /* some code was too long for it */
	struct grammar grammar;
};

struct highlight {
	struct str folder; /* of the grammars */
	struct slot slots[LANGUAGE_GRAMMARS];
	struct code_cache cache;
	pthread_mutex_t lock; /* of what follows */
	struct arena arena;
	struct map
	        listings; /* keys of those below, each counted once however often it is written */
	array_of(struct unknown) unknown;
};

static _Thread_local size_t gaps;

struct highlight *
highlight_open(struct arena *arena)
{
	struct highlight *highlight = arena_new(arena, struct highlight);
	highlight->folder = grammar_folder(arena);
	/* Without a parser nothing is kept: colours would come and go with what another kith has found. */
	struct hash state = { 0, 0 };
	if (syntax_is_there())
		state = grammar_state(highlight->folder);
	if (state.high || state.low)
		state = hash_join(state, capture_state());
	code_cache_init(&highlight->cache, state);
	pthread_mutex_init(&highlight->lock, NULL);
	for (size_t i = 0; i < LANGUAGE_GRAMMARS; i++)
		pthread_mutex_init(&highlight->slots[i].lock, NULL);
	return highlight;
}

void
highlight_close(struct highlight *highlight)
{
	for (size_t i = 0; i < LANGUAGE_GRAMMARS; i++) {
		struct slot *slot = &highlight->slots[i];
		grammar_close(&slot->grammar);
		arena_free(&slot->arena);
		pthread_mutex_destroy(&slot->lock);
	}
	code_cache_free(&highlight->cache);
	arena_free(&highlight->arena);
	pthread_mutex_destroy(&highlight->lock);
}

void
highlight_load(struct highlight *highlight, int root)
{
	code_cache_load(&highlight->cache, root);
}

void
highlight_save(struct highlight *highlight, int root, bool some)
{
	code_cache_save(&highlight->cache, root, some);
}

/* --- code ---------------------------------------------------------------------------------- */

static const struct syntax *
open_syntax(struct highlight *highlight, enum language_grammar which)
{
	struct slot *slot = &highlight->slots[which];
	pthread_mutex_lock(&slot->lock);
	if (!slot->tried)
		grammar_open(&slot->grammar, &slot->arena, highlight->folder,
		        language_grammar_names[which]);
	slot->tried = true;
	const struct syntax *syntax = slot->grammar.syntax;
	pthread_mutex_unlock(&slot->lock);
	return syntax;
}

static bool
classify(struct highlight *highlight, enum language_grammar which, struct str text,
        unsigned char *classes)
{
	const struct syntax *syntax = open_syntax(highlight, which);
	struct arena scratch = ARENA_EMPTY;
	bool good = syntax && syntax_classify(syntax, text, &scratch, classes);
	arena_free(&scratch);
	if (syntax && !good) {
		pthread_mutex_lock(&highlight->slots[which].lock);
		highlight->slots[which].too_much = true;
		pthread_mutex_unlock(&highlight->slots[which].lock);
	}
	return good;
}

/* How many bytes a command has, with the lines that a backslash joins to it. */
static size_t
command_len(struct str text)
{
	size_t len = 0;
	for (;;) {
		size_t end = str_find_char(str_skip(text, len), '\n');
		if (end == STR_NONE)
			return text.len;
		len += end + 1;
		if (end == 0 || text.at[len - 2] != '\\')
			return len;
	}
}

/*
 * Prompts and the commands behind them; what commands print is left alone. Each command is parsed on
 * its own, which costs more than its length says, so there is a limit to their number.
 */
static bool
classify_console(struct highlight *highlight, enum language_grammar which, struct str text,
        unsigned char *classes)
{
	const struct str prompt = STR("$ ");
	bool good = true;
	size_t commands = 0;
	for (struct str rest = text; rest.len && commands < COMMANDS_MAX;) {
		unsigned char *at = classes + (rest.at - text.at);
		size_t len = command_len(rest);
		if (str_starts(rest, prompt)) {
			at[0] = CODE_META;
			commands++;
			good = classify(highlight, which, str_slice(rest, prompt.len, len),
			               at + prompt.len) &&
			        good;
		} else {
			size_t end = str_find_char(rest, '\n');
			len = end == STR_NONE ? rest.len : end + 1;
		}
		rest = str_skip(rest, len);
	}
	return good;
}

static int
compare_unknown(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(((const struct unknown *)a)->name, ((const struct unknown *)b)->name);
}

/*
 * The row of a name, made if need be; NULL when the list is full of names before it. Of too many
 * names those that come first in the alphabet are kept: threads meet them in any order.
 */
static struct unknown *
unknown_row(struct highlight *highlight, struct str name)
{
	struct unknown row = { name, 0 };
	struct unknown *at = highlight->unknown.at;
	size_t count = highlight->unknown.len;
	size_t last = 0;
	for (size_t i = 0; i < count; i++) {
		if (str_eq(at[i].name, name))
			return &at[i];
		if (compare_unknown(&at[i], &at[last], NULL) > 0)
			last = i;
	}
	if (count == UNKNOWN_MAX && compare_unknown(&at[last], &row, NULL) < 0)
		return NULL;
	struct unknown *to = count == UNKNOWN_MAX
	        ? &at[last]
	        : array_push(&highlight->arena, &highlight->unknown);
	row.name = str_copy(&highlight->arena, name);
	*to = row;
	return to;
}

/* In small letters, so that it does not matter which spelling a thread met first. */
static struct str
unknown_name(struct str name, char room[static NAME_MAX_LEN])
{
	if (name.len > NAME_MAX_LEN)
		return STR("(a long name)");
	for (size_t i = 0; i < name.len; i++)
		room[i] = ascii_lower(name.at[i]);
	return str_of(room, name.len);
}

static void
note_unknown(struct highlight *highlight, struct str name, struct str text)
{
	struct hash key = hash_join(hash_of(name), hash_of(text));
	struct str view = str_of((const char *)&key, sizeof key);
	char room[NAME_MAX_LEN];
	name = unknown_name(name, room);
	pthread_mutex_lock(&highlight->lock);
	if (!map_find(&highlight->listings, view)) {
		map_put(&highlight->listings, &highlight->arena, str_copy(&highlight->arena, view),
		        NULL);
		struct unknown *row = unknown_row(highlight, name);
		if (row)
			row->count++;
	}
	pthread_mutex_unlock(&highlight->lock);
}

void
highlight_code(void *context, struct str name, struct str text, unsigned char *classes)
{
	struct highlight *highlight = context;
	const struct language *language = language_find(name);
	bool good;
	if (!language) {
		note_unknown(highlight, name, text);
		gaps++;
	}
	if (!language || language->manner == LANGUAGE_IS_PLAIN)
		return;
	struct hash key = hash_join(hash_of(language->name), hash_of(text));
	if (code_cache_get(&highlight->cache, key, classes, text.len))
		return;
	if (language->manner == LANGUAGE_IS_CONSOLE)
		good = classify_console(highlight, language->grammar, text, classes);
	else
		good = classify(highlight, language->grammar, text, classes);
	if (good)
		code_cache_put(&highlight->cache, key, classes, text.len);
	gaps += !good;
}

size_t
highlight_gaps(void)
{
	return gaps;
}

struct hash
highlight_state(const struct highlight *highlight)
{
	return highlight->cache.state;
}

/* --- what to tell -------------------------------------------------------------------------- */

static struct str
describe_unknown(
        struct arena *arena, const struct unknown *unknown, highlight_find *find, void *context)
{
	if (!unknown->name.len)
		return str_format(arena, "%zu without the name of one", unknown->count);
	struct str near = language_nearest(unknown->name);
	struct place place = diag_file(STR_EMPTY);
	if (find)
		place = find(context, unknown->name);
	if (place.path.len && !near.len)
		return str_format(arena, "%zu in \"" STR_FMT "\" (" STR_FMT ":%u)", unknown->count,
		        STR_ARG(unknown->name), STR_ARG(place.path), place.line);
	if (place.path.len)
		return str_format(arena,
		        "%zu in \"" STR_FMT "\" (" STR_FMT ":%u; did you mean \"" STR_FMT "\"?)",
		        unknown->count, STR_ARG(unknown->name), STR_ARG(place.path), place.line,
		        STR_ARG(near));
	if (near.len)
		return str_format(arena, "%zu in \"" STR_FMT "\" (did you mean \"" STR_FMT "\"?)",
		        unknown->count, STR_ARG(unknown->name), STR_ARG(near));
	return str_format(arena, "%zu in \"" STR_FMT "\"", unknown->count, STR_ARG(unknown->name));
}

static void
report_unknown(
        struct highlight *highlight, highlight_find *find, void *context, struct diags *diags)
{
	size_t count = highlight->unknown.len;
	struct str *parts = arena_array(&highlight->arena, struct str, count + 1);
	if (!count)
		return;
	array_sort(highlight->unknown.at, count, sizeof(struct unknown), &highlight->arena,
	        compare_unknown, NULL);
	for (size_t i = 0; i < count; i++)
		parts[i] = describe_unknown(
		        &highlight->arena, &highlight->unknown.at[i], find, context);
	struct str list = str_join(&highlight->arena, parts, count, STR(", "));
	diag_add(diags, DIAG_NOTE, diag_file(STR_EMPTY), STR_EMPTY,
	        "listings whose language is not known have no colours: " STR_FMT, STR_ARG(list));
	diag_help(diags, "\"text\" behind the fence says that there is nothing to colour");
}

/* Those without a grammar, all for the same reason as the first one of them, in one note. */
static void
report_missing(struct highlight *highlight, struct diags *diags)
{
	array_of(struct str) names = { 0 };
	const char *why = NULL;
	for (size_t i = 0; i < LANGUAGE_GRAMMARS; i++) {
		const struct slot *slot = &highlight->slots[i];
		if (!slot->tried || slot->grammar.syntax)
			continue;
		why = why ? why : slot->grammar.why;
		*array_push(&highlight->arena, &names) = language_grammar_names[i];
	}
	if (!names.len)
		return;
	struct str list = str_join(&highlight->arena, names.at, names.len, STR(", "));
	diag_add(diags, DIAG_NOTE, diag_file(STR_EMPTY), STR_EMPTY,
	        "code has no colours in " STR_FMT ": %s", STR_ARG(list), why);
	diag_help(diags, "%s",
	        syntax_is_there()
	                ? "`make grammars`, where kith was built, makes what is missing"
	                : "where kith is built, install tree-sitter with its headers and make it again");
}

static void
report_too_much(struct highlight *highlight, struct diags *diags)
{
	for (size_t i = 0; i < LANGUAGE_GRAMMARS; i++) {
		if (highlight->slots[i].too_much)
			diag_add(diags, DIAG_NOTE, diag_file(STR_EMPTY), STR_EMPTY,
			        "some code in " STR_FMT
			        " is too long or too involved to be coloured",
			        STR_ARG(language_grammar_names[i]));
	}
}

void
highlight_report(
        struct highlight *highlight, highlight_find *find, void *context, struct diags *diags)
{
	report_unknown(highlight, find, context, diags);
	report_missing(highlight, diags);
	report_too_much(highlight, diags);
}

struct str
highlight_version(struct arena *arena)
{
	struct str folder = grammar_folder(arena);
	if (!syntax_is_there())
		return STR("no highlighting: built without tree-sitter");
	if (!folder.len)
		return STR("tree-sitter, no grammars: `make grammars` makes them");
	return str_format(arena, "tree-sitter, grammars in " STR_FMT, STR_ARG(folder));
}
