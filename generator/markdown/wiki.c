/*
 * The brackets are found in a piece of text, the rest is read in the source, because the parser may
 * have seen other things in a name. It counts when nothing but pieces of text, references and
 * emphasis lies between the brackets on the tape; a label may have further spans, but whole ones:
 *
 *	[[__init__|the *first* file]] here
 *	  '------'                          target: out of the source
 *	           '--------------'         label:  events between, the first and last cut to fit
 *
 * Nothing of a link stands behind another "[[" or a line's end, so that no text is read twice.
 */
#include "markdown/wiki.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/entity.h"
#include "base/str.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum {
	TARGET_MAX = 1000 /* bytes */,
	LABEL_MAX = 4000,
	REFERENCE_MAX = 40,
	SIZE_MAX_LEN = 11,
	SIZE_LIST_MAX = 64
};

/* A link in the source: offsets of it, of its target, of its label and of what follows it. */
struct wiki {
	size_t begin, target, target_end, label, label_end, end;
	struct tape_event last; /* the piece of text that it ends in */
	struct str size;        /* of an image: "300", "300x200" or empty */
};

struct pass {
	const struct tape *tape;
	struct tape_writer *out;
	struct tape_reader reader;
	struct buf target, size;
};

/* --- finding ------------------------------------------------------------------------------- */

/* The offset of a bar in [at, to), or `to`. In tables a bar has a backslash before it. */
static size_t
find_bar(struct str source, size_t at, size_t to)
{
	size_t bar = str_find_char(str_slice(source, at, to), '|');
	return bar == STR_NONE ? to : at + bar;
}

/* The offset of "]]" behind `at`, before which nothing stands that no link has; or 0. */
static size_t
find_end(struct str source, size_t at, bool *has_bar)
{
	size_t begin = at;
	*has_bar = false;
	for (; at + 1 < source.len; at++) {
		char c = source.at[at];
		bool twice = c == source.at[at + 1];
		if (c == ']' && twice && source.at[at - 1] != '\\')
			return at;
		*has_bar |= c == '|';
		if (c == '\n' || (c == '[' && (twice || !*has_bar)) || (c == ']' && !*has_bar) ||
		        at - begin > (*has_bar ? LABEL_MAX : TARGET_MAX))
			return 0;
	}
	return 0;
}

/* Fills in where the parts of the link are that begins at `begin`. */
static bool
read_wiki(struct str source, size_t begin, struct wiki *wiki)
{
	bool has_bar;
	*wiki = (struct wiki){ .begin = begin, .target = begin + 2, .size = STR_EMPTY };
	size_t close = find_end(source, wiki->target, &has_bar);
	if (!close)
		return false;
	size_t bar = has_bar ? find_bar(source, wiki->target, close) : close;
	bool escaped = bar < close && bar > wiki->target && source.at[bar - 1] == '\\';
	wiki->target_end = bar - escaped;
	wiki->label = bar < close ? bar + 1 : close;
	wiki->label_end = close;
	wiki->end = close + 2;
	struct str target = str_slice(source, wiki->target, wiki->target_end);
	return target.len && str_trim(target).len == target.len && !str_is(target, "#");
}

/* May the event stand between the brackets? */
static bool
is_of_link(const struct pass *pass, const struct tape_event *event, bool in_label)
{
	switch (event->kind) {
	case TAPE_EM:
	case TAPE_STRONG: return true;
	case TAPE_CODE_SPAN:
	case TAPE_MATH:
	case TAPE_TEXT_CODE:
	case TAPE_TEXT_MATH: return in_label;
	default: return stretch_is_piece(pass->tape, event);
	}
}

/*
 * Is what lies on the tape from `event` on fit for a link? No span may part the ends of target and
 * label from the brackets. Finds its last event.
 */
static bool
is_whole(const struct pass *pass, struct tape_event event, struct wiki *wiki)
{
	struct tape_reader reader = pass->reader;
	unsigned depth = 0;
	bool in_label = false;
	do {
		if (!is_of_link(pass, &event, in_label) ||
		        (event.is == TAPE_IS_SPAN && event.leave && depth == 0))
			return false;
		if (event.is == TAPE_IS_SPAN)
			depth += event.leave ? -1u : 1u;
		if (!stretch_is_piece(pass->tape, &event))
			continue;
		if (!in_label && stretch_end(&event) >= wiki->label) {
			in_label = true;
			if (depth > 0 || event.arg[0] > wiki->label)
				return false;
		}
		if (stretch_end(&event) >= wiki->end) {
			wiki->last = event;
			return depth == 0 && event.arg[0] <= wiki->end - 2;
		}
	} while (tape_next(&reader, &event));
	return false;
}

