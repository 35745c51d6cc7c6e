/*
 * What is left when a build fails or dies at any call that changes files. A child builds the second
 * site over the first and is killed, or its disk fails, at the n-th such call, for every n; then the
 * output must be the first site or the second, or a mixture that the next opening completes.
 */
#include "../fault/shim.c"

#include <sched.h>
#ifdef __linux__
#include <sys/mount.h>
#endif
#include <sys/resource.h>

#include "output/record.h"
#include "output_fixture.h"

static const char first[] = "a/index.html=1\nb/index.html=2\nc.html=3\nfile=4\nfolder/x.html=5\n"
                            "gone/deep/index.html=6\nsame.html=7\n";
static const char second[] = "a/index.html=one\nb/index.html=2\nc.html=three\nfile/index.html=8\n"
                             "folder=9\nnew/deep/index.html=10\nsame.html=7\n";
/* The same as files on disk, in order. */
static const char second_files[] = "a/index.html=one\nb/index.html=2\nc.html=three\n"
                                   "file/index.html=8\nfolder=9\nnew/deep/index.html=10\n"
                                   "same.html=7\n";

/* What one trial is about: which site is there before, and how the output can be reached. */
struct trial {
	const char *before;    /* NULL: no output yet */
	const char *elsewhere; /* folder of another file system for the output, or NULL */
};

static struct fixture
trial_begin(const struct trial *trial)
{
	struct fixture f = fixture_open();
	if (trial->elsewhere)
		f.output = str_format(&f.arena, "%s/%s", trial->elsewhere,
		        f.folder + path_dir(str_from(f.folder)).len + 1);
	if (trial->before)
		assert_true(fixture_build(&f, trial->before));
	return f;
}

static void
trial_end(const struct trial *trial, struct fixture *f)
{
	int fd;
	if (trial->elsewhere) {
		assert_int_equal(fs_open_root(path_dir(f->output), &fd), 0);
		assert_int_equal(fs_remove_tree(fd, path_base(f->output)), 0);
		fs_close(fd);
	}
	fixture_close(f);
}

/* Is there a commit that is to be completed? */
static bool
is_pending(struct fixture *f)
{
	struct stat stat;
	const char *state = str_format(
	        &f->arena, STR_FMT "/" LOCATION_STAGING "/" COMMIT_REDO, STR_ARG(fixture_state(f)))
	                            .at;
	return lstat(fixture_path(f, state), &stat) == 0 ||
	        lstat(fixture_path(f, LOCATION_STAGING_INSIDE "/" COMMIT_REDO), &stat) == 0;
}

/* Every file of a mixture is whole: it is one of the first site or of the second. */
static void
expect_whole_files(struct str files, const char *before)
{
	while (files.len) {
		struct str line = str_line(&files);
		char text[256];
		snprintf(text, sizeof text, STR_FMT "\n", STR_ARG(line));
		if (!line.len || line.at[line.len - 1] == '/')
			continue;
		if (!strstr(second, text) && !(before && strstr(before, text)))
			fail_msg("torn or foreign: %s", text);
		if (!files.at)
			break;
	}
}

/* After a build that died or failed, and then after the next opening, and after the next build. */
static void
expect_old_or_new(const struct trial *trial, struct fixture *f)
{
	struct str before = str_from(trial->before ? trial->before : "");
	bool pending = is_pending(f);
	struct str files = fixture_site_files(f);
	expect_whole_files(files, trial->before);
	if (!pending && !str_eq(files, str_from(second_files)))
		expect_str(files, before.at);
	bool done = pending || str_eq(files, str_from(second_files));

	struct sink *sink = fixture_sink(f, 1);
	if (!sink)
		print_error(STR_FMT, STR_ARG(fixture_messages(f)));
	assert_non_null(sink);
	sink_close(sink);
	expect_str(fixture_files(f), done ? second_files : before.at);
	struct str kept = fixture_names_in(f, fixture_state(f).at);
	assert_true(str_is(kept, "hints lock") || (!trial->before && str_is(kept, "lock")));
}

