/* What the constructors of native/ know of processes. */
#ifndef HULL_PROCESS_H
#define HULL_PROCESS_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { START_TIME_FIELD = 22 };

/* Reads a small file of /proc or of the run root; -1 where it cannot. */
static inline ssize_t read_text(const char *path, char *text, size_t size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (file < 0)
		return -1;
	ssize_t length = read(file, text, size - 1);
	close(file);
	if (length >= 0)
		text[length] = '\0';
	return length;
}

/* Field 22 of /proc/PID/stat (proc(5)); the name in parentheses may hold blanks, so the last parenthesis ends it. 0 where there is none. */
static inline unsigned long long start_time(long pid)
{
	char path[64], text[4096];

	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	if (read_text(path, text, sizeof text) <= 0)
		return 0;
	char *at = strrchr(text, ')');
	for (int field = 2; at != NULL && field < START_TIME_FIELD; field++)
		at = strchr(at + 1, ' ');
	return at == NULL ? 0 : strtoull(at + 1, NULL, 10);
}

/* Set by the linker: where the program's data begin and end. */
extern char __data_start[], _edata[];

/*
 * For a process that never becomes more than C: the program's data are the types of the .NET runtime, almost 7 MB, and the loader has written the
 * address that the program got into each of them. Given back, they would be read from the file again if anybody wanted them.
 */
static inline void give_back_data(void)
{
	const uintptr_t page = 4096;
	uintptr_t start = ((uintptr_t)__data_start + page - 1) & ~(page - 1);
	uintptr_t end = (uintptr_t)_edata & ~(page - 1);

	if (end > start)
		(void)madvise((void *)start, end - start, MADV_DONTNEED);
}

#endif
