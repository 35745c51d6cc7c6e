/* One holder at a time, known by its number, and none that is dead. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "output/lock.h"
#include "output_fixture.h"

/* A child that takes the lock, says so, and holds it until it is ended. */
static pid_t
start_holder(struct fixture *f, bool folder)
{
	int ready[2];
	char byte = 0;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct lock lock;
		long holder;
		int root; /* a descriptor of its own: with the parent's it would share the lock, too */
		alarm(60);
		int error = fs_open_root(f->site, &root);
		if (!error)
			error = folder ? lock_take_folder(root, 0, &lock)
			               : lock_take(root, STR("lock"), 0, &lock, &holder);
		if (error || write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_true(child > 0);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return child;
}

static void
end_holder(pid_t child)
{
	int status = -1;
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
}

static void
test_names_holder(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct lock lock;
	long holder;
	pid_t child = start_holder(&f, false);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &lock, &holder), -EBUSY);
	assert_int_equal(holder, child);
	lock_release(&lock);
	end_holder(child);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &lock, &holder), 0);
	lock_release(&lock);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &lock, &holder), 0);
	lock_release(&lock);
	lock_release(&lock);
	struct stat stat;
	assert_int_equal(lstat(fixture_path(&f, "/lock"), &stat), 0);
	assert_int_equal(stat.st_size, 0);
	fixture_close(&f);
}

static void
test_folder(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct lock lock;
	pid_t child = start_holder(&f, true);
	assert_int_equal(lock_take_folder(f.root, 0, &lock), -EBUSY);
	end_holder(child);
	assert_int_equal(lock_take_folder(f.root, 0, &lock), 0);
	lock_release(&lock);
	child = start_holder(&f, true);
	end_holder(child);
	fixture_close(&f);
}

#ifdef F_OFD_SETLK
static void
test_same_process(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct lock one, two;
	long holder;
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &one, &holder), 0);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &two, &holder), -EBUSY);
	assert_int_equal(holder, 0);
	lock_release(&one);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &two, &holder), 0);
	lock_release(&two);
	fixture_close(&f);
}
#endif

/* Whoever comes second waits for one that soon ends. */
static void
test_waits(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct lock lock;
	long holder;
	pid_t child = start_holder(&f, false);
	pid_t killer = fork();
	if (killer == 0) {
		usleep(100 * 1000);
		kill(child, SIGKILL);
		_exit(0);
	}
	assert_int_equal(lock_take(f.root, STR("lock"), 60 * 1000, &lock, &holder), 0);
	lock_release(&lock);
	assert_int_equal(waitpid(killer, NULL, 0), killer);
	assert_int_equal(waitpid(child, NULL, 0), child);
	fixture_close(&f);
}

static void
test_not_a_file(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	struct lock lock;
	long holder;
	assert_int_equal(mkdir(fixture_path(&f, "/lock"), 0777), 0);
	assert_int_equal(lock_take(f.root, STR("lock"), 0, &lock, &holder), -EISDIR);
	assert_int_equal(lock.fd, -1);
	fixture_close(&f);
}

/* Two builds of one output: the second one says who is at it. */
static void
test_second_build(void **state)
{
	(void)state;
	struct fixture f = fixture_open();
	int ready[2];
	char byte;
	assert_true(fixture_build(&f, "a.html=1\n"));
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		alarm(60);
		struct sink *sink = fixture_sink(&f, 1);
		if (!sink || write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	assert_false(fixture_build(&f, "a.html=2\n"));
	expect_messages(&f,
	        str_format(&f.arena,
	                "public: error: another kith, process %ld, is writing this "
	                "output\n",
	                (long)child)
	                .at);
	expect_files(&f, "a.html=1\n");
	end_holder(child);
	assert_true(fixture_build(&f, "a.html=2\n"));
	fixture_close(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_holder),
		cmocka_unit_test(test_folder),
#ifdef F_OFD_SETLK
		cmocka_unit_test(test_same_process),
#endif
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_not_a_file),
		cmocka_unit_test(test_second_build),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
