#include "cli/page_history.h"

#include "history/history.h"
#include "render/prose_view.h"

struct str
page_history_trust(const struct page_history *shown)
{
	if (!shown->known)
		return STR("none");
	if (shown->known->complete)
		return shown->known->unsure ? STR("partial") : STR("whole");
	return shown->history->shallow ? STR("shallow") : STR("partial");
}

enum history_read
page_history_read(struct history_reader *reader, struct arena *arena,
        const struct history_revision *revision, struct page_history_texts *out)
{
	enum history_read read =
	        history_reader_text(reader, arena, &revision->after, PROSE_VIEW_MAX, &out->after);

	out->before = STR_EMPTY;
	if (read == HISTORY_READ_DONE && revision->has_before)
		read = history_reader_text(
		        reader, arena, &revision->before, PROSE_VIEW_MAX, &out->before);
	return read;
}
