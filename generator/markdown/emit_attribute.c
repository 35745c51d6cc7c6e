/*
 * Attributes that authors give. Their classes follow our own; a value of theirs stands instead of
 * ours. Feeds and lists of contents get none but those that tell of the language, as their ids and
 * classes mean nothing there.
 */
#include "markdown/emitter.h"

#include "markdown/attribute.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"

bool
emit_is_given(const struct emitter *emitter, struct str name)
{
	struct attribute attribute;
	struct str rest = str_skip(emitter->attributes, 1);
	while (emitter->page && !emitter->in_list && attribute_next(&rest, &attribute)) {
		if (attribute.kind == ATTRIBUTE_NAMED && str_eq_nocase(attribute.name, name))
			return true;
	}
	return false;
}

/* The value decoded, until the next call. */
static struct str
value_of(struct emitter *emitter, const struct attribute *attribute)
{
	buf_clear(&emitter->text);
	char *room = buf_room(&emitter->text, attribute_room(attribute) + 1);
	return room ? attribute_decode(attribute, room) : STR_EMPTY;
}

static void
put_classes(struct emitter *emitter, struct str classes)
{
	struct attribute attribute;
	struct buf *out = emitter->out;
	struct str rest = str_skip(emitter->attributes, 1);
	size_t begin = out->len;
	buf_lit(out, " class=\"");
	size_t first = out->len;
	markup_text(out, classes);
	while (attribute_next(&rest, &attribute)) {
		if (!attribute_is_class(&attribute))
			continue;
		buf_put(out, out->len > first ? STR(" ") : STR_EMPTY);
		markup_text(out, value_of(emitter, &attribute));
	}
	if (out->len == first)
		out->len = begin;
	else
		buf_char(out, '"');
}

static bool
is_plain(struct str name)
{
	return str_eq_nocase(name, STR("lang")) || str_eq_nocase(name, STR("dir"));
}

void
emit_further_attributes(struct emitter *emitter, struct str classes)
{
	bool all = emitter->page && !emitter->in_list;
	struct attribute attribute;
	struct str rest = str_skip(emitter->attributes, 1);
	if (all)
		put_classes(emitter, classes);
	while (attribute_next(&rest, &attribute)) {
		bool named = attribute.kind == ATTRIBUTE_NAMED && !attribute_is_id(&attribute) &&
		        !attribute_is_class(&attribute);
		if (named && (all || is_plain(attribute.name)))
			markup_attribute(
			        emitter->out, attribute.name, value_of(emitter, &attribute));
	}
}

void
emit_attributes(struct emitter *emitter, struct str classes)
{
	struct attribute attribute;
	struct str rest = str_skip(emitter->attributes, 1);
	bool ids = emitter->page && emitter->how->ids && !emitter->in_list;
	while (ids && attribute_next(&rest, &attribute)) {
		if (attribute_is_id(&attribute))
			markup_attribute(emitter->out, STR("id"), value_of(emitter, &attribute));
	}
	emit_further_attributes(emitter, classes);
}
