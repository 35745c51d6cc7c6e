#include "markdown/figure.h"

#include "base/str.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

/*
 * The paragraph that was entered, if it is a figure: the position of its image, else UINT32_MAX. `reader`
 * stands behind the event. Looks no further than to what makes it none.
 */
static uint32_t
image_of(struct tape_reader reader)
{
	struct tape_event event;
	uint32_t image = UINT32_MAX;
	unsigned depth = 0; /* an image in another one is its text */
	while (tape_next(&reader, &event)) {
		bool found = image != UINT32_MAX;
		if (event.kind == TAPE_IMAGE && event.leave) {
			depth--;
		} else if (event.kind == TAPE_IMAGE && depth++ == 0) {
			if (found || event.arg[TAPE_LINK_TITLE + 1] == 0)
				return UINT32_MAX;
			image = event.at;
		} else if (event.kind == TAPE_P || event.kind == TAPE_NOTE_BACK) {
			return image;
		} else if (depth == 0 && event.kind != TAPE_ATTRIBUTES &&
		        (event.kind != TAPE_LINK || event.leave != found)) {
			return UINT32_MAX;
		}
	}
	return UINT32_MAX;
}

/*
 * Copies a paragraph that is a figure; `reader` stands behind its begin. The way back from a note keeps a
 * paragraph of its own.
 */
static void
copy_figure(struct tape_reader *reader, uint32_t image, struct tape_writer *out)
{
	struct tape_event event;
	struct str title = STR_EMPTY;
	tape_enter(out, TAPE_FIGURE);
	while (tape_next(reader, &event) && event.kind != TAPE_P && event.kind != TAPE_NOTE_BACK) {
		if (event.at == image) {
			title = tape_str(reader->tape, event.arg + TAPE_LINK_TITLE);
			tape_view(out, STR_EMPTY, event.arg + TAPE_LINK_TITLE);
		}
		tape_put(out, &event);
	}
	struct tape_event text = { .kind = TAPE_TEXT };
	tape_view(out, title, text.arg);
	tape_enter(out, TAPE_FIGURE_CAPTION);
	tape_put(out, &text);
	tape_leave(out, TAPE_FIGURE_CAPTION);
	tape_leave(out, TAPE_FIGURE);
	if (event.kind == TAPE_NOTE_BACK) {
		tape_enter(out, TAPE_P);
		tape_put(out, &event);
	}
}

void
figure_pass(const struct rewrite *rewrite)
{
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	uint32_t done = 0;
	while (tape_seek(&reader, TAPE_BIT(P), &event)) {
		uint32_t image = event.leave ? UINT32_MAX : image_of(reader);
		if (image == UINT32_MAX)
			continue;
		tape_copy(rewrite->out, rewrite->tape, done, event.at);
		copy_figure(&reader, image, rewrite->out);
		done = (uint32_t)reader.at;
	}
	tape_copy(rewrite->out, rewrite->tape, done, UINT32_MAX);
}
