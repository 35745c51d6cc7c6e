/*
 * The texts of a theme, `i18n/LANGUAGE.yaml`, against the calls of t() in its templates and against each
 * other:
 *
 *	t('minutes', count=n)     minutes: {one: "{count} minute", other: "{count} minutes"}
 *	   |         |                                |
 *	   |         +- check_given: is there         +- check_wanted: does the call fill it?
 *	   |            such a place?                    compare_places: has it each language?
 *	   +- theme_check_messages: is it said?             check_language: what is said nowhere else?
 */
#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "render/theme_check.h"
#include "render/translate.h"
#include "template/inspect.h"

/* --- languages ------------------------------------------------------------------------------ */

static bool
has_message(struct value messages, struct str key)
{
	return value_get(messages, key, NULL).kind != VALUE_UNDEFINED;
}

/* A language that lies over a more general one has only what differs: de-AT over de. */
static bool
is_variant(const struct theme_check *check, struct str language)
{
	struct str variant = language, primary = str_cut(&variant, '-');

	for (size_t i = 0; variant.at && i < check->theme->message_files.len; i++)
		if (str_eq_nocase(check->theme->message_files.at[i].language, primary))
			return true;
	return false;
}

/* In any file of a language, or (empty) of any. */
static bool
is_said(const struct theme_check *check, struct str language, struct str key)
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
is_answered(const struct theme_check *check, struct str key)
{
	if (check->config)
		return has_message(check->theme->languages.at[0].messages, key);
	return is_said(check, STR_EMPTY, key);
}

static void
add_keys(struct theme_check *check, struct map *known, struct value messages)
{
	for (uint32_t i = 0; i < messages.len; i++)
		map_put(known, check->arena, value_str(messages.entries[i].key), NULL);
}

static struct str *
keys_of(struct theme_check *check, const struct map *map)
{
	struct str *names = arena_array(check->arena, struct str, map->len + 1);

	for (size_t i = 0; i < map->len; i++)
		names[i] = map->at[i].key;
	return names;
}

/* A language that has only some of what templates ask for. */
static void
check_language(
        struct theme_check *check, const struct theme_messages *file, const struct map *wanted)
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
add_places(struct theme_check *check, struct map *places, struct value message)
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
original_of(const struct theme_check *check, struct str key)
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
compare_places(struct theme_check *check, const struct theme_messages *file, struct str key)
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
check_wanted(struct theme_check *check, const struct inspect_finding *call,
        const struct theme_messages *file)
{
	struct map places = { 0 };

	add_places(check, &places, message_of(file, call->word));
	for (size_t i = 0; i < places.len; i++) {
		struct str place = places.at[i].key;

		if (is_given(call, place))
			continue;
		theme_check_say(check, DIAG_ERROR, call,
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
check_given(struct theme_check *check, const struct inspect_finding *call, struct map *places,
        bool plural)
{
	for (size_t i = 0; i < call->count; i++) {
		struct str name = call->known[i];

		if (map_find(places, name) || str_is(name, "key") || str_is(name, "default") ||
		        (plural && str_is(name, "count")))
			continue;
		theme_check_say(check, DIAG_WARNING, call,
		        "the text \"" STR_FMT "\" has no place {" STR_FMT "} in any language",
		        STR_ARG(call->word), STR_ARG(name));
		theme_check_help(check, name, keys_of(check, places), places->len, "its places");
	}
}

static void
check_call(struct theme_check *check, const struct inspect_finding *call)
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
	theme_check_say(check, DIAG_WARNING, call,
	        "the text \"" STR_FMT "\" has plural forms, and without a count \"other\" "
	        "is taken",
	        STR_ARG(call->word));
	diag_help(check->diags, "write t('" STR_FMT "', count=...)", STR_ARG(call->word));
}

void
theme_check_messages(struct theme_check *check)
{
	struct map known = { 0 }, wanted = { 0 };
	const struct inspect_finding *f;

	for (size_t i = 0; i < check->theme->message_files.len; i++)
		add_keys(check, &known, check->theme->message_files.at[i].messages);
	for (size_t i = 0; (f = theme_check_next_call(check, STR("t"), &i));) {
		if (is_answered(check, f->word)) {
			map_put(&wanted, check->arena, f->word, NULL);
			check_call(check, f);
			continue;
		}
		if (is_given(f, STR("default")))
			continue;
		theme_check_say(check, DIAG_ERROR, f,
		        "the theme's i18n/ has no text \"" STR_FMT "\"", STR_ARG(f->word));
		theme_check_help(check, f->word, keys_of(check, &known), known.len, "its texts");
	}
	for (size_t i = 0; i < check->theme->message_files.len; i++) {
		const struct theme_messages *file = &check->theme->message_files.at[i];

		if (!is_variant(check, file->language))
			check_language(check, file, &wanted);
		for (uint32_t k = 0; k < file->messages.len; k++)
			compare_places(check, file, value_str(file->messages.entries[k].key));
	}
}
