/* The rows of check.def: what is found, as sentences. */
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "content/source.h"
#include "data/node.h"
#include "render/check.h"
#include "render/translate.h"
#include "template/foreign.h"
#include "template/inspect.h"

/* So many keys are all listed. */
enum { FEW = 12 };

/* --- what they share ------------------------------------------------------------------------ */

/* The next finding of a kind, from *index on; NULL behind the last. */
static const struct inspect_finding *
next_of(const struct check *check, enum inspect_kind kind, size_t *index)
{
	size_t count;
	const struct inspect_finding *all = inspect_findings(check->inspect, &count);

	while (*index < count)
		if (all[(*index)++].kind == kind)
			return &all[*index - 1];
	return NULL;
}

/* The next call of a function with a literal text. */
static const struct inspect_finding *
next_call(const struct check *check, struct str function, size_t *index)
{
	const struct inspect_finding *found;

	while ((found = next_of(check, INSPECT_CALL, index)))
		if (str_eq(found->of, function))
			return found;
	return NULL;
}

static struct place
place_of(const struct inspect_finding *finding)
{
	struct str words = str_slice(finding->source, finding->at, finding->at + finding->len);
	struct str line = str_line(&words);
	size_t width = 0;

	for (size_t i = 0; i < line.len; i++)
		width += ((unsigned char)line.at[i] & 0xc0) != 0x80;
	return diag_place(finding->path, finding->source, finding->at, width);
}

static void
add(struct check *check, enum diag_level level, const struct inspect_finding *finding,
        struct str text)
{
	diag_add(check->diags, level, place_of(finding), finding->source, STR_FMT, STR_ARG(text));
}

/* Did you mean one of these? When they are few, all of them. */
static void
help(struct check *check, struct str word, const struct str *known, size_t count, const char *what)
{
	struct str near = diag_nearest(word, known, count);
	struct str all = str_join(check->arena, known, count, STR(", "));

	if (count && count <= FEW)
		diag_help(check->diags, "%s" STR_FMT "%s%s: " STR_FMT,
		        near.len ? "did you mean \"" : "", STR_ARG(near), near.len ? "\"? " : "",
		        what, STR_ARG(all));
	else
		diag_suggest(check->diags, word, known, count);
}

static void
help_known(struct check *check, const struct inspect_finding *finding, const char *what)
{
	help(check, finding->word, finding->known, finding->count, what);
}

#define SAY(check, level, finding, ...) \
	add((check), (level), (finding), str_format((check)->arena, __VA_ARGS__))

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
check_folder(struct check *check)
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
report_key(struct check *check, const struct inspect_finding *f, enum diag_level level)
{
	struct str ours;

	if (is_options(f->of))
		SAY(check, level, f, "theme.yaml has no option \"" STR_FMT "\"", STR_ARG(f->word));
	else
		SAY(check, level, f, "%s " STR_FMT " has no \"" STR_FMT "\"", article(f->of),
		        STR_ARG(f->of), STR_ARG(f->word));
	ours = diag_nearest(f->word, f->known, f->count);
	if (!ours.len)
		ours = foreign_key(f->word, f->known, f->count);
	if (ours.len && f->count > FEW)
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
check_names(struct check *check)
{
	enum diag_level level = check->theme->undefined ? DIAG_NOTE : DIAG_ERROR;
	const struct inspect_finding *f;

	for (size_t i = 0; (f = next_of(check, INSPECT_NAME, &i));) {
		SAY(check, level, f, "\"" STR_FMT "\" is undefined", STR_ARG(f->word));
		if (foreign_name(f->word))
			diag_help(check->diags, "%s", foreign_name(f->word));
		else
			help_known(check, f, "known names");
	}
	for (size_t i = 0; (f = next_of(check, INSPECT_KEY, &i));)
		report_key(check, f, level);
	for (size_t i = 0; (f = next_of(check, INSPECT_IMPORTED, &i));) {
		SAY(check, level, f, "template \"" STR_FMT "\" has no \"" STR_FMT "\"",
		        STR_ARG(f->of), STR_ARG(f->word));
		help_known(check, f, "it has");
	}
}

/* --- blocks, templates, leftovers ----------------------------------------------------------- */

static void
check_blocks(struct check *check)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = next_of(check, INSPECT_BLOCK, &i));) {
		SAY(check, DIAG_WARNING, f,
		        "block \"" STR_FMT "\" never shows: no template that this one extends has "
		        "it",
		        STR_ARG(f->word));
		help_known(check, f, "blocks there");
	}
	for (size_t i = 0; (f = next_of(check, INSPECT_CONTENT, &i));) {
		SAY(check, DIAG_WARNING, f,
		        "this never shows: it is outside of the blocks of a template that extends "
		        "another");
		diag_help(check->diags, "put it into a block, or before {%% extends %%}");
	}
}

