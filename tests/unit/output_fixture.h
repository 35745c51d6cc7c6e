/*
 * What the tests of the output share: a site in a new folder, builds of it given as text, and what is
 * then on disk as text again, so that a case is three short texts:
 *
 *	"a/index.html=one\n"            what is put: path=bytes, a line each; its source is PATH.md
 *	"new a/index.html\n"            what became of each
 *	"a/index.html=one\n"            what the output holds, sorted; PATH@=TARGET is a symbolic link
 */
#ifndef KITH_TESTS_OUTPUT_FIXTURE_H
#define KITH_TESTS_OUTPUT_FIXTURE_H

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "expect.h"
#include "output/commit.h"
#include "output/location.h"
#include "output/manifest.h"
#include "output/sink.h"

struct fixture {
	struct arena arena;
	char folder[256]; /* holds the site and nothing else */
	struct str site;
	struct str output;
	int root;
	bool no_empty; /* leave empty folders out of what is shown */
	/* Of the last build: */
	struct sink_disk_options options;
	struct diags diags;
	struct sink_report report;
	struct buf results;
};

static inline struct fixture
fixture_open(void)
{
	struct fixture f = { .arena = ARENA_EMPTY };
	const char *base = getenv("TMPDIR");
	snprintf(f.folder, sizeof f.folder, "%s/kith-output-XXXXXX", base && *base ? base : "/tmp");
	assert_non_null(mkdtemp(f.folder));
	f.site = str_format(&f.arena, "%s/site", f.folder);
	assert_int_equal(mkdir(f.site.at, 0777), 0);
	assert_int_equal(fs_open_root(f.site, &f.root), 0);
	f.output = str_format(&f.arena, "%s/public", f.site.at);
	f.options.site = STR("https://example.org");
	buf_init(&f.results, 1 << 20);
	diag_init(&f.diags);
	return f;
}

static inline void
fixture_close(struct fixture *f)
{
	int fd;
	struct str folder = str_from(f->folder);
	fs_close(f->root);
	assert_int_equal(fs_open_root(path_dir(folder), &fd), 0);
	assert_int_equal(fs_remove_tree(fd, path_base(folder)), 0);
	fs_close(fd);
	diag_free(&f->diags);
	buf_free(&f->results);
	arena_free(&f->arena);
}

/* --- building ------------------------------------------------------------------------------ */

static inline size_t
fixture_lines(struct str files)
{
	size_t count = 0;
	for (size_t i = 0; i < files.len; i++)
		count += files.at[i] == '\n';
	return count;
}

static inline struct sink *
fixture_sink(struct fixture *f, size_t routes)
{
	f->options.root = f->root;
	f->options.output = f->output;
	f->options.shown = STR("public");
	f->options.routes = routes;
	return sink_disk(&f->arena, &f->options, &f->diags);
}

static inline void
fixture_put(struct fixture *f, struct sink *sink, struct str files)
{
	for (size_t index = 0; files.len; index++) {
		struct str line = str_line(&files), bytes = line;
		struct str path = str_cut(&bytes, '=');
		struct artifact artifact = {
			.path = path,
			.bytes = bytes,
			.source = str_format(&f->arena, STR_FMT ".md", STR_ARG(path)),
			.index = index,
		};
		enum sink_result result = sink_put(sink, &artifact, &f->diags);
		buf_format(
		        &f->results, "%s " STR_FMT "\n", sink_result_name(result), STR_ARG(path));
		if (!files.at)
			break;
	}
}

/* Builds the files; true when that was committed. */
static inline bool
fixture_build(struct fixture *f, const char *files)
{
	bool done = false;
	diag_free(&f->diags);
	diag_init(&f->diags);
	buf_clear(&f->results);
	f->report = (struct sink_report){ 0 };
	struct sink *sink = fixture_sink(f, fixture_lines(str_from(files)));
	if (sink) {
		fixture_put(f, sink, str_from(files));
		done = sink_commit(sink, &f->report, &f->diags);
		sink_close(sink);
	}
	return done;
}

