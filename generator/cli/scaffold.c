#include "cli/scaffold.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"

/* Inside double quotes, YAML wants a backslash before the two characters that mean something there. */
static void
put_word(struct buf *out, struct str text, bool lines)
{
	bool quoted = out->len && out->at[out->len - 1] == '"';

	for (size_t i = 0; i < text.len; i++) {
		if (quoted && (text.at[i] == '"' || text.at[i] == '\\'))
			buf_char(out, '\\');
		bool kept = (unsigned char)text.at[i] >= ' ' || (lines && text.at[i] == '\n');

		buf_char(out, kept ? text.at[i] : ' ');
	}
}

static const struct scaffold_word *
word_at(struct str rest, const struct scaffold_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t len = words[i].name.len;

		if (str_starts(str_skip(rest, 2), words[i].name) &&
		        str_starts(str_skip(rest, 2 + len), STR("}}")))
			return &words[i];
	}
	return NULL;
}

/* False when a word of it has no text. */
static bool
put_line(struct buf *out, struct str line, const struct scaffold_word *words, size_t count)
{
	while (line.len) {
		const struct scaffold_word *word =
		        str_starts(line, STR("{{")) ? word_at(line, words, count) : NULL;

		if (word && !word->text.at)
			return false;
		if (word) {
			put_word(out, word->text, word->lines);
			line = str_skip(line, word->name.len + 4);
		} else {
			buf_char(out, line.at[0]);
			line = str_skip(line, 1);
		}
	}
	return true;
}

struct str
scaffold_fill(struct arena *arena, struct str text, const struct scaffold_word *words, size_t count)
{
	struct buf out;
	struct str result;

	buf_init(&out, 1 << 24);
	while (text.len) {
		size_t start = out.len, end = str_find_char(text, '\n');
		struct str line = end == STR_NONE ? text : str_slice(text, 0, end + 1);

		text = str_skip(text, line.len);
		if (!put_line(&out, line, words, count))
			out.len = start;
	}
	result = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return result;
}

bool
scaffold_write(int root, struct str path, struct str bytes, struct str shown, struct diags *diags)
{
	struct fs_stat stat;
	int error = fs_stat(root, path, &stat);

	if (error == 0) {
		diag_error(diags, diag_file(shown), STR_EMPTY,
		        "the file exists already; it stays as it is");
		return false;
	}
	error = fs_write(root, path, bytes);
	if (error)
		diag_error(diags, diag_file(shown), STR_EMPTY, "it cannot be written: %s",
		        fs_explain(error));
	return error == 0;
}
