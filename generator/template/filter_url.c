/*
 * Filters for URLs. urlize finds addresses as Jinja does: word by word, with the brackets and full
 * stops around them left outside, and only what looks like a host, an http URL or a mail address.
 */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/unicode.h"
#include "template/vm.h"
#include "template/words.h"

/* --- encoding ------------------------------------------------------------------------------ */

static void
put_path(struct buf *out, struct str s)
{
	while (s.at) {
		escape_url_query(out, str_cut(&s, '/'));
		if (s.at)
			buf_char(out, '/');
	}
}

/* In a query, a blank is "+". */
static void
put_query(struct buf *out, struct str s)
{
	while (s.at) {
		escape_url_query(out, str_cut(&s, ' '));
		if (s.at)
			buf_char(out, '+');
	}
}

/* An entry of a map by its key, or a pair. False after template_fail. */
static bool
entry(struct template_call *call, struct value item, bool is_key, struct value *key,
        struct value *value)
{
	const struct value *items;
	size_t len;
	if (is_key) {
		*key = item;
		*value = subscript_item(call->vm, call->subject, item);
		return true;
	}
	if (!sequence_items(call->vm, item, "a name and a value", &items, &len))
		return false;
	if (len != 2) {
		template_fail(call, "a query is made of names and values, not of %zu items", len);
		return false;
	}
	*key = items[0];
	*value = items[1];
	return true;
}

struct value
filter_urlencode(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct value v = call->subject;
	struct sequence sequence;
	bool is_map = v.kind == VALUE_MAP || !value_is_sequence(v);
	size_t begin = vm_text_begin(vm);
	if (value_is_text(v) || v.kind == VALUE_UNDEFINED || !sequence_of(vm, v, &sequence)) {
		struct str s = repr_str(vm, v);
		put_path(vm->out, s);
		return vm_text_end(vm, begin, VALUE_TEXT);
	}
	for (size_t i = 0; i < sequence.len && vm_charge(vm, 1); i++) {
		struct value key, value;
		if (!entry(call, sequence_at(vm, &sequence, i), is_map, &key, &value))
			break;
		struct str name = repr_str(vm, key), text = repr_str(vm, value);
		if (i)
			buf_char(vm->out, '&');
		put_query(vm->out, name);
		buf_char(vm->out, '=');
		put_query(vm->out, text);
	}
	return vm_text_end(vm, begin, VALUE_TEXT);
}

/* --- what looks like an address ------------------------------------------------------------ */

static bool
is_word(struct str c)
{
	size_t at = 0;
	uint32_t character = utf8_next(c, &at);
	return character == '_' || unicode_is_alnum(character);
}

/* How many bytes of `s` are characters of host names. */
static size_t
label_length(struct str s)
{
	size_t at = 0;
	while (at < s.len) {
		struct str c = words_first(str_skip(s, at));
		if (!is_word(c) && s.at[at] != '-' && s.at[at] != '%')
			break;
		at += c.len;
	}
	return at;
}

static size_t
count_letters(struct str s)
{
	size_t count = 0;
	while (count < s.len && (s.at[count] | 0x20) >= 'a' && (s.at[count] | 0x20) <= 'z')
		count++;
	return count;
}

/* [:port][/?#anything] to the end. */
static bool
is_url_rest(struct str s)
{
	if (s.len && s.at[0] == ':') {
		size_t digits = 1;
		while (digits < s.len && digits < 6 && ascii_is_digit(s.at[digits]))
			digits++;
		if (digits == 1)
			return false;
		s = str_skip(s, digits);
	}
	return !s.len || s.at[0] == '/' || s.at[0] == '?' || s.at[0] == '#';
}

static bool
starts_nocase(struct str s, const char *start)
{
	size_t len = strlen(start);
	return s.len >= len && str_eq_nocase(str_slice(s, 0, len), str_from(start));
}