static void
expect_next_build(struct fixture *f)
{
	assert_true(fixture_build(f, second));
	assert_int_equal(f->diags.errors + f->diags.warnings, 0);
	expect_files(f, second_files);
	expect_str(fixture_names_in(f, fixture_state(f).at), "hints lock");
	assert_true(fixture_build(f, second));
	assert_int_equal(f->report.written, 0);
}

/* Builds in a child that dies at call `at`. False when it lived: there are fewer calls. */
static bool
build_and_die(struct fixture *f, enum fault_mode mode, unsigned long at)
{
	int status = -1;
	pid_t child = fork();
	if (child == 0) {
		fault_arm(mode, at, 0);
		_exit(fixture_build(f, second) ? 0 : 1);
	}
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	if (WIFSIGNALED(status))
		return true;
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return false;
}

static void
die_everywhere(const struct trial *trial, enum fault_mode mode)
{
	bool died = true;
	unsigned long pending = 0;
	for (unsigned long at = 1; died; at++) {
		struct fixture f = trial_begin(trial);
		died = build_and_die(&f, mode, at);
		pending += is_pending(&f);
		expect_old_or_new(trial, &f);
		expect_next_build(&f);
		trial_end(trial, &f);
	}
	/* The trial is of use only if it reached into the commit. */
	assert_true(trial->before ? pending > 5 : true);
}

static void
test_killed(void **state)
{
	(void)state;
	die_everywhere(&(struct trial){ .before = first }, FAULT_KILL);
}

static void
test_killed_in_a_write(void **state)
{
	(void)state;
	die_everywhere(&(struct trial){ .before = first }, FAULT_TEAR);
}

static void
test_killed_fresh(void **state)
{
	(void)state;
	die_everywhere(&(struct trial){ .before = NULL }, FAULT_KILL);
}

/* The build dies in its commit, and so does whoever completes it, at every call. */
static void
test_killed_again(void **state)
{
	(void)state;
	const struct trial trial = { .before = first };
	unsigned long at = 1;
	for (bool pending = false; !pending; at++) {
		struct fixture f = trial_begin(&trial);
		assert_true(build_and_die(&f, FAULT_KILL, at));
		pending = is_pending(&f);
		trial_end(&trial, &f);
	}
	bool died = true;
	for (unsigned long again = 1; died; again++) {
		struct fixture f = trial_begin(&trial);
		assert_true(build_and_die(&f, FAULT_KILL, at));
		died = build_and_die(&f, FAULT_KILL, again);
		expect_old_or_new(&trial, &f);
		expect_next_build(&f);
		trial_end(&trial, &f);
	}
}

/* --- a disk that fails --------------------------------------------------------------------- */

/* Builds with call `at` failing. False when there was no such call. */
static bool
build_and_fail(const struct trial *trial, enum fault_mode mode, unsigned long at, int error)
{
	struct fixture f = trial_begin(trial);
	f.no_empty = true; /* that a folder cannot be removed stops nobody */
	fault_arm(mode, at, error);
	bool done = fixture_build(&f, second);
	bool met = fault_disarm() >= at;
	if (done) {
		expect_files(&f, second_files);
	} else {
		assert_int_equal(f.diags.errors, 1);
		struct str help = f.diags.list.at[0].help;
		if (str_find(help, STR("nothing in public was changed")) != STR_NONE) {
			expect_str(fixture_site_files(&f), trial->before ? trial->before : "");
			if (mode == FAULT_FAIL)
				assert_true(str_find(fixture_names_in(&f, fixture_state(&f).at),
				                    STR("staging")) == STR_NONE);
		} else {
			assert_true(str_find(help, STR("the next build completes")) != STR_NONE);
			assert_true(is_pending(&f));
		}
	}
	expect_old_or_new(trial, &f);
	expect_next_build(&f);
	trial_end(trial, &f);
	return met;
}

