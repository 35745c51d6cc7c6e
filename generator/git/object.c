/*
 *	commit    "tree " hex LF  ("parent " hex LF)*  "author " name " <" email "> " seconds " " zone LF
 *	          "committer " ... LF  (key " " value LF (" " continued LF)*)*  LF  message
 *	tag       "object " hex LF "type " type LF "tag " name LF ("tagger " ... LF)  LF  message
 *	tree      (mode " " name NUL id[20])*
 *
 * A header's continuation begins with a space, so no line inside a signature can pass for a header.
 */
#include "git/object.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"

enum { TEXT_PROBE_BYTES = 8000 };

bool
object_id_parse(struct str hex, struct object_id *out)
{
	if (hex.len != OBJECT_HEX_LEN && hex.len != OBJECT_LONG_HEX_LEN)
		return false;
	for (size_t i = 0; i < hex.len / 2; i++) {
		int high = ascii_hex_digit(hex.at[2 * i]), low = ascii_hex_digit(hex.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		if (i < OBJECT_ID_LEN)
			out->bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

bool
object_is_hash(struct str text, size_t least)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_hex(text.at[i]))
			return false;
	return text.len >= least && text.len <= OBJECT_LONG_HEX_LEN;
}

bool
object_hash_begins(struct str hash, struct str text)
{
	text = str_slice(text, 0, OBJECT_HEX_LEN);
	return str_eq_nocase(str_slice(hash, 0, text.len), text);
}

struct str
object_id_hex(struct arena *arena, const struct object_id *id)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_array(arena, char, OBJECT_HEX_LEN + 1);
	for (size_t i = 0; i < OBJECT_ID_LEN; i++) {
		out[2 * i] = digits[id->bytes[i] >> 4];
		out[2 * i + 1] = digits[id->bytes[i] & 15];
	}
	return str_of(out, OBJECT_HEX_LEN);
}

/* "+0130" in minutes; 0 for anything that is no time zone on earth, such as "+9999". */
static int
parse_zone(struct str zone)
{
	int64_t number;
	if (zone.len != 5 || (zone.at[0] != '+' && zone.at[0] != '-') ||
	        !str_to_int(str_skip(zone, 1), &number) || number < 0)
		return 0;
	int minutes = (int)(number / 100 * 60 + number % 100);
	if (number % 100 > 59 || minutes > 14 * 60 + 59)
		return 0;
	return zone.at[0] == '-' ? -minutes : minutes;
}

/* Names hold what people type, '<' and '>' included: the last pair of brackets is the address. */
static struct object_person
parse_person(struct str line)
{
	struct object_person person = { STR_EMPTY, STR_EMPTY, 0, 0, false };
	size_t close = str_rfind_char(line, '>');
	if (close == STR_NONE) {
		person.name = str_trim(line);
		return person;
	}
	struct str who = str_slice(line, 0, close);
	size_t open = str_rfind_char(who, '<');
	person.name = str_trim(open == STR_NONE ? who : str_slice(who, 0, open));
	person.email = open == STR_NONE ? STR_EMPTY : str_trim(str_skip(who, open + 1));

	struct str when = str_trim(str_skip(line, close + 1));
	person.dated = str_to_int(str_cut(&when, ' '), &person.seconds);
	if (!person.dated)
		person.seconds = 0;
	else if (when.at)
		person.offset = parse_zone(when);
	return person;
}

/* The value of a line `key value`; at is NULL when the line has another key. */
static struct str
header_value(struct str line, struct str key)
{
	if (!str_starts(line, key))
		return str_of(NULL, 0);
	return str_skip(line, key.len);
}

static void
parse_header(struct arena *arena, struct str line, struct object_commit *out)
{
	struct str value;
	struct object_id parent;
	if ((value = header_value(line, STR("parent "))).at) {
		if (object_id_parse(value, &parent) && out->parents.len < OBJECT_PARENTS_MAX)
			*array_push(arena, &out->parents) = parent;
	} else if ((value = header_value(line, STR("author "))).at) {
		out->author = parse_person(value);
	} else if ((value = header_value(line, STR("committer "))).at) {
		out->committer = parse_person(value);
	} else if ((value = header_value(line, STR("encoding "))).at) {
		out->encoding = str_trim(value);
	}
}

