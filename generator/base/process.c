/*
 * Three pipes and one poll: input goes out as fast as it is read, output and messages come in as they are
 * written, so that no side waits for the other. What is beyond the ceiling is read and dropped, so that the
 * program does not wait either.
 */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/fs_watch.h"

extern char **environ;

enum { STEP = 1 << 16, ENDS = 3 };

/* The program's standard input, output and error: its ends of the pipes and ours; -1 when closed. */
struct pipes {
	int theirs[ENDS], ours[ENDS];
};

static void
close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void
close_ends(int *ends)
{
	for (int i = 0; i < ENDS; i++)
		close_end(&ends[i]);
}

static int
open_pipes(struct pipes *pipes)
{
	for (int i = 0; i < ENDS; i++)
		pipes->theirs[i] = pipes->ours[i] = -1;
	for (int i = 0; i < ENDS; i++) {
		int both[2];
		if (pipe(both) != 0)
			return -errno;
		pipes->theirs[i] = both[i != 0];
		pipes->ours[i] = both[i == 0];
		if (fcntl(both[0], F_SETFD, FD_CLOEXEC) != 0 ||
		        fcntl(both[1], F_SETFD, FD_CLOEXEC) != 0 ||
		        fcntl(pipes->ours[i], F_SETFL, O_NONBLOCK) != 0)
			return -errno;
	}
	return 0;
}

/* --- environment --------------------------------------------------------------------------------- */

static bool
is_named(const char *variable, const char *change)
{
	size_t len = strcspn(change, "=*");
	return strncmp(variable, change, len) == 0 && (change[len] == '*' || variable[len] == '=');
}

static char *const *
environment_of(struct arena *arena, const char *const *changes)
{
	array_of(char *) list = { NULL, 0, 0 };
	for (char **variable = environ; *variable; variable++) {
		bool changed = false;
		for (const char *const *change = changes; changes && *change; change++)
			changed = changed || is_named(*variable, *change);
		if (!changed)
			*array_push(arena, &list) = *variable;
	}
	for (const char *const *change = changes; changes && *change; change++)
		if (strchr(*change, '='))
			*array_push(arena, &list) = str_terminated(arena, str_from(*change));
	*array_push(arena, &list) = NULL;
	return list.at;
}

/* --- running ------------------------------------------------------------------------------------- */

static int
start(struct arena *arena, const struct process *process, struct pipes *pipes, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);
	if (error)
		return -error;
	for (int i = 0; i < ENDS && !error; i++)
		error = posix_spawn_file_actions_adddup2(&actions, pipes->theirs[i], i);
	array_of(char *) arguments = { NULL, 0, 0 };
	for (const char *const *argument = process->arguments; *argument; argument++)
		*array_push(arena, &arguments) = str_terminated(arena, str_from(*argument));
	*array_push(arena, &arguments) = NULL;
	if (!error)
		error = posix_spawnp(child, process->arguments[0], &actions, NULL, arguments.at,
		        environment_of(arena, process->environment));
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

static void
send_input(int *fd, struct str *input)
{
	ssize_t n = input->len ? write(*fd, input->at, input->len) : 0;
	if (n > 0)
		*input = str_skip(*input, (size_t)n);
	if (input->len == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(fd);
}

static void
take_output(int *fd, struct buf *out)
{
	char step[STEP];
	ssize_t n = read(*fd, step, sizeof step);
	if (n > 0 && out->len < out->max)
		buf_put(out,
		        str_of(step,
		                (size_t)n < out->max - out->len ? (size_t)n : out->max - out->len));
	else if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		close_end(fd);
}

static void
exchange(struct pipes *pipes, struct str input, struct buf *out, struct buf *errors)
{
	while (pipes->ours[1] >= 0 || pipes->ours[2] >= 0) {
		struct pollfd polls[ENDS] = { { .fd = pipes->ours[0], .events = POLLOUT },
			{ .fd = pipes->ours[1], .events = POLLIN },
			{ .fd = pipes->ours[2], .events = POLLIN } };
		if (poll(polls, ENDS, -1) < 0 && errno != EINTR)
			return;
		if (polls[0].fd >= 0 && polls[0].revents)
			send_input(&pipes->ours[0], &input);
		if (polls[1].fd >= 0 && polls[1].revents)
			take_output(&pipes->ours[1], out);
		if (polls[2].fd >= 0 && polls[2].revents)
			take_output(&pipes->ours[2], errors);
	}
}

static int
wait_for(pid_t child)
{
	int status;
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 128;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A program that ends without reading its input must not end this one. */
static void
exchange_safely(struct pipes *pipes, struct str input, struct buf *out, struct buf *errors)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	sigaction(SIGPIPE, &ignore, &before);
	exchange(pipes, input, out, errors);
	sigaction(SIGPIPE, &before, NULL);
}

int
process_run(struct arena *arena, const struct process *process, struct process_result *result)
{
	fs_watch_spoil(); /* nobody knows what it reads */
	struct pipes pipes;
	struct buf out, errors;
	pid_t child = 0;
	*result = (struct process_result){ 0, STR_EMPTY, STR_EMPTY };
	int error = open_pipes(&pipes);
	if (!error)
		error = start(arena, process, &pipes, &child);
	close_ends(pipes.theirs);
	if (!error) {
		buf_init(&out, process->max);
		buf_init(&errors, process->max);
		exchange_safely(&pipes, process->input, &out, &errors);
		result->output = str_copy(arena, buf_view(&out));
		result->errors = str_copy(arena, buf_view(&errors));
		buf_free(&out);
		buf_free(&errors);
	}
	close_ends(pipes.ours);
	if (!error)
		result->status = wait_for(child);
	return error;
}
