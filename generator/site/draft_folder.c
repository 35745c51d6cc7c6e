#include "site/draft_folder.h"

#include "base/arena.h"
#include "base/diag.h"
#include "content/page.h"

histories_draft_folders
draft_folder_list(struct arena *arena, struct page_parsed *const *pages, size_t count)
{
	histories_draft_folders folders = { NULL, 0, 0 };
	struct diags unused;

	diag_init(&unused);
	for (size_t i = 0; i < count; i++) {
		const struct page_parsed *page = pages[i];
		struct front front = { 0 };

		if (!page || !page->cascade)
			continue;
		front_read_cascade(arena, &page->text, NULL, page->cascade, &front, &unused);
		if (front.draft)
			*array_push(arena, &folders) = (struct histories_draft_folder){
				.folder = page->folder,
				.draft = front.draft > 0,
			};
	}
	diag_free(&unused);
	return folders;
}
