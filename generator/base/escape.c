/*
 * All escapes work alike: a table of 256 entries tells the bytes that may stay, runs of those are
 * copied in one piece, and only the byte that ends a run is looked at. Most text has few of them,
 * so the scan of a run decides the speed of the whole renderer; for HTML it goes by blocks.
 *
 * URL syntax is that of RFC 3986.
 */
#include "base/escape.h"

#include "base/ascii.h"
#include "base/block.h"
#include "base/buf.h"
#include "base/utf8.h"

/* What may stay as it is, one bit per place where text can land. */
enum {
	HTML = 1,
	XML = 2,
	JSON = 4,
	COMPONENT = 8,
	PATH = 16,
	QUERY = 32,
	URL = 64,
	JSON_FILE = 128,

	TEXTUAL = HTML | XML | JSON | JSON_FILE,
	ANY_URL = COMPONENT | PATH | QUERY | URL,
};

#define LETTER (TEXTUAL | ANY_URL)
#define IN_PATH (TEXTUAL | COMPONENT | PATH | URL)

/* Other controls have no row: they may stand nowhere. */
static const unsigned char stays[256] = {
	['\t'] = HTML | XML,
	['\n'] = HTML | XML,
	['\r'] = HTML | XML,
	[' '] = TEXTUAL,
	['!'] = IN_PATH,
	['"'] = 0,
	['#'] = TEXTUAL | URL,
	['$'] = IN_PATH,
	['%'] = TEXTUAL,
	['&'] = JSON_FILE | COMPONENT | PATH | URL,
	['\''] = JSON_FILE | COMPONENT | PATH | URL,
	['(' ... ','] = IN_PATH,
	['-' ... '.'] = LETTER,
	['/'] = TEXTUAL | PATH | URL,
	['0' ... '9'] = LETTER,
	[':'] = IN_PATH,
	[';'] = IN_PATH,
	['<'] = JSON_FILE,
	['='] = IN_PATH,
	['>'] = JSON_FILE,
	['?'] = TEXTUAL | URL,
	['@'] = IN_PATH,
	['A' ... 'Z'] = LETTER,
	['['] = TEXTUAL,
	['\\'] = HTML | XML,
	[']'] = TEXTUAL,
	['^'] = TEXTUAL,
	['_'] = LETTER,
	['`'] = TEXTUAL,
	['a' ... 'z'] = LETTER,
	['{' ... '}'] = TEXTUAL,
	['~'] = LETTER,
	[0x7f] = TEXTUAL,
	[0x80 ... 0xff] = HTML | JSON_FILE,
};

/* --- runs ---------------------------------------------------------------------------------- */

/* Ones where there is & < > " or ', or a control but tab, newline, return. Within two pairs only one bit differs. */
static inline block
special(block b)
{
	block control = (block)(b < ' ') & (block)(b - '\t' > 1) & (block)(b != '\r');
	return control | (block)((b | 1) == '\'') | (block)((b | 2) == '>') | (block)(b == '"');
}

static bool
is_plain(block b)
{
	return block_is_zero(special(b));
}

/* The same in the strings of a JSON file: a control, " or \. */
static inline block
special_json(block b)
{
	return (block)(b < ' ') | (block)(b == '"') | (block)(b == '\\');
}

/* Where blocks are looked at. */
enum { BY_BLOCKS = HTML | XML | JSON_FILE };

/* In XML characters beyond ASCII are looked at one by one. */
static inline block
special_in(block b, unsigned where)
{
	if (where == JSON_FILE)
		return special_json(b);
	return where == XML ? special(b) | (block)(b > 0x7f) : special(b);
}

/* The offset of the first byte from `at` on that may not stay, or the length. */
static inline size_t
run_end(struct str s, size_t at, unsigned where)
{
	const unsigned char *bytes = (const unsigned char *)s.at;
	for (; (where & BY_BLOCKS) && s.len - at >= sizeof(block); at += sizeof(block)) {
		block found = special_in(block_load(bytes + at), where);
		if (!block_is_zero(found))
			return at + block_first(found);
	}
	while (s.len - at >= 4 &&
	        (stays[bytes[at]] & stays[bytes[at + 1]] & stays[bytes[at + 2]] &
	                stays[bytes[at + 3]] & where))
		at += 4;
	while (at < s.len && (stays[bytes[at]] & where))
		at++;
	return at;
}