/* What was said, with notes: "public: error: text | help". */
static inline struct str
fixture_messages(struct fixture *f)
{
	static const char *const levels[] = { "note", "warning", "error" };
	struct buf out;
	buf_init(&out, 1 << 20);
	diag_sort(&f->diags);
	for (size_t i = 0; i < f->diags.list.len; i++) {
		const struct diag *d = &f->diags.list.at[i];
		buf_format(&out, STR_FMT ": %s: " STR_FMT "\n", STR_ARG(d->place.path),
		        levels[d->level], STR_ARG(d->text));
	}
	struct str text = str_copy(&f->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

#define expect_messages(f, want) expect_str(fixture_messages(f), (want))
#define expect_results(f, want) expect_str(buf_view(&(f)->results), (want))

/* --- what is on disk ----------------------------------------------------------------------- */

static inline int
fixture_compare(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

typedef array_of(struct str) fixture_names;

static inline fixture_names
fixture_list(struct fixture *f, struct str folder)
{
	fixture_names names = { 0 };
	DIR *listing = opendir(folder.at);
	const struct dirent *found;
	while (listing && (found = readdir(listing))) {
		struct str name = str_from(found->d_name);
		if (!str_is(name, ".") && !str_is(name, ".."))
			*array_push(&f->arena, &names) = str_copy(&f->arena, name);
	}
	if (listing)
		closedir(listing);
	array_sort(names.at, names.len, sizeof *names.at, &f->arena, fixture_compare, NULL);
	return names;
}

static inline struct str
fixture_content(struct fixture *f, struct str path)
{
	char bytes[4096];
	FILE *file = fopen(path.at, "rb");
	assert_non_null(file);
	size_t len = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	return str_copy(&f->arena, str_of(bytes, len));
}

static inline void
fixture_show(struct fixture *f, struct str folder, struct str below, bool staging, struct buf *out)
{
	fixture_names names = fixture_list(f, folder);
	for (size_t i = 0; i < names.len; i++) {
		struct str path = path_join(&f->arena, folder, names.at[i]);
		struct str shown = path_join(&f->arena, below, names.at[i]);
		struct stat stat;
		char target[256];
		path = str_copy(&f->arena, path);
		assert_int_equal(lstat(path.at, &stat), 0);
		if (!staging && str_is(shown, LOCATION_STAGING_INSIDE))
			continue;
		if (S_ISDIR(stat.st_mode)) {
			if (!f->no_empty && !fixture_list(f, path).len)
				buf_format(out, STR_FMT "/\n", STR_ARG(shown));
			fixture_show(f, path, shown, staging, out);
		} else if (S_ISLNK(stat.st_mode)) {
			ssize_t len = readlink(path.at, target, sizeof target);
			buf_format(out, STR_FMT "@=%.*s\n", STR_ARG(shown), (int)len, target);
		} else if (!str_is(shown, MANIFEST_NAME)) {
			buf_format(out, STR_FMT "=" STR_FMT "\n", STR_ARG(shown),
			        STR_ARG(fixture_content(f, path)));
		}
	}
}

static inline struct str
fixture_shown(struct fixture *f, bool staging)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	fixture_show(f, f->output, STR_EMPTY, staging, &out);
	struct str text = str_copy(&f->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

/* All of the output but the manifest; empty folders as "name/". */
static inline struct str
fixture_files(struct fixture *f)
{
	return fixture_shown(f, true);
}

/* The same without what is staged in it. */
static inline struct str
fixture_site_files(struct fixture *f)
{
	return fixture_shown(f, false);
}

#define expect_files(f, want) expect_str(fixture_files(f), (want))

/* The names in a folder below the site, between spaces. */
static inline struct str
fixture_names_in(struct fixture *f, const char *folder)
{
	struct str path = str_format(&f->arena, STR_FMT "/%s", STR_ARG(f->site), folder);
	fixture_names names = fixture_list(f, path);
	return str_join(&f->arena, names.at, names.len, STR(" "));
}

/* Path of a file in the output, or with a leading "/" below the site; terminated. */
static inline const char *
fixture_path(struct fixture *f, const char *path)
{
	if (path[0] == '/')
		return str_format(&f->arena, STR_FMT "%s", STR_ARG(f->site), path).at;
	return str_format(&f->arena, STR_FMT "/%s", STR_ARG(f->output), path).at;
}

static inline void
fixture_write(struct fixture *f, const char *path, const char *bytes)
{
	FILE *file = fopen(fixture_path(f, path), "wb");
	assert_non_null(file);
	fputs(bytes, file);
	assert_int_equal(fclose(file), 0);
}

/* The state folder of the output; only one output was built. */
static inline struct str
fixture_state(struct fixture *f)
{
	struct str name = fixture_names_in(f, ".kith/output");
	return str_format(&f->arena, "/.kith/output/" STR_FMT, STR_ARG(name));
}

#endif