/* --- targets ------------------------------------------------------------------------------- */

/* The target with its escapes and references decoded: a view of the source where it has none. */
static struct str
target_of(struct pass *pass, const struct wiki *wiki)
{
	struct str raw = str_slice(pass->tape->source, wiki->target, wiki->target_end);
	buf_clear(&pass->target);
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];
		size_t end = STR_NONE;
		if (c == '&')
			end = str_find_char(str_slice(raw, i, i + REFERENCE_MAX), ';');
		if (end != STR_NONE &&
		        entity_decode(&pass->target, str_slice(raw, i, i + end + 1))) {
			i += end;
			continue;
		}
		i += c == '\\' && i + 1 < raw.len && ascii_is_punctuation(raw.at[i + 1]);
		buf_char(&pass->target, raw.at[i]);
	}
	struct str decoded = buf_view(&pass->target);
	return str_eq(decoded, raw) ? raw : decoded;
}

static bool
is_image(struct str target)
{
	static const struct str endings[] = { STR_INIT("png"), STR_INIT("jpg"), STR_INIT("jpeg"),
		STR_INIT("gif"), STR_INIT("svg"), STR_INIT("webp"), STR_INIT("avif"),
		STR_INIT("bmp") };
	size_t dot = str_rfind_char(target, '.');
	for (size_t i = 0; dot != STR_NONE && i < sizeof endings / sizeof *endings; i++) {
		if (str_eq_nocase(str_skip(target, dot + 1), endings[i]))
			return true;
	}
	return false;
}

/* --- copying ------------------------------------------------------------------------------- */

/* A link without a label shows its target: "Page", "Heading" for "#Heading", "Page > Heading". */
static void
put_name(struct pass *pass, struct str target)
{
	size_t hash = str_find_char(target, '#');
	struct str heading = hash == STR_NONE ? STR_EMPTY : str_skip(target, hash + 1);
	struct str page = str_slice(target, 0, hash);
	tape_text(pass->out, TAPE_TEXT, page);
	if (page.len && heading.len)
		tape_text(pass->out, TAPE_TEXT, STR(" > "));
	tape_text(pass->out, TAPE_TEXT, heading);
}

/* Copies the label; `event` is where the link begins. */
static void
put_label(struct pass *pass, struct tape_event event, const struct wiki *wiki)
{
	struct tape_reader reader = pass->reader;
	bool in_label = false;
	for (;;) {
		bool piece = stretch_is_piece(pass->tape, &event);
		in_label |= piece && stretch_end(&event) >= wiki->label;
		if (piece && in_label) {
			size_t from = event.arg[0], to = stretch_end(&event);
			from = from < wiki->label ? wiki->label : from;
			to = to > wiki->label_end ? wiki->label_end : to;
			if (from < to)
				tape_text(pass->out, event.kind,
				        str_slice(pass->tape->source, from, to));
		} else if (in_label) {
			tape_put(pass->out, &event);
		}
		if (event.at == wiki->last.at || !tape_next(&reader, &event))
			return;
	}
}

/* Takes the size, "300" or "300x200", off the end of an image's label. */
static void
take_size(struct str source, struct wiki *wiki)
{
	struct str label = str_slice(source, wiki->label, wiki->label_end);
	size_t bar = str_rfind_char(label, '|'), by = 0;
	struct str size = bar == STR_NONE ? label : str_skip(label, bar + 1);
	for (size_t i = 0; i < size.len; i++) {
		bool is_digit = ascii_is_digit(size.at[i]);
		if (!is_digit && (size.at[i] != 'x' || by || i == 0 || i + 1 == size.len))
			return;
		by = is_digit ? by : i;
	}
	if (size.len == 0 || size.len > SIZE_MAX_LEN)
		return;
	size_t end = bar == STR_NONE ? 0 : bar;
	end -= end > 0 && label.at[end - 1] == '\\';
	wiki->label_end = wiki->label + end;
	wiki->size = size;
}

