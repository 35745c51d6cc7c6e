/* The output folder when all goes well, and when what it holds is not what the last build left. */
#include <fcntl.h>
#include <string.h>

#include "base/pool.h"
#include "output_fixture.h"

/* --- builds in a row ----------------------------------------------------------------------- */

static void
test_first_build(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(
	        &f, "index.html=home\nessays/cache/index.html=cache\ntags.json=[]\n"));
	expect_messages(&f, "");
	expect_results(&f, "new index.html\nnew essays/cache/index.html\nnew tags.json\n");
	expect_files(&f, "essays/cache/index.html=cache\nindex.html=home\ntags.json=[]\n");
	assert_true(f.report.switched);
	assert_int_equal(f.report.written, 3);
	assert_int_equal(f.report.bytes, 11);
	expect_str(fixture_names_in(&f, ""), ".kith public");
	expect_str(fixture_names_in(&f, fixture_state(&f).at), "hints lock");
	fixture_close(&f);
}

/* The output as a set of inodes and times: equal when nothing was written, renamed or removed. */
static struct str
stamps(struct fixture *f, struct str folder)
{
	struct buf out;
	struct stat stat;
	buf_init(&out, 1 << 20);
	assert_int_equal(lstat(folder.at, &stat), 0);
	buf_format(&out, STR_FMT " %llu %lld.%09ld\n", STR_ARG(folder),
	        (unsigned long long)stat.st_ino, (long long)stat.st_mtim.tv_sec,
	        stat.st_mtim.tv_nsec);
	if (S_ISDIR(stat.st_mode)) {
		fixture_names names = fixture_list(f, folder);
		for (size_t i = 0; i < names.len; i++)
			buf_put(&out,
			        stamps(f,
			                str_copy(&f->arena,
			                        path_join(&f->arena, folder, names.at[i]))));
	}
	struct str text = str_copy(&f->arena, buf_view(&out));
	buf_free(&out);
	return text;
}

static void
test_nothing_changed(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	const char *files = "index.html=home\nessays/cache/index.html=cache\n";
	assert_true(fixture_build(&f, files));
	struct str before = stamps(&f, f.output);
	for (int i = 0; i < 3; i++) {
		assert_true(fixture_build(&f, files));
		expect_messages(&f, "");
		expect_results(&f, "same index.html\nsame essays/cache/index.html\n");
		assert_int_equal(f.report.written, 0);
		assert_int_equal(f.report.same, 2);
		expect_str(stamps(&f, f.output), before.at);
	}
	fixture_close(&f);
}

static void
test_changes(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(
	        &f, "a/index.html=1\nb/index.html=2\nold/page/index.html=3\nc.html=4\n"));
	assert_true(fixture_build(
	        &f, "a/index.html=1\nb/index.html=two\nnew/page/index.html=5\nc.html=4\n"));
	expect_messages(&f, "");
	expect_results(&f,
	        "same a/index.html\nchanged b/index.html\nnew new/page/index.html\nsame c.html\n");
	expect_files(&f, "a/index.html=1\nb/index.html=two\nc.html=4\nnew/page/index.html=5\n");
	assert_false(f.report.switched);
	assert_int_equal(f.report.written, 2);
	assert_int_equal(f.report.bytes, 4);
	assert_int_equal(f.report.same, 2);
	assert_int_equal(f.report.removed, 1);
	expect_str(fixture_names_in(&f, fixture_state(&f).at), "hints lock");
	fixture_close(&f);
}

static void
test_file_and_folder_swap(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a=file\nb/x/y.html=1\nb/z.html=2\n"));
	assert_true(fixture_build(&f, "a/index.html=page\nb=file\n"));
	expect_messages(&f, "");
	expect_results(&f, "new a/index.html\nnew b\n");
	expect_files(&f, "a/index.html=page\nb=file\n");
	assert_int_equal(f.report.removed, 3);
	assert_true(fixture_build(&f, "a=file\nb/x/y.html=1\nb/z.html=2\n"));
	expect_files(&f, "a=file\nb/x/y.html=1\nb/z.html=2\n");
	fixture_close(&f);
}