static bool
is_common_domain(struct str label)
{
	static const struct str domains[] = { STR_INIT("com"), STR_INIT("net"), STR_INIT("int"),
		STR_INIT("edu"), STR_INIT("gov"), STR_INIT("org"), STR_INIT("info"),
		STR_INIT("mil") };
	for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
		if (str_eq_nocase(domains[i], label))
			return true;
	}
	return false;
}

/* A top level of other scripts, as the network has it: xn--something. */
static bool
is_encoded(struct str label)
{
	if (!starts_nocase(label, "xn--"))
		return false;
	struct str name = str_skip(label, 4);
	size_t len = utf8_length(name);
	return len >= 2 && len <= 59 && str_find_char(name, '-') == STR_NONE;
}

static bool
is_number_part(struct str label)
{
	size_t digits = 0;
	while (digits < label.len && ascii_is_digit(label.at[digits]))
		digits++;
	return label.len && digits == label.len && label.len <= 3;
}

/*
 * name.name.tld, or four numbers; behind a scheme or "www." any top level will do, and one name alone,
 * else each name has two letters at least.
 */
static bool
is_host_and_rest(struct str s, bool scheme, bool numbers)
{
	struct str label = STR_EMPTY;
	size_t labels = 0, parts = 0, fitting = 0;
	for (;;) {
		label = str_slice(s, 0, label_length(s));
		if (!label.len)
			return false;
		labels++;
		parts += is_number_part(label);
		fitting += utf8_length(label) >= 2 && utf8_length(label) <= 63;
		s = str_skip(s, label.len);
		if (!s.len || s.at[0] != '.' || !label_length(str_skip(s, 1)))
			break;
		s = str_skip(s, 1);
	}
	if (!is_url_rest(s))
		return false;
	if (numbers && labels == 4 && parts == 4)
		return true;
	bool letters = label.len >= 2 && label.len <= 63 && count_letters(label) == label.len;
	if (scheme)
		return letters || is_encoded(label);
	return labels > 1 && fitting == labels && is_common_domain(label);
}

/* Up to four hexadecimal digits. */
static void
skip_hex(struct str *s)
{
	for (int i = 0; i < 4 && s->len && strchr("0123456789abcdefABCDEF", s->at[0]); i++)
		*s = str_skip(*s, 1);
}

/* [hex:hex:...] and the rest: two groups with their colons, and up to six more. */
static bool
is_v6_and_rest(struct str s)
{
	s = str_skip(s, 1);
	for (int groups = 0; groups < 8; groups++) {
		skip_hex(&s);
		bool colon = s.len && s.at[0] == ':';
		if (!colon && groups < 2)
			return false;
		s = str_skip(s, colon);
	}
	return s.len && s.at[0] == ']' && is_url_rest(str_skip(s, 1));
}

static bool
is_url(struct str s, bool *has_scheme)
{
	size_t scheme = starts_nocase(s, "http://") ? 7 : starts_nocase(s, "https://") ? 8 : 0;
	*has_scheme = str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
	if (scheme && scheme < s.len && s.at[scheme] == '[')
		return is_v6_and_rest(str_skip(s, scheme));
	if (scheme)
		return is_host_and_rest(str_skip(s, scheme), true, true);
	if (starts_nocase(s, "www.") && is_host_and_rest(str_skip(s, 4), true, false))
		return true;
	return is_host_and_rest(s, false, false);
}

/* name@host.tld */
static bool
is_mail(struct str s)
{
	size_t at = str_rfind_char(s, '@');
	if (at == STR_NONE || at == 0)
		return false;
	struct str host = str_skip(s, at + 1), last = STR_EMPTY;
	size_t labels = 0;
	if (!host.len || !is_word(words_first(host)))
		return false;
	while (host.at) {
		last = str_cut(&host, '.');
		if (label_length(last) != last.len || str_find_char(last, '%') != STR_NONE)
			return false;
		labels++;
	}
	return labels > 1 && last.len && str_find_char(last, '-') == STR_NONE;
}