static void
fail_everywhere(const struct trial *trial)
{
	static const int errors[] = { ENOSPC, EIO, EACCES, EROFS, EDQUOT, EFBIG, ENAMETOOLONG };
	bool met = true;
	for (unsigned long at = 1; met; at++) {
		int error = errors[at % (sizeof errors / sizeof *errors)];
		met = build_and_fail(trial, FAULT_FAIL, at, error);
		build_and_fail(trial, FAULT_REFUSE, at, error);
	}
}

static void
test_failing_disk(void **state)
{
	(void)state;
	fail_everywhere(&(struct trial){ .before = first });
}

static void
test_failing_disk_fresh(void **state)
{
	(void)state;
	fail_everywhere(&(struct trial){ .before = NULL });
}

/* --- an output on another file system ------------------------------------------------------ */

/* A folder on another file system than the fixtures', or NULL. */
static const char *
other_volume(void)
{
	static const char *const candidates[] = { "/dev/shm", "/run", "/var/tmp", "/tmp" };
	struct fixture f = fixture_open();
	struct stat here, there;
	const char *found = NULL;
	assert_int_equal(fstat(f.root, &here), 0);
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates && !found; i++) {
		if (stat(candidates[i], &there) == 0 && there.st_dev != here.st_dev &&
		        access(candidates[i], W_OK) == 0)
			found = candidates[i];
	}
	fixture_close(&f);
	return found;
}

static void
test_other_volume(void **state)
{
	(void)state;
	struct trial trial = { .elsewhere = other_volume() };
	if (!trial.elsewhere)
		skip();
	struct fixture f = trial_begin(&trial);
	assert_true(fixture_build(&f, second));
	assert_false(f.report.switched);
	expect_files(&f, second_files);
	assert_true(fixture_build(&f, second));
	assert_int_equal(f.report.same, 7);
	trial_end(&trial, &f);
	die_everywhere(&trial, FAULT_KILL);
	trial.before = first;
	die_everywhere(&trial, FAULT_KILL);
}

/* --- real limits of real systems ----------------------------------------------------------- */

enum { SKIPPED = 77 };

/* A big page does not fit; run in a child, whose exit status is the line that failed. */
#define REQUIRE(condition)                    \
	do {                                  \
		if (!(condition))             \
			_exit(__LINE__ & 63); \
	} while (0)

static char big[200 << 10];

static void
build_too_much(struct fixture *f, const char *expected)
{
	snprintf(big, sizeof big,
	        "a/index.html=one\nb/index.html=2\nlarge.html=%0*d\nc/index.html=%0*d\n", 90 << 10,
	        0, 90 << 10, 0);
	REQUIRE(!fixture_build(f, big));
	REQUIRE(f->diags.errors == 1);
	REQUIRE(str_find(f->diags.list.at[0].text, str_from(expected)) != STR_NONE);
	REQUIRE(str_eq(fixture_files(f), str_from(first)));
	REQUIRE(str_is(fixture_names_in(f, fixture_state(f).at), "hints lock"));
	REQUIRE(fixture_build(f, second));
	REQUIRE(str_eq(fixture_files(f), str_from(second_files)));
}

/* Waits for a child's verdict. */
static void
expect_child(pid_t child, struct fixture *f)
{
	int status = -1;
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	fixture_close(f); /* first, since skip does not return */
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == SKIPPED)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
test_file_size_limit(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	assert_true(fixture_build(&f, first));
	pid_t child = fork();
	if (child == 0) {
		struct rlimit limit = { 64 << 10, 64 << 10 };
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		build_too_much(&f, "it is too large");
		_exit(0);
	}
	expect_child(child, &f);
}

#ifdef __linux__
static bool
write_proc(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	if (!file)
		return false;
	fputs(text, file);
	return fclose(file) == 0;
}

