/*
 * Runs before the .NET runtime starts: an ELF constructor, linked into the hull executable only.
 *
 * As "hull-health" this executable becomes the clock of one container's health checks, and no more than that: it sleeps, runs
 * `hull … healthcheck run --scheduled ID`, reads from it how long to sleep next, and so on. It ends with the container's conmon, whose
 * pidfd it sleeps on, and when it is told that no further check is due.
 *
 *   hull-health MONITOR-PID MONITOR-START-TIME FIRST-DELAY USUAL-DELAY PROGRAM ARGUMENT...     (delays in milliseconds)
 *
 * A check that is killed, or fails for a reason of its own, tells no delay: then the usual one passes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "process.h"

#define HEALTH_NAME "hull-health"

enum { MONITOR = 1, STARTED, FIRST, USUAL, PROGRAM };

/* Reads what the check says: at most a number. */
static void read_answer(int pipe_end, char *text, size_t size)
{
	size_t length = 0;

	while (length < size - 1) {
		ssize_t count = read(pipe_end, text + length, size - 1 - length);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break;
		length += (size_t)count;
	}
	text[length] = '\0';
}

/* Runs one check to its end. The delay until the next; -1 where there is none. */
static long long check(char **words, long long usual)
{
	int ends[2], status;
	pid_t child;
	char text[32], *rest;
	posix_spawn_file_actions_t actions;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return usual;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	int failed = posix_spawn(&child, words[0], &actions, NULL, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (failed != 0) {
		close(ends[0]);
		return usual;
	}
	read_answer(ends[0], text, sizeof text);
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return usual;
	long long delay = strtoll(text, &rest, 10);
	return rest == text || delay < 0 ? -1 : delay;
}

/* Never returns. */
static void keep_time(int argc, char **argv)
{
	give_back_data();
	if (argc <= PROGRAM)
		_exit(2);
	long pid = atol(argv[MONITOR]);
	int monitor = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0);
	/* Opened first, looked at second: if what has this number now is conmon, the descriptor is conmon's as well. */
	if (monitor < 0 || start_time(pid) != strtoull(argv[STARTED], NULL, 10))
		_exit(0);
	fcntl(monitor, F_SETFD, FD_CLOEXEC);
	prctl(PR_SET_NAME, HEALTH_NAME);
	long long delay = atoll(argv[FIRST]), usual = atoll(argv[USUAL]);
	while (delay >= 0) {
		struct pollfd end = { .fd = monitor, .events = POLLIN };
		int ended = poll(&end, 1, delay > INT_MAX ? INT_MAX : (int)delay);
		if (ended > 0)
			break;
		if (ended < 0 && errno != EINTR)
			break;
		delay = check(argv + PROGRAM, usual);
	}
	_exit(0);
}

/* Before the constructor of early.c, which would take the arguments for its own. */
__attribute__((constructor(102), used)) static void hull_keep_health(int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], HEALTH_NAME) == 0)
		keep_time(argc, argv);
}