/* The size as attributes, unless those of an author come behind the image. */
static void
put_size(struct pass *pass, const struct wiki *wiki)
{
	struct tape_event event = { .kind = TAPE_ATTRIBUTES };
	struct str source = pass->tape->source, height = wiki->size;
	struct str width = str_cut(&height, 'x');
	if (!width.len || (wiki->end < source.len && source.at[wiki->end] == '{'))
		return;
	buf_clear(&pass->size);
	buf_lit(&pass->size, "{width=");
	buf_put(&pass->size, width);
	buf_put(&pass->size, height.len ? STR(" height=") : STR_EMPTY);
	buf_put(&pass->size, height);
	buf_char(&pass->size, '}');
	tape_view(pass->out, buf_view(&pass->size), event.arg);
	tape_put(pass->out, &event);
}

/* Puts a link in the place of what is written; `event` is where it begins. */
static void
put_wiki(struct pass *pass, const struct tape_event *event, struct wiki *wiki, bool embed)
{
	struct tape_event link = { .kind = TAPE_LINK };
	struct str target = target_of(pass, wiki);
	if (embed && is_image(target)) {
		link.kind = TAPE_IMAGE;
		take_size(pass->tape->source, wiki);
	}
	put_size(pass, wiki);
	link.arg[TAPE_LINK_WIKI] = (uint32_t)(wiki->begin - embed) + 1;
	tape_view(pass->out, target, link.arg + TAPE_LINK_HREF);
	tape_put(pass->out, &link);
	if (wiki->label < wiki->label_end)
		put_label(pass, *event, wiki);
	else if (link.kind == TAPE_LINK)
		put_name(pass, target);
	tape_leave(pass->out, link.kind);
}

/* The offset of "[[" in [at, end), or `end`. */
static size_t
find_brackets(struct str source, size_t at, size_t end)
{
	size_t found = str_find(str_slice(source, at, end), STR("[["));
	return found == STR_NONE ? end : at + found;
}

static void
copy_text(struct pass *pass, struct tape_event event)
{
	struct str source = pass->tape->source;
	size_t done = event.arg[0], from = done;
	struct wiki wiki;
	for (size_t at;
	        (at = find_brackets(source, from, stretch_end(&event))) < stretch_end(&event);) {
		from = at + 1;
		if (tape_is_escaped(pass->tape, at) || !read_wiki(source, at, &wiki) ||
		        !is_whole(pass, event, &wiki))
			continue;
		bool embed = at > done && source.at[at - 1] == '!' &&
		        !tape_is_escaped(pass->tape, at - 1);
		tape_text(pass->out, TAPE_TEXT, str_slice(source, done, at - embed));
		put_wiki(pass, &event, &wiki, embed);
		done = from = wiki.end;
		event = wiki.last;
		pass->reader = tape_read(pass->tape, event.next, 0);
	}
	tape_text(pass->out, TAPE_TEXT, str_slice(source, done, stretch_end(&event)));
}

void
wiki_pass(const struct rewrite *rewrite)
{
	struct pass pass = {
		.tape = rewrite->tape,
		.out = rewrite->out,
		.reader = tape_read(rewrite->tape, 0, 0),
	};
	struct tape_event event;
	const uint64_t kinds = TAPE_BIT(TEXT) | TAPE_BIT(LINK) | TAPE_BIT(IMAGE);
	struct str source = rewrite->tape->source;
	unsigned open = 0; /* links and images, in which there is no other */
	uint32_t done = 0;
	buf_init(&pass.target, TARGET_MAX + REFERENCE_MAX);
	buf_init(&pass.size, SIZE_LIST_MAX);
	while (tape_seek(&pass.reader, kinds, &event)) {
		if (event.kind == TAPE_LINK || event.kind == TAPE_IMAGE)
			open += event.leave ? -1u : 1u;
		if (event.kind != TAPE_TEXT || open || !tape_is_literal(pass.tape, &event) ||
		        find_brackets(source, event.arg[0], stretch_end(&event)) ==
		                stretch_end(&event))
			continue;
		tape_copy(pass.out, pass.tape, done, event.at);
		copy_text(&pass, event);
		done = (uint32_t)pass.reader.at;
	}
	tape_copy(pass.out, pass.tape, done, UINT32_MAX);
	buf_free(&pass.target);
	buf_free(&pass.size);
}
