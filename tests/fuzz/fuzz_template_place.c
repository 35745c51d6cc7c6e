/*
 * Any page with hostile values at any places: what comes out is, to a browser, what the template is.
 *
 * The first byte chooses HTML or XML; a byte from 1 to 6 stands for a value, everything else for itself. The
 * template is walked as the compiler does it, and the output as a browser would: behind each value both are
 * at the same place, so none has begun, ended or become anything but what stands there. Values that are
 * refused prove nothing. None is empty: where literal texts touch, they are the author's.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "require.h"
#include "template/call.h"
#include "template/spot.h"
#include "template/template.h"
#include "template/vm.h"

enum { VALUES_MAX = 12, TEXT_MAX = 2000 };

/* --- what the template sees ---------------------------------------------------------------- */

static struct value
context(struct arena *arena)
{
	struct value_entry *all = arena_array(arena, struct value_entry, 6);
	struct value *list = arena_array(arena, struct value, 2);
	list[0] = value_text(STR("</script>'\"`]]>--><!--${*/\\"));
	list[1] = value_int(-7);
	struct value values[] = {
		value_text(STR("a")),
		value_text(STR(
		        "\"'`></script></style></title></textarea>--!>]]>?>\n\\*/${}<!--<x y=z onclick=a ")),
		value_text(STR("javascript:alert(1)//")),
		value_list(list, 2),
		value_markup(STR("<b a=\"b\">&amp;'`${--></b>")),
		value_text(STR(" script /style=x")),
	};
	static const struct str names[] = { STR_INIT("a"), STR_INIT("b"), STR_INIT("c"),
		STR_INIT("d"), STR_INIT("e"), STR_INIT("f") };
	for (size_t i = 0; i < 6; i++)
		all[i] = (struct value_entry){ value_text(names[i]), values[i] };
	return value_map(all, 6);
}

/* Where in the output the values begin. */
struct marks {
	size_t at[VALUES_MAX];
	size_t count;
};

static struct value
mark(struct template_call *call)
{
	struct marks *marks = template_user(call);
	if (marks->count < VALUES_MAX)
		marks->at[marks->count++] = call->vm->out->len;
	return value_none();
}

static const struct template_function functions[] = {
	{ STR_INIT("mark"), mark, NULL, "", "" },
	{ .name = STR_INIT("") },
};

/* --- the template -------------------------------------------------------------------------- */

struct pieces {
	struct str text[VALUES_MAX + 1]; /* literal; a value between each two */
	size_t values;
};

static bool
is_value(char c)
{
	return c >= 1 && c <= 6;
}

/* Cuts the input up, and writes it as a template. What would be a tag of the template is kept apart. */
static void
write_template(struct str input, struct arena *arena, struct buf *source, struct pieces *pieces)
{
	struct buf text;
	buf_init(&text, 2 * TEXT_MAX);
	for (size_t i = 0; i <= input.len; i++) {
		char c = i < input.len ? input.at[i] : '\0';
		bool value = is_value(c) && pieces->values < VALUES_MAX;
		if (i == input.len || value) {
			struct str piece = str_copy(arena, buf_view(&text));
			pieces->text[pieces->values] = piece;
			buf_put(source, piece);
			buf_clear(&text);
		}
		if (value) {
			pieces->values++;
			buf_format(source, "{%% do mark() %%}{{ %c }}", 'a' + c - 1);
		} else if (i < input.len) {
			bool plain = c == '\n' || (c >= ' ' && c <= '~');
			if (text.len && text.at[text.len - 1] == '{' &&
			        (c == '{' || c == '%' || c == '#'))
				buf_char(&text, ' ');
			buf_char(&text, plain ? c : 'z');
		}
	}
	buf_free(&text);
}

/* --- the demands --------------------------------------------------------------------------- */

static void
walk(struct spot *spot, struct str text)
{
	struct spot_reader r = spot_reader(spot, text);
	enum spot_event event;
	while ((event = spot_read(&r)) != SPOT_ENDS)
		require(event == SPOT_CLOSES);
}

/* Is what the browser has read, up to some value's end, at the place where the template is? */
static bool
is_there(const struct spot *want, const struct spot *got)
{
	if (spot_is_in_tag(want) || want->state == SPOT_OPEN)
		return (spot_is_in_tag(got) || got->state == SPOT_OPEN) && want->end == got->end;
	if (want->state != got->state || want->element != got->element || want->quote != got->quote)
		return false;
	/* In an address nothing but its quotes counts here, and a type may have become another. */
	if (want->state == SPOT_VALUE && want->kind != SPOT_SCRIPT && want->kind != SPOT_STYLE)
		return true;
	/* A type with a value in it is taken for a script's, which asks for most. */
	if (want->state == SPOT_CONTENT && want->content == SPOT_SCRIPT &&
	        got->content == SPOT_PLAIN)
		return true;
	return want->kind == got->kind && want->content == got->content &&
	        want->code == got->code && want->nest == got->nest &&
	        memcmp(want->braces, got->braces, sizeof want->braces) == 0;
}

static void
check(const struct pieces *pieces, const struct marks *marks, struct str out, bool xml)
{
	struct spot want = spot_start(xml);
	require(marks->count == pieces->values);
	for (size_t i = 0; i <= pieces->values; i++) {
		size_t from = i ? marks->at[i - 1] : 0;
		size_t literal =
		        (i < pieces->values ? marks->at[i] : out.len) - pieces->text[i].len;
		require(literal >= from && str_starts(str_skip(out, literal), pieces->text[i]));
		struct spot got = spot_start(xml);
		walk(&got, str_slice(out, 0, literal));
		require(is_there(&want, &got));
		walk(&want, pieces->text[i]);
		if (i < pieces->values) {
			const struct str *next = &pieces->text[i + 1];
			require(spot_value(&want, str_starts(*next, STR("="))) != LAND_REFUSED);
		}
	}
}

static void
render(const struct template *t, struct arena *arena, const struct pieces *pieces, bool xml,
        struct diags *diags)
{
	struct arena scratch = ARENA_EMPTY;
	struct marks marks = { .count = 0 };
	struct buf out;
	buf_init(&out, 1 << 20);
	struct template_run run = {
		.scratch = &scratch,
		.out = &out,
		.diags = diags,
		.context = context(arena),
		.user = &marks,
	};
	if (template_render(t, &run))
		check(pieces, &marks, buf_view(&out), xml);
	buf_free(&out);
	arena_free(&scratch);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct template_settings settings = { .functions = functions, .by_place = true };
	struct pieces pieces = { .values = 0 };
	struct diags diags;
	struct buf source;
	if (!size || size > TEXT_MAX)
		return 0;
	bool xml = data[0] & 1;
	diag_init(&diags);
	buf_init(&source, 1 << 16);
	write_template(str_of((const char *)data + 1, size - 1), &arena, &source, &pieces);
	struct template_engine *engine = template_engine_new(&arena, &settings);
	const struct template *t = template_from_text(
	        engine, xml ? STR("a.xml") : STR("a.html"), buf_view(&source), &diags);
	if (t)
		render(t, &arena, &pieces, xml, &diags);
	buf_free(&source);
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}
