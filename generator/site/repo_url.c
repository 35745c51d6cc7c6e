#include "site/repo_url.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/hash.h"
#include "base/path.h"

enum {
	URL_MAX_BYTES = 1000,
	HASH_DIGITS = 12,
	NAME_MAX_BYTES = PATH_COMPONENT_MAX - HASH_DIGITS - 1
};

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

/* What a person knows it by: host and path, with one '-' for all that would be odd in a name. */
static struct str
readable_name(struct arena *arena, struct str url)
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
	for (size_t i = 0; i < whole.len && len < NAME_MAX_BYTES; i++) {
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
repo_url_name(struct arena *arena, struct str url)
{
	char digits[HASH_HEX_LEN];
	hash_hex(hash_of(url), digits);
	return str_format(arena, STR_FMT "-" STR_FMT,
	        STR_ARG(readable_name(arena, repo_url_public(arena, url))),
	        STR_ARG(str_of(digits, HASH_DIGITS)));
}

/* --- what others may see ------------------------------------------------------------------------- */

static bool
is_digits(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_digit(text.at[i]))
			return false;
	return true;
}

/* "host", "host:443", "[::1]:443"? Else what stands there may be the half of a password with a '/' in it. */
static bool
is_host(struct str host)
{
	size_t colon = str_rfind_char(host, ':');
	if (str_starts(host, STR("[")))
		return true;
	return colon == STR_NONE || is_digits(str_skip(host, colon + 1));
}

/* Where the host begins in what follows "://". */
static size_t
host_start(struct str rest)
{
	size_t end = 0, at;
	while (end < rest.len && !memchr("/?#", rest.at[end], 3))
		end++;
	at = str_rfind_char(str_slice(rest, 0, end), '@');
	size_t start = at == STR_NONE ? 0 : at + 1;
	if (is_host(str_slice(rest, start, end)))
		return start;
	at = str_rfind_char(rest, '@');
	return at == STR_NONE ? rest.len : at + 1;
}

/* The same in the short form: behind the last '@' that has a ':' after it. */
static size_t
short_host_start(struct str url)
{
	size_t colon = str_rfind_char(url, ':');
	size_t at = colon == STR_NONE ? STR_NONE : str_rfind_char(str_slice(url, 0, colon), '@');
	return at == STR_NONE ? 0 : at + 1;
}

static size_t
path_end(struct str rest)
{
	size_t end = 0;
	while (end < rest.len && rest.at[end] != '?' && rest.at[end] != '#')
		end++;
	return end;
}

struct str
repo_url_public(struct arena *arena, struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	if (scheme == STR_NONE)
		return str_skip(url, short_host_start(url));
	struct str rest = str_skip(url, scheme + 3);
	rest = str_skip(rest, host_start(rest));
	rest = str_slice(rest, 0, path_end(rest));
	return str_format(
	        arena, STR_FMT "://" STR_FMT, STR_ARG(str_slice(url, 0, scheme)), STR_ARG(rest));
}

bool
repo_url_has_secret(struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	if (scheme == STR_NONE)
		return str_find_char(str_slice(url, 0, short_host_start(url)), ':') != STR_NONE;
	struct str rest = str_skip(url, scheme + 3);
	size_t host = host_start(rest);
	struct str name = str_slice(url, 0, scheme);
	bool web = str_eq_nocase(name, STR("https")) || str_eq_nocase(name, STR("http"));
	if (host && (web || str_find_char(str_slice(rest, 0, host), ':') != STR_NONE))
		return true;
	rest = str_skip(rest, host);
	return path_end(rest) < rest.len;
}

/* An address in a sentence goes up to a blank, but for the marks of the sentence before that. */
static size_t
word_end(struct str text, size_t start)
{
	size_t end = start;
	while (end < text.len && (unsigned char)text.at[end] > ' ')
		end++;
	while (end > start && strchr("'\">)`:;,.", text.at[end - 1]))
		end--;
	return end;
}

struct str
repo_url_hide(struct arena *arena, struct str text)
{
	struct str out = STR_EMPTY;
	size_t mark;
	while ((mark = str_find(text, STR("://"))) != STR_NONE) {
		size_t start = mark, end = word_end(text, mark + 3);
		while (start > 0 && ascii_is_letter(text.at[start - 1]))
			start--;
		struct str address = repo_url_public(arena, str_slice(text, start, end));
		out = str_format(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(out),
		        STR_ARG(str_slice(text, 0, start)), STR_ARG(address));
		text = str_skip(text, end);
	}
	return out.len ? str_format(arena, STR_FMT STR_FMT, STR_ARG(out), STR_ARG(text)) : text;
}

struct str
repo_url_clone(struct arena *arena, struct str url)
{
	return path_join(arena, STR(".kith/repos"), repo_url_name(arena, url));
}