/* Appends from `s` what may stay, from *at on; *at moves to the byte that may not, or the end. */
static void
put_run(struct buf *out, struct str s, size_t *at, unsigned where)
{
	size_t end = run_end(s, *at, where);
	if (end > *at)
		buf_put(out, str_of(s.at + *at, end - *at));
	*at = end;
}

/* What is written for a byte. */
struct substitute {
	char text[7];
	unsigned char len; /* 0: nothing that a table can tell */
};

static const struct substitute entities[256] = {
	['&'] = { "&amp;", 5 },
	['<'] = { "&lt;", 4 },
	['>'] = { "&gt;", 4 },
	['"'] = { "&#34;", 5 },
	['\''] = { "&#39;", 5 },
};

static const struct substitute in_json[256] = {
	['"'] = { "\\\"", 2 },
	['\\'] = { "\\\\", 2 },
	['\b'] = { "\\b", 2 },
	['\f'] = { "\\f", 2 },
	['\n'] = { "\\n", 2 },
	['\r'] = { "\\r", 2 },
	['\t'] = { "\\t", 2 },
};

/* U+FFFD for a control. */
static struct str
html_entity(char c)
{
	const struct substitute *entity = &entities[(unsigned char)c];
	return entity->len ? str_of(entity->text, entity->len) : STR("\xef\xbf\xbd");
}

/*
 * Copies text while looking at it, as long as a block is left and there is room for it and a substitute.
 * Returns the rest, which may begin with a byte that has none.
 */
static inline struct str
put_blocks(struct buf *out, struct str s, unsigned where, const struct substitute *table)
{
	while (s.len >= sizeof(block) &&
	        out->cap - out->len >= sizeof(block) + sizeof(struct substitute)) {
		block b = block_load(s.at), found = special_in(b, where);
		char *to = out->at + out->len;
		memcpy(to, &b, sizeof b);
		if (block_is_zero(found)) {
			out->len += sizeof b;
			s = str_skip(s, sizeof b);
			continue;
		}
		size_t done = block_first(found);
		const struct substitute *substitute = &table[(unsigned char)s.at[done]];
		out->len += done + substitute->len;
		s = str_skip(s, done + (substitute->len > 0));
		if (!substitute->len)
			break;
		memcpy(to + done, substitute, sizeof *substitute);
	}
	return s;
}

size_t
escape_html_plain(struct str s)
{
	return run_end(s, 0, HTML);
}

/* A text of up to twice the size: its first and last bytes, which are all of it. */
static inline block
copy_ends(char *to, struct str s, size_t size)
{
	uint64_t first = 0, last = 0;
	memcpy(&first, s.at, size);
	memcpy(&last, s.at + s.len - size, size);
	memcpy(to, &first, size);
	memcpy(to + s.len - size, &last, size);
	if (size == 4) { /* no byte of a block may be empty, which is a control */
		first |= first << 32;
		last |= last << 32;
	}
	return (block)(block_words){ first, last };
}

/*
 * Copies text while looking at it, which serves the many short ones without an escape. The last block
 * overlaps the one before; of fewer than sixteen bytes the first and the last eight, or four, are a block.
 * Returns how many bytes are done: all, or those before one that may not stay, or before its block.
 */
static size_t
copy_plain(char *to, struct str s)
{
	size_t at = 0;
	block b;
	if (s.len < sizeof b) {
		b = s.len >= 8 ? copy_ends(to, s, 8) : copy_ends(to, s, 4);
		return is_plain(b) ? s.len : 0;
	}
	for (; s.len - at >= sizeof b; at += sizeof b) {
		b = block_load(s.at + at);
		memcpy(to + at, &b, sizeof b);
		if (!is_plain(b))
			return at + block_first(special(b));
	}
	b = block_load(s.at + s.len - sizeof b);
	memcpy(to + s.len - sizeof b, &b, sizeof b);
	return is_plain(b) ? s.len : at;
}

