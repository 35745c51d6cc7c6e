#include "highlight/grammar.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/program.h"
#include "highlight/syntax.h"

#ifndef KITH_LIBDIR
#define KITH_LIBDIR "/usr/local/lib"
#endif

enum { QUERY_MAX = 1 << 20, STATE_MAX = 4096 };

static bool
is_folder(struct str path)
{
	int fd;
	if (fs_open_root(path, &fd) != 0)
		return false;
	fs_close(fd);
	return true;
}

struct str
grammar_folder(struct arena *arena)
{
	struct str told = str_from(getenv("KITH_GRAMMARS"));
	struct str installed = STR(KITH_LIBDIR "/kith/grammars");
	if (told.len)
		return told.at[0] == '/' && is_folder(told) ? str_copy(arena, told) : STR_EMPTY;
	if (is_folder(installed))
		return installed;
	struct str tree = program_tree(arena);
	struct str built = tree.len ? path_join(arena, tree, STR("build/grammars")) : STR_EMPTY;
	return built.len && is_folder(built) ? built : STR_EMPTY;
}

struct hash
grammar_state(struct str folder)
{
	struct arena arena = ARENA_EMPTY;
	struct str state;
	struct hash hash = { 0, 0 };
	if (folder.len &&
	        fs_read_named(path_join(&arena, folder, STR("made")), &arena, STATE_MAX, &state) ==
	                0)
		hash = hash_join(hash_of(folder), hash_of(state));
	arena_free(&arena);
	return hash;
}

/* The function of a module that gives its grammar; NULL when there is no such module. */
static syntax_grammar *
find_function(void **module, struct arena *arena, struct str folder, struct str name)
{
	struct str path =
	        str_format(arena, STR_FMT "/" STR_FMT ".so", STR_ARG(folder), STR_ARG(name));
	struct str symbol = str_format(arena, "tree_sitter_" STR_FMT, STR_ARG(name));
	syntax_grammar *function = NULL;
	struct fs_stat stat;
	(void)fs_stat_named(path, &stat); /* so that who watches knows of one that is not there */
	*module = dlopen(str_terminated(arena, path), RTLD_NOW | RTLD_LOCAL);
	void *found = *module ? dlsym(*module, str_terminated(arena, symbol)) : NULL;
	memcpy(&function, &found, sizeof function);
	return function;
}

void
grammar_open(struct grammar *grammar, struct arena *arena, struct str folder, struct str name)
{
	struct str query, path;
	*grammar = (struct grammar){ .why = "its grammar is not installed" };
	if (!syntax_is_there())
		grammar->why = "this kith was built without tree-sitter";
	if (!syntax_is_there() || !folder.len)
		return;
	syntax_grammar *function = find_function(&grammar->module, arena, folder, name);
	path = str_format(arena, STR_FMT "/" STR_FMT ".scm", STR_ARG(folder), STR_ARG(name));
	if (function && fs_read_named(path, arena, QUERY_MAX, &query) == 0)
		grammar->syntax = syntax_make(arena, function, query, &grammar->why);
}

void
grammar_close(struct grammar *grammar)
{
	if (grammar->syntax)
		syntax_drop(grammar->syntax);
	if (grammar->module)
		dlclose(grammar->module);
}