static bool
is_own(const struct check *check, struct str path)
{
	for (size_t i = 0; i < check->theme->templates.len; i++)
		if (str_eq(check->theme->templates.at[i].path, path))
			return true;
	return false;
}

static void
check_templates(struct check *check)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = next_of(check, INSPECT_TEMPLATE, &i));) {
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
check_leftovers(struct check *check)
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
		for (size_t i = 0; (f = next_of(check, kinds[k].kind, &i));)
			SAY(check, DIAG_NOTE, f, "%s \"" STR_FMT "\"", kinds[k].text,
			        STR_ARG(f->word));
}

/* --- messages ------------------------------------------------------------------------------- */

static bool
has_message(struct value messages, struct str key)
{
	return value_get(messages, key, NULL).kind != VALUE_UNDEFINED;
}

/* A language that lies over a more general one has only what differs: de-AT over de. */
static bool
is_variant(const struct check *check, struct str language)
{
	struct str variant = language, primary = str_cut(&variant, '-');

	for (size_t i = 0; variant.at && i < check->theme->message_files.len; i++)
		if (str_eq_nocase(check->theme->message_files.at[i].language, primary))
			return true;
	return false;
}

/* In any file of a language, or (empty) of any. */
static bool
is_said(const struct check *check, struct str language, struct str key)
{
	for (size_t i = 0; i < check->theme->message_files.len; i++) {
		const struct theme_messages *file = &check->theme->message_files.at[i];

		if ((!language.len || str_eq_nocase(file->language, language)) &&
		        has_message(file->messages, key))
			return true;
	}
	return false;
}

/* In a site, messages are those of its language over the English ones. */
static bool
is_answered(const struct check *check, struct str key)
{
	if (check->config)
		return has_message(check->theme->languages.at[0].messages, key);
	return is_said(check, STR_EMPTY, key);
}

static void
add_keys(struct check *check, struct map *known, struct value messages)
{
	for (uint32_t i = 0; i < messages.len; i++)
		map_put(known, check->arena, value_str(messages.entries[i].key), NULL);
}

static struct str *
keys_of(struct check *check, const struct map *map)
{
	struct str *names = arena_array(check->arena, struct str, map->len + 1);

	for (size_t i = 0; i < map->len; i++)
		names[i] = map->at[i].key;
	return names;
}

/* A language that has only some of what templates ask for. */
static void
check_language(struct check *check, const struct theme_messages *file, const struct map *wanted)
{
	struct map lacking = { 0 };

	for (size_t i = 0; i < wanted->len; i++)
		if (!is_said(check, file->language, wanted->at[i].key))
			map_put(&lacking, check->arena, wanted->at[i].key, NULL);
	if (!lacking.len)
		return;
	diag_add(check->diags, DIAG_NOTE, diag_file(file->path), STR_EMPTY,
	        "texts that templates ask for are missing: " STR_FMT,
	        STR_ARG(str_join(check->arena, keys_of(check, &lacking), lacking.len, STR(", "))));
}

/* --- places of messages --------------------------------------------------------------------- */

