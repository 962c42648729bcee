using Hull.Cli.CommandLine;

namespace Hull.Cli.Options;

/// <summary>Options of run and create that concern the command, not the container.</summary>
internal static class RunOptions
{
    /// <summary>Which streams to attach: stdin, stdout, stderr.</summary>
    public static readonly Option<string[]> Attach = Flag.Slice("attach", 'a', "Attach to a stream (\"stdin\"|\"stdout\"|\"stderr\")");

    /// <summary>The file that gets the id.</summary>
    public static readonly Option<string> CidFile = Flag.Text("cidfile", Flag.NoShort, "File that gets the container's id");

    /// <summary>Whether a container of the name gives way.</summary>
    public static readonly Option<bool> Replace = Flag.Bool("replace", Flag.NoShort, "Remove a container of the same name first");

    /// <summary>Whether to leave the container in the background.</summary>
    public static readonly Option<bool> Detach = Flag.Bool("detach", 'd', "Leave the container running in the background and print its id");

    /// <summary>The keys that detach.</summary>
    public static readonly Option<string> DetachKeys =
        Flag.Text("detach-keys", Flag.NoShort, "Keys that detach from the container: a character or ctrl- and a character, several between commas", "ctrl-p,ctrl-q");

    /// <summary>Whether signals are passed on.</summary>
    public static readonly Option<bool> SigProxy = Flag.Bool("sig-proxy", Flag.NoShort, "Pass signals on to the container", true);

    /// <summary>Whether the image goes with the container.</summary>
    public static readonly Option<bool> RemoveImage = Flag.Bool("rmi", Flag.NoShort, "Remove the container when it has ended, and its image unless something else uses it");

    /// <summary>Rows of both commands.</summary>
    public static readonly Option[] Shared = [Attach, CidFile, Replace];

    /// <summary>Rows of run only.</summary>
    public static readonly Option[] OfRun =
    [
        Detach, DetachKeys, SigProxy,
        Refused.AlwaysOn("passwd", "Add the user to /etc/passwd and /etc/group", "Hull always adds the user that has no entry"),
        new Option<ulong[]>("preserve-fd", Flag.NoShort, "uints", "Pass a descriptor on to the container", [], ValueReaders.AppendUInts)
            { Unsupported = Reasons.Descriptors },
        Refused.UInt("preserve-fds", "Pass so many more descriptors on to the container", Reasons.Descriptors, "0"),
        RemoveImage,
    ];

    /// <summary>Rows of create only.</summary>
    public static readonly Option[] OfCreate = [Refused.Text("init-ctr", "Make it an init container of its pod", Reasons.Pods)];
}
