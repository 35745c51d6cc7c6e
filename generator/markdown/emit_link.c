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
	bool safe = emitter->tape->commonmark ? !link_is_scriptable(target.url)
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
	if (title.len)
		markup_attribute(emitter->out, STR("title"), title);
}

/* How links to other hosts differ, for the theme and by the site's wish. */
static void
put_external(struct emitter *emitter)
{
	const struct markdown_emit *how = emitter->how;
	buf_lit(emitter->out, " class=\"external\"");
	if (how->external_rel.len)
		markup_attribute(emitter->out, STR("rel"), how->external_rel);
	if (how->external_new_tab)
		buf_lit(emitter->out, " target=\"_blank\"");
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
	if (target.external && emitter->page)
		put_external(emitter);
	buf_char(emitter->out, '>');
}

/* An image that cannot be shown leaves its alternative text. */
static void
enter_image(struct emitter *emitter, const struct tape_event *event)
{
	struct markdown_target target = target_of(emitter, event);
	emitter->image = *event;
	emitter->image_shown = !target.broken;
	if (target.broken)
		return;
	buf_lit(emitter->out, "<img");
	put_url(emitter, STR("src"), target.url);
	buf_lit(emitter->out, " alt=\"");
}

static void
leave_image(struct emitter *emitter)
{
	struct markdown_target target = target_of(emitter, &emitter->image);
	if (!emitter->image_shown)
		return;
	buf_char(emitter->out, '"');
	put_title(emitter, &emitter->image);
	if (target.width)
		markup_number(emitter->out, STR("width"), target.width);
	if (target.height)
		markup_number(emitter->out, STR("height"), target.height);
	if (emitter->page && emitter->how->lazy_images) {
		buf_lit(emitter->out, " decoding=\"async\"");
		if (emitter->image.arg[TAPE_LINK_INDEX] != emitter->first_image)
			buf_lit(emitter->out, " loading=\"lazy\"");
	}
	buf_lit(emitter->out, " />");
}

/* Inside an image only text counts, and it stands on one line. */
void
emit_alternative(struct emitter *emitter, const struct tape_event *event)
{
	if (event->kind == TAPE_ENTITY) {
		markup_text(
		        emitter->out, emit_entity(emitter, tape_str(emitter->tape, event->arg)));
	} else if (event->is == TAPE_IS_MARK) {
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
