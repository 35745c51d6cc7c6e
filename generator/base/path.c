#include "base/path.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"

/* Git refuses to store a folder of its own name in any case, and nobody should publish one. */
static bool
is_git(struct str name)
{
	return str_eq_nocase(name, STR(".git"));
}

static bool
has_control(struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];
		if (c < 0x20 || c == 0x7f)
			return true;
		/* U+0080 to U+009F; the encoding is known to be valid by now */
		if (c == 0xc2 && (unsigned char)path.at[i + 1] < 0xa0)
			return true;
	}
	return false;
}

static const char *
check_component(struct str name)
{
	if (!name.len)
		return "has an empty component";
	if (str_is(name, ".") || str_is(name, ".."))
		return "has a component \".\" or \"..\"";
	if (is_git(name))
		return "has a component \".git\"";
	if (name.len > PATH_COMPONENT_MAX)
		return "has a component of more than 240 bytes";
	return NULL;
}

const char *
path_check(struct str path)
{
	if (!path.len)
		return "is empty";
	if (path.len > PATH_MAX_BYTES)
		return "has more than 1,000 bytes";
	if (path.at[0] == '/')
		return "is absolute";
	if (utf8_invalid(path) != STR_NONE)
		return "is not valid UTF-8";
	if (str_find_char(path, '\\') != STR_NONE)
		return "has a backslash";
	if (has_control(path))
		return "has a control character";
	while (path.at) {
		const char *wrong = check_component(str_cut(&path, '/'));
		if (wrong)
			return wrong;
	}
	return NULL;
}

struct str
path_dir(struct str path)
{
	size_t slash = str_rfind_char(path, '/');
	return slash == STR_NONE ? STR_EMPTY : str_slice(path, 0, slash);
}

struct str
path_base(struct str path)
{
	size_t slash = str_rfind_char(path, '/');
	return slash == STR_NONE ? path : str_skip(path, slash + 1);
}

/* Where the extension begins within a base name, or its length; leading dots belong to the name. */
static size_t
ext_start(struct str base)
{
	size_t dot = str_rfind_char(base, '.');
	for (size_t i = 0; dot != STR_NONE && i < dot; i++) {
		if (base.at[i] != '.')
			return dot;
	}
	return base.len;
}

struct str
path_stem(struct str path)
{
	struct str base = path_base(path);
	return str_slice(base, 0, ext_start(base));
}

struct str
path_ext(struct str path)
{
	struct str base = path_base(path);
	return str_skip(base, ext_start(base));
}

bool
path_is_markdown(struct str path)
{
	struct str ext = path_ext(path);
	return str_is(ext, ".md") || str_is(ext, ".markdown");
}

struct str
path_join(struct arena *arena, struct str a, struct str b)
{
	if (!a.len || !b.len)
		return str_copy(arena, a.len ? a : b);
	bool slash = a.at[a.len - 1] == '/';
	return str_join(arena, (struct str[]){ a, b }, 2, slash ? STR_EMPTY : STR("/"));
}

/* Applies the components of `path` to the `len` bytes of `out`, which is "" or "a/b". */
static bool
apply(char *out, size_t *len, struct str path)
{
	while (path.at) {
		struct str name = str_cut(&path, '/');
		if (!name.len || str_is(name, "."))
			continue;
		if (str_is(name, "..")) {
			if (!*len)
				return false;
			size_t slash = str_rfind_char(str_of(out, *len), '/');
			*len = slash == STR_NONE ? 0 : slash;
			continue;
		}
		if (*len)
			out[(*len)++] = '/';
		memcpy(out + *len, name.at, name.len);
		*len += name.len;
	}
	return true;
}

bool
path_resolve(struct arena *arena, struct str dir, struct str link, struct str *out)
{
	if (link.len && link.at[0] == '/')
		dir = STR_EMPTY;
	if (dir.len > PTRDIFF_MAX - 2 - link.len)
		arena_exhausted();
	char *text = arena_bytes(arena, dir.len + link.len + 2, 1);
	size_t len = 0;
	if (!apply(text, &len, dir) || !apply(text, &len, link))
		return false;
	text[len] = '\0';
	*out = str_of(text, len);
	return true;
}

bool
path_is_below(struct str folder, struct str path)
{
	return !folder.len ||
	        (str_starts(path, folder) && path.len > folder.len && path.at[folder.len] == '/');
}

bool
path_behind(struct str path, struct str folder, struct str *behind)
{
	struct str rest = path;

	while (rest.len) {
		struct str name = str_slice(rest, 0, str_find_char(rest, '/'));

		if (name.len == rest.len)
			break;
		rest = str_skip(rest, name.len + 1);
		if (str_eq(name, folder)) {
			*behind = rest;
			return true;
		}
	}
	*behind = STR_EMPTY;
	return false;
}

bool
path_decode(struct arena *arena, struct str url, struct str *out)
{
	char *text = str_terminated(arena, url);
	size_t len = 0;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];
		if (c == '%') {
			int high = url.len - i > 2 ? ascii_hex_digit(url.at[i + 1]) : -1;
			int low = high >= 0 ? ascii_hex_digit(url.at[i + 2]) : -1;
			if (low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (!c)
			return false;
		text[len++] = c;
	}
	text[len] = '\0';
	*out = str_of(text, len);
	return true;
}
