#include "config/config_url.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/diag.h"
#include "base/path.h"
#include "config/config.h"

/* --- base_url --------------------------------------------------------------------------------- */

/* What is behind "http://" or "https://"; at == NULL without either. */
static struct str
behind_scheme(struct str url)
{
	size_t colon = str_find(url, STR("://"));
	struct str scheme = str_slice(url, 0, colon);
	if (colon == STR_NONE ||
	        !(str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https"))))
		return (struct str){ 0 };
	return str_skip(url, colon + 3);
}

/* The characters of RFC 3986, 2: unreserved, reserved and the percent sign. */
static bool
is_url_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

static const char *
check_base_path(struct str path)
{
	while (path.at) {
		struct str part = str_cut(&path, '/');
		if (!part.len)
			return "its path has an empty part";
		if (str_is(part, ".") || str_is(part, ".."))
			return "its path has a part \".\" or \"..\"";
	}
	return NULL;
}

static struct str
without_slashes(struct str s)
{
	while (str_ends(s, STR("/")))
		s.len--;
	return s;
}

const char *
config_url_check_base(struct str url)
{
	struct str rest = behind_scheme(url);
	if (!rest.at)
		return "it does not begin with https:// or http://";
	for (size_t i = 0; i < url.len; i++) {
		if (!is_url_char(url.at[i]))
			return "it has a character that has to be encoded in a URL";
	}
	if (str_find_char(rest, '?') != STR_NONE)
		return "it has a query";
	if (str_find_char(rest, '#') != STR_NONE)
		return "it has a fragment";
	rest = without_slashes(rest);
	struct str host = str_cut(&rest, '/');
	if (!host.len)
		return "it names no host";
	if (str_find_char(host, '@') != STR_NONE)
		return "it has a user name";
	return check_base_path(rest);
}

void
config_url_set(struct config *config, struct arena *arena, struct str url)
{
	config->base_url = str_copy(arena, without_slashes(url));
	struct str path = behind_scheme(config->base_url);
	str_cut(&path, '/');
	config->base_path = path.len ? str_format(arena, "/" STR_FMT "/", STR_ARG(path)) : STR("/");
}

bool
config_set_base_url(
        struct config *config, struct arena *arena, struct str base_url, struct diags *diags)
{
	const char *wrong = base_url.len ? config_url_check_base(base_url) : NULL;
	if (wrong) {
		diag_error(diags, diag_file(STR("--base-url")), STR_EMPTY,
		        "\"" STR_FMT "\" cannot be the site's address: %s",
		        STR_ARG(node_brief(base_url)), wrong);
		diag_help(diags, "for example: https://example.org/notes");
		return false;
	}
	config_url_set(config, arena, base_url);
	config->fingerprint = hash_join(config->fingerprint, hash_of(config->base_url));
	return true;
}

/* --- names of hosts and languages ------------------------------------------------------------- */

const char *
config_url_check_domain(struct str domain)
{
	if (domain.len > 253)
		return "it has more than 253 characters";
	while (domain.at) {
		struct str label = str_cut(&domain, '.');
		if (!label.len || label.len > 63)
			return "each of its parts has 1 to 63 characters";
		for (size_t i = 0; i < label.len; i++) {
			bool hyphen = label.at[i] == '-' && i > 0 && i + 1 < label.len;
			if (!ascii_is_alnum(label.at[i]) && !hyphen)
				return "a domain has only letters, digits, hyphens and dots";
		}
	}
	return NULL;
}

bool
config_is_language(struct str tag)
{
	for (bool first = true; tag.at; first = false) {
		struct str part = str_cut(&tag, '-');
		if (part.len < (first ? 2 : 1) || part.len > 8)
			return false;
		for (size_t i = 0; i < part.len; i++) {
			bool digit = ascii_is_digit(part.at[i]);
			if (!ascii_is_alnum(part.at[i]) || (first && digit))
				return false;
		}
	}
	return true;
}

struct str
config_language_named(struct str name)
{
	static const struct {
		const char *name;
		struct str tag;
	} names[] = {
		{ "arabic", STR_INIT("ar") },
		{ "chinese", STR_INIT("zh") },
		{ "czech", STR_INIT("cs") },
		{ "danish", STR_INIT("da") },
		{ "dansk", STR_INIT("da") },
		{ "deutsch", STR_INIT("de") },
		{ "dutch", STR_INIT("nl") },
		{ "english", STR_INIT("en") },
		{ "espanol", STR_INIT("es") },
		{ "finnish", STR_INIT("fi") },
		{ "francais", STR_INIT("fr") },
		{ "french", STR_INIT("fr") },
		{ "german", STR_INIT("de") },
		{ "greek", STR_INIT("el") },
		{ "hebrew", STR_INIT("he") },
		{ "hindi", STR_INIT("hi") },
		{ "italian", STR_INIT("it") },
		{ "italiano", STR_INIT("it") },
		{ "japanese", STR_INIT("ja") },
		{ "korean", STR_INIT("ko") },
		{ "norsk", STR_INIT("nb") },
		{ "polish", STR_INIT("pl") },
		{ "polski", STR_INIT("pl") },
		{ "russian", STR_INIT("ru") },
		{ "spanish", STR_INIT("es") },
		{ "suomi", STR_INIT("fi") },
		{ "svenska", STR_INIT("sv") },
		{ "swedish", STR_INIT("sv") },
		{ "turkish", STR_INIT("tr") },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(name, str_from(names[i].name)))
			return names[i].tag;
	}
	return STR_EMPTY;
}

/* --- permalinks ------------------------------------------------------------------------------- */

/* What a pattern may hold; those from `slug` on tell one page of a section from another. */
static const struct str tokens[] = {
	STR_INIT("section"),
	STR_INIT("sections"),
	STR_INIT("year"),
	STR_INIT("month"),
	STR_INIT("day"),
	STR_INIT("slug"),
	STR_INIT("title"),
	STR_INIT("filename"),
	STR_INIT("name"),
};
enum { TOKENS = sizeof tokens / sizeof *tokens, FIRST_TELLING = 5 };

static size_t
find_token(struct str name)
{
	size_t i = 0;
	while (i < TOKENS && !str_eq(tokens[i], name))
		i++;
	return i;
}

/* Cuts ":name" off what begins with it. */
static struct str
cut_token(struct str *rest)
{
	size_t len = 1;
	while (len < rest->len && rest->at[len] >= 'a' && rest->at[len] <= 'z')
		len++;
	struct str token = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return token;
}

/* The pattern has to be a path whatever its tokens become. */
static const char *
check_pattern_path(struct str pattern)
{
	if (!str_starts(pattern, STR("/")))
		return "it does not begin with \"/\"";
	bool folder = str_ends(pattern, STR("/"));
	if (!folder && !str_ends(pattern, STR(".html")))
		return "it ends neither with \"/\" nor with \".html\"";
	struct str inner = str_slice(pattern, 1, pattern.len - (folder && pattern.len > 1));
	return inner.len && path_check(inner) ? "it cannot be a path" : NULL;
}

const char *
config_url_check_permalink(struct str pattern, struct str *word, struct str *near)
{
	bool telling = false;
	struct str rest = pattern;
	*word = *near = STR_EMPTY;
	for (size_t at; (at = str_find_char(rest, ':')) != STR_NONE;) {
		rest = str_skip(rest, at);
		*word = cut_token(&rest);
		size_t token = find_token(str_skip(*word, 1));
		if (token == TOKENS) {
			*near = diag_nearest(str_skip(*word, 1), tokens, TOKENS);
			return "it is no part of a page's address";
		}
		telling = telling || token >= FIRST_TELLING;
	}
	*word = pattern;
	const char *wrong = check_pattern_path(pattern);
	if (!wrong && !telling)
		wrong = "it gives all pages of the section one address";
	return wrong;
}
