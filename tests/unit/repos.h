/*
 * Repositories for tests, built by git itself: each is a short shell script, run in a new folder with
 * the functions below. Days are days of January 2024, so commits have the dates, and with them the
 * hashes, that the script gives them; nothing of the user's configuration is read.
 *
 *	char *folder = repos_make("start repo; page content/a.md 1; commit 1 'Begin a'");
 *	... folder/repo ...
 *	repos_remove(folder);
 */
#ifndef KITH_TESTS_UNIT_REPOS_H
#define KITH_TESTS_UNIT_REPOS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char repos_prelude[] =
        "set -eu\n"
        "unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY || :\n"
        "export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC HOME=\"$PWD\"\n"
        "export GIT_AUTHOR_NAME='Ada Example' GIT_AUTHOR_EMAIL=ada@example.org\n"
        "export GIT_COMMITTER_NAME='Grace Example' GIT_COMMITTER_EMAIL=grace@example.org\n"
        "g() { git -c init.defaultBranch=main -c protocol.file.allow=always -c core.autocrlf=false\\\n"
        "	-c gc.auto=0 -c advice.detachedHead=false \"$@\"; }\n"
        /* A new repository, and into it; what kith keeps in a site is not part of it. */
        "start() { g init -q \"$1\"; cd \"$1\"; mkdir -p content; echo .kith >>.git/info/exclude; }\n"
        /* The day for what follows. */
        "day() { GIT_AUTHOR_DATE=\"2024-01-$(printf %02d \"$1\")T12:00:00+0100\"\n"
        "	GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }\n"
        /* commit DAY SUBJECT: everything as it lies there. */
        "commit() { day \"$1\"; g add -A; g commit -q --allow-empty -m \"$2\"; }\n"
        /* page FILE SEED: twenty lines that no other seed has in common. */
        "page() { mkdir -p \"$(dirname \"$1\")\"; line=0; : >\"$1\"\n"
        "	while [ $line -lt 20 ]; do echo \"Line $line of page $2.\" >>\"$1\"; line=$((line + 1)); done; }\n"
        /* edit FILE: one line more, of many. */
        "edit() { echo \"A line more after $(wc -l <\"$1\").\" >>\"$1\"; }\n"
        "move() { mkdir -p \"$(dirname \"$2\")\"; g mv \"$1\" \"$2\"; }\n"
        "on() { g checkout -q \"$@\"; }\n"
        /* A commit made by hand: its parent lines and headers from standard input. */
        "raw_commit() { g update-ref HEAD \"$(g hash-object -t commit -w --stdin --literally)\"; }\n"
        /* Takes an object away as a damaged disk would. */
        "lose() { o=$(g rev-parse \"$1\"); rm -f \".git/objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-)\"; }\n";

/* Runs `script` in `folder`; its exit status. */
static inline int
repos_run(const char *folder, const char *script)
{
	pid_t child = fork();
	if (child == 0) {
		if (chdir(folder) != 0)
			_exit(126);
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(127);
	}
	int status = -1;
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

/* Runs `script` with the functions above; aborts the test program when it fails. */
static inline void
repos_change(const char *folder, const char *script)
{
	size_t size = sizeof repos_prelude + strlen(script);
	char *text = malloc(size);
	if (!text)
		abort();
	snprintf(text, size, "%s%s", repos_prelude, script);
	int status = repos_run(folder, text);
	free(text);
	if (status != 0) {
		fprintf(stderr, "this script failed with status %d:\n%s\n", status, script);
		abort();
	}
}

/* A new folder in which the script was run; real path, to be given to repos_remove. */
static inline char *
repos_make(const char *script)
{
	const char *parent = getenv("TMPDIR");
	char template[4096];
	snprintf(template, sizeof template, "%s/kith-git-XXXXXX", parent ? parent : "/tmp");
	char *folder = mkdtemp(template) ? realpath(template, NULL) : NULL;
	if (!folder) {
		perror("mkdtemp");
		abort();
	}
	repos_change(folder, script);
	return folder;
}

static inline void
repos_remove(char *folder)
{
	repos_run(folder, "chmod -R u+rwX . ; rm -rf \"$PWD\"");
	free(folder);
}

#endif
