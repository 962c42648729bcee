/* A program for the test images, installed with the set-user-id bit: its exit code is the effective user, cut to a byte. No C library. */
static long call(long number, long argument)
{
    long result;
#if defined(__x86_64__)
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(argument) : "rcx", "r11", "memory");
#else
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = argument;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8) : "memory");
    result = x0;
#endif
    return result;
}

void _start(void)
{
#if defined(__x86_64__)
    call(60, call(107, 0));
#else
    call(93, call(175, 0));
#endif
    __builtin_unreachable();
}