static void
test_letter_case_changes(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "About.html=me\n"));
	assert_true(fixture_build(&f, "about.html=me\n"));
	expect_messages(&f, "");
	expect_files(&f, "about.html=me\n");
	fixture_close(&f);
}

static void
test_clean(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	f.options.clean = true;
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_results(&f, "changed a.html\n");
	assert_int_equal(f.report.written, 1);
	fixture_close(&f);
}

static void
test_durable(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	f.options.durable = true;
	assert_true(fixture_build(&f, "a.html=1\n"));
	assert_true(fixture_build(&f, "a.html=2\n"));
	expect_files(&f, "a.html=2\n");
	fixture_close(&f);
}

static void
test_without_commit(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct sink *sink = fixture_sink(&f, 1);
	fixture_put(&f, sink, STR("a.html=1\n"));
	sink_close(sink);
	expect_str(fixture_names_in(&f, ""), ".kith");
	expect_str(fixture_names_in(&f, fixture_state(&f).at), "lock");
	assert_true(fixture_build(&f, "a.html=1\n"));
	sink = fixture_sink(&f, 1);
	fixture_put(&f, sink, STR("a.html=2\n"));
	expect_files(&f, "a.html=1\n");
	sink_close(sink);
	expect_files(&f, "a.html=1\n");
	expect_str(fixture_names_in(&f, fixture_state(&f).at), "hints lock");
	fixture_close(&f);
}

/* --- what another hand has done ------------------------------------------------------------ */

static void
test_damage_is_mended(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	const char *files = "a.html=aaaa\nb.html=bbbb\nc.html=cccc\nd.html=dddd\n";
	assert_true(fixture_build(&f, files));
	fixture_write(&f, "a.html", "AAAA"); /* of the same size, and in the same tick */
	fixture_write(&f, "b.html", "b and more");
	assert_int_equal(unlink(fixture_path(&f, "c.html")), 0);
	assert_int_equal(unlink(fixture_path(&f, "d.html")), 0);
	assert_int_equal(symlink("b.html", fixture_path(&f, "d.html")), 0);
	assert_true(fixture_build(&f, files));
	expect_messages(&f, "");
	expect_results(&f, "damaged a.html\ndamaged b.html\ndamaged c.html\ndamaged d.html\n");
	expect_files(&f, files);
	fixture_close(&f);
}

/* Times that lie: the bytes are others though the file looks as it did. */
static void
test_same_looks_other_bytes(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=aaaa\n"));
	struct stat stat, manifest;
	assert_int_equal(lstat(fixture_path(&f, "a.html"), &stat), 0);
	assert_int_equal(lstat(fixture_path(&f, MANIFEST_NAME), &manifest), 0);
	fixture_write(&f, "a.html", "AAAA");
	/* As if both had happened in the tick in which the manifest was written. */
	struct timespec times[2] = { manifest.st_mtim, manifest.st_mtim };
	assert_int_equal(utimensat(AT_FDCWD, fixture_path(&f, "a.html"), times, 0), 0);
	assert_true(fixture_build(&f, "a.html=aaaa\n"));
	expect_results(&f, "damaged a.html\n");
	expect_files(&f, "a.html=aaaa\n");
	fixture_close(&f);
}

/* The time of modification can be put back, that of the change cannot. */
static void
test_times_put_back_are_seen(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=aaaa\n"));
	struct stat stat;
	assert_int_equal(lstat(fixture_path(&f, "a.html"), &stat), 0);
	fixture_write(&f, "a.html", "AAAA");
	struct timespec times[2] = { stat.st_mtim, stat.st_mtim };
	assert_int_equal(utimensat(AT_FDCWD, fixture_path(&f, "a.html"), times, 0), 0);
	times[1].tv_sec++;
	assert_int_equal(utimensat(AT_FDCWD, fixture_path(&f, MANIFEST_NAME), times, 0), 0);
	assert_true(fixture_build(&f, "a.html=aaaa\n"));
	expect_results(&f, "damaged a.html\n");
	expect_files(&f, "a.html=aaaa\n");
	fixture_close(&f);
}

