/*
 * Loading. Compiling a template loads those that it names, so one call brings in a whole family; a
 * name that is met again while its template still loads is simply pointed to, which is how templates
 * may include each other.
 */
#include "template/engine.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/utf8.h"
#include "template/ast.h"
#include "template/callable.h"
#include "template/closure.h"
#include "template/compile.h"
#include "template/filter.h"
#include "template/global.h"
#include "template/method.h"
#include "template/parse.h"
#include "template/predicate.h"
#include "template/spot.h"
#include "template/unit.h"

/* --- what can be called -------------------------------------------------------------------- */

/* A row that cannot be read is a defect of the program: the name is then not there at all. */
static struct callable *
make(struct template_engine *engine, struct arena *scratch, const struct callable_row *row)
{
	struct callable *made = callable_make(engine->arena, scratch, &engine->symbols,
	        str_from(row->name), row->call, row->parameters);
	if (made)
		made->receivers = row->receivers;
	return made;
}

static void
register_filter(struct template_engine *engine, struct callable *made)
{
	if (made)
		map_put(&engine->filters, engine->arena, made->name, NULL)->value = made;
}

static void
register_rows(struct template_engine *engine, struct arena *scratch, struct map *map,
        const struct callable_row *row)
{
	for (; row->name; row++) {
		struct callable *made = make(engine, scratch, row);
		if (made)
			map_put(map, engine->arena, made->name, NULL)->value = made;
	}
}

static void
register_methods(struct template_engine *engine, struct arena *scratch)
{
	for (const struct callable_row *row = method_rows; row->name; row++) {
		struct symbol *symbol = symbol_of(&engine->symbols, str_from(row->name));
		struct callable *made = make(engine, scratch, row);
		if (!made)
			continue;
		made->next = symbol->methods;
		symbol->methods = made;
	}
}

static void
register_function(struct template_engine *engine, struct callable *made)
{
	if (!made)
		return;
	map_put(&engine->functions, engine->arena, made->name, NULL)->value = made;
	symbol_of(&engine->symbols, made->name)->function =
	        closure_native(engine->arena, made, NULL);
}

void
engine_register(struct template_engine *engine)
{
	const struct template_function *function = engine->settings.functions;
	const struct template_function *filter = engine->settings.filters;
	struct arena scratch = ARENA_EMPTY;
	register_rows(engine, &scratch, &engine->filters, filter_rows);
	register_rows(engine, &scratch, &engine->predicates, predicate_rows);
	register_methods(engine, &scratch);
	for (const struct callable_row *row = global_rows; row->name; row++)
		register_function(engine, make(engine, &scratch, row));
	for (; function && function->name.len; function++)
		register_function(engine,
		        callable_make(engine->arena, &scratch, &engine->symbols, function->name,
		                function->call, function->parameters));
	for (; filter && filter->name.len; filter++)
		register_filter(engine,
		        callable_make(engine->arena, &scratch, &engine->symbols, filter->name,
		                filter->call, filter->parameters));
	arena_free(&scratch);
}

/* --- sources ------------------------------------------------------------------------------- */

static enum escape
escape_by_name(struct str name)
{
	static const struct {
		struct str end;
		enum escape escape;
	} kinds[] = {
		{ STR_INIT(".html"), ESCAPE_HTML },
		{ STR_INIT(".htm"), ESCAPE_HTML },
		{ STR_INIT(".xhtml"), ESCAPE_HTML },
		{ STR_INIT(".xml"), ESCAPE_XML },
		{ STR_INIT(".svg"), ESCAPE_XML },
	};
	static const struct str extra[] = { STR_INIT(".jinja"), STR_INIT(".jinja2"),
		STR_INIT(".j2") };
	for (size_t i = 0; i < sizeof extra / sizeof *extra; i++) {
		if (str_ends(name, extra[i]))
			name = str_slice(name, 0, name.len - extra[i].len);
	}
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (str_ends(name, kinds[i].end))
			return kinds[i].escape;
	}
	return ESCAPE_NONE;
}

static enum escape
escape_of(const struct template_engine *engine, struct str name)
{
	switch (engine->settings.autoescape) {
	case TEMPLATE_ESCAPE_ALL: return ESCAPE_HTML;
	case TEMPLATE_ESCAPE_NOTHING: return ESCAPE_NONE;
	default: return escape_by_name(name);
	}
}

/* Newlines of every kind become "\n", as Jinja has it. */
static struct str
normal_newlines(struct arena *arena, struct str source)
{
	if (str_find_char(source, '\r') == STR_NONE)
		return source;
	char *text = arena_bytes(arena, source.len, 1);
	size_t len = 0;
	for (size_t i = 0; i < source.len; i++) {
		bool pair = source.at[i] == '\r' && i + 1 < source.len && source.at[i + 1] == '\n';
		if (!pair)
			text[len++] = source.at[i] == '\r' ? '\n' : source.at[i];
	}
	return str_of(text, len);
}

