#include "cli/page_history.h"

#include "history/history.h"

struct str
page_history_trust(const struct page_history *shown)
{
	if (!shown->known)
		return STR("none");
	if (shown->known->complete)
		return shown->known->unsure ? STR("partial") : STR("whole");
	return shown->history->shallow ? STR("shallow") : STR("partial");
}