static void
test_touched_is_same(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	struct timespec times[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
	assert_int_equal(utimensat(AT_FDCWD, fixture_path(&f, "a.html"), times, 0), 0);
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_results(&f, "same a.html\n");
	assert_int_equal(f.report.written, 0);
	fixture_close(&f);
}

static void
test_state_is_lost(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\nb.html=2\nold.html=3\n"));
	assert_int_equal(fs_remove_tree(f.root, STR(".kith")), 0);
	struct str before = stamps(&f, f.output);
	assert_true(fixture_build(&f, "a.html=1\nb.html=2\nold.html=3\n"));
	expect_results(&f, "same a.html\nsame b.html\nsame old.html\n");
	expect_str(stamps(&f, f.output), before.at);
	expect_str(fixture_names_in(&f, fixture_state(&f).at), "hints lock");
	assert_int_equal(fs_remove_tree(f.root, STR(".kith")), 0);
	assert_true(fixture_build(&f, "a.html=1\nb.html=two\n"));
	expect_files(&f, "a.html=1\nb.html=two\n");
	fixture_close(&f);
}

static void
test_moved_site(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	struct str key = fixture_state(&f);
	struct str elsewhere = str_format(&f.arena, "%s/elsewhere", f.folder);
	assert_int_equal(rename(f.site.at, elsewhere.at), 0);
	f.site = elsewhere;
	f.output = str_format(&f.arena, "%s/./public//", elsewhere.at);
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_results(&f, "same a.html\n");
	expect_str(fixture_state(&f), key.at);
	fixture_close(&f);
}

/* --- files of strangers -------------------------------------------------------------------- */

static void
test_strangers_stay(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a/index.html=1\nb/index.html=2\n"));
	fixture_write(&f, "a/notes.txt", "mine");
	fixture_write(&f, "CNAME", "example.org");
	assert_true(fixture_build(&f, "b/index.html=2\n"));
	expect_messages(&f, "");
	expect_files(&f, "CNAME=example.org\na/notes.txt=mine\nb/index.html=2\n");
	fixture_close(&f);
}

static void
test_stranger_in_the_way(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	fixture_write(&f, "b.html", "mine");
	assert_false(fixture_build(&f, "a.html=one\nb.html=2\n"));
	expect_messages(&f,
	        "b.html.md: error: it cannot be written to \"b.html\": in public, there "
	        "is a file of that name that kith did not write\n");
	expect_files(&f, "a.html=1\nb.html=mine\n");
	fixture_write(&f, "b.html", "2"); /* what the site has anyway */
	assert_true(fixture_build(&f, "a.html=one\nb.html=2\n"));
	expect_results(&f, "changed a.html\nsame b.html\n");
	assert_true(fixture_build(&f, "a.html=one\n"));
	expect_files(&f, "a.html=one\n");
	fixture_close(&f);
}

static void
test_strangers_around(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "x/ours.html=1\ny=2\n"));
	fixture_write(&f, "x/theirs.html", "mine");
	fixture_write(&f, "y", "theirs");
	assert_false(fixture_build(&f, "x=file\ny/index.html=page\n"));
	expect_messages(&f,
	        "x.md: error: it cannot be written to \"x\": public/x is a folder that is "
	        "not kith's\n"
	        "y/index.html.md: error: it cannot be written to \"y/index.html\": "
	        "public/y is a file that is not kith's\n");
	expect_files(&f, "x/ours.html=1\nx/theirs.html=mine\ny=theirs\n");
	fixture_close(&f);
}

static void
test_changed_and_gone(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\nold/b.html=2\n"));
	fixture_write(&f, "old/b.html", "by hand");
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f,
	        "public/old/b.html: warning: the site has no such page any more, but the "
	        "file is left: somebody else has changed it\n");
	assert_int_equal(f.report.removed, 0);
	expect_files(&f, "a.html=1\nold/b.html=by hand\n");
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f, "");
	fixture_close(&f);
}