void
escape_html(struct buf *out, struct str s)
{
	while (s.len >= 4 && s.len <= out->cap - out->len) {
		size_t done = copy_plain(out->at + out->len, s);
		out->len += done;
		if (done == s.len)
			return;
		s = str_skip(s, done);
		if (!(stays[(unsigned char)*s.at] & HTML)) {
			buf_put(out, html_entity(*s.at));
			s = str_skip(s, 1);
		} else if (!done) {
			break;
		}
	}
	size_t at = 0;
	while (put_run(out, s, &at, HTML), at < s.len)
		buf_put(out, html_entity(s.at[at++]));
}

/* At least one character of a text that begins with one that may not stay, and those beyond ASCII after it. */
static size_t
put_xml_chars(struct buf *out, struct str s)
{
	size_t at = 0;
	if ((unsigned char)s.at[0] < 0x80)
		buf_put(out, html_entity(s.at[at++]));
	while (at < s.len && (unsigned char)s.at[at] >= 0x80) {
		uint32_t c = utf8_next(s, &at);
		utf8_put(out, c == 0xfffe || c == 0xffff ? UTF8_REPLACEMENT : c);
	}
	return at;
}

void
escape_xml(struct buf *out, struct str s)
{
	for (size_t at = 0; s = put_blocks(out, s, XML, entities), s.len; at = 0) {
		put_run(out, s, &at, XML);
		s = str_skip(s, at);
		if (s.len)
			s = str_skip(s, put_xml_chars(out, s));
	}
}

static void
put_json_char(struct buf *out, uint32_t c)
{
	if (c < 0x80 && in_json[c].len)
		buf_put(out, str_of(in_json[c].text, in_json[c].len));
	else if (c < 0x80 || c == 0x2028 || c == 0x2029)
		buf_format(out, "\\u%04x", (unsigned)c);
	else
		utf8_put(out, c);
}

void
escape_json(struct buf *out, struct str s)
{
	size_t at = 0;
	while (put_run(out, s, &at, JSON), at < s.len)
		put_json_char(out, utf8_next(s, &at));
}

void
escape_json_file(struct buf *out, struct str s)
{
	for (size_t at = 0; s = put_blocks(out, s, JSON_FILE, in_json), s.len; at = 0) {
		put_run(out, s, &at, JSON_FILE);
		if (at < s.len)
			put_json_char(out, (unsigned char)s.at[at++]);
		s = str_skip(s, at);
	}
}

static void
put_percent(struct buf *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned byte = (unsigned char)c;
	buf_put(out, str_of((char[]){ '%', digits[byte >> 4], digits[byte & 15] }, 3));
}

static void
put_encoded(struct buf *out, struct str s, unsigned where)
{
	size_t at = 0;
	while (put_run(out, s, &at, where), at < s.len)
		put_percent(out, s.at[at++]);
}

void
escape_url_component(struct buf *out, struct str s)
{
	put_encoded(out, s, COMPONENT);
}

void
escape_url_path(struct buf *out, struct str s)
{
	put_encoded(out, s, PATH);
}

void
escape_url_query(struct buf *out, struct str s)
{
	put_encoded(out, s, QUERY);
}

/* Where the host and what belongs to it end; 0 when the URL names no host. */
static size_t
authority_end(struct str url)
{
	size_t slashes = str_find(url, STR("//"));
	bool at_front = slashes == 0 ||
	        (slashes != STR_NONE && url.at[slashes - 1] == ':' &&
	                str_find_char(url, '/') == slashes);
	if (!at_front)
		return 0;
	size_t end = slashes + 2;
	while (end < url.len && !memchr("/?#", url.at[end], 3))
		end++;
	return end;
}

/* Brackets may stand around the address of a host and nowhere else. */
void
escape_url(struct buf *out, struct str s)
{
	size_t host_end = authority_end(s);
	size_t at = 0;
	while (put_run(out, s, &at, URL), at < s.len) {
		char c = s.at[at];
		bool escape = c == '%' && s.len - at > 2 && ascii_is_hex(s.at[at + 1]) &&
		        ascii_is_hex(s.at[at + 2]);
		if (escape || ((c == '[' || c == ']') && at < host_end))
			buf_char(out, c);
		else
			put_percent(out, c);
		at++;
	}
}

