/*
 * A listing is gathered whole, since what a piece of code is depends on what stands around it, and
 * then written line by line:
 *
 *	<figure class="code"><figcaption>main.c</figcaption>
 *	<pre class="numbers" tabindex="0"><code class="language-c"><span class="line" data-n="1">...
 *	</span><mark class="line" data-n="2">...
 *	</mark></code></pre>
 *	</figure>
 *
 * Whatever the tags are, the text between them is the author's, byte for byte: numbers are attributes,
 * and the signs of a diff stay, so that it can be read without colours and copied.
 */
#include "base/ascii.h"
#include "markdown/emitter.h"

#include "markdown/attribute.h"
#include "markdown/code.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"

struct listing {
	struct emitter *emitter;
	struct buf *out;
	struct code_info info;
	struct str text;
	unsigned char *classes; /* one for each byte of the text */
	bool numbers;
};

static const struct str class_names[CODE_CLASSES] = {
	[CODE_PLAIN] = STR_INIT(""),
#define CODE_CLASS(name, class, help) [CODE_##name] = STR_INIT(class),
#include "markdown/code_class.def"
#undef CODE_CLASS
};

/* --- what it is ---------------------------------------------------------------------------- */

static void
ask(const struct listing *listing, struct str text, unsigned char *classes)
{
	const struct markdown_emit *how = listing->emitter->how;
	if (how->highlight && text.len)
		how->highlight(how->highlighter, listing->info.language, text, classes);
}

/*
 * A diff of a program: the code without the column of signs. The bytes that are asked for are marked
 * in `classes` first, so that their answers find the way back.
 */
static void
ask_without_signs(const struct listing *listing)
{
	struct buf bare, answers;
	bool head = false;
	buf_init(&bare, listing->text.len);
	buf_init(&answers, listing->text.len);
	for (struct str rest = listing->text; rest.len;) {
		code_change(rest, &head);
		bool sign = rest.at[0] == '+' || rest.at[0] == '-' || rest.at[0] == ' ';
		size_t end = str_find_char(rest, '\n');
		size_t len = end == STR_NONE ? rest.len : end + 1;
		size_t from = head ? len - (end != STR_NONE) : sign;
		memset(listing->classes + (rest.at - listing->text.at) + from, 1, len - from);
		buf_put(&bare, str_slice(rest, from, len));
		rest = str_skip(rest, len);
	}
	unsigned char *answer = (unsigned char *)buf_room(&answers, bare.len);
	if (answer) {
		memset(answer, CODE_PLAIN, bare.len);
		ask(listing, buf_view(&bare), answer);
	}
	for (size_t i = 0; i < listing->text.len; i++) {
		if (listing->classes[i])
			listing->classes[i] = answer ? *answer++ : CODE_PLAIN;
	}
	buf_free(&bare);
	buf_free(&answers);
}

/* --- spans --------------------------------------------------------------------------------- */

static bool
is_within_character(const struct listing *listing, size_t at)
{
	return ((unsigned char)listing->text.at[at] & 0xc0) == 0x80;
}

/* Where a piece of one class ends; blanks between two of the same class belong to it. */
static size_t
piece_end(const struct listing *listing, size_t at, size_t to)
{
	unsigned char class = listing->classes[at];
	while (at < to && listing->classes[at] == class) {
		at++;
		while (at < to && is_within_character(listing, at))
			at++;
		size_t behind = at;
		while (behind < to && class && listing->classes[behind] != class &&
		        ascii_is_blank(listing->text.at[behind]))
			behind++;
		if (behind < to && listing->classes[behind] == class)
			at = behind;
	}
	return at;
}

static void
put_pieces(const struct listing *listing, size_t from, size_t to)
{
	while (from < to) {
		unsigned char class = listing->classes[from];
		size_t end = piece_end(listing, from, to);
		struct str piece = str_slice(listing->text, from, end);
		if (class && class < CODE_CLASSES) {
			buf_lit(listing->out, "<span class=\"");
			buf_put(listing->out, class_names[class]);
			buf_lit(listing->out, "\">");
			markup_text(listing->out, piece);
			buf_lit(listing->out, "</span>");
		} else {
			markup_text(listing->out, piece);
		}
		from = end;
	}
}

/* --- lines --------------------------------------------------------------------------------- */

/* The element of a line; empty when it needs none. */
static struct str
line_element(const struct listing *listing, enum code_change change, bool pointed)
{
	if (change != CODE_SAME)
		return change == CODE_INSERTED ? STR("ins") : STR("del");
	if (pointed)
		return STR("mark");
	return listing->numbers ? STR("span") : STR_EMPTY;
}

static void
put_line(const struct listing *listing, size_t from, size_t to, uint32_t line,
        enum code_change change)
{
	bool pointed = code_points_at(&listing->info, line);
	struct str element = line_element(listing, change, pointed);
	struct buf *out = listing->out;
	if (element.len) {
		buf_char(out, '<');
		buf_put(out, element);
		markup_attribute(out, STR("class"),
		        pointed && change != CODE_SAME ? STR("line pointed") : STR("line"));
		if (listing->numbers)
			markup_number(out, STR("data-n"), listing->info.first + line - 1);
		buf_char(out, '>');
	}
	put_pieces(listing, from, to);
	if (element.len) {
		buf_lit(out, "</");
		buf_put(out, element);
		buf_char(out, '>');
	}
}

