#include "site/repo_url.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/path.h"

enum { URL_MAX_BYTES = 1000 };

/* An address taken apart: scheme "https", user "git", host "example.org:443", path "ada/quill.git". */
struct parts {
	struct str scheme, user, host, path;
};

static bool
is_short_form(struct str text)
{
	size_t colon = str_find_char(text, ':'), slash = str_find_char(text, '/');
	return colon != STR_NONE && colon > 1 && (slash == STR_NONE || colon < slash);
}

bool
repo_url_is(struct str text)
{
	return str_find(text, STR("://")) != STR_NONE || str_find(text, STR("::")) != STR_NONE ||
	        is_short_form(text);
}

static struct parts
take_apart(struct str url)
{
	struct parts parts = { STR("ssh"), STR_EMPTY, url, STR_EMPTY };
	size_t scheme = str_find(url, STR("://"));
	char end = ':';
	if (scheme != STR_NONE) {
		parts.scheme = str_slice(url, 0, scheme);
		url = str_skip(url, scheme + 3);
		end = '/';
	}
	parts.host = str_cut(&url, end);
	parts.path = url.at ? url : STR_EMPTY;
	size_t at = str_rfind_char(parts.host, '@');
	if (at != STR_NONE) {
		parts.user = str_slice(parts.host, 0, at);
		parts.host = str_skip(parts.host, at + 1);
	}
	return parts;
}

static bool
has_odd_characters(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.at[i];
		if (c <= ' ' || c == 0x7F || c == '\\' || c == '"')
			return true;
	}
	return false;
}

/* git and ssh are told where options end, but older ones were not careful. */
static bool
may_be_option(struct str part)
{
	return str_starts(part, STR("-"));
}

const char *
repo_url_check(struct str url)
{
	static const struct str schemes[] = { STR_INIT("https"), STR_INIT("ssh"), STR_INIT("git"),
		STR_INIT("file") };
	struct parts parts = take_apart(url);
	bool known = false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		known = known || str_eq_nocase(parts.scheme, schemes[i]);
	if (url.len > URL_MAX_BYTES)
		return "is too long";
	if (has_odd_characters(url))
		return "has a blank, a quotation mark, a backslash or a control character in it";
	if (str_find(url, STR("::")) != STR_NONE || !known)
		return "has a protocol that kith does not use";
	if (may_be_option(url) || may_be_option(parts.user) || may_be_option(parts.host) ||
	        may_be_option(parts.path))
		return "has a part that begins with '-'";
	if (parts.host.len == 0 && !str_eq_nocase(parts.scheme, STR("file")))
		return "has no host";
	return parts.path.len == 0 ? "names a host and no repository" : NULL;
}

struct str
repo_url_name(struct arena *arena, struct str url)
{
	struct parts parts = take_apart(url);
	struct str path = parts.path;
	while (str_ends(path, STR("/")))
		path.len--;
	if (str_ends(path, STR(".git")))
		path.len -= STR(".git").len;
	struct str whole = path_join(arena, parts.host, path);
	char *name = arena_array(arena, char, whole.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < whole.len && len < PATH_COMPONENT_MAX; i++) {
		char c = whole.at[i];
		bool plain = ascii_is_alnum(c) || c == '_' ||
		        (c == '.' && len && ascii_is_alnum(name[len - 1]));
		if (plain)
			name[len++] = c;
		else if (len && name[len - 1] != '-')
			name[len++] = '-';
	}
	return len ? str_of(name, len) : STR("repository");
}

struct str
repo_url_public(struct arena *arena, struct str url)
{
	struct parts parts = take_apart(url);
	if (str_find(url, STR("://")) == STR_NONE)
		return url;
	return str_format(arena, STR_FMT "://" STR_FMT "/" STR_FMT, STR_ARG(parts.scheme),
	        STR_ARG(parts.host), STR_ARG(parts.path));
}

struct str
repo_url_clone(struct arena *arena, struct str url)
{
	return path_join(arena, STR(".kith/repos"), repo_url_name(arena, url));
}
