#include "activity/code_language.h"

#include <errno.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "git/tree_cache.h"
#include "git/tree_diff.h"

/* git takes a file for a binary one when a NUL is among so many bytes. */
enum { BINARY_PROBE = 8000 };

struct row {
	struct str key, language;
};

static const struct row suffixes[] = {
#define SUFFIX(suffix, language) { STR_INIT(suffix), STR_INIT(language) },
#include "activity/suffix.def"
};

static const struct row names[] = {
#define WHOLE_NAME(name, language) { STR_INIT(name), STR_INIT(language) },
#include "activity/suffix.def"
};

static const struct str asides[] = {
#define ASIDE(folder) STR_INIT(folder),
#include "activity/suffix.def"
};

static bool
is_aside(struct str folder)
{
	for (struct str rest = folder; rest.at && folder.len;) {
		struct str part = str_cut(&rest, '/');
		for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
			if (str_eq(part, asides[i]))
				return true;
	}
	return false;
}

/* The language of a path; empty for one that is not code, or lies in a folder of others' work. */
static struct str
language_of(struct str path)
{
	struct str base = path_base(path), ext = path_ext(path);
	if (is_aside(path_dir(path)) || str_ends(base, STR(".min.js")) ||
	        str_ends(base, STR(".min.css")))
		return STR_EMPTY;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(base, names[i].key))
			return names[i].language;
	for (size_t i = 0; ext.len && i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_eq_nocase(str_skip(ext, 1), suffixes[i].key))
			return suffixes[i].language;
	return STR_EMPTY;
}

struct counter {
	struct arena *arena;
	struct arena scratch;
	const struct repo *repo;
	code_language_list list;
	repo_ids *missing;
};

static struct code_language *
language_named(struct counter *counter, struct str name)
{
	for (size_t i = 0; i < counter->list.len; i++)
		if (str_eq(counter->list.at[i].name, name))
			return &counter->list.at[i];
	struct code_language *language = array_push(counter->arena, &counter->list);
	language->name = name;
	return language;
}

static uint64_t
count_lines(struct str text)
{
	return str_count_char(text, '\n') + (text.len && text.at[text.len - 1] != '\n');
}

static void
count_file(struct counter *counter, const struct tree_change *file)
{
	struct str name = language_of(file->path);
	bool plain = file->after_mode == OBJECT_FILE || file->after_mode == OBJECT_EXECUTABLE;
	struct repo_object object;
	if (!plain || name.len == 0)
		return;
	int error = repo_read(counter->repo, &file->after, CODE_LANGUAGE_FILE_MAX, &object);
	if (error == -ENOENT)
		*array_push(counter->arena, counter->missing) = file->after;
	if (error < 0)
		return;
	if (!memchr(object.bytes.at, '\0',
	            object.bytes.len < BINARY_PROBE ? object.bytes.len : BINARY_PROBE)) {
		struct code_language *language = language_named(counter, name);
		language->files++;
		language->bytes += object.bytes.len;
		language->lines += count_lines(object.bytes);
	}
	repo_release(&object);
}

static int
by_bytes(const void *a, const void *b, void *context)
{
	(void)context;
	const struct code_language *x = a, *y = b;
	if (x->bytes != y->bytes)
		return x->bytes < y->bytes ? 1 : -1;
	return str_cmp(x->name, y->name);
}

void
code_language_share(code_language_list *list)
{
	uint64_t all = 0;
	for (size_t i = 0; i < list->len; i++)
		all += list->at[i].bytes;
	for (size_t i = 0; i < list->len && all; i++) {
		double mille = 1000.0 * (double)list->at[i].bytes / (double)all;
		list->at[i].share = (double)(int64_t)(mille + 0.5) / 10;
	}
}

code_language_list
code_language_count(struct arena *arena, const struct repo *repo, const struct object_id *tree,
        repo_ids *missing)
{
	struct counter counter = { .arena = arena, .repo = repo, .missing = missing };
	struct tree_cache *cache = tree_cache_make(&counter.scratch, repo, 0);
	tree_changes files = { NULL, 0, 0 };
	size_t steps = 0;
	*missing = (repo_ids){ NULL, 0, 0 };
	if (tree_diff_run(&counter.scratch, cache, tree, NULL, 0, &files, &steps))
		for (size_t i = 0; i < files.len; i++)
			count_file(&counter, &files.at[i]);
	tree_cache_clear(cache);
	arena_free(&counter.scratch);
	if (missing->len)
		return (code_language_list){ NULL, 0, 0 };
	array_sort(
	        counter.list.at, counter.list.len, sizeof *counter.list.at, arena, by_bytes, NULL);
	code_language_share(&counter.list);
	return counter.list;
}

struct str
code_language_known(struct str name)
{
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_eq_nocase(suffixes[i].language, name))
			return suffixes[i].language;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_nocase(names[i].language, name))
			return names[i].language;
	return STR_EMPTY;
}