static void
add_places(struct check *check, struct map *places, struct value message)
{
	size_t at = 0;
	struct str name;

	for (uint32_t i = 0; message.kind == VALUE_MAP && i < message.len; i++)
		add_places(check, places, message.entries[i].value);
	while (value_is_text(message) && translate_place(value_str(message), &at, &name))
		map_put(places, check->arena, name, NULL);
}

static struct value
message_of(const struct theme_messages *file, struct str key)
{
	return value_get(file->messages, key, NULL);
}

/* The file that others translate: the English one, or the first that says it. NULL without. */
static const struct theme_messages *
original_of(const struct check *check, struct str key)
{
	const struct theme_messages *first = NULL;

	for (size_t i = 0; i < check->theme->message_files.len; i++) {
		const struct theme_messages *file = &check->theme->message_files.at[i];

		if (!has_message(file->messages, key))
			continue;
		if (str_is(file->language, "en"))
			return file;
		first = first ? first : file;
	}
	return first;
}

static void
compare_places(struct check *check, const struct theme_messages *file, struct str key)
{
	const struct theme_messages *original = original_of(check, key);
	struct map here = { 0 }, there = { 0 };

	add_places(check, &here, message_of(file, key));
	add_places(check, &there, message_of(original, key));
	for (size_t i = 0; i < there.len; i++) {
		if (map_find(&here, there.at[i].key))
			continue;
		diag_warning(check->diags, diag_file(file->path), STR_EMPTY,
		        "the text \"" STR_FMT "\" has no place {" STR_FMT "}, as that of " STR_FMT
		        " has",
		        STR_ARG(key), STR_ARG(there.at[i].key), STR_ARG(original->path));
		diag_suggest(check->diags, there.at[i].key, keys_of(check, &here), here.len);
	}
}

/* What a call of t() gives by name. */
static bool
is_given(const struct inspect_finding *call, struct str name)
{
	for (size_t i = 0; i < call->count; i++)
		if (str_eq(call->known[i], name))
			return true;
	return call->open || (str_is(name, "count") && call->places > 1);
}

/* A build fails where such a text is used. True when it has been said. */
static bool
check_wanted(
        struct check *check, const struct inspect_finding *call, const struct theme_messages *file)
{
	struct map places = { 0 };

	add_places(check, &places, message_of(file, call->word));
	for (size_t i = 0; i < places.len; i++) {
		struct str place = places.at[i].key;

		if (is_given(call, place))
			continue;
		SAY(check, DIAG_ERROR, call,
		        "the text \"" STR_FMT "\" of " STR_FMT " has a place {" STR_FMT
		        "}, which this call does not fill",
		        STR_ARG(call->word), STR_ARG(file->path), STR_ARG(place));
		diag_help(check->diags, "write t('" STR_FMT "', " STR_FMT "=...)",
		        STR_ARG(call->word), STR_ARG(place));
		return true;
	}
	return false;
}

/* Arguments of a call that no language has a place for; a count also chooses the form. */
static void
check_given(
        struct check *check, const struct inspect_finding *call, struct map *places, bool plural)
{
	for (size_t i = 0; i < call->count; i++) {
		struct str name = call->known[i];

		if (map_find(places, name) || str_is(name, "key") ||
		        (plural && str_is(name, "count")))
			continue;
		SAY(check, DIAG_WARNING, call,
		        "the text \"" STR_FMT "\" has no place {" STR_FMT "} in any language",
		        STR_ARG(call->word), STR_ARG(name));
		help(check, name, keys_of(check, places), places->len, "its places");
	}
}

