using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary><c>hull rename</c>.</summary>
internal static class RenameCommand
{
    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "rename",
        Summary = "Give a container another name",
        Description = "Gives a container another name; its host name inside stays what it was",
        Usage = "CONTAINER NAME",
        Examples = "{0} oldname newname",
        Arguments = ArgumentRules.Exactly(2),
        Run = static context =>
        {
            context.Engine.Containers.Rename(context.Invocation.Arguments[0].TrimStart('/'), context.Invocation.Arguments[1].TrimStart('/'));
            return Task.FromResult(ExitCodes.Success);
        },
    };
}
