/*
 * The program of the image localhost/hull/hello, which hull carries inside itself so that the first run needs no registry.
 * No C library: built with -nostdlib -static it is a few kB. All facts it prints are read from inside the container, from the kernel
 * (/proc, system calls) and from /run/.containerenv, which the engine writes.
 */
typedef unsigned long word;

#if defined(__x86_64__)
enum { SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_getpid = 39, SYS_exit = 60, SYS_uname = 63, SYS_getuid = 102, SYS_getgid = 104,
       SYS_openat = 257, SYS_readlinkat = 267 };
static long call(long n, word a, word b, word c, word d)
{
	long result;
	register word r10 __asm__("r10") = d;
	__asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
	return result;
}
#elif defined(__aarch64__)
enum { SYS_openat = 56, SYS_close = 57, SYS_read = 63, SYS_write = 64, SYS_readlinkat = 78, SYS_exit = 93, SYS_uname = 160,
       SYS_getpid = 172, SYS_getuid = 174, SYS_getgid = 176 };
static long call(long n, word a, word b, word c, word d)
{
	register word x8 __asm__("x8") = n;
	register word x0 __asm__("x0") = a;
	register word x1 __asm__("x1") = b;
	register word x2 __asm__("x2") = c;
	register word x3 __asm__("x3") = d;
	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
	return x0;
}
#else
#error "hello.c knows x86-64 and arm64"
#endif

enum { AT_FDCWD = -100 };

static char out[8192], file[65536];
static word used;

static void put(const char *text)
{
	while (*text && used < sizeof out)
		out[used++] = *text++;
}

static void put_number(word n)
{
	char digits[21], *p = digits + 20;
	*p = 0;
	do
		*--p = '0' + n % 10;
	while (n /= 10);
	put(p);
}

/* Reads a file into `file`, zero-terminated; an unreadable one reads as empty. */
static void load(const char *path)
{
	long fd = call(SYS_openat, AT_FDCWD, (word)path, 0, 0), n;
	word length = 0;
	if (fd >= 0) {
		while (length < sizeof file - 1 && (n = call(SYS_read, fd, (word)(file + length), sizeof file - 1 - length, 0)) > 0)
			length += n;
		call(SYS_close, fd, 0, 0, 0);
	}
	file[length] = 0;
}

/* The text behind `key` in `file` up to the end of its line, quotes and blanks left out. */
static void put_value(const char *key)
{
	for (char *line = file; *line;) {
		const char *k = key;
		char *p = line;
		while (*k && *p == *k)
			k++, p++;
		if (!*k) {
			for (; *p && *p != '\n' && used < sizeof out; p++)
				if (*p != '"' && *p != '\t' && *p != ' ')
					out[used++] = *p;
			return;
		}
		while (*line && *line++ != '\n')
			;
	}
	put("?");
}

static void put_namespace(const char *path)
{
	char target[64];
	long n = call(SYS_readlinkat, AT_FDCWD, (word)path, (word)target, sizeof target - 1);
	target[n > 0 ? n : 0] = 0;
	put(n > 0 ? target : "?");
	put("  ");
}

static void put_mounts(void)
{
	word lines = 0;
	load("/proc/self/mountinfo");
	for (char *p = file; *p; p++)
		lines += *p == '\n';
	put_number(lines);
}

/* The type of the mount on "/": mountinfo's word behind " - " on the line whose mount point is "/" (proc(5)). */
static void put_root_type(void)
{
	for (char *p = file, *line = file; *p; p++) {
		if (*p == '\n')
			line = p + 1;
		if (p[0] == ' ' && p[1] == '-' && p[2] == ' ') {
			char *field = line;
			for (int blanks = 0; blanks < 4; field++)
				blanks += *field == ' ';
			if (field[0] != '/' || field[1] != ' ')
				continue;
			for (p += 3; *p && *p != ' ' && used < sizeof out; p++)
				out[used++] = *p;
			return;
		}
	}
	put("?");
}

static void print(void)
{
	char name[6][65];
	put("\n  Hello from a container that hull has just made.\n\n  engine      ");
	load("/run/.containerenv");
	put_value("engine=");
	put(", runtime ");
	put_value("runtime=");
	put("\n  container   ");
	put_value("name=");
	put("\n  image       ");
	put_value("image=");
	put(" (it came inside the hull executable: no registry was asked)\n  kernel      ");
	if (call(SYS_uname, (word)name, 0, 0, 0) == 0) {
		put(name[0]), put(" "), put(name[2]), put(" "), put(name[4]);
		put("\n  host name   "), put(name[1]);
	}
	put("\n  process     pid "), put_number(call(SYS_getpid, 0, 0, 0, 0));
	put(", uid "), put_number(call(SYS_getuid, 0, 0, 0, 0));
	put(", gid "), put_number(call(SYS_getgid, 0, 0, 0, 0));
	load("/proc/self/uid_map");
	put("\n  id map      ");
	for (char *p = file; *p && *p != '\n'; p++)
		if (*p != ' ' || (p > file && p[-1] != ' '))
			out[used++] = *p;
	put("  (first id inside, first id outside, how many)\n  rights      capabilities ");
	load("/proc/self/status");
	put_value("CapEff:"), put(", seccomp mode "), put_value("Seccomp:"), put(", no_new_privs "), put_value("NoNewPrivs:");
	put("\n  namespaces  ");
	put_namespace("/proc/self/ns/pid"), put_namespace("/proc/self/ns/net"), put_namespace("/proc/self/ns/mnt");
	put("\n              ");
	put_namespace("/proc/self/ns/ipc"), put_namespace("/proc/self/ns/uts"), put_namespace("/proc/self/ns/user");
	put("\n  mounts      "), put_mounts();
	put(", / is ");
	put_root_type();
	put("\n\n  Hull mounted the image's layers, wrote the bundle, and started conmon and the runtime;\n"
	    "  when this program ends, all of it is taken down again.\n\n"
	    "  Try next:\n"
	    "    hull run --rm --log-level debug localhost/hull/hello    the same, each effect on the kernel told\n"
	    "    hull pull docker.io/library/busybox                     an image from a registry; hull load takes archives\n"
	    "    hull run -it --rm IMAGE sh                              a shell of your own\n"
	    "    hull ps -a                                              what runs and what ran\n\n");
}

void _start(void)
{
	print();
	for (word done = 0; done < used;) {
		long n = call(SYS_write, 1, (word)(out + done), used - done, 0);
		if (n <= 0)
			call(SYS_exit, 1, 0, 0, 0);
		done += n;
	}
	call(SYS_exit, 0, 0, 0, 0);
}