static void
put_lines(const struct listing *listing)
{
	struct str text = listing->text;
	uint32_t line = 1;
	bool head = false;
	for (size_t from = 0; from < text.len; line++) {
		struct str rest = str_skip(text, from);
		size_t end = str_find_char(rest, '\n');
		size_t len = end == STR_NONE ? rest.len : end + 1;
		enum code_change change = CODE_SAME;
		if (listing->info.diff)
			change = code_change(rest, &head);
		if (listing->info.diff && head)
			memset(listing->classes + from, CODE_META, len - (end != STR_NONE));
		put_line(listing, from, from + len, line, change);
		from += len;
	}
}

/* --- attributes ---------------------------------------------------------------------------- */

/* Appends the classes that are not the language. */
static void
put_classes(const struct listing *listing, struct buf *text)
{
	struct code_info info;
	struct attribute attribute;
	struct str rest = listing->emitter->code_info;
	for (code_begin(&rest, &info); code_next(&rest, &info, &attribute);) {
		if (attribute.kind != ATTRIBUTE_CLASS ||
		        attribute.value.at == listing->info.language.at)
			continue;
		buf_char(text, ' ');
		buf_put(text, attribute.value);
	}
}

/* Values for scripts and helpers. Other programs write other things there, which are passed over. */
static void
put_others(const struct listing *listing)
{
	struct code_info info;
	struct attribute attribute;
	struct str rest = listing->emitter->code_info;
	struct buf *text = &listing->emitter->text;
	for (code_begin(&rest, &info); code_next(&rest, &info, &attribute);) {
		if (!str_starts(attribute.name, STR("data-")) &&
		        !str_starts(attribute.name, STR("aria-")))
			continue;
		buf_clear(text);
		char *room = buf_room(text, attribute.value.len + 1);
		if (room)
			markup_attribute(
			        listing->out, attribute.name, attribute_unescape(&attribute, room));
	}
}

/* --- the whole ----------------------------------------------------------------------------- */

/* Code may be wider than the page, and what scrolls must be reachable by the keyboard. */
static void
open_listing(const struct listing *listing)
{
	const struct code_info *info = &listing->info;
	struct buf *out = listing->out, *text = &listing->emitter->text;
	if (info->title.len) {
		buf_lit(out, "<figure class=\"code\"");
		if (info->id.len)
			markup_attribute(out, STR("id"), info->id);
		buf_lit(out, "><figcaption>");
		buf_clear(text);
		code_title(info, text);
		markup_text(out, buf_view(text));
		buf_lit(out, "</figcaption>\n");
	}
	buf_lit(out, "<pre");
	if (info->id.len && !info->title.len)
		markup_attribute(out, STR("id"), info->id);
	buf_clear(text);
	put_classes(listing, text);
	buf_put(text, listing->numbers ? STR(" numbers") : STR_EMPTY);
	buf_put(text, info->diff ? STR(" diff") : STR_EMPTY);
	if (text->len)
		markup_attribute(out, STR("class"), str_trim(buf_view(text)));
	markup_number(out, STR("tabindex"), 0);
	put_others(listing);
	buf_lit(out, "><code");
	if (info->language.len) {
		buf_lit(out, " class=\"language-");
		markup_text(out, info->language);
		buf_char(out, '"');
	}
	buf_char(out, '>');
}

static void
put_listing(struct emitter *emitter)
{
	struct listing listing = {
		.emitter = emitter, .out = emitter->out, .text = buf_view(&emitter->code)
	};
	struct buf classes;
	buf_init(&classes, listing.text.len + 1);
	listing.classes = (unsigned char *)buf_room(&classes, listing.text.len + 1);
	if (!listing.classes)
		return;
	memset(listing.classes, CODE_PLAIN, listing.text.len + 1);
	code_info(emitter->code_info, &listing.info);
	if (!emitter->how->ids)
		listing.info.id = STR_EMPTY;
	enum code_numbers numbers = listing.info.numbers;
	listing.numbers = numbers == CODE_NUMBERS_DEFAULT ? emitter->how->line_numbers
	                                                  : numbers == CODE_NUMBERS_ON;
	if (listing.info.diff)
		ask_without_signs(&listing);
	else
		ask(&listing, listing.text, listing.classes);
	if (str_is(listing.info.language, "diff") || str_is(listing.info.language, "patch"))
		listing.info.diff = true;

	open_listing(&listing);
	if (listing.numbers || listing.info.diff || listing.info.range_count)
		put_lines(&listing);
	else
		put_pieces(&listing, 0, listing.text.len);
	buf_lit(emitter->out, "</code></pre>\n");
	if (listing.info.title.len)
		buf_lit(emitter->out, "</figure>\n");
	buf_free(&classes);
}

void
emit_code_text(struct emitter *emitter, const struct tape_event *event)
{
	if (event->kind == TAPE_NEWLINE)
		buf_char(&emitter->code, '\n');
	else if (event->kind == TAPE_SPACES)
		buf_repeat(&emitter->code, ' ', event->arg[0]);
	else if (event->kind == TAPE_ENTITY)
		buf_put(&emitter->code, emit_entity(emitter, tape_str(emitter->tape, event->arg)));
	else if (event->is == TAPE_IS_TEXT)
		buf_put(&emitter->code, tape_str(emitter->tape, event->arg));
}

void
emit_code(struct emitter *emitter, const struct tape_event *event)
{
	if (!event->leave) {
		emit_break(emitter);
		emitter->in_code = true;
		emitter->code_info = tape_str(emitter->tape, event->arg);
		buf_clear(&emitter->code);
		return;
	}
	emitter->in_code = false;
	put_listing(emitter);
}