/* --- links --------------------------------------------------------------------------------- */

struct linker {
	struct buf *out;
	struct str attributes;
	bool limited;
	int64_t limit; /* characters shown of a URL; a negative one leaves out so many at its end */
	const struct value *schemes; /* texts */
	size_t scheme_count;
};

static void
put_link(const struct linker *linker, const char *scheme, struct str url, struct str shown,
        bool url_like)
{
	struct buf *out = linker->out;
	int64_t length = (int64_t)utf8_length(shown), limit = linker->limit;
	bool cut = url_like && linker->limited && length > limit;
	if (limit < 0)
		limit = length + limit < 0 ? 0 : length + limit;
	buf_format(out, "<a href=\"%s" STR_FMT "\"", scheme, STR_ARG(url));
	if (url_like)
		buf_put(out, linker->attributes);
	buf_char(out, '>');
	buf_put(out, cut ? utf8_prefix(shown, (size_t)limit) : shown);
	if (cut)
		buf_lit(out, "...");
	buf_lit(out, "</a>");
}

static size_t
count_text(struct str s, const char *text)
{
	return words_count(s, str_from(text));
}

/* Closing brackets at the end belong to the address as far as it has open ones. */
static void
balance(struct str *middle, struct str *tail, const char *open, const char *close)
{
	size_t opened = count_text(*middle, open);
	if (opened <= count_text(*middle, close))
		return;
	for (; opened; opened--) {
		size_t found = str_find(*tail, str_from(close));
		if (found == STR_NONE)
			return;
		found += strlen(close);
		/* Both are parts of one text, side by side. */
		middle->len += found;
		*tail = str_skip(*tail, found);
	}
}

/* Takes what stands around an address from the word: opening brackets before, marks behind it. */
static void
peel(struct str word, struct str *head, struct str *middle, struct str *tail)
{
	size_t from = 0, to = word.len;
	for (;;) {
		struct str rest = str_skip(word, from);
		if (str_starts(rest, STR("(")) || str_starts(rest, STR("<")))
			from++;
		else if (str_starts(rest, STR("&lt;")))
			from += 4;
		else
			break;
	}
	for (;;) {
		struct str rest = str_slice(word, from, to);
		if (str_ends(rest, STR("&gt;")))
			to -= 4;
		else if (rest.len && strchr(")>.,\n", rest.at[rest.len - 1]))
			to--;
		else
			break;
	}
	*head = str_slice(word, 0, from);
	*middle = str_slice(word, from, to);
	*tail = str_skip(word, to);
	balance(middle, tail, "(", ")");
	balance(middle, tail, "<", ">");
	balance(middle, tail, "&lt;", "&gt;");
}

/* A link if the word begins as one of the further schemes has it. */
static void
put_scheme(const struct linker *linker, struct str word)
{
	for (size_t i = 0; i < linker->scheme_count; i++) {
		struct str scheme = value_str(linker->schemes[i]);
		if (!str_starts(word, scheme) || word.len == scheme.len)
			continue;
		struct linker whole = *linker;
		whole.limited = false;
		put_link(&whole, "", word, word, true);
		return;
	}
	buf_put(linker->out, word);
}

static void
put_word(const struct linker *linker, struct str word)
{
	struct str head, middle, tail;
	bool has_scheme;
	peel(word, &head, &middle, &tail);
	buf_put(linker->out, head);
	if (is_url(middle, &has_scheme))
		put_link(linker, has_scheme ? "" : "https://", middle, middle, true);
	else if (str_starts(middle, STR("mailto:")) && is_mail(str_skip(middle, 7)))
		put_link(linker, "", middle, str_skip(middle, 7), false);
	else if (!str_starts(middle, STR("www.")) && !str_starts(middle, STR("@")) &&
	        str_find_char(middle, ':') == STR_NONE && is_mail(middle))
		put_link(linker, "mailto:", middle, middle, false);
	else
		put_scheme(linker, middle);
	buf_put(linker->out, tail);
}

