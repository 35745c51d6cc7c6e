/*
 * The bench of the compiler: ops and jumps, units and scopes, errors. Ops are collected in scratch
 * memory and copied into the engine's arena when their unit is closed.
 */
#include "template/compile.h"

#include <stdarg.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "template/compile_spot.h"
#include "template/engine.h"
#include "template/symbol.h"

/* How many values each op adds to the stack; VARIES is never used as a number. */
enum { VARIES = 100 };

static const signed char grows[] = {
#define OP(name, function, operand, grows, help) [OP_##name] = grows,
#include "template/op.def"
#undef OP
};

/* --- errors -------------------------------------------------------------------------------- */

void
compile_fail(struct compile *compile, uint32_t at, uint32_t len, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = str_vformat(compile->scratch, format, args);
	va_end(args);
	const struct template *template = compile->template;
	diag_error(compile->diags, diag_place(template->path, template->source, at, len),
	        template->source, STR_FMT, STR_ARG(text));
	compile->failed = true;
}

/* --- ops ----------------------------------------------------------------------------------- */

static void
adjust(struct code *code, int by)
{
	code->depth += by;
	if (code->depth > code->deepest)
		code->deepest = code->depth;
}

struct op *
compile_emit_varies(struct compile *compile, const struct ast *node, enum op_code op_code, int by)
{
	struct code *code = compile->code;
	struct op_place *place = array_push(compile->scratch, &code->places);
	*place = (struct op_place){ node->at, node->len };
	struct op *op = array_push(compile->scratch, &code->ops);
	op->code = (uint8_t)op_code;
	adjust(code, by);
	return op;
}

struct op *
compile_emit(struct compile *compile, const struct ast *node, enum op_code code)
{
	return compile_emit_varies(compile, node, code, grows[code]);
}

uint32_t
compile_label(struct compile *compile)
{
	compile->code->label = (uint32_t)compile->code->ops.len;
	return compile->code->label;
}

uint32_t
compile_jump(struct compile *compile, const struct ast *node, enum op_code code)
{
	compile_emit(compile, node, code);
	return (uint32_t)compile->code->ops.len - 1;
}

void
compile_land(struct compile *compile, uint32_t jump)
{
	compile->code->ops.at[jump].b = compile_label(compile);
}

/* --- units and scopes ---------------------------------------------------------------------- */

struct unit *
compile_open(struct compile *compile, struct code *code, struct scope *scope, struct scope *outer,
        enum unit_kind kind)
{
	struct unit *unit = arena_new(compile->arena, struct unit);
	*code = (struct code){ .outer = compile->code, .unit = unit, .resume = compile->scope };
	code->frame.arena = compile->scratch;
	code->address = UNIT_NO_SLOT;
	unit->template = compile->template;
	unit->kind = kind;
	unit->caller = unit->varargs = unit->kwargs = UNIT_NO_SLOT;
	scope_open(scope, outer, &code->frame);
	compile->code = code;
	compile->scope = scope;
	return unit;
}

static const void *
keep(struct compile *compile, const void *items, size_t count, size_t size, size_t align)
{
	void *copy = arena_items(compile->arena, count, size, align);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

void
compile_close(struct compile *compile, const struct ast *node)
{
	struct code *code = compile->code;
	struct unit *unit = code->unit;
	compile_emit(compile, node, OP_RETURN);
	if (code->frame.slots >= UNIT_NO_SLOT)
		compile_fail(compile, node->at, node->len, "there are too many names here");
	unit->slots = (uint16_t)code->frame.slots;
	unit->stack = (uint32_t)code->deepest;
	unit->count = (uint32_t)code->ops.len;
	unit->ops = keep(
	        compile, code->ops.at, code->ops.len, sizeof *code->ops.at, alignof(struct op));
	unit->places = keep(compile, code->places.at, code->places.len, sizeof *code->places.at,
	        alignof(struct op_place));
	compile->code = code->outer;
	compile->scope = code->resume;
}

/* Names that the scope stores to begin anew each time it is entered. */
static void
begin_names(struct compile *compile, const struct ast *node, const struct scope *scope)
{
	for (size_t i = 0; i < scope->names.len; i++) {
		const struct scope_name *name = &scope->names.at[i];
		struct op *op;
		if (name->origin == SCOPE_PARAMETER || !name->stored)
			continue;
		if (name->origin == SCOPE_ALIAS) {
			op = compile_emit(compile, node, OP_COPY);
			op->c = (uint8_t)name->outer.depth;
			op->a = name->outer.slot;
			op->b = name->slot;
		} else {
			op = compile_emit(compile, node, OP_CLEAR);
			op->a = name->slot;
		}
	}
}

void
compile_enter(struct compile *compile, const struct ast *node, struct scope *scope)
{
	scope_seal(scope);
	begin_names(compile, node, scope);
	compile->scope = scope;
}

void
compile_leave(struct compile *compile, struct scope *scope)
{
	compile->scope = scope->outer;
}

void
compile_keep_frames(struct compile *compile)
{
	for (struct code *code = compile->code; code; code = code->outer)
		code->unit->kept = true;
}

void
compile_keep_loops(struct compile *compile)
{
	for (struct code *code = compile->code; code; code = code->outer) {
		for (struct compile_loop *loop = code->loop; loop; loop = loop->outer)
			loop->info->kept = true;
	}
	compile_keep_frames(compile);
}

/* --- small things -------------------------------------------------------------------------- */

struct str
compile_text(struct compile *compile, struct str text)
{
	struct str source = compile->template->source;
	if (text.at >= source.at && text.at + text.len <= source.at + source.len)
		return text;
	return str_copy(compile->arena, text);
}

const struct symbol *
compile_symbol(struct compile *compile, const char *name)
{
	return symbol_of(&compile->engine->symbols, str_from(name));
}

bool
compile_template(struct compile *compile, const struct ast *tree)
{
	struct code code;
	struct scope scope;
	const struct ast nothing = { .kind = AST_TEXT };
	const struct symbol *self = compile_symbol(compile, "self");
	compile->toplevel = compile->escape_known = true;
	compile->template->root = compile_open(compile, &code, &scope, NULL, UNIT_ROOT);
	if (ast_mentions(tree, self)) {
		uint16_t slot = scope_declare(&scope, self);
		compile_emit(compile, tree, OP_SELF)->a = slot;
		compile->template->selves = true;
	}
	scope_read(&scope, tree);
	scope_seal(&scope);
	compile_spot_start(compile);
	compile_statements(compile, tree);
	compile_spot_end(compile);
	compile_close(compile, &nothing);
	compile_lone_blocks(compile, tree);
	return !compile->failed;
}
