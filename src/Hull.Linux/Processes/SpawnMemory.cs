using System.Runtime.InteropServices;
using System.Text;
using Hull.Core;

namespace Hull.Linux.Processes;

/// <summary>argv, the environment and the paths of one spawn as C strings, all in one allocation: first the pointers, then the bytes.</summary>
internal sealed unsafe class SpawnMemory : IDisposable
{
    private readonly byte* _memory;
    private byte* _next;

    public SpawnMemory(SpawnRequest request, string program, IReadOnlyList<string> environment)
    {
        var zero = request.ArgumentZero ?? request.Program;
        var pointers = request.Arguments.Count + environment.Count + 3;
        var size = (pointers * sizeof(byte*)) + SizeOf(program) + SizeOf(zero) + SizeOf(request.WorkingDirectory ?? "");
        foreach (var argument in request.Arguments) size += SizeOf(argument);
        foreach (var variable in environment) size += SizeOf(variable);

        _memory = (byte*)NativeMemory.Alloc((nuint)size);
        _next = _memory + (pointers * sizeof(byte*));
        Arguments = (byte**)_memory;
        Environment = Arguments + request.Arguments.Count + 2;

        Program = Place(program);
        WorkingDirectory = request.WorkingDirectory is null ? null : Place(request.WorkingDirectory);
        Arguments[0] = Place(zero);
        for (var i = 0; i < request.Arguments.Count; i++) Arguments[i + 1] = Place(request.Arguments[i]);
        Arguments[request.Arguments.Count + 1] = null;
        for (var i = 0; i < environment.Count; i++) Environment[i] = Place(environment[i]);
        Environment[environment.Count] = null;
    }

    public byte* Program { get; }

    public byte* WorkingDirectory { get; }

    public byte** Arguments { get; }

    public byte** Environment { get; }

    public void Dispose() => NativeMemory.Free(_memory);

    private static int SizeOf(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new EngineException(ErrorKind.InvalidArgument, $"an argument or variable holds a NUL byte: {text.Replace('\0', ' ')}");
        return Encoding.UTF8.GetByteCount(text) + 1;
    }

    private byte* Place(string text)
    {
        var start = _next;
        var length = Encoding.UTF8.GetBytes(text, new Span<byte>(start, int.MaxValue));
        start[length] = 0;
        _next = start + length + 1;
        return start;
    }
}
