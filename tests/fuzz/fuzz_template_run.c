/*
 * Any bytes as a template that is rendered with a small context: the limits hold, a second rendering
 * gives the same, what comes out is text, and nothing of the data gets out unescaped but by a filter
 * or tag that is there for it.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "render/filter_site.h"
#include "require.h"
#include "template/template.h"

/* A text that must not come out as it is. */
static const struct str secret = STR_INIT("<\"k'&>");

/* --- what the template sees ---------------------------------------------------------------- */

static struct value
context(struct arena *arena)
{
	struct date *date = arena_new(arena, struct date);
	struct value *list = arena_array(arena, struct value, 3);
	struct value_entry *page = arena_array(arena, struct value_entry, 4);
	struct value_entry *all = arena_array(arena, struct value_entry, 8);
	date_parse(STR("2026-11-02T10:00:00+01:00"), date);
	list[0] = value_int(3);
	list[1] = value_text(secret);
	list[2] = value_float(1.5);
	page[0] = (struct value_entry){ value_text(STR("title")), value_text(secret) };
	page[1] = (struct value_entry){ value_text(STR("date")), value_date(date) };
	page[2] = (struct value_entry){ value_text(STR("n")), value_int(7) };
	page[3] = (struct value_entry){ value_text(secret), value_none() };
	struct value pages[] = { value_map(page, 4), value_map(page, 2) };
	struct value *kept = arena_array(arena, struct value, 2);
	kept[0] = pages[0];
	kept[1] = pages[1];
	all[0] = (struct value_entry){ value_text(STR("s")), value_text(secret) };
	all[1] = (struct value_entry){ value_text(STR("l")), value_list(list, 3) };
	all[2] = (struct value_entry){ value_text(STR("page")), pages[0] };
	all[3] = (struct value_entry){ value_text(STR("pages")), value_list(kept, 2) };
	all[4] = (struct value_entry){ value_text(STR("n")), value_int(INT64_MIN) };
	all[5] = (struct value_entry){ value_text(STR("x")), value_float(-0.0) };
	all[6] = (struct value_entry){ value_text(STR("none_")), value_none() };
	all[7] = (struct value_entry){ value_text(STR("u")), value_text(STR("ä€😀")) };
	return value_map(all, 8);
}

static const struct {
	struct str name, source;
} others[] = {
	{ STR_INIT("base.html"),
	        STR_INIT("{% block a %}base {{ s }}{% endblock %}{% block b %}{% endblock %}") },
	{ STR_INIT("inc.html"), STR_INIT("[{{ s }}{{ x }}{{ loop.index }}]") },
	{ STR_INIT("lib.html"),
	        STR_INIT(
	                "{% macro m(a, b=1) %}{{ a }}{{ b }}{{ caller and caller(a) }}{% endmacro %}") },
};

static int
load(void *unused, struct str name, struct str *source, struct str *path)
{
	(void)unused;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (!str_eq(others[i].name, name))
			continue;
		*source = others[i].source;
		*path = others[i].name;
		return 0;
	}
	return -ENOENT;
}

static struct value
names(void *unused, struct arena *arena)
{
	struct value *list = arena_array(arena, struct value, sizeof others / sizeof *others);
	(void)unused;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		list[i] = value_text(others[i].name);
	return value_list(list, sizeof others / sizeof *others);
}

/* --- the demands --------------------------------------------------------------------------- */

/* Does the template say that something is markup, or write the secret's marks itself? */
static bool
may_show(struct str source)
{
	static const struct str ways[] = { STR_INIT("safe"), STR_INIT("autoescape"),
		STR_INIT("markdown"), STR_INIT("k'") };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (str_find(source, ways[i]) != STR_NONE)
			return true;
	}
	return false;
}

static bool
render(const struct template *t, struct arena *arena, struct buf *out, struct diags *diags)
{
	struct arena scratch = ARENA_EMPTY;
	struct template_run run = {
		.scratch = &scratch,
		.out = out,
		.diags = diags,
		.context = context(arena),
	};
	bool good = template_render(t, &run);
	require(scratch.used < (size_t)1 << 30);
	arena_free(&scratch);
	return good;
}

/* The error among what a rendering told; texts that it made Markdown of may have warnings. */
static const struct diag *
error_from(const struct diags *diags, size_t first)
{
	while (diags->list.at[first].level != DIAG_ERROR)
		first++;
	return &diags->list.at[first];
}

static void
check(const struct template *t, struct arena *arena, struct str source, struct diags *diags)
{
	struct buf once, twice;
	buf_init(&once, 1 << 20);
	buf_init(&twice, 1 << 20);
	bool good = render(t, arena, &once, diags);
	size_t errors = diags->errors, first = diags->list.len;
	require(good == (errors == 0) && errors <= 1);
	require(render(t, arena, &twice, diags) == good && diags->errors == 2 * errors);
	if (good) {
		require(str_eq(buf_view(&once), buf_view(&twice)));
		require(utf8_invalid(buf_view(&once)) == STR_NONE);
		require(str_find_char(buf_view(&once), '\0') == STR_NONE);
		if (!may_show(source))
			require(str_find(buf_view(&once), secret) == STR_NONE);
	} else {
		const struct diag *error = error_from(diags, 0);
		require(str_eq(error->text, error_from(diags, first)->text));
		/* That a page is too large is found when all of it is there. */
		require(error->place.line >= 1 ||
		        str_find(error->text, STR("output is beyond")) != STR_NONE);
	}
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct template_settings settings = {
		.loader = { load, names, NULL },
		.filters = filter_site_table,
		.undefined = size % 2 ? TEMPLATE_STRICT : TEMPLATE_LENIENT,
		.by_place = size % 4 > 1,
	};
	struct str source = str_of((const char *)data, size);
	struct diags diags;
	diag_init(&diags);
	struct template_engine *engine = template_engine_new(&arena, &settings);
	const struct template *t = template_from_text(engine, STR("fuzz.html"), source, &diags);
	if (t)
		check(t, &arena, source, &diags);
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}