static void
test_links_are_not_followed(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a/index.html=1\nb/index.html=2\nc/index.html=3\n"));
	assert_int_equal(unlink(fixture_path(&f, "a/index.html")), 0);
	assert_int_equal(rmdir(fixture_path(&f, "a")), 0);
	assert_int_equal(symlink("b", fixture_path(&f, "a")), 0);
	assert_false(fixture_build(&f, "a/index.html=one\nb/index.html=2\nc/index.html=3\n"));
	expect_messages(&f,
	        "a/index.html.md: error: it cannot be written to \"a/index.html\": in "
	        "public, a part of that path is a symbolic link\n");
	/* Nor when the file is to go: its twin behind the link is not it. */
	assert_true(fixture_build(&f, "b/index.html=1\nc/index.html=3\n"));
	expect_messages(&f,
	        "public/a/index.html: warning: the site has no such page any more, but the "
	        "file is left: its symbolic links go round in a circle or may not be "
	        "followed\n");
	expect_files(&f, "a@=b\nb/index.html=1\nc/index.html=3\n");
	fixture_close(&f);
}

/* --- two artifacts ------------------------------------------------------------------------- */

static void
test_one_path_twice(void **state)
{
	(void)state;
	const char *files[] = {
		"a.html=1\nb.html=2\na.html=3\n",
		"x/y/index.html=1\nx=2\n",
		"x=2\nx/y/index.html=1\n",
	};
	const char *messages[] = {
		"a.html.md: error: it would be written to \"a.html\", and so would a.html.md\n",
		"x/y/index.html.md: error: it would be written to \"x/y/index.html\", but x.md makes "
		"\"x\" a file\n",
		"x/y/index.html.md: error: it would be written to \"x/y/index.html\", but x.md makes "
		"\"x\" a file\n",
	};
	for (size_t i = 0; i < 3; i++) {
		struct fixture f = fixture_open();
		assert_false(fixture_build(&f, files[i]));
		expect_messages(&f, messages[i]);
		expect_str(fixture_names_in(&f, ""), ".kith");
		assert_true(fixture_build(&f, "first.html=1\n"));
		assert_false(fixture_build(&f, files[i]));
		expect_messages(&f, messages[i]);
		expect_files(&f, "first.html=1\n");
		fixture_close(&f);
	}
}

static void
test_twins(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "About.html=1\nabout.html=2\n"));
	expect_messages(&f,
	        "about.html.md: warning: its output \"about.html\" differs only in letter "
	        "case or the form of accents from \"About.html\" of About.html.md\n");
	f.diags.strict = true;
	fixture_close(&f);
}

static void
test_paths_are_checked(void **state)
{
	(void)state;
	const char *bad[] = { "../x=1\n", "/x=1\n", "a//b=1\n", ".kith=1\n", ".KITH/x=1\n",
		".kith-staging/x=1\n", ".git/x=1\n", "a\\b=1\n" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fixture f = fixture_open();
		assert_false(fixture_build(&f, bad[i]));
		assert_int_equal(f.diags.errors, 1);
		expect_str(fixture_names_in(&f, ""), ".kith");
		fixture_close(&f);
	}
}

/* --- folders that are not for us ----------------------------------------------------------- */

static void
test_folder_of_a_stranger(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_int_equal(mkdir(f.output.at, 0777), 0);
	fixture_write(&f, "thesis.txt", "years");
	assert_false(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f,
	        "public: error: the output folder is not empty, and kith did not make what "
	        "is in it\n");
	expect_files(&f, "thesis.txt=years\n");
	fixture_close(&f);
}

static void
test_empty_folder(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_int_equal(mkdir(f.output.at, 0777), 0);
	assert_true(fixture_build(&f, "a.html=1\n"));
	assert_true(f.report.switched);
	expect_files(&f, "a.html=1\n");
	fixture_close(&f);
}

static void
test_linked_empty_folder(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_int_equal(mkdir(fixture_path(&f, "/real"), 0777), 0);
	assert_int_equal(symlink("real", f.output.at), 0);
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_files(&f, "a.html=1\n");
	expect_str(fixture_names_in(&f, ""), ".kith public real");
	assert_true(fixture_build(&f, "a.html=2\n"));
	expect_files(&f, "a.html=2\n");
	fixture_close(&f);
}

static void
test_output_is_a_file(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	fixture_write(&f, "/public", "file");
	assert_false(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f,
	        "public: error: cannot open the output folder: a part of its path is not a "
	        "folder\n");
	fixture_close(&f);
}

static void
test_deep_output(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	f.output = str_format(&f.arena, STR_FMT "/out/./of/sight", STR_ARG(f.site));
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_files(&f, "a.html=1\n");
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_results(&f, "same a.html\n");
	fixture_close(&f);
}

