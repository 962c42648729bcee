using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary><c>hull generate spec</c>: a container as the body that libpod's API makes one of.</summary>
internal static class GenerateSpecCommand
{
    private static readonly Option<bool> Compact = Flag.Bool("compact", 'c', "Print on one line");
    private static readonly Option<string> FileName = Flag.Text("filename", 'f', "Write to a file");
    private static readonly Option<bool> Name = Flag.Bool("name", 'n', "Give it another name, so that it can be made beside the container", true);

    /// <summary>The row of the group.</summary>
    public static Command Group => new()
    {
        Name = "generate",
        Summary = "Generate structured data based on containers",
        Usage = "[command]",
        Subcommands = static () => [Row],
    };

    /// <summary>The row of the command table.</summary>
    private static Command Row => new()
    {
        Name = "spec",
        Summary = "Generate the body that the API makes a container of",
        Description = "Prints what was asked of a container, completed, as JSON: the body of libpod's request to create a container",
        Usage = "[options] CONTAINER",
        Examples = "{0} myctr\n{0} --compact --name=false myctr\n{0} --filename spec.json myctr",
        Options = static () => [Compact, FileName, Name],
        Arguments = ArgumentRules.Exactly(1),
        Run = static context =>
        {
            Write(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Write(CommandContext context)
    {
        var invocation = context.Invocation;
        var target = invocation.Arguments[0].TrimStart('/');
        if (!context.Engine.Containers.Exists(target)) throw new EngineException(ErrorKind.NotFound, $"could not find a pod or container with the id {target}");
        var config = context.Engine.Containers.Get(target).Config;
        // An id file belongs to one container only.
        var spec = config.Spec with { CidFile = null, Name = invocation.Get(Name) ? config.Name + "-clone" : config.Name };
        var text = new GoJson(invocation.Get(Compact) ? 0 : 1, escapeHtml: true).Write(spec.ToJson());
        if (invocation.Get(FileName) is not { Length: > 0 } path)
        {
            context.Out.Write(text + "\n");
            return;
        }
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"cannot write to {path}: {failure.Message}", inner: failure);
        }
        context.Out.Write(path + "\n");
    }
}
