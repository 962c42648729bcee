/*
 * Runs before the .NET runtime starts: an ELF constructor, linked into the hull executable only.
 *
 * conmon ends every container with `hull … --runroot DIR … container cleanup ID`. Most of the time the client that was attached, or `stop`,
 * cleans up at the same moment: it holds the lock DIR/locks/ID, and its last step on the run root is to delete the bundle
 * DIR/containers/ID. Starting a runtime only to find nothing left to do would cost more than the rest of conmon's exit, and slow that
 * client down; so the lock is waited for here. Where nobody takes it within two milliseconds, nobody was attached. Whatever a client that
 * was killed in between has left, the next command sweeps.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ID_LENGTH = 64, LOOKS = 4, PAUSE_NANOSECONDS = 500 * 1000 };

static int is_id(const char *text)
{
	return strspn(text, "0123456789abcdef") == ID_LENGTH && text[ID_LENGTH] == '\0';
}

static const char *value_of(const char *option, int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], option) == 0)
			return argv[i + 1];
	return NULL;
}

static int is_gone(const char *path)
{
	struct stat status;

	return lstat(path, &status) != 0 && errno == ENOENT;
}

/* Whether somebody held the lock; returns when it has been let go. */
static int wait_for_holder(const char *path)
{
	struct flock whole = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
	int held = 0;
	int lock = open(path, O_RDWR | O_CLOEXEC);

	if (lock < 0)
		return 0;
	if (fcntl(lock, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK) {
		held = 1;
		whole = (struct flock){ .l_type = F_RDLCK, .l_whence = SEEK_SET };
		while (fcntl(lock, F_OFD_SETLKW, &whole) != 0 && errno == EINTR)
			;
	}
	close(lock);
	return held;
}

__attribute__((constructor, used)) static void hull_end_idle_cleanup(int argc, char **argv)
{
	char bundle[4096], lock[4096];
	const struct timespec pause = { .tv_nsec = PAUSE_NANOSECONDS };

	if (argc < 6 || strcmp(argv[argc - 3], "container") != 0 || strcmp(argv[argc - 2], "cleanup") != 0 || !is_id(argv[argc - 1]))
		return;
	const char *run_root = value_of("--runroot", argc, argv);
	if (run_root == NULL || run_root[0] != '/')
		return;
	int length = snprintf(bundle, sizeof bundle, "%s/containers/%s", run_root, argv[argc - 1]);
	if (length < 0 || (size_t)length >= sizeof bundle)
		return;
	snprintf(lock, sizeof lock, "%s/locks/%s", run_root, argv[argc - 1]);
	for (int look = 0; look < LOOKS; look++) {
		int held = wait_for_holder(lock);
		if (is_gone(bundle))
			_exit(0);
		if (held)
			return;
		nanosleep(&pause, NULL);
	}
}
