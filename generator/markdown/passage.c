#include "markdown/passage.h"

#include "base/block.h"
#include "base/str.h"
#include "markdown/code.h"
#include "markdown/directive.h"
#include "markdown/markdown.h"
#include "markdown/stretch.h"

struct passages
passage_begin(const struct tape *tape, const struct markdown_options *options)
{
	struct passages passages = { .reader = tape_read(tape, 0, 0) };
	bool *begins = passages.begins;
	begins[':'] = begins['@'] = begins['~'] = begins['{'] = true;
	begins['w'] = true;
	begins['['] = options->wiki_links;
	begins['='] = options->mark;
	begins['+'] = options->ins;
	begins['^'] = options->sup;
	return passages;
}

static unsigned
sign_of_colon(struct str text)
{
	if (str_starts(text, STR("://")))
		return PASSAGE_ADDRESS;
	struct str rest = str_skip(text, 1);
	size_t name = directive_name(rest);
	bool is = name && name < rest.len && (rest.at[name] == '[' || rest.at[name] == '{');
	return is ? PASSAGE_DIRECTIVE : 0;
}

/* What a text begins with. */
static unsigned
sign_of(struct str text)
{
	bool twice = text.len > 1 && text.at[1] == text.at[0];
	switch (text.at[0]) {
	case ':': return sign_of_colon(text);
	case '[': return twice ? PASSAGE_WIKI : 0;
	case '{': return PASSAGE_LIST;
	case '~':
	case '^': return PASSAGE_MARKER;
	case '=':
	case '+': return twice ? PASSAGE_MARKER : 0;
	case 'w': return str_starts(text, STR("www.")) ? PASSAGE_ADDRESS : 0;
	default: return PASSAGE_ADDRESS;
	}
}

/* May a sign begin in sixteen bytes, the first of which are at `at`? */
static bool
may_begin(const char *at)
{
	block bytes = block_load(at), lower = bytes | 0x20;
	block found = (block)(lower == '{') | (block)(lower == '~') | (block)(bytes == ':') |
	        (block)(bytes == '@') | (block)(bytes == '=') | (block)(bytes == '+');
	return !block_is_zero(found | ((block)(bytes == 'w') & (block)(block_load(at + 1) == 'w')));
}

/* The signs in a stretch of the source. */
static unsigned
signs_in(const struct passages *passages, size_t at, size_t end)
{
	struct str source = str_slice(passages->reader.tape->source, 0, end);
	unsigned signs = 0;
	while (at < end) {
		size_t to = end;
		if (end - at > sizeof(block)) { /* one more byte is looked at */
			to = at + sizeof(block);
			if (!may_begin(source.at + at)) {
				at = to;
				continue;
			}
		}
		for (; (at = stretch_find(source, at, to, passages->begins)) < to; at++)
			signs |= sign_of(str_skip(source, at));
	}
	return signs;
}

/* What stands behind the language. */
static unsigned
signs_of_listing(struct str info)
{
	struct code_info unused;
	code_begin(&info, &unused);
	return info.len ? PASSAGE_LIST : 0;
}

static unsigned
signs_of(const struct passages *passages, const struct tape_event *event)
{
	const uint32_t *title = event->arg + TAPE_LINK_TITLE;
	const struct tape *tape = passages->reader.tape;
	switch (event->kind) {
	case TAPE_TEXT:
		return tape_is_literal(tape, event)
		        ? signs_in(passages, event->arg[0], stretch_end(event))
		        : 0;
	case TAPE_IMAGE: /* the title becomes text */
		if (event->leave || title[1] == 0)
			return 0;
		return PASSAGE_TITLE |
		        (title[0] < tape->source.len
		                        ? signs_in(passages, title[0], title[0] + title[1])
		                        : 0);
	case TAPE_CODE: return event->leave ? 0 : signs_of_listing(tape_str(tape, event->arg));
	default: return 0;
	}
}

bool
passage_next(struct passages *passages, struct passage *passage)
{
	struct tape_event event;
	*passage = (struct passage){ passages->end, 0, 0 };
	while (tape_next(&passages->reader, &event)) {
		if (event.is == TAPE_IS_BLOCK && !passage->signs)
			passage->begin = event.at;
		if (event.is == TAPE_IS_TEXT || event.kind == TAPE_IMAGE || event.kind == TAPE_CODE)
			passage->signs |= signs_of(passages, &event);
		if (event.is == TAPE_IS_BLOCK && passage->signs)
			break;
	}
	passage->end = passages->end = (uint32_t)passages->reader.at;
	return passage->signs != 0;
}
