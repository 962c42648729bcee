using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Secrets;

namespace Hull.Cli.Commands;

/// <summary><c>hull secret create</c>.</summary>
internal static class SecretCreateCommand
{
    // A byte more than a secret may have, so that one too large is told as such.
    private const int MostBytes = 512_000;

    private static readonly Option<string> Driver = Flag.Text("driver", 'd', "Who keeps the secret (\"file\")", "file");
    private static readonly Option<string[]> DriverOptions = Flag.Slice("driver-opts", Flag.NoShort, "Option of the driver (name=value)");
    private static readonly Option<bool> Env = Flag.Bool("env", Flag.NoShort, "Take the secret from the environment variable that the second argument names");
    private static readonly Option<bool> Ignore = Flag.Bool("ignore", Flag.NoShort, "Take the secret of the same name where there is one");
    private static readonly Option<string[]> Label = Flag.Array("label", 'l', "Set a label");
    private static readonly Option<bool> Replace = Flag.Bool("replace", Flag.NoShort, "Remove a secret of the same name first");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "create",
        Summary = "Create a new secret",
        Description = "Makes a secret of a file's bytes, or of standard input (-), or of an environment variable (--env)",
        Usage = "[options] NAME FILE|-",
        Examples = "{0} mysecret /path/to/secret\nprintf secretdata | {0} mysecret -",
        Options = static () => [Driver, DriverOptions, Env, Ignore, Label, Replace],
        Arguments = ArgumentRules.Exactly(2),
        Run = static context =>
        {
            var made = context.Engine.Secrets.Create(Asked(context));
            context.Out.Write(made.Id + "\n");
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static NewSecret Asked(CommandContext context)
    {
        var invocation = context.Invocation;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in invocation.Get(Label)) LabelText.AddTo(labels, text);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in invocation.Get(DriverOptions)) LabelText.AddTo(options, text);
        return new NewSecret
        {
            Name = invocation.Arguments[0],
            Data = Data(context, invocation.Arguments[1]),
            Driver = invocation.Get(Driver),
            DriverOptions = options,
            Labels = labels,
            Replace = invocation.Get(Replace),
            Ignore = invocation.Get(Ignore),
        };
    }

    private static byte[] Data(CommandContext context, string from)
    {
        if (context.Invocation.Get(Env))
        {
            return Environment.GetEnvironmentVariable(from) is { } value
                ? Encoding.UTF8.GetBytes(value)
                : throw new EngineException(ErrorKind.InvalidArgument, $"cannot create store secret data: environment variable {from} is not set");
        }
        if (from == "-") return ReadAll(context.Streams.RawIn);
        // A pipe is read too: <(pass show mysecret) is one.
        if (File.Exists(from) || !Path.Exists(from)) return ReadFile(from);
        throw new EngineException(ErrorKind.InvalidArgument, $"reading secret from {from}: not a file");
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return ReadAll(file);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"open {path}: no such file or directory", inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"reading secret from {path}: {failure.Message}", inner: failure);
        }
    }

    private static byte[] ReadAll(Stream input)
    {
        var buffer = new byte[MostBytes];
        var length = 0;
        for (var read = 1; read > 0 && length < buffer.Length; length += read) read = input.Read(buffer, length, buffer.Length - length);
        return buffer[..length];
    }
}
