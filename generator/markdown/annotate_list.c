#include "markdown/annotate_list.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/attribute.h"
#include "markdown/code.h"
#include "markdown/heading.h"
#include "markdown/indent.h"
#include "markdown/rewrite.h"
#include "markdown/verbatim.h"

enum { ATTRIBUTES_MAX = 64 /* of one list */, SCHEME_SHOWN = 30 };

/* --- what may stand there ------------------------------------------------------------------- */

static bool
is_one_of(struct str name, const struct str *names)
{
	while (names->len && !str_eq_nocase(name, *names))
		names++;
	return names->len > 0;
}

/* What Markdown writes itself. */
static bool
is_written(enum tape_kind kind, struct str name)
{
	static const struct str link[] = { STR_INIT("href"), STR_INIT("") };
	static const struct str image[] = { STR_INIT("src"), STR_INIT("alt"), STR_INIT("") };
	return (kind == TAPE_LINK && is_one_of(name, link)) ||
	        (kind == TAPE_IMAGE && is_one_of(name, image));
}

static struct str
decoded(const struct rewrite *rewrite, const struct attribute *attribute)
{
	struct arena *arena = rewrite->arena;
	return attribute_decode(attribute, arena_array(arena, char, attribute_room(attribute)));
}

/* Of an address that has one, for a message. */
static struct str
scheme_of(struct str address)
{
	address = str_trim(address);
	return utf8_prefix(str_slice(address, 0, str_find_char(address, ':')), SCHEME_SHOWN);
}

/* Would it run a program when it is followed? */
static bool
is_scriptable(const struct rewrite *rewrite, const struct attribute *attribute)
{
	static const struct str addresses[] = { STR_INIT("href"), STR_INIT("src"),
		STR_INIT("srcset"), STR_INIT("action"), STR_INIT("formaction"), STR_INIT("poster"),
		STR_INIT("background"), STR_INIT("data"), STR_INIT("cite"), STR_INIT("ping"),
		STR_INIT("longdesc"), STR_INIT("xlink:href"), STR_INIT("") };
	return is_one_of(attribute->name, addresses) &&
	        escape_url_runs(decoded(rewrite, attribute));
}

/* May the id stand there? It is then taken. */
static bool
take_id(const struct rewrite *rewrite, const struct attribute *attribute, size_t offset)
{
	struct str id = decoded(rewrite, attribute);
	bool blank = id.len == 0;
	for (size_t i = 0; i < id.len; i++)
		blank |= (unsigned char)id.at[i] <= ' ';
	if (blank) {
		rewrite_warn(rewrite, offset, "take letters, digits and hyphens",
		        "an id that is empty or has blanks in it is left out");
		return false;
	}
	if (heading_ids_take(rewrite->ids, id))
		return true;
	rewrite_warn(rewrite, offset, "an id stands once on a page: choose another one",
	        "the id \"" STR_FMT "\" is given twice", STR_ARG(id));
	return false;
}

/* Where it begins. */
static const char *
begin_of(const struct attribute *attribute)
{
	return attribute->kind == ATTRIBUTE_NAMED ? attribute->name.at : attribute->value.at - 1;
}

static bool
is_allowed(const struct rewrite *rewrite, enum tape_kind kind, const struct attribute *attribute,
        size_t offset)
{
	if (attribute_is_id(attribute))
		return take_id(rewrite, attribute, offset);
	if (attribute->kind != ATTRIBUTE_NAMED)
		return true;
	if (!attribute_is_allowed(attribute->name))
		rewrite_warn(rewrite, offset, "give it a class, and let the theme do the rest",
		        "the attribute \"" STR_FMT "\" is left out: it may run a program or "
		        "change the style",
		        STR_ARG(attribute->name));
	else if (is_written(kind, attribute->name))
		rewrite_warn(rewrite, offset, "write it between the brackets or parentheses",
		        "the attribute \"" STR_FMT "\" is left out: it is there already",
		        STR_ARG(attribute->name));
	else if (is_scriptable(rewrite, attribute))
		rewrite_warn(rewrite, offset,
		        "addresses may begin with https:, http:, mailto: and the like",
		        "the attribute \"" STR_FMT
		        "\" is left out: no address of a page may begin with \"" STR_FMT ":\"",
		        STR_ARG(attribute->name), STR_ARG(scheme_of(decoded(rewrite, attribute))));
	else
		return true;
	return false;
}