static void
test_guarded_folders(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	const char *outputs[][2] = {
		{ "", "the site's own folder" },
		{ "/..", "a folder that holds the site" },
		{ "/../..", "a folder that holds the site" },
		{ "/content", "in the site's folder content" },
		{ "/content/essays", "in the site's folder content" },
		{ "/content/essays/new", "in the site's folder content" },
		{ "/link/essays", "in the site's folder content" },
		{ "/static/x", "in the site's folder static" },
		{ "/Themes", "in the site's folder themes" },
		{ "/.kith/x", "in the site's folder .kith" },
		{ "/.git", "in the site's folder .git" },
	};
	assert_int_equal(mkdir(fixture_path(&f, "/content"), 0777), 0);
	assert_int_equal(mkdir(fixture_path(&f, "/content/essays"), 0777), 0);
	assert_int_equal(symlink("content", fixture_path(&f, "/link")), 0);
	struct str site = f.site;
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
		f.output = str_format(&f.arena, STR_FMT "%s", STR_ARG(site), outputs[i][0]);
		assert_false(fixture_build(&f, "a.html=1\n"));
		expect_messages(&f,
		        str_format(&f.arena,
		                "public: error: the output cannot be written here: it is "
		                "%s\n",
		                outputs[i][1])
		                .at);
	}
	expect_str(fixture_names_in(&f, ""), "content link");
	fixture_close(&f);
}

static void
test_another_site(void **state)
{
	(void)state;
	struct fixture f = fixture_open(), g = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	g.output = f.output;
	g.options.site = STR("https://other.example");
	assert_false(fixture_build(&g, "b.html=1\n"));
	expect_messages(
	        &g, "public: error: the output folder holds another site, https://example.org\n");
	expect_files(&f, "a.html=1\n");
	f.options.site = STR("https://renamed.example"); /* the site that made it may be renamed */
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f, "");
	fixture_close(&g);
	fixture_close(&f);
}

/* --- a damaged manifest -------------------------------------------------------------------- */

static void
test_damaged_manifest(void **state)
{
	(void)state;
	const char *texts[] = { "", "garbage", "kith output 2\tx\n" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct fixture f = fixture_open();
		assert_true(fixture_build(&f, "a.html=1\nb.html=2\nold.html=3\n"));
		fixture_write(&f, MANIFEST_NAME, texts[i]);
		assert_true(fixture_build(&f, "a.html=1\nb.html=two\n"));
		expect_messages(&f,
		        "public: note: the list of its files was damaged: each was "
		        "compared, and files that the site has no more may be left\n");
		expect_results(&f, "same a.html\nchanged b.html\n");
		expect_files(&f, "a.html=1\nb.html=two\nold.html=3\n");
		assert_true(fixture_build(&f, "a.html=1\nb.html=two\n"));
		expect_messages(&f, "");
		assert_int_equal(f.report.written, 0);
		fixture_close(&f);
	}
}

static void
test_damaged_hints(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, "a.html=1\n"));
	const char *hints = str_format(&f.arena, STR_FMT "/hints", STR_ARG(fixture_state(&f))).at;
	struct str good = fixture_content(&f, str_from(fixture_path(&f, hints)));
	fixture_write(&f, hints, "kith hints 2\tnothing\n");
	assert_true(fixture_build(&f, "a.html=1\n"));
	expect_messages(&f, "");
	expect_results(&f, "same a.html\n");
	expect_str(fixture_content(&f, str_from(fixture_path(&f, hints))), good.at);
	fixture_close(&f);
}

/* --- the same bytes everywhere ------------------------------------------------------------- */

struct job {
	struct fixture *f;
	struct sink *sink;
	struct diags diags[4];
};

enum { MANY = 400 };

static void
put_one(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	char path[64], bytes[64];
	snprintf(path, sizeof path, "section%zu/page%zu/index.html", index % 7, index);
	snprintf(bytes, sizeof bytes, "page %zu", index);
	struct artifact artifact = {
		.path = str_from(path),
		.bytes = str_from(bytes),
		.source = STR("content/page.md"),
		.index = index,
	};
	enum sink_result result = sink_put(job->sink, &artifact, &job->diags[worker]);
	assert_true(result == SINK_NEW || result == SINK_CHANGED);
}

