/*
 * What a directive holds is written like everything else; when it ends, that is cut off the output
 * again and handed to whoever knows what becomes of it. So inner ones come first:
 *
 *	out      <p>before</p> | <em>label</em> | <p>content</p>         <- begin, label_end
 *	         <p>before</p> | <aside>...</aside>
 *
 * In feeds an outermost directive goes through the sanitizer, whatever has been made of it.
 */
#include "markdown/emitter.h"

#include "base/arena.h"
#include "markdown/attribute.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"

struct emit_directive {
	struct emit_directive *outer;
	const struct markdown_directive *directive;
	size_t begin;             /* where in `out` its label and content begin */
	size_t label_end;         /* ... its label ends */
	struct sanitize sanitize; /* of the raw HTML around it */
	struct arena mark;        /* of the directives' arena, before this one */
};

/* --- what has been written ------------------------------------------------------------------- */

/* What has been written since `begin`, cut off; in the arena. */
static struct str
take(struct emitter *emitter, size_t begin)
{
	struct str text = str_skip(buf_view(emitter->out), begin);
	text = str_copy(&emitter->directives, text);
	if (emitter->out->len > begin)
		emitter->out->len = begin;
	return text;
}

static void
put_sanitized(struct emitter *emitter, size_t begin)
{
	struct str html = take(emitter, begin);
	struct sanitize sanitize;
	sanitize_begin(&sanitize, emitter->out, emitter->how->base);
	sanitize_html(&sanitize, html);
	sanitize_end(&sanitize);
}

/* --- passing over what is there already ------------------------------------------------------- */

/* Has it been made before? Then it is written, and passed over. */
static bool
put_rendered(struct emitter *emitter, const struct tape_event *event)
{
	const struct str *rendered = emitter->how->rendered;
	if (!rendered || emitter->directive || !rendered[event->arg[0]].at)
		return false;
	size_t begin = emitter->out->len;
	if (emitter->page && !emitter->how->ids)
		sanitize_drop_ids(emitter->out, rendered[event->arg[0]]);
	else
		buf_put(emitter->out, rendered[event->arg[0]]);
	if (emitter->how->feed)
		put_sanitized(emitter, begin);
	if (event->kind == TAPE_DIRECTIVE)
		emit_break(emitter);
	emitter->passing = 1;
	return true;
}

void
emit_pass_over(struct emitter *emitter, const struct tape_event *event)
{
	if (event->kind == TAPE_DIRECTIVE || event->kind == TAPE_DIRECTIVE_SPAN)
		emitter->passing += event->leave ? -1U : 1U;
	else if (event->kind == TAPE_TABLE && emitter->page)
		emitter->tables += !event->leave;
}

/* --- one directive ---------------------------------------------------------------------------- */

static void
put_language(struct emitter *emitter, const struct markdown_directive *directive)
{
	struct attribute attribute;
	for (struct str rest = str_skip(directive->list, 1); attribute_next(&rest, &attribute);) {
		if (attribute.kind == ATTRIBUTE_NAMED && str_eq_nocase(attribute.name, STR("lang")))
			markup_attribute(emitter->out, STR("lang"),
			        attribute_decode(&attribute,
			                arena_array(&emitter->directives, char,
			                        attribute_room(&attribute))));
	}
}

static void
put_plain(struct emitter *emitter, const struct markdown_directive *directive, struct str label,
        struct str content)
{
	struct buf *out = emitter->out;
	bool block = directive->kind != MARKDOWN_DIRECTIVE_TEXT;
	buf_put(out, block ? STR("<div") : STR("<span"));
	if (emitter->page)
		markup_attribute(out, STR("class"), directive->name);
	put_language(emitter, directive);
	buf_put(out, block ? STR(">\n") : STR(">"));
	if (block && label.len)
		buf_lit(out, "<p>");
	buf_put(out, label);
	if (block && label.len)
		buf_lit(out, "</p>\n");
	buf_put(out, content);
	buf_put(out, block ? STR("</div>") : STR("</span>"));
}

static void
enter(struct emitter *emitter, const struct tape_event *event)
{
	struct arena mark = emitter->directives;
	struct emit_directive *open = arena_new(&emitter->directives, struct emit_directive);
	*open = (struct emit_directive){
		.outer = emitter->directive,
		.directive = &emitter->document->directives.at[event->arg[0]],
		.begin = emitter->out->len,
		.label_end = emitter->out->len,
		.sanitize = emitter->sanitize,
		.mark = mark,
	};
	sanitize_begin(&emitter->sanitize, emitter->out, emitter->how->base);
	emitter->directive = open;
	emitter->label_to_come = event->kind == TAPE_DIRECTIVE;
}

static void
leave(struct emitter *emitter)
{
	const struct markdown_emit *how = emitter->how;
	const struct emit_directive *open = emitter->directive;
	bool is_span = open->directive->kind == MARKDOWN_DIRECTIVE_TEXT;
	struct str whole = take(emitter, open->begin);
	size_t label_len = is_span ? whole.len : open->label_end - open->begin;
	struct str label = str_trim(str_slice(whole, 0, label_len));
	struct str content = str_skip(whole, label_len);
	struct arena mark;
	if (str_starts(content, STR("\n")))
		content = str_skip(content, 1);
	sanitize_end(&emitter->sanitize);
	emitter->sanitize = open->sanitize;
	emitter->directive = open->outer;
	if (!how->directive)
		put_plain(emitter, open->directive, label, content);
	else if (!how->directive(how->directives, open->directive, label, content, emitter->out))
		emitter->failed = true;
	if (how->feed && how->directive && !open->outer)
		put_sanitized(emitter, open->begin);
	if (!is_span)
		emit_break(emitter);
	mark = open->mark;
	arena_back(&emitter->directives, &mark);
}

void
emit_directive(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->in_list)
		return;
	if (!event->leave && event->kind == TAPE_DIRECTIVE)
		emit_break(emitter);
	if (!event->leave && !put_rendered(emitter, event))
		enter(emitter, event);
	else if (event->leave && emitter->directive)
		leave(emitter);
}

bool
emit_directive_label(struct emitter *emitter, const struct tape_event *event)
{
	bool is_ours = event->leave ? emitter->callout_labels == 0 : emitter->label_to_come;
	if (is_ours && event->leave)
		emitter->directive->label_end = emitter->out->len;
	if (!is_ours)
		emitter->callout_labels += event->leave ? -1U : 1U;
	return is_ours;
}

void
emit_directive_end(struct emitter *emitter)
{
	for (struct emit_directive *open = emitter->directive; open; open = open->outer)
		sanitize_end(&open->sanitize);
	arena_free(&emitter->directives);
}
