/* The rows of theme_check.def: what is found, as sentences. That of texts is in theme_check_messages.c. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "content/source.h"
#include "data/node.h"
#include "render/theme_check.h"
#include "template/foreign.h"
#include "template/inspect.h"

static void
help_known(struct theme_check *check, const struct inspect_finding *finding, const char *what)
{
	theme_check_help(check, finding->word, finding->known, finding->count, what);
}

/* --- theme.yaml ----------------------------------------------------------------------------- */

/* Where the value of the key "name" stands. */
static struct place
place_of_name(const struct theme *theme)
{
	struct str rest = theme->source.bytes;
	size_t at, width = 0;

	while (rest.len) {
		struct str line = str_line(&rest);

		if (!str_starts(line, STR("name:")))
			continue;
		line = str_trim(str_skip(line, strlen("name:")));
		at = (size_t)(line.at - theme->source.bytes.at);
		while (width < line.len && line.at[width] != ' ')
			width++;
		return diag_place(theme->source.path, theme->source.bytes, at, width);
	}
	return diag_file(theme->source.path);
}

/* Sites ask for a theme by the name of its folder in themes/; that of a checkout elsewhere means nothing. */
static void
theme_check_folder(struct theme_check *check)
{
	const struct theme *theme = check->theme;
	struct str folder = path_base(theme->folder);

	if (!str_is(path_base(path_dir(theme->folder)), "themes") || !theme->name.len ||
	        str_eq(theme->name, folder))
		return;
	diag_warning(check->diags, place_of_name(theme), theme->source.bytes,
	        "the theme is named \"" STR_FMT "\", but its folder \"" STR_FMT "\"",
	        STR_ARG(node_brief(theme->name)), STR_ARG(node_brief(folder)));
	diag_help(check->diags, "a site asks for it by its folder: theme: " STR_FMT,
	        STR_ARG(node_brief(folder)));
}

/* --- names ---------------------------------------------------------------------------------- */

static const char *
article(struct str word)
{
	return word.len && memchr("aeiou", word.at[0], 5) ? "an" : "a";
}

/* Is there a place for keys that kith does not know? */
static bool
has_params(const struct inspect_finding *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (str_is(f->known[i], "params"))
			return true;
	}
	return false;
}

/* record.def's name for theme.options, which are the theme's own to declare. */
static bool
is_options(struct str kind)
{
	return str_is(kind, "set of options");
}

static void
report_key(struct theme_check *check, const struct inspect_finding *f, enum diag_level level)
{
	struct str ours;

	if (is_options(f->of))
		theme_check_say(check, level, f, "theme.yaml has no option \"" STR_FMT "\"",
		        STR_ARG(f->word));
	else
		theme_check_say(check, level, f, "%s " STR_FMT " has no \"" STR_FMT "\"",
		        article(f->of), STR_ARG(f->of), STR_ARG(f->word));
	ours = diag_nearest(f->word, f->known, f->count);
	if (!ours.len)
		ours = foreign_key(f->word, f->known, f->count);
	if (ours.len && f->count > THEME_CHECK_FEW)
		diag_help(check->diags, "did you mean \"" STR_FMT "\"?", STR_ARG(ours));
	else
		help_known(check, f, is_options(f->of) ? "its options" : "its keys");
	if (has_params(f) && !ours.len)
		diag_help(check->diags, "keys of one's own are in params: params." STR_FMT,
		        STR_ARG(f->word));
	if (str_is(f->of, "list") && (str_is(f->word, "length") || str_is(f->word, "size")))
		diag_help(check->diags, "the number of its items is `list | length`");
}

/* With `undefined: lenient` they print nothing, which may be what is wanted. */
static void
theme_check_names(struct theme_check *check)
{
	enum diag_level level = check->theme->undefined ? DIAG_NOTE : DIAG_ERROR;
	const struct inspect_finding *f;

	for (size_t i = 0; (f = theme_check_next(check, INSPECT_NAME, &i));) {
		theme_check_say(check, level, f, "\"" STR_FMT "\" is undefined", STR_ARG(f->word));
		if (foreign_name(f->word))
			diag_help(check->diags, "%s", foreign_name(f->word));
		else
			help_known(check, f, "known names");
	}
	for (size_t i = 0; (f = theme_check_next(check, INSPECT_KEY, &i));)
		report_key(check, f, level);
	for (size_t i = 0; (f = theme_check_next(check, INSPECT_IMPORTED, &i));) {
		theme_check_say(check, level, f, "template \"" STR_FMT "\" has no \"" STR_FMT "\"",
		        STR_ARG(f->of), STR_ARG(f->word));
		help_known(check, f, "it has");
	}
}

/* --- blocks, templates, leftovers ----------------------------------------------------------- */