bool
object_commit_parse(struct arena *arena, struct str bytes, struct object_commit *out)
{
	*out = (struct object_commit){ .message = STR_EMPTY, .encoding = STR_EMPTY };
	out->author = out->committer = parse_person(STR_EMPTY);
	struct str rest = bytes;
	struct str tree = header_value(str_cut(&rest, '\n'), STR("tree "));
	if (!tree.at || !object_id_parse(tree, &out->tree))
		return false;
	while (rest.at) {
		struct str line = str_cut(&rest, '\n');
		if (line.len == 0)
			break;
		parse_header(arena, line, out);
	}
	if (rest.at)
		out->message = rest;
	return true;
}

bool
object_tag_parse(struct str bytes, struct object_tag *out)
{
	*out = (struct object_tag){ .tagger = parse_person(STR_EMPTY), .message = STR_EMPTY };
	struct str rest = bytes;
	struct str target = header_value(str_cut(&rest, '\n'), STR("object "));
	if (!target.at || !object_id_parse(target, &out->target))
		return false;
	while (rest.at) {
		struct str line = str_cut(&rest, '\n');
		if (line.len == 0)
			break;
		struct str tagger = header_value(line, STR("tagger "));
		if (tagger.at)
			out->tagger = parse_person(tagger);
	}
	if (rest.at)
		out->message = rest;
	return true;
}

/* As git does: an unknown type is a module, which nothing looks into. */
static enum object_mode
mode_of(unsigned mode)
{
	switch (mode & 0170000) {
	case 0100000: return mode & 0100 ? OBJECT_EXECUTABLE : OBJECT_FILE;
	case 0120000: return OBJECT_LINK;
	case 0040000: return OBJECT_FOLDER;
	default: return OBJECT_MODULE;
	}
}

/* The next entry of a tree whose ids have so many bytes. */
static inline bool
next_entry(struct object_tree *tree, size_t id_len, struct object_entry *out)
{
	const char *start = tree->bytes.at + tree->at;
	size_t left = tree->bytes.len - tree->at, at = 0;
	if (left == 0 || tree->damaged)
		return false;

	tree->damaged = true;
	unsigned mode = 0;
	for (; at < left && at < 7 && start[at] >= '0' && start[at] <= '7'; at++)
		mode = mode * 8 + (unsigned)(start[at] - '0');
	if (at == 0 || at == left || start[at] != ' ')
		return false;
	const char *name = start + at + 1;
	const char *end = memchr(name, '\0', left - at - 1);
	if (!end || end == name || (size_t)(start + left - end) < 1 + id_len)
		return false;
	out->name = str_of(name, (size_t)(end - name));
	if (str_find_char(out->name, '/') != STR_NONE)
		return false;
	memcpy(out->id.bytes, end + 1, OBJECT_ID_LEN);
	out->mode = mode_of(mode);
	out->start = tree->at;
	tree->at += (size_t)(end - start) + 1 + id_len;
	tree->damaged = false;
	return true;
}

bool
object_tree_next(struct object_tree *tree, struct object_entry *out)
{
	return next_entry(tree, OBJECT_ID_LEN, out);
}

void
object_tree_shorten(struct str tree, struct buf *out)
{
	struct object_tree walk = { .bytes = tree };
	struct object_entry entry;
	while (next_entry(&walk, OBJECT_LONG_LEN, &entry))
		buf_put(out,
		        str_slice(tree, entry.start, walk.at - (OBJECT_LONG_LEN - OBJECT_ID_LEN)));
	if (walk.damaged)
		buf_char(out, '!'); /* which begins no entry */
}

int
object_entry_cmp(const struct object_entry *a, const struct object_entry *b)
{
	size_t common = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.at, b->name.at, common);
	if (order)
		return order;
	/* One name begins the other: compare what follows it, which for a folder is '/'. */
	int next_a = a->name.len > common  ? (unsigned char)a->name.at[common]
	        : a->mode == OBJECT_FOLDER ? '/'
	                                   : 0;
	int next_b = b->name.len > common  ? (unsigned char)b->name.at[common]
	        : b->mode == OBJECT_FOLDER ? '/'
	                                   : 0;
	return (next_a > next_b) - (next_a < next_b);
}

bool
object_name_is_safe(struct str name)
{
	return !str_is(name, ".") && !str_is(name, "..") && !str_eq_nocase(name, STR(".git"));
}

bool
object_is_text(struct str bytes)
{
	return str_find_char(str_slice(bytes, 0, TEXT_PROBE_BYTES), '\0') == STR_NONE &&
	        !str_starts(bytes, STR("version https://git-lfs.github.com/spec/"));
}
