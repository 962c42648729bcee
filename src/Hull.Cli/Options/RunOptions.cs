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

    /// <summary>Whether accounts are added to /etc/passwd and /etc/group.</summary>
    public static readonly Option<bool> Passwd = Flag.Bool("passwd", Flag.NoShort, "Add the user to /etc/passwd and /etc/group", true);

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
        Passwd, DescriptorOptions.One, DescriptorOptions.Count, RemoveImage,
    ];

    /// <summary>Rows of create only.</summary>
    public static readonly Option[] OfCreate = [Refused.Text("init-ctr", "Make it an init container of its pod", Reasons.Pods)];
}
