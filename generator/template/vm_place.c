/*
 * Output where more than text is at stake: attributes, scripts, styles, tags. The compiler has found the
 * place (spot.h); where escaping is off, all of it is as good as text.
 *
 * What markup is safe in, it remembers (struct value, safe_in): a script's block in its child's super(),
 * tojson in a script, what the author calls safe nearly everywhere.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/landing.h"
#include "template/repr.h"
#include "template/spot.h"
#include "template/vm.h"
#include "template/vm_memory.h"
#include "template/words.h"

/* --- helpers ------------------------------------------------------------------------------- */

/* As much of a value as a message has room for. */
static struct str
shown(struct str s)
{
	return utf8_prefix(s, 60);
}

static void
put_escaped(struct vm *vm, const struct frame *frame, struct value v)
{
	if (v.kind == VALUE_MARKUP)
		buf_put(vm->out, value_str(v));
	else
		vm_escape(vm->out, frame->escape, repr_str(vm, v));
}

/* What has been written since `begin`, to be written in another way. */
static struct str
take_back(struct vm *vm, size_t begin)
{
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

static bool
contains(struct str s, struct str word)
{
	for (size_t i = 0; i + word.len <= s.len; i++) {
		if (s.at[i] == *word.at && str_eq_nocase(str_slice(s, i, i + word.len), word))
			return true;
	}
	return false;
}

/* --- scripts and styles -------------------------------------------------------------------- */

/* What its author calls safe may be any code, but is not to end the element that it is in. */
static bool
put_safe_code(struct vm *vm, struct str s)
{
	static const struct str ends[] = { STR_INIT("</script"), STR_INIT("</style"),
		STR_INIT("<!--") };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (!contains(s, ends[i]))
			continue;
		vm_fail(vm, "\"" STR_FMT "\" in a script or style would end it", STR_ARG(ends[i]));
		return false;
	}
	buf_put(vm->out, s);
	return true;
}

static void
put_style(struct vm *vm, struct value v)
{
	struct str s = repr_str(vm, v);
	if (landing_is_style(s))
		buf_put(vm->out, s);
	else
		vm_fail_help(vm,
		        STR("words, numbers, colours and lengths can, and in quotes any text; |safe is for a style that you wrote yourself"),
		        "\"" STR_FMT "\" cannot be part of a style", STR_ARG(shown(s)));
}

static void
put_style_url(struct vm *vm, struct value v)
{
	struct str s = repr_str(vm, v), scheme = landing_scheme(s, false);
	if (scheme.len)
		vm_fail(vm,
		        "\"" STR_FMT "\" cannot be an address: browsers run what follows \"" STR_FMT
		        ":\"",
		        STR_ARG(shown(s)), STR_ARG(scheme));
	else
		landing_style_url(vm->out, s);
}

static void
put_code(struct vm *vm, enum spot_landing landing, struct value v)
{
	if (v.kind == VALUE_MARKUP && v.safe_in == LAND_ANY) {
		put_safe_code(vm, value_str(v));
		return;
	}
	switch (landing) {
	case LAND_SCRIPT:
		if (v.kind == VALUE_MARKUP && v.safe_in == LAND_JSON)
			buf_put(vm->out, value_str(v));
		else
			repr_json(vm, vm->out, v, 0, false);
		break;
	case LAND_STYLE: put_style(vm, v); break;
	case LAND_STYLE_URL: put_style_url(vm, v); break;
	case LAND_STYLE_STRING: landing_style_string(vm->out, repr_str(vm, v)); break;
	default: landing_script_string(vm->out, repr_str(vm, v));
	}
}

static void
put_code_in_attribute(
        struct vm *vm, const struct frame *frame, enum spot_landing landing, struct value v)
{
	size_t begin = vm_text_begin(vm);
	put_code(vm, landing, v);
	vm_escape(vm->out, frame->escape, take_back(vm, begin));
}

/* --- tags ---------------------------------------------------------------------------------- */

/* What has been written of the name that the output ends with. */
static struct str
written_name(const struct vm *vm)
{
	struct str out = buf_view(vm->out);
	size_t begin = out.len;
	while (begin > 0 && out.len - begin < 64 &&
	        str_find_char(STR(" \t\n\f\r<>/=\"'"), out.at[begin - 1]) == STR_NONE)
		begin--;
	return str_skip(out, begin);
}

static struct str
with_written(struct vm *vm, struct str s)
{
	struct str parts[] = { written_name(vm), s };
	return str_join(vm->arena, parts, 2, STR_EMPTY);
}

static void
put_attribute_name(struct vm *vm, struct str s)
{
	struct str name = with_written(vm, s);
	if (landing_is_attribute_name(name))
		buf_put(vm->out, s);
	else
		vm_fail_help(vm,
		        STR("letters, digits, - _ . and : can be, and no script, style or address"),
		        "\"" STR_FMT "\" cannot be the name of an attribute here",
		        STR_ARG(shown(name)));
}

/* Text in a tag is names of attributes that need no value, such as `checked`. */
static void
put_names(struct vm *vm, struct str s)
{
	struct str all = s, name;
	while ((name = words_next(&all)).len) {
		if (landing_is_attribute_name(name))
			continue;
		vm_fail_help(vm, STR("use |xmlattr for attributes with values"),
		        "\"" STR_FMT "\" cannot stand in a tag", STR_ARG(shown(s)));
		return;
	}
	buf_put(vm->out, s);
}

