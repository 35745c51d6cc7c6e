#include <errno.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/front_lost.h"
#include "base/front_peek.h"
#include "base/fs.h"
#include "base/path.h"
#include "content/source.h"
#include "images/image_size.h"

/* The first bytes of a file, up to `max`; fewer where it ends or fails. */
static struct str
read_head(int fd, char *bytes, size_t max)
{
	size_t len = 0;
	while (len < max) {
		ssize_t n = pread(fd, bytes + len, max - len, (off_t)len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	return str_of(bytes, len);
}

/* Nearly all headers end within the first piece; the second is for photographs with a preview. */
bool
asset_measure(int root, struct asset *asset)
{
	int fd;
	char head[8192];
	if (fs_open_read(root, asset->path, &fd) != 0)
		return false;
	struct str bytes = read_head(fd, head, sizeof head);
	bool known = image_size(bytes, &asset->width, &asset->height);
	if (!known && bytes.len == sizeof head) {
		struct arena arena = ARENA_EMPTY;
		char *more = arena_array(&arena, char, IMAGE_SIZE_BYTES);
		bytes = read_head(fd, more, IMAGE_SIZE_BYTES);
		known = image_size(bytes, &asset->width, &asset->height);
		arena_free(&arena);
	}
	fs_close(fd);
	return known;
}

/* --- texts ------------------------------------------------------------------------------------ */

/* Does its name end as those of texts do, or has it ".md" in it? */
static bool
is_text(struct str name)
{
	static const char *const texts[] = { ".md", ".markdown", ".mdown", ".mkd", ".mkdn",
		".mkdown", ".mdwn", ".mdtxt", ".mdtext", ".mdx", ".rmd", ".qmd", ".txt", ".text",
		".html", ".htm", ".org", ".adoc", ".rst" };
	struct str ext = path_ext(name);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (str_eq_nocase(ext, str_from(texts[i])))
			return true;
	return !ext.len || str_find(name, STR(".md.")) != STR_NONE;
}

void
asset_check_text(int root, const struct asset *asset, struct diags *diags)
{
	int fd;
	char head[8192];
	struct str name = path_base(asset->below);
	if (!is_text(name) || fs_open_read(root, asset->path, &fd) != 0)
		return;
	struct str bytes = read_head(fd, head, sizeof head);
	fs_close(fd);
	if (!front_lost_find(bytes, true).why)
		return;
	bool draft = front_peek_draft(bytes);
	diag_add(diags, draft ? DIAG_ERROR : DIAG_WARNING, (struct place){ asset->path, 1, 1, 3 },
	        bytes, "this file is no page, and copied with its front matter as it is%s",
	        draft ? ", which would hide it" : "");
	size_t end = str_find(name, STR(".md."));
	name = end == STR_NONE ? path_stem(name) : str_slice(name, 0, end);
	diag_help(diags, "a page ends in .md: rename it to \"" STR_FMT ".md\", or take it out",
	        STR_ARG(name));
}
