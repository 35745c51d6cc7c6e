#include "audit/audit.h"

#include "audit/rendered.h"
#include "base/arena.h"
#include "base/path.h"
#include "config/config.h"
#include "content/page.h"
#include "images/image_size.h"
#include "site/route.h"
#include "site/site.h"

enum { FACTS_MAX = 64 << 20, BYTES_MAX = 1 << 20 };

/* Files of which more is wanted than their names. */
static const struct str whole[] = { STR_INIT(".well-known/security.txt"),
	STR_INIT("security.txt") };

struct audit *
audit_open(struct arena *arena, const struct site *site, int64_t now)
{
	struct audit *audit = arena_new(arena, struct audit);
	size_t count = site->routes->list.len;

	*audit = (struct audit){
		.arena = arena, .site = site, .now = now, .root = -1, .count = count
	};
	audit->files = arena_array(arena, struct audit_file, count + 1);
	for (size_t i = 0; i < count; i++) {
		audit->files[i].route = &site->routes->list.at[i];
		buf_init(&audit->files[i].facts, FACTS_MAX);
		buf_init(&audit->files[i].bytes, BYTES_MAX);
	}
	return audit;
}

void
audit_close(struct audit *audit)
{
	for (size_t i = 0; i < audit->count; i++) {
		buf_free(&audit->files[i].facts);
		buf_free(&audit->files[i].bytes);
	}
}

/* ---- the sink --------------------------------------------------------------------------------- */

struct audit_sink {
	struct sink sink;
	struct audit *audit;
};

/* By its first bytes, or at least by its name. */
static void
look_into_image(struct audit_file *file, struct str path, struct str bytes)
{
	static const struct str names[] = { STR_INIT(".avif"), STR_INIT(".bmp"), STR_INIT(".gif"),
		STR_INIT(".heic"), STR_INIT(".jpeg"), STR_INIT(".jpg"), STR_INIT(".jxl"),
		STR_INIT(".png"), STR_INIT(".svg"), STR_INIT(".tif"), STR_INIT(".tiff"),
		STR_INIT(".webp") };

	file->image =
	        image_size(str_slice(bytes, 0, IMAGE_SIZE_BYTES), &file->width, &file->height);
	for (size_t i = 0; !file->image && i < sizeof names / sizeof *names; i++)
		file->image = str_eq_nocase(path_ext(path), names[i]);
}

static void
look_into_sheet(struct audit_file *file, struct str bytes)
{
	rendered_read_css(bytes, &file->facts);
	buf_put(&file->bytes, bytes);
}

static enum sink_result
put(struct sink *sink, const struct artifact *artifact, struct diags *diags)
{
	struct audit_file *file = &((struct audit_sink *)sink)->audit->files[artifact->index];
	struct str ext = path_ext(artifact->path);

	(void)diags;
	file->done = true;
	file->size = artifact->bytes.len;
	file->page = str_is(ext, ".html");
	if (file->page)
		rendered_read(artifact->bytes, &file->facts);
	else if (str_is(ext, ".css"))
		look_into_sheet(file, artifact->bytes);
	else
		look_into_image(file, artifact->path, artifact->bytes);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (str_eq(artifact->path, whole[i]))
			buf_put(&file->bytes, artifact->bytes);
	return SINK_NEW;
}

static bool
commit(struct sink *sink, struct sink_report *report, struct diags *diags)
{
	(void)sink;
	*report = (struct sink_report){ .written = 0 };
	return !diag_failed(diags);
}

static void
close_sink(struct sink *sink)
{
	(void)sink;
}

struct sink *
audit_sink(struct audit *audit)
{
	static const struct sink_type type = {
		.name = "audit", .put = put, .commit = commit, .close = close_sink
	};
	struct audit_sink *sink = arena_new(audit->arena, struct audit_sink);

	*sink = (struct audit_sink){ { &type }, audit };
	return &sink->sink;
}

/* ---- what the parts share --------------------------------------------------------------------- */

bool
audit_off(const struct audit *audit, enum config_check check)
{
	return config_checks_off(audit->site->config, check);
}

struct str
audit_others(struct audit *audit, size_t count)
{
	if (!count)
		return STR_EMPTY;
	return str_format(audit->arena, " and on %zu other page%s", count, count == 1 ? "" : "s");
}

struct place
audit_link_place(const struct route *route, struct str href, struct str *source)
{
	const struct markdown *markdown = route->page ? route->page->markdown : NULL;

	*source = STR_EMPTY;
	for (size_t i = 0; markdown && i < markdown->links.len; i++) {
		const struct markdown_link *link = &markdown->links.at[i];

		if (!link->line || !str_eq(link->href, href))
			continue;
		*source = route->page->text.bytes;
		return (struct place){ route->page->text.path, link->line, link->column, 1 };
	}
	return diag_file(route->source);
}

void
audit_run(struct audit *audit, struct diags *diags)
{
	audit->diags = diags;
	audit_link_run(audit);
	audit_page_run(audit);
	audit_front_run(audit);
	audit_file_run(audit);
	audit_contrast_run(audit);
	audit_language_run(audit);
}
