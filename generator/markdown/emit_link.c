/*
 * A link or image leads where its target says, or else where its author wrote; one that leads
 * nowhere, or where no link may lead, leaves its text.
 */
#include "markdown/emitter.h"

#include "base/escape.h"
#include "markdown/link.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"

static struct markdown_target
target_of(const struct emitter *emitter, const struct tape_event *event)
{
	struct markdown_target target = { .url = STR_EMPTY };
	if (emitter->how->targets)
		target = emitter->how->targets[event->arg[TAPE_LINK_INDEX]];
	if (target.url.len == 0)
		target.url = tape_str(emitter->tape, event->arg + TAPE_LINK_HREF);
	bool safe = emitter->tape->commonmark ? !escape_url_runs(target.url)
	                                      : escape_url_is_safe(target.url);
	if (!safe || emitter->in_list)
		target.broken = true;
	return target;
}

static void
put_url(struct emitter *emitter, struct str name, struct str url)
{
	if (emitter->how->base.len) {
		buf_clear(&emitter->url);
		link_resolve(&emitter->url, emitter->how->base, url);
		url = buf_view(&emitter->url);
	}
	buf_clear(&emitter->text);
	escape_url(&emitter->text, url);
	markup_attribute(emitter->out, name, buf_view(&emitter->text));
}

static void
put_title(struct emitter *emitter, const struct tape_event *event)
{
	struct str title = tape_str(emitter->tape, event->arg + TAPE_LINK_TITLE);
	if (title.len && !emit_is_given(emitter, STR("title")))
		markup_attribute(emitter->out, STR("title"), title);
}

/* How links to other hosts differ, for the theme and by the site's wish, and what authors give. */
static void
put_more(struct emitter *emitter, bool external)
{
	const struct markdown_emit *how = emitter->how;
	if (external && how->external_rel.len && !emit_is_given(emitter, STR("rel")))
		markup_attribute(emitter->out, STR("rel"), how->external_rel);
	if (external && how->external_new_tab && !emit_is_given(emitter, STR("target")))
		buf_lit(emitter->out, " target=\"_blank\"");
	emit_attributes(emitter, external ? STR("external") : STR_EMPTY);
}

void
emit_link(struct emitter *emitter, const struct tape_event *event)
{
	if (event->leave) {
		if (emitter->link_shown)
			buf_lit(emitter->out, "</a>");
		emitter->link_shown = false;
		return;
	}
	struct markdown_target target = target_of(emitter, event);
	emitter->link_shown = !target.broken;
	if (target.broken)
		return;
	buf_lit(emitter->out, "<a");
	put_url(emitter, STR("href"), target.url);
	put_title(emitter, event);
	bool external = target.external && emitter->page;
	if (external || emitter->attributes.len)
		put_more(emitter, external);
	buf_char(emitter->out, '>');
}

/* An image that cannot be shown leaves its alternative text. */
static void
enter_image(struct emitter *emitter, const struct tape_event *event)
{
	struct markdown_target target = target_of(emitter, event);
	emitter->image = *event;
	emitter->image_shown = !target.broken;
	emitter->image_attributes = emitter->attributes;
	if (target.broken)
		return;
	buf_lit(emitter->out, "<img");
	put_url(emitter, STR("src"), target.url);
	buf_lit(emitter->out, " alt=\"");
}

/* One of an author's keeps the shape only when ours is gone altogether. */
static void
put_size(struct emitter *emitter, const struct markdown_target *target)
{
	if (emit_is_given(emitter, STR("width")) || emit_is_given(emitter, STR("height")))
		return;
	if (target->width)
		markup_number(emitter->out, STR("width"), target->width);
	if (target->height)
		markup_number(emitter->out, STR("height"), target->height);
}

static void
leave_image(struct emitter *emitter)
{
	struct markdown_target target = target_of(emitter, &emitter->image);
	if (!emitter->image_shown)
		return;
	buf_char(emitter->out, '"');
	emitter->attributes = emitter->image_attributes;
	put_title(emitter, &emitter->image);
	put_size(emitter, &target);
	if (emitter->page && emitter->how->lazy_images) {
		if (!emit_is_given(emitter, STR("decoding")))
			buf_lit(emitter->out, " decoding=\"async\"");
		if (emitter->image.arg[TAPE_LINK_INDEX] != emitter->first_image &&
		        !emit_is_given(emitter, STR("loading")))
			buf_lit(emitter->out, " loading=\"lazy\"");
	}
	if (emitter->attributes.len)
		emit_attributes(emitter, STR_EMPTY);
	buf_lit(emitter->out, " />");
}

/* Inside an image only text counts, and it stands on one line. */
void
emit_alternative(struct emitter *emitter, const struct tape_event *event)
{
	if (event->kind == TAPE_ENTITY) {
		markup_text(
		        emitter->out, emit_entity(emitter, tape_str(emitter->tape, event->arg)));
	} else if (event->is == TAPE_IS_MARK && event->kind != TAPE_ATTRIBUTES) {
		buf_char(emitter->out, ' ');
	} else if (event->is == TAPE_IS_TEXT && event->kind != TAPE_TEXT_HTML) {
		struct str rest = tape_str(emitter->tape, event->arg);
		while (rest.at) {
			markup_text(emitter->out, str_cut(&rest, '\n'));
			if (rest.at)
				buf_char(emitter->out, ' ');
		}
	}
}

void
emit_image(struct emitter *emitter, const struct tape_event *event)
{
	if (!event->leave && emitter->images++ == 0)
		enter_image(emitter, event);
	else if (event->leave && --emitter->images == 0)
		leave_image(emitter);
}