/* The words of rel="...", each once and in order: links to elsewhere are always noopener. */
static void
put_rel(struct template_call *call)
{
	struct str words[16] = { STR("noopener") }, word;
	struct str rest = value_str(call->arguments[3]);
	size_t count = 1;
	if (call_truth(call, 1))
		words[count++] = STR("nofollow");
	while ((word = words_next(&rest)).len && count < sizeof words / sizeof *words)
		words[count++] = word;
	buf_lit(call->vm->out, " rel=\"");
	for (const struct str *last = NULL;;) {
		const struct str *next = NULL;
		for (size_t i = 0; i < count; i++) {
			if ((!last || str_cmp(words[i], *last) > 0) &&
			        (!next || str_cmp(words[i], *next) < 0))
				next = &words[i];
		}
		if (!next)
			break;
		if (last)
			buf_char(call->vm->out, ' ');
		escape_html(call->vm->out, *next);
		last = next;
	}
	buf_char(call->vm->out, '"');
}

static struct str
link_attributes(struct template_call *call)
{
	struct vm *vm = call->vm;
	size_t begin = vm_text_begin(vm);
	put_rel(call);
	if (call_truth(call, 2)) {
		struct str target = call_text(call, 2);
		buf_lit(vm->out, " target=\"");
		vm_escape(vm->out,
		        call->arguments[2].kind == VALUE_MARKUP ? ESCAPE_NONE : ESCAPE_HTML,
		        target);
		buf_char(vm->out, '"');
	}
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

/* [\w.+-]{2,}:/{0,2} */
static bool
is_scheme(struct value v)
{
	struct str s = value_str(v);
	size_t length = 0;
	while (length < s.len) {
		struct str c = words_first(str_skip(s, length));
		if (!is_word(c) && !strchr(".+-", c.at[0]))
			break;
		length += c.len;
	}
	s = str_skip(s, length);
	return length >= 2 && (str_is(s, ":") || str_is(s, ":/") || str_is(s, "://"));
}

/* The schemes that are given. False after template_fail. */
static bool
read_schemes(struct template_call *call, struct linker *linker)
{
	if (!call_truth(call, 4))
		return true;
	if (!sequence_items(call->vm, call->arguments[4], "a list of schemes", &linker->schemes,
	            &linker->scheme_count))
		return false;
	for (size_t i = 0; i < linker->scheme_count; i++) {
		if (is_scheme(linker->schemes[i]))
			continue;
		template_fail(call, "\"" STR_FMT "\" does not begin a URL, as tel: does",
		        STR_ARG(repr_str(call->vm, linker->schemes[i])));
		return false;
	}
	return true;
}

struct value
filter_urlize(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct linker linker = { .out = vm->out, .limited = call->arguments[0].kind != VALUE_NONE };
	struct str rel;
	if (linker.limited && !call_integer(call, 0, &linker.limit))
		return VALUE_UNDEFINED_INIT;
	if (call_truth(call, 3) && !call_only_text(call, 3, &rel))
		return VALUE_UNDEFINED_INIT;
	if (!read_schemes(call, &linker))
		return VALUE_UNDEFINED_INIT;
	linker.attributes = link_attributes(call);
	struct str rest = call->subject.kind == VALUE_MARKUP ? value_str(call->subject)
	                                                     : value_str(filter_forceescape(call));
	size_t begin = vm_text_begin(vm);
	while (rest.len && !vm->out->full) {
		struct str before = rest;
		struct str word = words_next(&rest);
		buf_put(vm->out, str_slice(before, 0, before.len - rest.len - word.len));
		if (word.len)
			put_word(&linker, word);
		else
			break;
	}
	enum value_kind kind = call_escape(call) == ESCAPE_NONE ? VALUE_TEXT : VALUE_MARKUP;
	return vm_text_end(vm, begin, kind);
}