static void
theme_check_blocks(struct theme_check *check)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = theme_check_next(check, INSPECT_BLOCK, &i));) {
		theme_check_say(check, DIAG_WARNING, f,
		        "block \"" STR_FMT "\" never shows: no template that this one extends has "
		        "it",
		        STR_ARG(f->word));
		help_known(check, f, "blocks there");
	}
	for (size_t i = 0; (f = theme_check_next(check, INSPECT_CONTENT, &i));) {
		theme_check_say(check, DIAG_WARNING, f,
		        "this never shows: it is outside of the blocks of a template that extends "
		        "another");
		diag_help(check->diags, "put it into a block, or before {%% extends %%}");
	}
}

static bool
is_own(const struct theme_check *check, struct str path)
{
	for (size_t i = 0; i < check->theme->templates.len; i++)
		if (str_eq(check->theme->templates.at[i].path, path))
			return true;
	return false;
}

static void
theme_check_templates(struct theme_check *check)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = theme_check_next(check, INSPECT_TEMPLATE, &i));) {
		if (!is_own(check, f->path))
			continue;
		diag_warning(
		        check->diags, diag_file(f->path), STR_EMPTY, "nothing uses this template");
		diag_help(check->diags,
		        "no template extends, includes or imports it, and neither pages nor kith "
		        "ask for it");
	}
}

static void
theme_check_leftovers(struct theme_check *check)
{
	static const struct {
		enum inspect_kind kind;
		const char *text;
	} kinds[] = {
		{ INSPECT_MACRO, "nobody calls the macro" },
		{ INSPECT_IMPORT, "nobody uses the import" },
		{ INSPECT_SET, "nobody reads the name" },
	};
	const struct inspect_finding *f;

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; (f = theme_check_next(check, kinds[k].kind, &i));)
			theme_check_say(check, DIAG_NOTE, f, "%s \"" STR_FMT "\"", kinds[k].text,
			        STR_ARG(f->word));
}

/* --- files ---------------------------------------------------------------------------------- */

static void
theme_check_assets(struct theme_check *check)
{
	const theme_files *assets = &check->theme->assets;
	struct str *names = arena_array(check->arena, struct str, assets->len + 1);
	struct map known = { 0 };
	const struct inspect_finding *f;

	for (size_t i = 0; i < assets->len; i++) {
		names[i] = assets->at[i].name;
		map_put(&known, check->arena, names[i], NULL);
	}
	for (size_t i = 0; (f = theme_check_next_call(check, STR("asset"), &i));) {
		if (map_find(&known, f->word))
			continue;
		theme_check_say(check, DIAG_ERROR, f, "the theme has no asset \"" STR_FMT "\"",
		        STR_ARG(f->word));
		theme_check_help(check, f->word, names, assets->len, "its assets");
	}
}

/* Is there such a file or folder below content/? What is too odd for a name is for a build to refuse. */
static bool
is_content(const struct theme_check *check, struct str path, bool folder)
{
	struct fs_stat stat;

	if (!path.len || path_check(path))
		return true;
	return fs_stat(check->root, path_join(check->arena, STR("content"), path), &stat) == 0 &&
	        stat.is_folder == folder;
}

static void
help_page(struct theme_check *check, struct str path)
{
	struct sources sources = { 0 };
	struct diags unused;
	struct str *names, nearest;

	diag_init(&unused);
	source_find(check->arena, check->root, &sources, &unused);
	diag_free(&unused);
	names = arena_array(check->arena, struct str, sources.pages.len + 1);
	for (size_t i = 0; i < sources.pages.len; i++)
		names[i] = sources.pages.at[i].below;
	nearest = diag_nearest(path, names, sources.pages.len);
	if (nearest.len)
		diag_help(check->diags, "did you mean content/" STR_FMT "?", STR_ARG(nearest));
}

static void
check_address(struct theme_check *check, const char *function, bool folder)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = theme_check_next_call(check, str_from(function), &i));) {
		struct str path = f->word;

		if (str_is(f->of, "url_for") || str_is(f->of, "absolute_url")) {
			if (!str_starts(path, STR("@/")))
				continue;
			path = str_slice(path, 2, str_find_char(path, '#'));
		}
		if (is_content(check, path, folder))
			continue;
		theme_check_say(check, DIAG_ERROR, f, "there is no %s content/" STR_FMT,
		        folder ? "section" : "page", STR_ARG(path));
		if (!folder)
			help_page(check, path);
	}
}

static void
theme_check_addresses(struct theme_check *check)
{
	if (check->root < 0)
		return;
	check_address(check, "get_page", false);
	check_address(check, "get_section", true);
	check_address(check, "url_for", false);
	check_address(check, "absolute_url", false);
}

/* -------------------------------------------------------------------------------------------- */

const struct theme_check_row theme_check_rows[] = {
#define CHECK(name, help) { #name, theme_check_##name, help },
#include "render/theme_check.def"
#undef CHECK
	{ NULL, NULL, NULL },
};
