#include "site/mount.h"

#include "base/arena.h"
#include "base/path.h"
#include "config/config.h"
#include "content/page.h"
#include "site/site.h"

const struct histories_mount *
mount_of_site(struct arena *arena, const struct config *config)
{
	if (config->history.repository.len == 0)
		return NULL;
	const struct node *node =
	        node_get(node_get(config->root, STR("history")), STR("repository"));
	struct histories_mount *mount = arena_new(arena, struct histories_mount);
	*mount = (struct histories_mount){
		.folder = STR("content"),
		.repository = config->history.repository,
		.path = config->history.path,
		.place = { config->source.path, node->line, node->column, 0 },
		.source = config->source.bytes,
	};
	return mount;
}

histories_mounts
mount_of_sections(struct arena *arena, struct page_parsed *const *pages, size_t count)
{
	histories_mounts mounts = { NULL, 0, 0 };
	for (size_t i = 0; i < count; i++) {
		const struct page_parsed *page = pages[i];
		if (!page || !page->front.history.repository.len ||
		        (page->role != PAGE_SECTION && page->role != PAGE_HOME))
			continue;
		*array_push(arena, &mounts) = (struct histories_mount){
			.folder = path_join(arena, STR("content"), page->folder),
			.repository = page->front.history.repository,
			.path = page->front.history.path,
			.place = site_place_in(&page->text, STR("history")),
			.source = page->text.bytes,
		};
	}
	return mounts;
}
