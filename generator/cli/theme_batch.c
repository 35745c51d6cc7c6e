/*
 * Every case has an engine of its own, in an arena that is reset behind it: what one case does, its
 * templates, its errors, the memory it takes, is gone before the next.
 */
#include "cli/theme_batch.h"

#include <errno.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command.h"
#include "data/reader.h"
#include "data/writer_json.h"
#include "template/template.h"

enum { LINE_MAX_BYTES = 16 << 20, OUTPUT_MAX = 64 << 20 };

struct batch {
	const struct template_settings *settings;
	struct arena engine, scratch;
	struct buf line, output, answer;
};

/* --- a case ---------------------------------------------------------------------------------- */

/* The templates of a case: a map from names to sources. */
struct sources {
	struct value map;
	struct arena *arena;
};

static int
load_source(void *context, struct str name, struct str *source, struct str *path)
{
	const struct sources *sources = context;
	struct value found = value_get(sources->map, name, sources->arena);

	*path = name;
	*source = value_str(found);
	return value_is_text(found) ? 0 : -ENOENT;
}

static struct value
source_names(void *context, struct arena *arena)
{
	const struct sources *sources = context;
	size_t count = value_len(sources->map);
	struct value *names = arena_array(arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++)
		names[i] = value_at(sources->map, i, arena);
	return value_list(names, count);
}

/* What the case says of a setting, else `fallback`. */
static bool
flag(struct value given, struct str name, bool fallback, struct arena *arena)
{
	struct value v = value_get(given, name, arena);

	return v.kind == VALUE_UNDEFINED ? fallback : value_truth(v);
}

static struct str
word(struct value given, struct str name, struct str fallback, struct arena *arena)
{
	struct value v = value_get(given, name, arena);

	return value_is_text(v) ? value_str(v) : fallback;
}

static struct template_settings
case_settings(const struct template_settings *usual, struct value given, struct arena *arena)
{
	struct template_settings settings = *usual;
	struct value undefined = value_get(given, STR("undefined"), arena);
	bool escape = settings.autoescape == TEMPLATE_ESCAPE_ALL;
	bool keep = !settings.drop_last_newline;

	escape = flag(given, STR("autoescape"), escape, arena);
	settings.autoescape = escape ? TEMPLATE_ESCAPE_ALL : TEMPLATE_ESCAPE_NOTHING;
	settings.trim_blocks = flag(given, STR("trim_blocks"), settings.trim_blocks, arena);
	settings.lstrip_blocks = flag(given, STR("lstrip_blocks"), settings.lstrip_blocks, arena);
	settings.line_statement_prefix =
	        word(given, STR("line_statement_prefix"), settings.line_statement_prefix, arena);
	settings.line_comment_prefix =
	        word(given, STR("line_comment_prefix"), settings.line_comment_prefix, arena);
	settings.drop_last_newline = !flag(given, STR("keep_trailing_newline"), keep, arena);
	if (undefined.kind != VALUE_UNDEFINED)
		settings.undefined = str_is(value_str(undefined), "lenient") ? TEMPLATE_LENIENT
		                                                             : TEMPLATE_STRICT;
	settings.by_place = settings.undefined == TEMPLATE_STRICT;
	return settings;
}

/* The case that a line describes; UNDEFINED after adding an error. */
static struct value
read_case(struct str line, struct arena *arena, struct diags *diags)
{
	struct node_source source = { STR("case"), line };
	const struct node *node = reader_json(arena, &source, line, diags);
	struct value given = node ? node_value(node, arena) : VALUE_UNDEFINED_INIT;

	if (!node)
		return given;
	if (value_is_text(value_get(given, STR("template"), arena)))
		return given;
	diag_error(diags, diag_place(source.path, line, 0, 1), STR_EMPTY,
	        "a case is a map with a text \"template\"");
	return VALUE_UNDEFINED_INIT;
}

static bool
render(struct batch *batch, struct value given, struct diags *diags)
{
	struct arena *arena = &batch->engine;
	struct template_settings settings = case_settings(batch->settings, given, arena);
	struct sources sources = { value_get(given, STR("templates"), arena), arena };
	struct value context = value_get(given, STR("context"), arena);
	struct template_run run = {
		.scratch = &batch->scratch,
		.out = &batch->output,
		.diags = diags,
		.context = context.kind == VALUE_MAP ? context : value_map(NULL, 0),
		.globals = VALUE_UNDEFINED_INIT,
	};
	const struct template *template;

	settings.loader = (struct template_loader){ load_source, source_names, &sources };
	template = template_from_text(template_engine_new(arena, &settings), STR("input"),
	        value_str(value_get(given, STR("template"), arena)), diags);
	return template && template_render(template, &run);
}

/* --- the answers ----------------------------------------------------------------------------- */

static void
answer_error(struct batch *batch, struct writer_json *json, const struct diags *diags)
{
	struct str text = STR("it cannot be rendered");

	for (size_t i = 0; i < diags->list.len; i++) {
		const struct diag *diag = &diags->list.at[i];

		if (diag->level != DIAG_ERROR)
			continue;
		text = str_format(&batch->scratch, STR_FMT ":%u:%u: " STR_FMT,
		        STR_ARG(diag->place.path), diag->place.line, diag->place.column,
		        STR_ARG(diag->text));
		break;
	}
	writer_json_key(json, STR("error"));
	writer_json_text(json, text);
}

static void
answer(struct batch *batch)
{
	struct writer_json json = writer_json_start(&batch->answer, 0);
	struct diags diags;
	struct value given = VALUE_UNDEFINED_INIT;

	diag_init(&diags);
	if (batch->line.full)
		diag_error(&diags, diag_place(STR("case"), STR_EMPTY, 0, 1), STR_EMPTY,
		        "a line has at most %d MiB", LINE_MAX_BYTES >> 20);
	else
		given = read_case(buf_view(&batch->line), &batch->engine, &diags);
	writer_json_open(&json, '{');
	if (given.kind == VALUE_MAP && render(batch, given, &diags)) {
		writer_json_key(&json, STR("output"));
		writer_json_text(&json, buf_view(&batch->output));
	} else {
		answer_error(batch, &json, &diags);
	}
	writer_json_close(&json, '}');
	buf_char(&batch->answer, '\n');
	diag_free(&diags);
}

/* False at the end of the input. */
static bool
read_line(struct buf *line)
{
	int c;

	buf_clear(line);
	while ((c = getc(stdin)) != EOF && c != '\n')
		buf_char(line, (char)c);
	return c != EOF || line->len > 0;
}

bool
theme_batch_run(const struct template_settings *settings, struct diags *diags)
{
	struct batch batch = { .settings = settings };
	bool good = true;

	buf_init(&batch.line, LINE_MAX_BYTES);
	buf_init(&batch.output, OUTPUT_MAX);
	buf_init(&batch.answer, 8 * (size_t)OUTPUT_MAX); /* a control character takes six bytes */
	while (good && read_line(&batch.line)) {
		answer(&batch);
		good = command_print(buf_view(&batch.answer), diags);
		buf_clear(&batch.output);
		buf_clear(&batch.answer);
		arena_reset(&batch.scratch);
		arena_reset(&batch.engine);
	}
	buf_free(&batch.answer);
	buf_free(&batch.output);
	buf_free(&batch.line);
	arena_free(&batch.scratch);
	arena_free(&batch.engine);
	return good;
}
