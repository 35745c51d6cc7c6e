/*
 * Input: a folder, a newline, a link. Whatever they are, what path_check lets pass and what
 * path_resolve returns lies below the root, is within the limits, and does not change when it is
 * checked or resolved again.
 */
#include <stdbool.h>
#include <string.h>

#include "require.h"

#include "base/arena.h"
#include "base/path.h"
#include "base/utf8.h"

/* How a component moves: up, nowhere, or down. */
static int
direction(const char *name, size_t len)
{
	if (len == 2 && memcmp(name, "..", 2) == 0)
		return -1;
	return len == 0 || (len == 1 && name[0] == '.') ? 0 : 1;
}

/* Walks the components, counting how deep it gets; false when that is ever above the start. */
static bool
stays_below(struct str path, long *depth)
{
	size_t from = 0;
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/')
			continue;
		*depth += direction(path.at + from, i - from);
		if (*depth < 0)
			return false;
		from = i + 1;
	}
	return true;
}

/* Every component is a real name. */
static bool
only_names(struct str path)
{
	size_t from = 0;
	for (size_t i = 0; path.len && i <= path.len; i++) {
		if (i < path.len && path.at[i] != '/')
			continue;
		if (direction(path.at + from, i - from) != 1)
			return false;
		from = i + 1;
	}
	return true;
}

static void
check_accepted(struct arena *arena, struct str path)
{
	struct str again;
	if (path_check(path))
		return;
	require(path.len > 0 && path.len <= PATH_MAX_BYTES);
	require(only_names(path));
	require(utf8_invalid(path) == STR_NONE);
	size_t component = 0;
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];
		require(c >= ' ' && c != 0x7f && c != '\\');
		component = c == '/' ? 0 : component + 1;
		require(component <= PATH_COMPONENT_MAX);
	}
	require(path_resolve(arena, STR_EMPTY, path, &again) && str_eq(path, again));
}

static void
check_resolve(struct arena *arena, struct str dir, struct str link)
{
	struct str out, again;
	long depth = 0;
	bool from_root = link.len && link.at[0] == '/';
	bool below = (from_root || stays_below(dir, &depth)) && stays_below(link, &depth);
	require(path_resolve(arena, dir, link, &out) == below);
	if (!below)
		return;
	require(only_names(out));
	require((depth == 0) == (out.len == 0));
	require(out.len <= dir.len + link.len + 1);
	require(path_resolve(arena, STR_EMPTY, out, &again) && str_eq(out, again));
	check_accepted(arena, out);
}

static void
check_parts(struct arena *arena, struct str path)
{
	struct str base = path_base(path), dir = path_dir(path);
	require(path_stem(path).len + path_ext(path).len == base.len);
	require(path_dir(base).len == 0);
	require(str_find_char(base, '/') == STR_NONE);
	require(base.len == path.len || dir.len + 1 + base.len == path.len);
	if (only_names(path))
		require(str_eq(path_join(arena, dir, base), path));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str link = size ? str_of((const char *)data, size) : STR_EMPTY;
	struct str decoded, dir = str_cut(&link, '\n');
	if (!link.at)
		link = STR_EMPTY;
	check_accepted(&arena, dir);
	check_accepted(&arena, link);
	check_resolve(&arena, dir, link);
	check_parts(&arena, dir);
	check_parts(&arena, link);
	if (path_decode(&arena, link, &decoded)) {
		require(decoded.len <= link.len);
		require(str_find_char(decoded, '\0') == STR_NONE);
		require(str_find_char(link, '%') != STR_NONE || str_eq(link, decoded));
		check_accepted(&arena, decoded);
		check_resolve(&arena, dir, decoded);
	}
	arena_free(&arena);
	return 0;
}