/* Has a list the attribute before what `before` begins with? Classes gather. */
static bool
is_repeated(struct str list, const struct attribute *attribute, const char *before)
{
	struct attribute other;
	struct str rest = str_skip(list, 1);
	if (attribute_is_class(attribute))
		return false;
	bool is_id = attribute_is_id(attribute);
	while (attribute_next(&rest, &other) && rest.at <= before) {
		if (is_id ? attribute_is_id(&other)
		          : other.kind == ATTRIBUTE_NAMED &&
		                        str_eq_nocase(other.name, attribute->name))
			return true;
	}
	return false;
}

/* --- the whole ------------------------------------------------------------------------------ */

struct str
annotate_list_clean(const struct rewrite *rewrite, enum tape_kind kind, struct str list)
{
	struct attribute attribute;
	struct str rest = str_skip(list, 1);
	struct buf cleaned;
	unsigned count = 0, kept = 0;
	buf_init(&cleaned, 2 * list.len + 2);
	buf_char(&cleaned, '{');
	for (struct str before = rest; attribute_next(&rest, &attribute); before = rest) {
		struct str written = str_of(before.at, (size_t)(rest.at - before.at));
		size_t offset = (size_t)(begin_of(&attribute) - rewrite->tape->source.at);
		if (++count > ATTRIBUTES_MAX || is_repeated(list, &attribute, before.at) ||
		        !is_allowed(rewrite, kind, &attribute, offset))
			continue;
		buf_put(&cleaned, kept++ ? STR(" ") : STR_EMPTY);
		buf_put(&cleaned, str_trim(written));
	}
	buf_char(&cleaned, '}');
	if (kept < count)
		list = str_copy(rewrite->arena, buf_view(&cleaned));
	buf_free(&cleaned);
	return list;
}

/* --- listings ------------------------------------------------------------------------------- */

/* Where the source has what stands behind the fence of a listing. */
static size_t
fence_info(const struct rewrite *rewrite, const struct tape_event *event)
{
	struct str source = rewrite->tape->source;
	size_t line = event->arg[TAPE_CODE_FENCE] ? event->arg[TAPE_CODE_FENCE] - 1 : 0;
	size_t end = indent_line_end(source, line);
	size_t fence = line + verbatim_prefix(str_slice(source, line, end));
	if (fence >= end)
		return line;
	return (size_t)(indent_fence_info(source, line, source.at[fence]).at - source.at);
}

/* Has it the attribute before what begins there? */
static bool
is_repeated_in(struct str info, const struct attribute *attribute, const char *begin)
{
	struct attribute other;
	struct code_info unused;
	for (code_begin(&info, &unused); code_next(&info, &unused, &other);) {
		if (begin_of(&other) >= begin)
			break;
		if (other.kind == ATTRIBUTE_NAMED && str_eq_nocase(other.name, attribute->name))
			return true;
	}
	return false;
}

struct str
annotate_list_info(const struct rewrite *rewrite, const struct tape_event *event)
{
	struct str info = tape_str(rewrite->tape, event->arg), rest = info;
	bool literal = event->arg[0] < rewrite->tape->source.len, has_id = false;
	struct code_info unused;
	struct attribute attribute;
	struct buf kept;
	const char *from = info.at;
	unsigned count = 0;
	/* What lies in the pool has one place for all of it. */
	size_t place = literal ? event->arg[0] : fence_info(rewrite, event);
	buf_init(&kept, info.len + 1);
	for (code_begin(&rest, &unused); code_next(&rest, &unused, &attribute);) {
		const char *begin = begin_of(&attribute);
		bool is_id = attribute_is_id(&attribute);
		bool repeated = attribute.kind == ATTRIBUTE_NAMED &&
		        (++count > ATTRIBUTES_MAX || is_repeated_in(info, &attribute, begin));
		bool stays = !repeated && (!is_id || !has_id);
		if (stays)
			stays = is_allowed(rewrite, TAPE_CODE, &attribute,
			        place + (literal ? (size_t)(begin - info.at) : 0));
		has_id |= is_id;
		if (stays || !(is_id || repeated))
			continue;
		buf_put(&kept, str_of(from, (size_t)(begin - from)));
		from = rest.at;
	}
	if (from > info.at) {
		buf_put(&kept, str_skip(info, (size_t)(from - info.at)));
		info = str_copy(rewrite->arena, buf_view(&kept));
	}
	buf_free(&kept);
	return info;
}