/* A name space in which this process may mount: by its own right, or as a root only it knows. */
static bool
enter_name_space(void)
{
	char users[32], groups[32];
	snprintf(users, sizeof users, "0 %u 1", (unsigned)geteuid());
	snprintf(groups, sizeof groups, "0 %u 1", (unsigned)getegid());
	return unshare(CLONE_NEWNS) == 0 ||
	        (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
	                write_proc("/proc/self/setgroups", "deny") &&
	                write_proc("/proc/self/uid_map", users) &&
	                write_proc("/proc/self/gid_map", groups));
}

/* Makes a small disk that only this process sees. */
static bool
mount_small(const char *folder)
{
	return enter_name_space() && mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 &&
	        mount("tmpfs", folder, "tmpfs", 0, "size=160k") == 0;
}

static void
test_full_disk(void **state)
{
	(void)state;
	struct fixture outside = fixture_open();
	pid_t child = fork();
	if (child == 0) {
		if (!mount_small(outside.folder))
			_exit(SKIPPED);
		setenv("TMPDIR", outside.folder, 1);
		struct fixture f = fixture_open();
		REQUIRE(fixture_build(&f, first));
		build_too_much(&f, "no space left on the device");
		fixture_close(&f);
		_exit(0);
	}
	expect_child(child, &outside);
}
#endif

/* Root may write anywhere, so the child is nobody. */
static void
test_folder_without_permission(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	pid_t child = fork();
	if (child == 0) {
		umask(0);
		if (geteuid() == 0 &&
		        (chown(f.folder, 65534, 65534) != 0 ||
		                chown(f.site.at, 65534, 65534) != 0 || setuid(65534) != 0))
			_exit(SKIPPED);
		REQUIRE(fixture_build(&f, first));
		REQUIRE(chmod(fixture_path(&f, "b"), 0555) == 0);
		REQUIRE(!fixture_build(&f, "a/index.html=one\nb/index.html=two\nb/new.html=2\n"));
		REQUIRE(f.diags.errors == 1);
		REQUIRE(str_is(f.diags.list.at[0].text,
		        "cannot write \"b/index.html\": permission denied"));
		REQUIRE(str_eq(fixture_files(&f), str_from(first)));
		REQUIRE(str_is(fixture_names_in(&f, fixture_state(&f).at), "hints lock"));
		REQUIRE(chmod(fixture_path(&f, "b"), 0777) == 0);
		REQUIRE(fixture_build(&f, second));
		REQUIRE(str_eq(fixture_files(&f), str_from(second_files)));
		_exit(0);
	}
	expect_child(child, &f);
}

/* A site that may not be written to can still be built, elsewhere. */
static void
test_read_only_site(void **state)
{
	(void)state;
	struct fixture f = fixture_open(), g = fixture_open();
	pid_t child = fork();
	if (child == 0) {
		if (geteuid() == 0 &&
		        (chown(g.site.at, 65534, 65534) != 0 || chmod(g.folder, 0755) != 0 ||
		                setuid(65534) != 0))
			_exit(SKIPPED);
		if (geteuid() != 65534)
			chmod(f.site.at, 0555);
		f.output = str_format(&f.arena, "%s/out", g.site.at);
		REQUIRE(fixture_build(&f, first));
		REQUIRE(str_eq(fixture_files(&f), str_from(first)));
		REQUIRE(fixture_build(&f, second));
		REQUIRE(str_eq(fixture_files(&f), str_from(second_files)));
		REQUIRE(fixture_build(&f, second));
		REQUIRE(f.report.same == 7);
		_exit(0);
	}
	expect_child(child, &g);
	chmod(f.site.at, 0755);
	fixture_close(&f);
}

/* --- the record ---------------------------------------------------------------------------- */

