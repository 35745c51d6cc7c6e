#include "markdown/prepare.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

static bool
is_clean(struct str text)
{
	static const char zeroes[PREPARE_PADDING];
	return text.len && memcmp(text.at + text.len, zeroes, PREPARE_PADDING) == 0 &&
	        !memchr(text.at, '\0', text.len) && !memchr(text.at, '\r', text.len) &&
	        utf8_invalid(text) == STR_NONE;
}

struct str
prepare_padded(struct arena *arena, struct str text)
{
	char *copy = arena_array(arena, char, text.len + PREPARE_PADDING);
	if (text.len)
		memcpy(copy, text.at, text.len);
	return str_of(copy, text.len);
}

/* A copy with LF for CR and CRLF, U+FFFD for NUL and what is not UTF-8, and zeroes behind it. */
static struct str
clean(struct arena *arena, struct str text)
{
	struct buf out;
	buf_init(&out, 3 * text.len);
	for (size_t at = 0; at < text.len;) {
		char c = text.at[at];
		if (c == '\r') {
			at += str_starts(str_skip(text, at), STR("\r\n")) ? 2 : 1;
			buf_char(&out, '\n');
		} else if (c && (unsigned char)c < 0x80) {
			buf_char(&out, c);
			at++;
		} else {
			uint32_t character = utf8_next(text, &at);
			utf8_put(&out, character ? character : UTF8_REPLACEMENT);
		}
	}
	struct str copy = prepare_padded(arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

static void
warn_of_bytes(const struct markdown_source *source, struct diags *diags, struct str text, size_t at,
        const char *what)
{
	if (at == STR_NONE)
		return;
	size_t offset = (size_t)(text.at - source->file.at) + at;
	struct place place = diag_place(source->path, source->file, offset, 1);
	diag_warning(diags, place, source->file, "%s, shown as U+FFFD", what);
	diag_help(diags, "save the file as UTF-8");
}

struct str
prepare_text(struct arena *arena, const struct markdown_source *source, struct diags *diags)
{
	struct str text = source->text;
	if (text.at == source->file.at && str_starts(text, STR("\xef\xbb\xbf")))
		text = str_skip(text, 3);
	if (is_clean(text))
		return text;
	warn_of_bytes(source, diags, text, utf8_invalid(text), "bytes that are not UTF-8");
	warn_of_bytes(source, diags, text, str_find_char(text, '\0'), "a NUL character");
	return clean(arena, text);
}
