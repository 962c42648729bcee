/*
 * Runs before the .NET runtime starts: an ELF constructor, linked into the hull executable only.
 *
 * conmon ends every container with `hull … --runroot DIR … container cleanup ID`. Most of the time the client that was attached, or `stop`,
 * has cleaned up already, and its last step on the run root was to delete the bundle DIR/containers/ID. Then there is nothing to do, and
 * starting a runtime only to find that out would cost more than the rest of conmon's exit. Whatever a client that was killed in between
 * has left, the next command sweeps.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ID_LENGTH = 64 };

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

__attribute__((constructor, used)) static void hull_end_idle_cleanup(int argc, char **argv)
{
	char bundle[4096];
	struct stat status;

	if (argc < 6 || strcmp(argv[argc - 3], "container") != 0 || strcmp(argv[argc - 2], "cleanup") != 0 || !is_id(argv[argc - 1]))
		return;
	const char *run_root = value_of("--runroot", argc, argv);
	if (run_root == NULL || run_root[0] != '/')
		return;
	int length = snprintf(bundle, sizeof bundle, "%s/containers/%s", run_root, argv[argc - 1]);
	if (length < 0 || (size_t)length >= sizeof bundle)
		return;
	if (lstat(bundle, &status) != 0 && errno == ENOENT)
		_exit(0);
}
