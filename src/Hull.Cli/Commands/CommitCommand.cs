using System.Text;
using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull commit</c>.</summary>
internal static class CommitCommand
{
    private const int LargestDocument = 4 << 20;

    private static readonly Option<string> Author = Flag.Text("author", 'a', "Who makes the image");
    private static readonly Option<string[]> Change =
        Flag.Array("change", 'c', "Instruction for the image: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME or WORKDIR");

    private static readonly Option<string> Config = Flag.Text("config", Flag.NoShort, "JSON file whose members replace those of the image's configuration");
    private static readonly Option<string> Format = Flag.Text("format", 'f', "Form of the image (\"oci\"|\"docker\")", "oci");
    private static readonly Option<string> IidFile = Flag.Text("iidfile", Flag.NoShort, "File that gets the image's id");
    private static readonly Option<bool> IncludeVolumes = Flag.Bool("include-volumes", Flag.NoShort, "Make the container's mounts volumes of the image");
    private static readonly Option<string> Message = Flag.Text("message", 'm', "Message of the image, in docker's form only");
    private static readonly Option<bool> Pause = Flag.Bool("pause", 'p', "Pause the container meanwhile");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print the id only");
    private static readonly Option<bool> Squash = Flag.Bool("squash", 's', "Give the image one layer that holds everything");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "commit",
        Summary = "Create new image based on the changed container",
        Description = "Makes an image of a container as it is now: its image with what the container has changed as a new layer on top",
        Usage = "[options] CONTAINER [IMAGE]",
        Examples = "{0} -q --message \"committing container to image\" -f docker myctr myimage\n{0} -q --author \"firstName lastName\" myctr myimage\n{0} -q --pause myctr myimage\n{0} myctr",
        Options = static () => [Author, Change, Config, Format, IidFile, IncludeVolumes, Message, Pause, Quiet, Squash],
        Arguments = ArgumentRules.Between(1, 2),
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var request = RequestOf(invocation);
        // Said before anything else is.
        if (request.Message is not null && !request.IsDocker)
            throw new EngineException(ErrorKind.InvalidArgument, "messages are only compatible with the docker image format (-f docker)");
        var container = ContainerTargets.One(context);
        var quiet = invocation.Get(Quiet);
        if (!quiet) TellBeginning(context, container, request);
        var made = await context.Engine.Containers.CommitAsync(container, request).ConfigureAwait(false);
        foreach (var note in made.Notes) context.Error.Write($"warning: {note}\n");
        if (!quiet) context.Error.Write($"Copying config sha256:{made.Id}\nWriting manifest to image destination\n");
        if (invocation.Get(IidFile) is { Length: > 0 } path) WriteId(path, made.Id);
        context.Out.Write(made.Id + "\n");
        return ExitCodes.Success;
    }

    private static CommitRequest RequestOf(Invocation invocation) => new()
    {
        Name = invocation.Arguments.Count > 1 ? ImageNames.New(invocation.Arguments[1]) : null,
        Author = Text(invocation, Author),
        Message = Text(invocation, Message),
        Changes = invocation.Get(Change),
        Configuration = Text(invocation, Config) is { } file ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(HostTextFile.Read(file, LargestDocument))) : default(ReadOnlyMemory<byte>?),
        IsDocker = invocation.Get(Format) switch
        {
            "oci" or "" => false,
            "docker" => true,
            var other => throw new EngineException(ErrorKind.InvalidArgument, $"unrecognized image format \"{other}\""),
        },
        IncludeVolumes = invocation.Get(IncludeVolumes),
        Pause = invocation.Get(Pause),
        Squash = invocation.Get(Squash),
    };

    private static string? Text(Invocation invocation, Option<string> option) => invocation.Get(option) is { Length: > 0 } text ? text : null;

    private static void TellBeginning(CommandContext context, string container, CommitRequest request)
    {
        var record = context.Engine.Containers.Get(container);
        if (record.State.Status == ContainerStatus.Running && !request.Pause)
            context.Error.Write($"container {record.Config.Name} runs on meanwhile: --pause stops it until its files are read\n");
        context.Error.Write("Getting image source signatures\n");
    }

    private static void WriteId(string path, string id)
    {
        try
        {
            File.WriteAllText(path, id);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"failed to write image ID to file {path}: {failure.Message}", inner: failure);
        }
    }
}
