#include "freshness/ledger.h"

#include "base/buf.h"
#include "output/record.h"

static const struct str head = STR_INIT("kith inputs 1");

/* --- text of any bytes ---------------------------------------------------------------------- */

/* Those that a record cannot hold are written as a backslash and two digits. */
static bool
is_plain(char c)
{
	unsigned char byte = (unsigned char)c;
	return byte >= 0x20 && byte != 0x7F && byte != '\\';
}

static size_t
plain_length(struct str text)
{
	size_t len = 0;
	while (len < text.len && is_plain(text.at[len]))
		len++;
	return len;
}

static void
put_text(struct buf *out, struct str text)
{
	static const char digits[] = "0123456789abcdef";
	buf_char(out, '\t');
	for (;;) {
		size_t plain = plain_length(text);
		buf_put(out, str_slice(text, 0, plain));
		if (plain >= text.len)
			return;
		unsigned char byte = (unsigned char)text.at[plain];
		const char code[] = { '\\', digits[byte >> 4], digits[byte & 15] };
		buf_put(out, str_of(code, sizeof code));
		text = str_skip(text, plain + 1);
	}
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
take_text(struct str *fields, struct arena *arena, struct str *out)
{
	struct str code;
	if (!record_take(fields, &code))
		return false;
	*out = code;
	if (str_find_char(code, '\\') == STR_NONE)
		return true;
	char *text = arena_array(arena, char, code.len);
	size_t len = 0;
	for (size_t i = 0; i < code.len; i++) {
		text[len++] = code.at[i];
		if (code.at[i] != '\\')
			continue;
		int high = i + 2 < code.len ? digit(code.at[i + 1]) : -1;
		int low = high >= 0 ? digit(code.at[i + 2]) : -1;
		if (low < 0)
			return false;
		text[len - 1] = (char)(high << 4 | low);
		i += 2;
	}
	*out = str_of(text, len);
	return true;
}

static bool
take_u32(struct str *fields, uint32_t *out)
{
	int64_t n;
	if (!record_take_int(fields, &n) || n < 0 || n > UINT32_MAX)
		return false;
	*out = (uint32_t)n;
	return true;
}

static bool
take_count(struct str *fields, int64_t *out)
{
	return record_take_int(fields, out) && *out >= 0;
}

static bool
take_size(struct str *fields, size_t *out)
{
	int64_t n;
	bool taken = take_count(fields, &n) && (uint64_t)n <= SIZE_MAX;
	*out = taken ? (size_t)n : 0;
	return taken;
}

/* --- writing -------------------------------------------------------------------------------- */

static void
put_input(struct buf *out, const struct input *input)
{
	size_t start = out->len;
	buf_put(out, str_from(input_kind_name(input->kind)));
	if (input->kind >= INPUT_LOOKED) {
		record_int(out, (int64_t)input->stat.size);
		record_int(out, input->stat.seconds);
		record_int(out, input->stat.nanos);
		record_int(out, input->stat.changed_seconds);
		record_int(out, input->stat.changed_nanos);
		record_hex(out, input->stat.inode);
	}
	if (input->kind >= INPUT_READ)
		record_hash(out, input->hash);
	put_text(out, input->path);
	record_end(out, start);
}

static void
put_diag(struct buf *out, const struct diag *diag)
{
	size_t start = out->len;
	buf_lit(out, "diag");
	record_int(out, diag->level);
	put_text(out, diag->rule ? str_from(diag->rule) : STR_EMPTY);
	record_int(out, diag->place.line);
	record_int(out, diag->place.column);
	record_int(out, diag->place.width);
	record_int(out, diag->caret);
	put_text(out, diag->place.path);
	put_text(out, diag->text);
	put_text(out, diag->help);
	put_text(out, diag->excerpt);
	record_end(out, start);
}

static void
put_head(struct buf *out, const struct ledger *ledger)
{
	size_t start = out->len;
	buf_put(out, head);
	record_hash(out, ledger->key);
	record_hash(out, ledger->manifest);
	record_hash(out, ledger->outside);
	record_int(out, ledger->until);
	record_int(out, ledger->inputs.since);
	record_end(out, start);
	start = out->len;
	buf_lit(out, "told");
	record_int(out, (int64_t)ledger->summary.sources);
	record_int(out, (int64_t)ledger->summary.pages);
	record_int(out, (int64_t)ledger->summary.files);
	record_int(out, ledger->warnings);
	put_text(out, ledger->summary.title);
	record_end(out, start);
}

static size_t
lines_of(const struct ledger *ledger)
{
	return ledger->summary.left_out.len + ledger->diags.len + ledger->inputs.list.len;
}

void
ledger_write(const struct ledger *ledger, struct buf *out)
{
	size_t begin = out->len;
	put_head(out, ledger);
	for (size_t i = 0; i < ledger->summary.left_out.len; i++) {
		size_t start = out->len;
		buf_lit(out, "left");
		record_int(out, ledger->summary.left_out.at[i].why);
		put_text(out, ledger->summary.left_out.at[i].path);
		record_end(out, start);
	}
	for (size_t i = 0; i < ledger->diags.len; i++)
		put_diag(out, &ledger->diags.at[i]);
	for (size_t i = 0; i < ledger->inputs.list.len; i++)
		put_input(out, &ledger->inputs.list.at[i]);
	struct hash sum = hash_of(str_skip(buf_view(out), begin));
	size_t start = out->len;
	buf_lit(out, "end");
	record_int(out, (int64_t)lines_of(ledger));
	record_hash(out, sum);
	record_end(out, start);
}

/* --- reading -------------------------------------------------------------------------------- */

static bool
read_head(struct str *rest, struct ledger *out)
{
	struct str fields, word;
	return record_next(rest, &fields) && record_take(&fields, &word) && str_eq(word, head) &&
	        record_take_hash(&fields, &out->key) && record_take_hash(&fields, &out->manifest) &&
	        record_take_hash(&fields, &out->outside) && record_take_int(&fields, &out->until) &&
	        record_take_int(&fields, &out->inputs.since) && !fields.at;
}

static bool
read_told(struct str *rest, struct ledger *out)
{
	struct str fields, word;
	return record_next(rest, &fields) && record_take(&fields, &word) && str_is(word, "told") &&
	        take_size(&fields, &out->summary.sources) &&
	        take_size(&fields, &out->summary.pages) &&
	        take_size(&fields, &out->summary.files) && take_count(&fields, &out->warnings) &&
	        take_text(&fields, &out->inputs.arena, &out->summary.title) && !fields.at;
}

static bool
read_left(struct str fields, struct ledger *out)
{
	struct arena *arena = &out->inputs.arena;
	struct ledger_left_out *left = array_push(arena, &out->summary.left_out);
	return take_count(&fields, &left->why) && take_text(&fields, arena, &left->path) &&
	        !fields.at;
}

/* A finished build has no errors to tell. */
static bool
read_diag(struct str fields, struct ledger *out)
{
	struct arena *arena = &out->inputs.arena;
	struct diag *diag = array_push(arena, &out->diags);
	uint32_t level;
	struct str rule;
	*diag = (struct diag){ .level = DIAG_NOTE };
	if (!take_u32(&fields, &level) || level >= DIAG_ERROR ||
	        !take_text(&fields, arena, &rule) || !take_u32(&fields, &diag->place.line) ||
	        !take_u32(&fields, &diag->place.column) || !take_u32(&fields, &diag->place.width) ||
	        !take_u32(&fields, &diag->caret) || !take_text(&fields, arena, &diag->place.path) ||
	        !take_text(&fields, arena, &diag->text) ||
	        !take_text(&fields, arena, &diag->help) ||
	        !take_text(&fields, arena, &diag->excerpt) || fields.at)
		return false;
	diag->level = (enum diag_level)level;
	diag->rule = rule.len ? str_terminated(arena, rule) : NULL;
	return true;
}

static bool
read_stat(struct str *fields, struct fs_stat *out)
{
	int64_t size;
	if (!take_count(fields, &size) || !record_take_int(fields, &out->seconds) ||
	        !take_u32(fields, &out->nanos) || !record_take_int(fields, &out->changed_seconds) ||
	        !take_u32(fields, &out->changed_nanos) || !record_take_hex(fields, &out->inode))
		return false;
	out->size = (uint64_t)size;
	return true;
}

static bool
read_input(struct str word, struct str fields, struct ledger *out)
{
	struct arena *arena = &out->inputs.arena;
	struct input *input = array_push(arena, &out->inputs.list);
	enum input_kind kind = INPUT_ABSENT;
	while (kind < INPUT_KINDS && !str_eq(word, str_from(input_kind_name(kind))))
		kind++;
	*input = (struct input){ .kind = kind, .stat = { .is_folder = kind == INPUT_LISTED } };
	return kind < INPUT_KINDS && (kind < INPUT_LOOKED || read_stat(&fields, &input->stat)) &&
	        (kind < INPUT_READ || record_take_hash(&fields, &input->hash)) &&
	        take_text(&fields, arena, &input->path) && str_starts(input->path, STR("/")) &&
	        !fields.at;
}

static bool
read_line(struct str word, struct str fields, struct ledger *out)
{
	if (str_is(word, "left"))
		return read_left(fields, out);
	if (str_is(word, "diag"))
		return read_diag(fields, out);
	return read_input(word, fields, out);
}

/* `before` is all that stands above. */
static bool
is_end(struct str fields, const struct ledger *ledger, struct str before)
{
	int64_t lines;
	struct hash sum;
	return record_take_int(&fields, &lines) && (uint64_t)lines == lines_of(ledger) &&
	        record_take_hash(&fields, &sum) && hash_eq(sum, hash_of(before)) && !fields.at;
}

bool
ledger_read(struct str text, struct ledger *out)
{
	struct str rest = text, fields, word;
	*out = (struct ledger){ .inputs = { .arena = ARENA_EMPTY } };
	if (!read_head(&rest, out) || !read_told(&rest, out))
		return false;
	for (;;) {
		struct str before = str_slice(text, 0, text.len - rest.len);
		if (!record_next(&rest, &fields) || !record_take(&fields, &word))
			return false;
		if (str_is(word, "end"))
			return is_end(fields, out, before) && !rest.len;
		if (!read_line(word, fields, out))
			return false;
	}
}

void
ledger_free(struct ledger *ledger)
{
	input_free(&ledger->inputs);
}
