/*
 * Runs before the .NET runtime starts, while there is one thread: a process with threads cannot enter a user namespace (setns(2), EINVAL).
 * An ELF constructor, linked into the hull executable only. It does two things, each only for an ordinary user:
 *
 *   - joins the user and mount namespace of this user's pause process, which the file RUNTIME_DIR/hull/pause names (not for `hull doctor`);
 *   - as "hull-pause" becomes that process: makes the namespaces, waits for its maps of ids, and then for ever.
 *
 * Everything else, making the pause process first of all, is done by the managed side (Hull.Engine/Rootless), which runs itself again
 * once there is something to join.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process.h"

#define PAUSE_NAME "hull-pause"
/* "USER:GROUP" outside. A hint for the managed side, which checks it against /proc/self/uid_map. */
#define HINT "_HULL_ROOTLESS"
/* The pause process was made under another view of the mounts than the caller's. */
#define OTHER_MOUNTS "_HULL_OTHER_MOUNTS"

enum { TOLD = 3, MAPPED = 4, EXIT_ENGINE_FAILED = 125 };

static void die(const char *what, const char *subject)
{
	dprintf(STDERR_FILENO, "Error: %s %s: %s\n", what, subject, strerror(errno));
	_exit(EXIT_ENGINE_FAILED);
}

/* The process' namespace, if the process is this user's. */
static int open_namespace(long pid, const char *name)
{
	char path[64];
	struct stat status;

	snprintf(path, sizeof path, "/proc/%ld", pid);
	if (stat(path, &status) != 0 || status.st_uid != geteuid())
		return -1;
	snprintf(path, sizeof path, "/proc/%ld/ns/%s", pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* What the pause file says: "PID START-TIME MOUNT-NAMESPACE-OF-ITS-MAKER". */
static int read_pause_file(long *pid, unsigned long long *started, unsigned long long *mounts)
{
	char path[PATH_MAX], text[128];
	const char *directory = getenv("XDG_RUNTIME_DIR");
	int length;

	if (directory != NULL && directory[0] == '/')
		length = snprintf(path, sizeof path, "%s/hull/pause", directory);
	else
		length = snprintf(path, sizeof path, "/run/user/%u/hull/pause", geteuid());
	if (length < 0 || (size_t)length >= sizeof path || read_text(path, text, sizeof text) <= 0)
		return -1;
	return sscanf(text, "%ld %llu %llu", pid, started, mounts) == 3 && *pid > 0 ? 0 : -1;
}

static void remember(unsigned int user, unsigned int group, int same_mounts)
{
	char hint[32];

	snprintf(hint, sizeof hint, "%u:%u", user, group);
	setenv(HINT, hint, 1);
	if (same_mounts)
		unsetenv(OTHER_MOUNTS);
	else
		setenv(OTHER_MOUNTS, "1", 1);
}

static void join(void)
{
	long pid;
	unsigned long long started, mounts;
	unsigned int user = geteuid(), group = getegid();
	char directory[PATH_MAX];
	struct stat own;

	if (read_pause_file(&pid, &started, &mounts) != 0)
		return;
	int user_namespace = open_namespace(pid, "user");
	int mount_namespace = open_namespace(pid, "mnt");
	/* Opened first, looked at second: if what has this number now is the pause process, the descriptors are its own as well. */
	if (user_namespace < 0 || mount_namespace < 0 || start_time(pid) != started) {
		close(user_namespace);
		close(mount_namespace);
		return;
	}
	const char *where = getcwd(directory, sizeof directory);
	int same_mounts = stat("/proc/self/ns/mnt", &own) == 0 && own.st_ino == mounts;
	/*
	 * Held until the process ends: left by its last process, a mount namespace is taken apart, and the path of this executable
	 * (/proc/self/exe), which conmon is to run, would then begin at the root of its mount.
	 */
	if (!same_mounts)
		(void)open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (setns(user_namespace, CLONE_NEWUSER) != 0)
		die("entering the user namespace of", PAUSE_NAME);
	if (setns(mount_namespace, CLONE_NEWNS) != 0)
		die("entering the mount namespace of", PAUSE_NAME);
	close(user_namespace);
	close(mount_namespace);
	/* setns(2) has left the working directory at the namespace's root; relative paths must go on meaning what they meant. */
	if (where != NULL && chdir(where) != 0)
		die("the pause process of this user has another view of the mounts (`cd / && hull system migrate` ends it): changing to", where);
	remember(user, group, same_mounts);
}

/* Never returns. */
static void pause_for_ever(void)
{
	char byte = 0;

	give_back_data();
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
		byte = (char)errno;
		if (write(TOLD, &byte, 1) < 0)
			_exit(1);
		_exit(1);
	}
	/* Nobody answers where the maker was killed: then nobody is to be left either. */
	if (write(TOLD, &byte, 1) != 1 || read(MAPPED, &byte, 1) != 1)
		_exit(1);
	prctl(PR_SET_NAME, PAUSE_NAME);
	signal(SIGHUP, SIG_IGN);
	signal(SIGINT, SIG_IGN);
	if (setsid() < 0 && errno != EPERM)
		_exit(1);
	if (chdir("/") != 0)
		_exit(1);
	for (int descriptor = 0; descriptor <= MAPPED; descriptor++)
		close(descriptor);
	for (;;)
		pause();
}

__attribute__((constructor(101), used)) static void hull_enter_namespaces(int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], PAUSE_NAME) == 0)
		pause_for_ever();
	/* doctor looks at the host as it is outside. */
	if (geteuid() != 0 && (argc < 2 || strcmp(argv[1], "doctor") != 0))
		join();
}
