#include "cli/week_entries.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "content/page.h"
#include "pipeline.h"
#include "site/site.h"

enum { WEEK = 7 * 24 * 60 * 60 };

/* A title as the words of a link. */
static void
put_words(struct buf *out, struct str title)
{
	for (size_t i = 0; i < title.len; i++) {
		if (str_find_char(STR("\\[]*_`<~$:"), title.at[i]) != STR_NONE)
			buf_char(out, '\\');
		buf_char(out, title.at[i]);
	}
}

static void
put_entry(struct buf *out, const struct page *page)
{
	struct str path = page->source->path;
	bool angled = str_find_char(path, ' ') != STR_NONE || str_find_char(path, '(') != STR_NONE;

	path = str_skip(path, str_starts(path, STR("content/")) ? STR("content/").len : 0);
	buf_format(out, "%s- [", out->len ? "\n" : "");
	put_words(out, page->title);
	buf_format(out, angled ? "](<@/" STR_FMT ">)" : "](@/" STR_FMT ")", STR_ARG(path));
}

struct str
week_entries(struct arena *arena, struct str folder, int64_t as_of)
{
	const struct pipeline_options options = { .root = folder, .as_of = as_of };
	struct pipeline pipeline;
	struct diags unsaid; /* what is wrong with pages is for the build to say */
	struct str list = STR_EMPTY;
	struct buf out;

	diag_init(&unsaid);
	buf_init(&out, 1 << 20);
	if (pipeline_load(&pipeline, &options, &unsaid)) {
		const page_list *pages = &pipeline.site->pages;

		for (size_t i = pages->len; i-- > 0;) {
			const struct page *page = pages->at[i];

			if (page->type == FRONT_LOG && date_known(page->date) &&
			        page->date.seconds > as_of - WEEK && page->date.seconds <= as_of)
				put_entry(&out, page);
		}
	}
	if (out.len)
		list = str_copy(arena, buf_view(&out));
	pipeline_close(&pipeline);
	diag_free(&unsaid);
	buf_free(&out);
	return list;
}
