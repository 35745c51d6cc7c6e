#include "render/directives.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/worker.h"
#include "config/theme.h"
#include "content/page.h"
#include "markdown/markdown.h"
#include "render/directive_use.h"
#include "render/render.h"
#include "render/view.h"
#include "site/site.h"
#include "template/parameter.h"

/* ---- loading ---------------------------------------------------------------------------------- */

/* A directive by its name. */
struct known {
	bool exists;
	const struct template *template; /* NULL when it cannot be compiled */
};

static const struct markdown *
text_of(const struct page *page)
{
	bool some = !page->left_out && page->markdown && page->markdown->directives.len;

	return some ? page->markdown : NULL;
}

/* Names that every template is given cannot be attributes; `text` and `content` may be required. */
static bool
check_names(const struct render *render, const struct template *template, struct diags *diags)
{
	static const struct str taken[] = { STR_INIT("page"), STR_INIT("directive") };
	const struct theme_file *file =
	        theme_template(render->site->theme, template_name(template));
	size_t count;
	const struct parameter *declared = parameter_list(template, &count);

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < sizeof taken / sizeof *taken; k++) {
			if (!str_eq(declared[i].name, taken[k]))
				continue;
			diag_error(diags, diag_file(file ? file->path : template_name(template)),
			        STR_EMPTY,
			        "\"" STR_FMT "\" is given to every directive and cannot be an "
			        "attribute of one",
			        STR_ARG(taken[k]));
			return false;
		}
	}
	return true;
}

static void
load_one(struct render *render, struct str name, struct diags *diags)
{
	bool added;
	struct map_entry *entry = map_put(&render->directives, render->arena, name, &added);
	struct known *known;
	struct str file;

	if (!added)
		return;
	entry->value = known = arena_new(render->arena, struct known);
	file = str_format(render->arena, DIRECTIVES_FOLDER STR_FMT ".html", STR_ARG(name));
	known->exists = template_exists(render->engine, file);
	if (!known->exists)
		return;
	known->template = template_load(render->engine, file, diags);
	if (known->template && !check_names(render, known->template, diags))
		known->template = NULL;
}

static int
compare_names(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The names of all directives that there are, for who has mistyped one. */
static void
gather_names(struct render *render)
{
	struct template_loader loader = render_loader(render->site->theme);
	struct value all = loader.names(loader.context, render->arena);
	struct map names = { 0 };

	for (uint32_t i = 0; i < all.len; i++) {
		struct str name = value_str(all.items[i]);
		bool is_one =
		        str_starts(name, STR(DIRECTIVES_FOLDER)) && str_ends(name, STR(".html"));

		if (is_one)
			map_put(&names, render->arena,
			        str_slice(name, sizeof DIRECTIVES_FOLDER - 1, name.len - 5), NULL);
	}
	render->directive_names = arena_array(render->arena, struct str, names.len + 1);
	render->directive_count = names.len;
	for (size_t i = 0; i < names.len; i++)
		render->directive_names[i] = names.at[i].key;
	array_sort(render->directive_names, names.len, sizeof *render->directive_names,
	        render->arena, compare_names, NULL);
}

void
directives_load(struct render *render, struct diags *diags)
{
	const struct site *site = render->site;

	for (size_t i = 0; i < site->all.len; i++) {
		const struct markdown *markdown = text_of(site->all.at[i]);

		for (size_t k = 0; markdown && k < markdown->directives.len; k++)
			load_one(render, markdown->directives.at[k].name, diags);
	}
	if (render->directives.len)
		gather_names(render);
}

/* ---- rendering -------------------------------------------------------------------------------- */

/* What the workers share. */
struct rendering {
	const struct render *render;
	struct directives_page *pages; /* by page->ordinal */
};

/* One page in one of its manners. */
struct text {
	const struct render *render;
	const struct page *page;
	struct worker *worker;
	bool feed;
	const struct str *checked; /* of a feed: what has become of them on the page */
	struct str *html;          /* by directive; at == NULL: it is wrong */
};

/* False after adding an error. What is made for a feed has been checked for its page. */
static bool
make(const struct directive_use *use, bool exists, struct buf *out)
{
	const struct render *render = use->render;
	size_t begin = out->len;

	if (use->feed)
		return directive_use_render(use, out);
	if (!exists)
		directive_use_unknown(use, render->directive_names, render->directive_count);
	return use->template && directive_use_check(use) && directive_use_render(use, out) &&
	        directive_use_fits(use, str_skip(buf_view(out), begin));
}

/* For markdown_emit. A directive that is wrong leaves nothing, so that others are checked too. */
static bool
make_one(void *context, const struct markdown_directive *directive, struct str label,
        struct str content, struct buf *out)
{
	const struct text *text = context;
	const struct known *known = map_get(&text->render->directives, directive->name);
	struct directive_use use = {
		.render = text->render,
		.page = text->page,
		.directive = directive,
		.template = known->template,
		.label = label,
		.content = content,
		.feed = text->feed,
		.scratch = &text->worker->scratch,
		.spans = text->worker->spans,
		.diags = &text->worker->diags,
	};
	size_t index = (size_t)(directive - text->page->markdown->directives.at);
	size_t begin = out->len;
	bool fine = !text->feed || text->checked[index].at;
	struct arena mark = text->worker->scratch;

	if (fine && make(&use, known->exists, out)) {
		struct str html = str_trim(str_skip(buf_view(out), begin));

		text->html[index] = html.len ? str_copy(&text->worker->arena, html) : STR("");
	}
	if (out->len > begin)
		out->len = begin;
	buf_put(out, text->html[index]);
	arena_back(&text->worker->scratch, &mark); /* a page may have very many */
	return true;
}

static const struct str *
make_all(const struct render *render, const struct page *page, const struct str *checked,
        struct worker *worker)
{
	size_t count = page->markdown->directives.len;
	struct text text = {
		.render = render,
		.page = page,
		.worker = worker,
		.feed = checked != NULL,
		.checked = checked,
		.html = arena_array(&worker->arena, struct str, count),
	};
	struct markdown_emit how = view_emission(&render->pages[page->ordinal], text.feed);

	how.from = 0; /* those in a heading that is not shown are checked too */
	how.directive = make_one;
	how.directives = &text;
	buf_clear(&worker->out);
	if (!markdown_emit(page->markdown, &how, &worker->out))
		diag_error(&worker->diags, diag_file(page->text.path), STR_EMPTY,
		        "the page becomes too large with what its directives make");
	return text.html;
}

static void
render_page(void *context, size_t index, struct worker *worker)
{
	struct rendering *rendering = context;
	const struct page *page = rendering->render->site->all.at[index];
	struct directives_page *of = &rendering->pages[index];

	if (!text_of(page))
		return;
	of->html[false] = make_all(rendering->render, page, NULL, worker);
	of->html[true] = make_all(rendering->render, page, of->html[false], worker);
}

void
directives_render(struct render *render, struct workers *workers)
{
	size_t count = render->site->all.len;
	struct rendering rendering = { .render = render };

	if (!render->directives.len)
		return;
	rendering.pages = arena_array(render->arena, struct directives_page, count + 1);
	worker_run(workers, count, render_page, &rendering);
	render->directive_pages = rendering.pages;
}
