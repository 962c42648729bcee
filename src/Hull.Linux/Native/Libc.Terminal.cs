using System.Runtime.InteropServices;

namespace Hull.Linux.Native;

// Terminals, with the kernel's own layouts (asm-generic/termbits.h), which x86-64 and arm64 share.
internal static unsafe partial class Libc
{
    public const nuint TCGETS = 0x5401;
    public const nuint TCSETS = 0x5402;
    public const nuint TIOCGWINSZ = 0x5413;
    public const nuint TIOCSWINSZ = 0x5414;

    /// <summary>struct termios of the kernel.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TerminalAttributes
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Line;
        public fixed byte Characters[19];
    }

    /// <summary>struct winsize.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort HorizontalPixels;
        public ushort VerticalPixels;
    }

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ioctl(SafeHandle descriptor, nuint request, void* argument);
}
