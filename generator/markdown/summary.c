#include "markdown/summary.h"

#include "markdown/markdown.h"
#include "markdown/tape.h"

/* <!--more-->: the summary is all before it, but for the title. */
static void
explicit_end(const struct tape_event *event, struct markdown *document)
{
	if (document->summary_explicit)
		return;
	document->summary_explicit = true;
	document->summary_begin = document->title_end;
	document->summary_end = event->at;
}

static void
top_block(struct summary_watch *watch, const struct tape_event *event, struct markdown *document)
{
	if (event->leave) {
		if (watch->in_title)
			document->title_end = event->next;
		bool first = !document->summary_end && !document->summary_explicit;
		if (watch->in_paragraph && watch->has_text && first) {
			document->summary_begin = watch->paragraph;
			document->summary_end = event->next;
		}
		watch->in_title = watch->in_paragraph = false;
		return;
	}
	watch->in_title = !watch->begun && event->kind == TAPE_H && event->arg[0] == 1;
	watch->in_paragraph = event->kind == TAPE_P;
	watch->has_text = false;
	watch->paragraph = event->at;
	watch->begun = true;
}

static bool
is_visible(const struct tape *tape, const struct tape_event *event)
{
	return event->kind != TAPE_TEXT_HTML && str_trim(tape_str(tape, event->arg)).len > 0;
}

void
summary_see(struct summary_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct markdown *document)
{
	switch (event->is) {
	case TAPE_IS_BLOCK:
		watch->depth -= event->leave;
		if (watch->depth == 0)
			top_block(watch, event, document);
		watch->depth += !event->leave;
		break;
	case TAPE_IS_SPAN:
		if (event->kind == TAPE_IMAGE)
			watch->images += event->leave ? -1u : 1u;
		break;
	case TAPE_IS_TEXT:
		if (!watch->has_text && watch->images == 0)
			watch->has_text = is_visible(tape, event);
		break;
	case TAPE_IS_MARK:
		if (event->kind == TAPE_MORE && watch->depth == 0)
			explicit_end(event, document);
		watch->begun |= event->kind == TAPE_HR;
		break;
	}
}