static void
test_record(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct commit_plan plan = { .before = { 1, 2 }, .after = { 3, 4 } }, read;
	*array_push(&arena, &plan.clears) = (struct commit_removal){ STR("a/b"), 7, { 5, 6 } };
	*array_push(&arena, &plan.moves) = (struct commit_move){ STR("c d/\xC3\xA9.html"), 17 };
	*array_push(&arena, &plan.removals) = (struct commit_removal){ STR("e"), 0, { 7, 8 } };
	struct buf text;
	buf_init(&text, 1 << 20);
	commit_write_record(&plan, &text);
	assert_true(commit_read_record(buf_view(&text), &arena, &read));
	assert_true(hash_eq(read.before, plan.before) && hash_eq(read.after, plan.after));
	assert_int_equal(read.clears.len, 1);
	expect_str(read.clears.at[0].path, "a/b");
	assert_int_equal(read.clears.at[0].size, 7);
	assert_int_equal(read.moves.len, 1);
	expect_str(read.moves.at[0].path, "c d/\xC3\xA9.html");
	assert_int_equal(read.moves.at[0].index, 17);
	assert_int_equal(read.removals.len, 1);
	assert_true(hash_eq(read.removals.at[0].hash, plan.removals.at[0].hash));

	/* Cut anywhere, or with any one byte changed, it is no record. */
	for (size_t i = 0; i < text.len; i++) {
		assert_false(commit_read_record(str_slice(buf_view(&text), 0, i), &arena, &read));
		text.at[i] ^= 1;
		assert_false(commit_read_record(buf_view(&text), &arena, &read));
		text.at[i] ^= 1;
	}
	buf_free(&text);
	arena_free(&arena);
}

/* Records with true checks that ask for what no build does. */
static void
test_hostile_record(void **state)
{
	(void)state;
	static const char *const steps[] = { "move\t1\t../x", "move\t-1\tx", "move\t1\t/x",
		"move\t1\t.kith", "move\t1\tx\ty", "move\t99999999999999999999\tx", "run\t1\tx" };
	struct arena arena = ARENA_EMPTY;
	struct commit_plan read;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct buf text;
		buf_init(&text, 1 << 20);
		commit_write_record(&(struct commit_plan){ .before = { 1, 2 } }, &text);
		text.len = str_find_char(buf_view(&text), '\n') + 1;
		size_t start = text.len;
		buf_put(&text, str_from(steps[i]));
		record_end(&text, start);
		start = text.len;
		buf_lit(&text, "end\t1");
		record_end(&text, start);
		assert_false(commit_read_record(buf_view(&text), &arena, &read));
		buf_free(&text);
	}
	arena_free(&arena);
}

/* A record that does not belong to what the output holds is dropped. */
static void
test_record_of_another_output(void **state)
{
	(void)state;
	const struct trial trial = { .before = first };
	for (int missing = 0; missing < 2; missing++) {
		struct fixture f = trial_begin(&trial);
		for (unsigned long at = 1; !is_pending(&f); at++)
			build_and_die(&f, FAULT_KILL, at);
		struct str folder = path_base(f.output);
		assert_int_equal(fs_remove_tree(f.root, folder), 0);
		if (!missing) {
			struct fixture g = trial_begin(&(struct trial){ .before = "z.html=26\n" });
			assert_int_equal(rename(g.output.at, f.output.at), 0);
			fixture_close(&g);
		}
		struct sink *sink = fixture_sink(&f, 1);
		assert_non_null(sink);
		sink_close(sink);
		expect_files(&f, missing ? "" : "z.html=26\n");
		trial_end(&trial, &f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_killed_in_a_write),
		cmocka_unit_test(test_killed_fresh),
		cmocka_unit_test(test_killed_again),
		cmocka_unit_test(test_failing_disk),
		cmocka_unit_test(test_failing_disk_fresh),
		cmocka_unit_test(test_other_volume),
		cmocka_unit_test(test_file_size_limit),
#ifdef __linux__
		cmocka_unit_test(test_full_disk),
#endif
		cmocka_unit_test(test_folder_without_permission),
		cmocka_unit_test(test_read_only_site),
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_hostile_record),
		cmocka_unit_test(test_record_of_another_output),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