static struct str
build_many(struct fixture *f, unsigned workers)
{
	struct job job = { .f = f };
	struct pool *pool = pool_start(workers);
	for (size_t i = 0; i < 4; i++)
		diag_init(&job.diags[i]);
	job.sink = fixture_sink(f, MANY);
	assert_non_null(job.sink);
	pool_run(pool, MANY, put_one, &job);
	assert_true(sink_commit(job.sink, &f->report, &f->diags));
	sink_close(job.sink);
	for (size_t i = 0; i < 4; i++)
		diag_free(&job.diags[i]);
	pool_stop(pool);
	struct str bytes,
	        path = str_of(f->output.at + f->site.len + 1, f->output.len - f->site.len - 1);
	assert_int_equal(fs_read(f->root, path_join(&f->arena, path, STR(MANIFEST_NAME)), &f->arena,
	                         SIZE_MAX / 2, &bytes, NULL),
	        0);
	return bytes;
}

static void
test_many_workers(void **state)
{
	(void)state;
	struct fixture one = fixture_open(), four = fixture_open();
	struct str manifest = build_many(&one, 1);
	assert_true(str_eq(manifest, build_many(&four, 4)));
	assert_true(str_eq(fixture_files(&one), fixture_files(&four)));
	four.options.clean = true;
	assert_true(str_eq(manifest, build_many(&four, 4)));
	assert_int_equal(four.report.written, MANY);
	assert_true(str_eq(fixture_files(&one), fixture_files(&four)));
	fixture_close(&one);
	fixture_close(&four);
}

/* One path from many threads: whoever comes first, the message is the same. */
static void
put_clash(void *context, size_t index, unsigned worker)
{
	struct job *job = context;
	struct artifact artifact = {
		.path = index % 2 ? STR("same/index.html") : STR("same"),
		.bytes = STR("x"),
		.source = index % 2 ? STR("odd.md") : STR("even.md"),
		.index = index,
	};
	sink_put(job->sink, &artifact, &job->diags[worker]);
}

static void
test_clash_from_many_workers(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct pool *pool = pool_start(4);
	struct job job = { .f = &f, .sink = fixture_sink(&f, 2) };
	for (size_t i = 0; i < 4; i++)
		diag_init(&job.diags[i]);
	pool_run(pool, 2, put_clash, &job);
	assert_false(sink_commit(job.sink, &f.report, &f.diags));
	expect_messages(&f,
	        "odd.md: error: it would be written to \"same/index.html\", but even.md "
	        "makes \"same\" a file\n");
	sink_close(job.sink);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(job.diags[i].errors, 0);
		diag_free(&job.diags[i]);
	}
	pool_stop(pool);
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_build),
		cmocka_unit_test(test_nothing_changed),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_file_and_folder_swap),
		cmocka_unit_test(test_letter_case_changes),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_durable),
		cmocka_unit_test(test_without_commit),
		cmocka_unit_test(test_damage_is_mended),
		cmocka_unit_test(test_same_looks_other_bytes),
		cmocka_unit_test(test_times_put_back_are_seen),
		cmocka_unit_test(test_touched_is_same),
		cmocka_unit_test(test_state_is_lost),
		cmocka_unit_test(test_moved_site),
		cmocka_unit_test(test_strangers_stay),
		cmocka_unit_test(test_stranger_in_the_way),
		cmocka_unit_test(test_strangers_around),
		cmocka_unit_test(test_changed_and_gone),
		cmocka_unit_test(test_links_are_not_followed),
		cmocka_unit_test(test_one_path_twice),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_paths_are_checked),
		cmocka_unit_test(test_folder_of_a_stranger),
		cmocka_unit_test(test_empty_folder),
		cmocka_unit_test(test_linked_empty_folder),
		cmocka_unit_test(test_output_is_a_file),
		cmocka_unit_test(test_deep_output),
		cmocka_unit_test(test_guarded_folders),
		cmocka_unit_test(test_another_site),
		cmocka_unit_test(test_damaged_manifest),
		cmocka_unit_test(test_damaged_hints),
		cmocka_unit_test(test_many_workers),
		cmocka_unit_test(test_clash_from_many_workers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