static void
put_attributes(struct vm *vm, const struct frame *frame, struct value v)
{
	struct str s = repr_str(vm, v), bad;
	if (v.kind != VALUE_MARKUP) {
		put_names(vm, s);
		return;
	}
	if (landing_is_attributes(s, frame->escape == ESCAPE_XML, v.safe_in == LAND_ANY, &bad))
		buf_put(vm->out, s);
	else if (bad.len)
		vm_fail(vm,
		        "\"" STR_FMT "\" has an address that browsers would run: \"" STR_FMT ":\"",
		        STR_ARG(shown(s)), STR_ARG(bad));
	else
		vm_fail_help(vm,
		        STR("in a tag stand attributes with quoted values; those that are scripts or styles have to be literal"),
		        "\"" STR_FMT "\" cannot stand in a tag", STR_ARG(shown(s)));
}

static void
put_apart(struct vm *vm, const struct frame *frame, struct value v)
{
	struct str s = repr_str(vm, v);
	if (s.len && *s.at != ' ' && *s.at != '\n' && *s.at != '\t')
		vm_fail_help(vm, STR("put a space before it"),
		        "\"" STR_FMT "\" would stick to what stands before it in the tag",
		        STR_ARG(shown(s)));
	else
		put_attributes(vm, frame, v);
}

static void
put_tag_name(struct vm *vm, const struct frame *frame, struct value v)
{
	struct str s = repr_str(vm, v), before = written_name(vm), name = with_written(vm, s);
	bool ends = before.len && (!s.len || *s.at == ' ' || *s.at == '\n' || *s.at == '\t');
	if (ends)
		put_attributes(vm, frame, v);
	else if (landing_is_tag_name(name) && (!before.len || landing_is_tag_name(before)))
		buf_put(vm->out, s);
	else
		vm_fail_help(vm,
		        STR("a name is letters and digits; attributes begin with a space; script, style and the like have to be literal"),
		        "\"" STR_FMT "\" cannot be the name of a tag here", STR_ARG(shown(name)));
}

/* --- the ops ------------------------------------------------------------------------------- */

/* Escaped for the place behind the escaping of text. */
static void
put_further(struct vm *vm, const struct frame *frame, enum spot_landing landing, struct value v)
{
	size_t begin = vm_text_begin(vm);
	if (landing == LAND_COMMENT && v.kind == VALUE_MARKUP)
		landing_markup(vm->out, value_str(v));
	else
		put_escaped(vm, frame, v);
	struct str s = take_back(vm, begin);
	if (landing == LAND_PAGE)
		vm_escape(vm->out, frame->escape, s);
	else if (landing == LAND_CDATA)
		landing_cdata(vm->out, s);
	else
		landing_comment(vm->out, s);
}

static void
put(struct vm *vm, struct frame *frame, enum spot_landing landing, struct value v)
{
	if (landing & LAND_IN_ATTRIBUTE) {
		put_code_in_attribute(vm, frame, landing & ~(unsigned)LAND_IN_ATTRIBUTE, v);
		return;
	}
	switch (landing) {
	case LAND_QUOTED: landing_markup(vm->out, value_str(v)); break;
	case LAND_COMMENT:
	case LAND_CDATA:
	case LAND_PAGE: put_further(vm, frame, landing, v); break;
	case LAND_TAG_NAME: put_tag_name(vm, frame, v); break;
	case LAND_TAG: put_attributes(vm, frame, v); break;
	case LAND_APART: put_apart(vm, frame, v); break;
	case LAND_NAME: put_attribute_name(vm, repr_str(vm, v)); break;
	case LAND_SCRIPT:
	case LAND_SCRIPT_STRING:
	case LAND_STYLE:
	case LAND_STYLE_STRING:
	case LAND_STYLE_URL: put_code(vm, landing, v); break;
	default: vm_write(vm, frame, v);
	}
}

/* Is it written as in text? Most values in attributes are. */
static bool
is_as_text(const struct frame *frame, unsigned landing, struct value v)
{
	if (v.kind == VALUE_MARKUP && v.safe_in == landing && landing >= LAND_PAGE)
		return true;
	return v.kind == VALUE_UNDEFINED || frame->escape == ESCAPE_NONE;
}

void
vm_op_put(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value v = *--vm->top;
	if ((op->c == LAND_QUOTED && v.kind != VALUE_MARKUP) || is_as_text(frame, op->c, v)) {
		vm_write(vm, frame, v);
	} else {
		vm->steps -= value_is_text(v) ? v.len / 16 : 0;
		put(vm, frame, op->c, v);
	}
	/* A script has no place for nothing at all. */
	if (v.kind == VALUE_UNDEFINED && (op->c & ~LAND_IN_ATTRIBUTE) == LAND_SCRIPT)
		buf_lit(vm->out, "null");
	vm_release(vm);
}

void
vm_op_address(struct vm *vm, struct frame *frame, const struct op *op)
{
	frame->slots[op->a] = value_int((int64_t)(vm->out->len - op->b));
}

void
vm_op_address_end(struct vm *vm, struct frame *frame, const struct op *op)
{
	struct value begin = frame->slots[op->a];
	frame->slots[op->a] = VALUE_UNDEFINED_INIT;
	if (begin.kind != VALUE_INT || frame->escape == ESCAPE_NONE)
		return;
	struct str value = str_skip(buf_view(vm->out), (size_t)begin.integer);
	struct str scheme = landing_scheme(value, op->c);
	if (scheme.len)
		vm_fail_help(vm,
		        STR("what is meant to be a script has to be literal in the template; of data: images but SVG, sound, video and fonts may stand here"),
		        "\"" STR_FMT "\" cannot be an address: browsers run what follows \"" STR_FMT
		        ":\"",
		        STR_ARG(shown(value)), STR_ARG(scheme));
}