/* Without a byte order mark, and without the last newline where the settings say so. */
static struct str
normal_source(struct template_engine *engine, struct str source)
{
	if (str_starts(source, STR("\xef\xbb\xbf")))
		source = str_skip(source, 3);
	source = normal_newlines(engine->arena, source);
	if (engine->settings.drop_last_newline && str_ends(source, STR("\n")))
		source = str_slice(source, 0, source.len - 1);
	return source;
}

static bool
check_source(const struct template *template, struct diags *diags)
{
	struct str source = template->source;
	size_t bad = utf8_invalid(source);
	if (template->unread) {
		diag_error(diags, diag_file(template->path), STR_EMPTY, "it cannot be read: %s",
		        fs_explain(template->unread));
		return false;
	}
	if (source.len > ENGINE_SOURCE_MAX) {
		diag_error(diags, diag_file(template->path), STR_EMPTY,
		        "a template cannot be larger than %d MiB", ENGINE_SOURCE_MAX >> 20);
		return false;
	}
	if (bad == STR_NONE)
		bad = str_find_char(source, '\0');
	if (bad == STR_NONE)
		return true;
	diag_error(diags, diag_place(template->path, source, bad, 1), STR_EMPTY,
	        source.at[bad] ? "this is not valid UTF-8"
	                       : "a template cannot contain a NUL byte");
	return false;
}

/* --- compiling ----------------------------------------------------------------------------- */

bool
engine_parse(const struct template *template, struct arena *arena, struct diags *diags,
        struct ast **tree)
{
	struct template_engine *engine = template->engine;
	struct parse *parse;
	struct lex_settings lex = {
		.trim_blocks = engine->settings.trim_blocks,
		.lstrip_blocks = engine->settings.lstrip_blocks,
		.line_statement = engine->settings.line_statement_prefix,
		.line_comment = engine->settings.line_comment_prefix,
	};
	if (!check_source(template, diags))
		return false;
	parse = arena_new(arena, struct parse);
	parse->arena = arena;
	parse->symbols = &engine->symbols;
	parse->diags = diags;
	parse->path = template->path;
	parse->source = template->source;
	lex_start(&parse->lex, arena, template->source, &lex);
	return parse_template(parse, tree);
}

static bool
build(struct template *template, struct arena *scratch, struct diags *diags)
{
	struct template_engine *engine = template->engine;
	struct compile *compile = arena_new(scratch, struct compile);
	struct ast *tree;
	if (!engine_parse(template, scratch, diags, &tree))
		return false;
	compile->arena = engine->arena;
	compile->scratch = scratch;
	compile->engine = engine;
	compile->template = template;
	compile->diags = diags;
	return compile_template(compile, tree);
}

/* What is included in a script or attribute is escaped for it, whatever its name is. */
static void
set_start(struct template *template, const struct spot *spot)
{
	if (spot && template->escape == ESCAPE_NONE)
		template->escape = spot->xml ? ESCAPE_XML : ESCAPE_HTML;
	template->start = spot ? *spot : spot_start(template->escape == ESCAPE_XML);
}

static void
start(struct template_engine *engine, struct template *template, struct str name, struct str path,
        struct str source, const struct spot *spot)
{
	template->engine = engine;
	template->name = name;
	template->path = path;
	template->source = normal_source(engine, source);
	template->escape = escape_of(engine, name);
	set_start(template, spot);
	template->state = TEMPLATE_LOADING;
}

static void
remember_failure(struct template *template, const struct diags *diags, size_t index)
{
	template->reported = !template->engine->quiet;
	if (index >= diags->list.len)
		return;
	const struct diag *first = &diags->list.at[index];
	template->failure = str_format(template->engine->arena, STR_FMT ":%u:%u: " STR_FMT,
	        STR_ARG(first->place.path), first->place.line, first->place.column,
	        STR_ARG(first->text));
}

/* Tells in the help of the template's own errors, from index `from` on, who asks for it. */
static void
add_chain(const struct template *template, struct diags *diags, size_t from)
{
	const struct engine_asking *asking = template->engine->asking;
	struct str chain = STR_EMPTY;
	if (from == diags->list.len)
		return;
	for (; asking; asking = asking->outer) {
		const struct template *by = asking->template;
		struct place place = diag_place(by->path, by->source, asking->at, 0);
		chain = str_format(&diags->arena, STR_FMT "%s%s " STR_FMT ":%u:%u", STR_ARG(chain),
		        chain.len ? ", " : "", asking->how, STR_ARG(place.path), place.line,
		        place.column);
	}
	for (size_t i = from; chain.len && i < diags->list.len; i++) {
		struct diag *diag = &diags->list.at[i];
		if (str_eq(diag->place.path, template->path))
			diag->help =
			        str_format(&diags->arena, STR_FMT "%s" STR_FMT, STR_ARG(diag->help),
			                !diag->help.len                          ? ""
			                        : str_ends(diag->help, STR("?")) ? " "
			                                                         : "; ",
			                STR_ARG(chain));
	}
}