/* --- schemes ------------------------------------------------------------------------------- */

enum { SCHEME_MAX = 16 };

/* Browsers drop some white space and controls before they look; dropping all of it errs safely. */
static bool
is_dropped(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f;
}

/*
 * The scheme in lower case, without what is dropped. Returns its length, 0 when there is none; of
 * a longer one than SCHEME_MAX only the beginning is stored.
 */
static size_t
read_scheme(struct str url, char scheme[SCHEME_MAX])
{
	size_t len = 0;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];
		if (is_dropped(c))
			continue;
		if (c == ':')
			return len;
		bool letter = ascii_is_letter(c);
		bool other = ascii_is_digit(c) || c == '+' || c == '-' || c == '.';
		if (!letter && !(other && len))
			return 0;
		if (len < SCHEME_MAX)
			scheme[len] = letter ? (char)(c | 0x20) : c;
		len++;
	}
	return 0;
}

enum scheme_use { NONE, UNKNOWN, LINKS, RUNS };

static const struct {
	struct str name;
	enum scheme_use use;
} schemes[] = {
#define SCHEME(name, use) { STR_INIT(#name), use },
#include "base/scheme.def"
#undef SCHEME
};

static enum scheme_use
use_of(struct str url)
{
	char scheme[SCHEME_MAX];
	size_t len = read_scheme(url, scheme);
	if (!len)
		return NONE;
	for (size_t i = 0; len <= SCHEME_MAX && i < sizeof schemes / sizeof *schemes; i++) {
		if (str_eq(str_of(scheme, len), schemes[i].name))
			return schemes[i].use;
	}
	return UNKNOWN;
}

bool
escape_url_is_safe(struct str url)
{
	enum scheme_use use = use_of(url);
	return use == NONE || use == LINKS;
}

bool
escape_url_runs(struct str url)
{
	return use_of(url) == RUNS;
}

struct str
escape_scheme_runs(struct str name)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (schemes[i].use == RUNS && str_eq(name, schemes[i].name))
			return schemes[i].name;
	}
	return STR_EMPTY;
}

bool
escape_url_is_absolute(struct str url)
{
	char scheme[SCHEME_MAX];
	if (read_scheme(url, scheme))
		return true;
	size_t slashes = 0;
	for (size_t i = 0; i < url.len && slashes < 2; i++) {
		if (is_dropped(url.at[i]))
			continue;
		if (url.at[i] != '/')
			return false;
		slashes++;
	}
	return slashes == 2;
}

bool
escape_url_is_mail(struct str text)
{
	size_t at = str_find_char(text, '@');
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] <= ' ' || text.at[i] == '/' || text.at[i] == ':')
			return false;
	}
	return at != STR_NONE && at > 0 && at + 1 < text.len && str_count_char(text, '@') == 1;
}

static bool
is_file_suffix(struct str suffix)
{
	static const char *const suffixes[] = { "asc", "avif", "css", "csv", "gif", "htm", "html",
		"ico", "ics", "jpeg", "jpg", "js", "json", "md", "mp3", "mp4", "ogg", "pdf", "php",
		"png", "svg", "txt", "wav", "webm", "webp", "xhtml", "xml", "yaml", "zip" };
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (str_eq_nocase(suffix, str_from(suffixes[i])))
			return true;
	}
	return false;
}

/* The last name of a host is of letters: of two or more, and no file is called so when it is alone. */
bool
escape_url_lacks_scheme(struct str url)
{
	struct str rest = url, host = str_cut(&rest, '/');
	size_t dot = str_rfind_char(host, '.');
	struct str last = dot == STR_NONE ? STR_EMPTY : str_skip(host, dot + 1);
	for (size_t i = 0; i < host.len; i++) {
		if (!ascii_is_alnum(host.at[i]) && host.at[i] != '.' && host.at[i] != '-')
			return false;
	}
	for (size_t i = 0; i < last.len; i++) {
		if (!ascii_is_letter(last.at[i]))
			return false;
	}
	return last.len > 1 && dot > 0 && host.at[0] != '.' && (rest.at || !is_file_suffix(last));
}
