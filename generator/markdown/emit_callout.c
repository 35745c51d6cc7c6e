/*
 * A callout is an aside with a title; one that folds is what browsers fold by themselves. Where there
 * is no style, in feeds, it is a quote whose first line is its title in bold.
 *
 *	<aside class="callout warning" role="note">
 *	<p class="callout-title">Warning</p>
 *	<p class="callout-title"><span class="callout-kind">Warning:</span> Not measured</p>
 *
 * The kind stands before a title of the author's own, because a colour or an icon alone says nothing to those
 * who do not see it (WCAG 2.2, 1.3.1 and 1.4.1), and there may be neither.
 */
#include "base/ascii.h"
#include "markdown/emitter.h"

#include "markdown/markdown.h"
#include "markdown/markup.h"

/* "NOTE" as a class: "note". */
static struct str
lower(struct buf *out, struct str name)
{
	size_t begin = out->len;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		buf_char(out, ascii_lower(c));
	}
	return str_skip(buf_view(out), begin);
}

/* What a reader calls a name: the theme's word for it, or the name itself. In emitter->text or as long as words. */
static struct str
kind_of(struct emitter *emitter, struct str name)
{
	struct buf *text = &emitter->text;
	buf_clear(text);
	buf_lit(text, "callout_");
	lower(text, name);
	struct str word = emit_word(emitter, buf_view(text));
	if (word.len)
		return word;
	buf_clear(text);
	lower(text, name);
	if (text->at[0] >= 'a' && text->at[0] <= 'z')
		text->at[0] = (char)(text->at[0] & ~0x20);
	return buf_view(text);
}

/* Does a title that begins here say something, and something else than its kind? */
static bool
is_own(const struct emitter *emitter, const struct tape_event *title, struct str kind)
{
	struct tape_reader reader = tape_read(emitter->tape, title->next, 0);
	struct tape_event first, second;
	if (!tape_next(&reader, &first) || (first.kind == title->kind && first.leave))
		return false;
	bool same =
	        first.kind == TAPE_TEXT && str_eq_nocase(tape_str(emitter->tape, first.arg), kind);
	return !same || !tape_next(&reader, &second) || second.kind != title->kind;
}

static void
put_kind(struct emitter *emitter, const struct tape_event *title)
{
	struct str kind = kind_of(emitter, tape_str(emitter->tape, emitter->callout.arg));
	if (!is_own(emitter, title, kind))
		return;
	if (emitter->page)
		buf_lit(emitter->out, "<span class=\"callout-kind\">");
	markup_text(emitter->out, kind);
	buf_put(emitter->out, emitter->page ? STR(":</span> ") : STR(": "));
}

/* A remark can be linked to. */
static void
put_id(struct emitter *emitter, const struct tape_event *event)
{
	uint32_t number = event->arg[TAPE_CALLOUT_REMARK];
	if (number && emitter->how->ids)
		markup_attribute(
		        emitter->out, STR("id"), emitter->document->remarks.at[number - 1].id);
}

static void
put_tag(struct emitter *emitter, const struct tape_event *event)
{
	struct buf *out = emitter->out;
	bool folds = event->kind == TAPE_FOLD;
	buf_put(out, folds ? STR("<details class=\"callout ") : STR("<aside class=\"callout "));
	lower(out, tape_str(emitter->tape, event->arg));
	buf_put(out, folds ? STR("\"") : STR("\" role=\"note\""));
	put_id(emitter, event);
	if (folds && event->arg[TAPE_FOLD_OPEN])
		buf_lit(out, " open");
	buf_lit(out, ">\n");
}

void
emit_callout(struct emitter *emitter, const struct tape_event *event)
{
	emitter->callout = *event;
	emit_break(emitter);
	if (!emitter->page)
		buf_put(emitter->out,
		        event->leave ? STR("</blockquote>\n") : STR("<blockquote>\n"));
	else if (event->leave)
		buf_put(emitter->out,
		        event->kind == TAPE_FOLD ? STR("</details>\n") : STR("</aside>\n"));
	else
		put_tag(emitter, event);
}

void
emit_callout_title(struct emitter *emitter, const struct tape_event *event)
{
	static const struct str tags[][2] = {
		{ STR_INIT("<p><strong>"), STR_INIT("</strong></p>\n") },
		{ STR_INIT("<p class=\"callout-title\">"), STR_INIT("</p>\n") },
		{ STR_INIT("<summary class=\"callout-title\">"), STR_INIT("</summary>\n") },
	};
	bool folds = emitter->callout.kind == TAPE_FOLD;
	if (event->leave && emitter->out->len == emitter->title_at)
		markup_text(emitter->out,
		        kind_of(emitter, tape_str(emitter->tape, emitter->callout.arg)));
	buf_put(emitter->out, tags[!emitter->page ? 0 : folds ? 2 : 1][event->leave]);
	if (!event->leave)
		put_kind(emitter, event);
	emitter->title_at = emitter->out->len;
}