static void
finish(struct template *template, struct diags *diags)
{
	struct arena scratch = ARENA_EMPTY;
	size_t before = diags->list.len;
	bool good = build(template, &scratch, diags);
	template->state = good ? TEMPLATE_READY : TEMPLATE_FAILED;
	if (!good)
		remember_failure(template, diags, before);
	add_chain(template, diags, before);
	arena_free(&scratch);
}

struct template *
engine_compile(struct template_engine *engine, struct str name, struct str path, struct str source,
        struct diags *diags)
{
	struct template *template = arena_new(engine->arena, struct template);
	start(engine, template, str_copy(engine->arena, name), path, source, NULL);
	finish(template, diags);
	return template;
}

/* The template as it was compiled for a place. */
static struct template *
find_template(const struct template_engine *engine, struct str name, const struct spot *start)
{
	struct template *template = map_get(start ? &engine->variants : &engine->templates, name);
	while (template && start && !spot_is_same(&template->start, start))
		template = template->next;
	return template;
}

static bool
has_room(const struct template_engine *engine, struct str name, struct diags *diags)
{
	const struct template *template = map_get(&engine->variants, name);
	unsigned count = 0;
	for (; template; template = template->next)
		count++;
	if (count < ENGINE_VARIANTS_MAX)
		return true;
	diag_error(diags, diag_file(name), STR_EMPTY,
	        "this template is included in more than %d different kinds of places",
	        ENGINE_VARIANTS_MAX);
	return false;
}

struct template *
engine_reference(struct template_engine *engine, struct str name, const struct spot *spot,
        struct diags *diags)
{
	struct template *template = find_template(engine, name, spot);
	const struct template_loader *loader = &engine->settings.loader;
	struct map *map = spot ? &engine->variants : &engine->templates;
	struct str source = STR_EMPTY, path = name;
	if (template)
		return template;
	if (spot && !has_room(engine, name, diags))
		return NULL;
	int error = loader->load ? loader->load(loader->context, name, &source, &path) : -ENOENT;
	if (error == -ENOENT)
		return NULL;
	template = arena_new(engine->arena, struct template);
	name = str_copy(engine->arena, name);
	start(engine, template, name, path, error ? STR_EMPTY : source, spot);
	template->unread = error;
	struct map_entry *entry = map_put(map, engine->arena, name, NULL);
	template->next = entry->value;
	entry->value = template;
	finish(template, diags);
	return template;
}

const struct template *
engine_loaded(const struct template_engine *engine, struct str name, const struct spot *start)
{
	return find_template(engine, name, start);
}

/* --- names that are not literal ------------------------------------------------------------ */

/* The names that the loader knows; a list of texts, perhaps empty. */
static struct value
known_names(struct template_engine *engine)
{
	const struct template_loader *loader = &engine->settings.loader;
	if (!loader->names)
		return value_list(NULL, 0);
	return loader->names(loader->context, engine->arena);
}

void
engine_load_matching(struct template_engine *engine, struct template *user, struct str prefix,
        struct str suffix, const struct spot *start)
{
	struct value names = known_names(engine);
	const struct engine_asking *asking = engine->asking;
	struct diags diags;
	diag_init(&diags);
	engine->asking = NULL;
	engine->quiet++;
	for (size_t i = 0; i < value_len(names); i++) {
		struct str name = value_str(value_at(names, i, engine->arena));
		if (!str_starts(name, prefix) || !str_ends(name, suffix))
			continue;
		struct template *found = engine_reference(engine, name, start, &diags);
		if (found)
			*array_push(engine->arena, &user->uses) = found;
	}
	engine->quiet--;
	engine->asking = asking;
	diag_free(&diags);
}

void
engine_suggest_template(struct template_engine *engine, struct str word, struct diags *diags)
{
	struct value names = known_names(engine);
	size_t count = value_len(names);
	struct str *options = arena_array(engine->arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		options[i] = value_str(value_at(names, i, engine->arena));
	diag_suggest(diags, word, options, count);
}

void
engine_suggest_key(const struct map *map, struct str word, struct diags *diags)
{
	struct arena scratch = ARENA_EMPTY;
	struct str *options = arena_array(&scratch, struct str, map->len);
	for (size_t i = 0; i < map->len; i++)
		options[i] = map->at[i].key;
	diag_suggest(diags, word, options, map->len);
	arena_free(&scratch);
}