static void
check_call(struct check *check, const struct inspect_finding *call)
{
	bool plural = false, said = false, listed = false;
	struct map places = { 0 };

	for (size_t i = 0; i < check->theme->message_files.len; i++) {
		const struct theme_messages *file = &check->theme->message_files.at[i];
		struct value message = message_of(file, call->word);

		add_places(check, &places, message);
		plural |= message.kind == VALUE_MAP;
		listed |= message.kind == VALUE_LIST;
		said = said || check_wanted(check, call, file);
	}
	if (listed)
		return;
	check_given(check, call, &places, plural);
	if (!plural || said || is_given(call, STR("count")))
		return;
	SAY(check, DIAG_WARNING, call,
	        "the text \"" STR_FMT "\" has plural forms, and without a count \"other\" "
	        "is taken",
	        STR_ARG(call->word));
	diag_help(check->diags, "write t('" STR_FMT "', count=...)", STR_ARG(call->word));
}

static void
check_messages(struct check *check)
{
	struct map known = { 0 }, wanted = { 0 };
	const struct inspect_finding *f;

	for (size_t i = 0; i < check->theme->message_files.len; i++)
		add_keys(check, &known, check->theme->message_files.at[i].messages);
	for (size_t i = 0; (f = next_call(check, STR("t"), &i));) {
		if (is_answered(check, f->word)) {
			map_put(&wanted, check->arena, f->word, NULL);
			check_call(check, f);
			continue;
		}
		SAY(check, DIAG_ERROR, f, "the theme's i18n/ has no text \"" STR_FMT "\"",
		        STR_ARG(f->word));
		help(check, f->word, keys_of(check, &known), known.len, "its texts");
	}
	for (size_t i = 0; i < check->theme->message_files.len; i++) {
		const struct theme_messages *file = &check->theme->message_files.at[i];

		if (!is_variant(check, file->language))
			check_language(check, file, &wanted);
		for (uint32_t k = 0; k < file->messages.len; k++)
			compare_places(check, file, value_str(file->messages.entries[k].key));
	}
}

/* --- files ---------------------------------------------------------------------------------- */

static void
check_assets(struct check *check)
{
	const theme_files *assets = &check->theme->assets;
	struct str *names = arena_array(check->arena, struct str, assets->len + 1);
	struct map known = { 0 };
	const struct inspect_finding *f;

	for (size_t i = 0; i < assets->len; i++) {
		names[i] = assets->at[i].name;
		map_put(&known, check->arena, names[i], NULL);
	}
	for (size_t i = 0; (f = next_call(check, STR("asset"), &i));) {
		if (map_find(&known, f->word))
			continue;
		SAY(check, DIAG_ERROR, f, "the theme has no asset \"" STR_FMT "\"",
		        STR_ARG(f->word));
		help(check, f->word, names, assets->len, "its assets");
	}
}

/* Is there such a file or folder below content/? What is too odd for a name is for a build to refuse. */
static bool
is_content(const struct check *check, struct str path, bool folder)
{
	struct fs_stat stat;

	if (!path.len || path_check(path))
		return true;
	return fs_stat(check->root, path_join(check->arena, STR("content"), path), &stat) == 0 &&
	        stat.is_folder == folder;
}

static void
help_page(struct check *check, struct str path)
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
check_address(struct check *check, const char *function, bool folder)
{
	const struct inspect_finding *f;

	for (size_t i = 0; (f = next_call(check, str_from(function), &i));) {
		struct str path = f->word;

		if (str_is(f->of, "url_for") || str_is(f->of, "absolute_url")) {
			if (!str_starts(path, STR("@/")))
				continue;
			path = str_slice(path, 2, str_find_char(path, '#'));
		}
		if (is_content(check, path, folder))
			continue;
		SAY(check, DIAG_ERROR, f, "there is no %s content/" STR_FMT,
		        folder ? "section" : "page", STR_ARG(path));
		if (!folder)
			help_page(check, path);
	}
}

static void
check_addresses(struct check *check)
{
	if (check->root < 0)
		return;
	check_address(check, "get_page", false);
	check_address(check, "get_section", true);
	check_address(check, "url_for", false);
	check_address(check, "absolute_url", false);
}

/* -------------------------------------------------------------------------------------------- */

const struct check_row check_rows[] = {
#define CHECK(name, help) { #name, check_##name, help },
#include "render/check.def"
#undef CHECK
	{ NULL, NULL, NULL },
};
