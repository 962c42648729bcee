using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Registries;
using Hull.Images;
using Hull.Linux.Processes;

namespace Hull.Cli.Commands;

/// <summary><c>hull container runlabel</c>: runs what a label of an image says, on the host, because the user asks for it by name.</summary>
internal static class RunLabelCommand
{
    private static readonly string[] Engines = ["podman", "docker", "hull"];

    private static readonly Option<bool> Display = Flag.Bool("display", Flag.NoShort, "Print the command instead of running it");
    private static readonly Option<string> Name = Flag.Text("name", 'n', "Name of the container; the image's, if not given");
    private static readonly Option<string> Opt1 = Flag.Text("opt1", Flag.NoShort, "What stands for ${OPT1} in the label");
    private static readonly Option<string> Opt2 = Flag.Text("opt2", Flag.NoShort, "What stands for ${OPT2} in the label");
    private static readonly Option<string> Opt3 = Flag.Text("opt3", Flag.NoShort, "What stands for ${OPT3} in the label");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Say nothing while pulling the image");
    private static readonly Option<bool> Replace = Flag.Bool("replace", Flag.NoShort, "Remove a container of the same name first");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "runlabel",
        Summary = "Execute the command described by an image label",
        Description = "Reads a label of an image and runs it as a command on this host. Do not use it on images that you do not trust: --display shows the command first",
        Usage = "[options] LABEL IMAGE [ARG...]",
        Examples = "{0} run imageID\n{0} install imageID arg1 arg2\n{0} --display run myImage",
        Options = static () =>
        [
            RegistryFlags.AuthFile, RegistryFlags.CertDir, RegistryFlags.Creds, Display, Name, Opt1, Opt2, Opt3, Quiet, Replace,
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"), RegistryFlags.TlsVerify,
        ],
        Arguments = ArgumentRules.AtLeast(2),
        Interspersed = false,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var (label, asked) = (invocation.Arguments[0], invocation.Arguments[1]);
        var image = Image(context, asked);
        var text = (image.Defaults.Labels ?? new Dictionary<string, string>()).FirstOrDefault(pair => string.Equals(pair.Key, label, StringComparison.OrdinalIgnoreCase)).Value;
        if (string.IsNullOrWhiteSpace(text)) throw new EngineException(ErrorKind.NotFound, $"cannot find the value of label: {label} in image: {asked}");
        var variables = Variables(context, image, asked);
        var words = new LabelCommandLine(variables).Words(text, invocation.Arguments.Skip(2));
        var isEngine = Engines.Contains(Path.GetFileName(words[0]));
        if (invocation.Get(Display))
        {
            var shown = isEngine ? words.Skip(1).Prepend(Environment.GetCommandLineArgs()[0]) : words;
            context.Out.Write($"command: {string.Join(' ', shown)}\n");
            return ExitCodes.Success;
        }
        var name = variables["NAME"];
        if (invocation.Get(Replace) && context.Engine.Containers.Exists(name)) context.Engine.Containers.Remove(name, force: true);
        context.Out.Flush();
        Become(context, words, isEngine, variables);
        return ExitCodes.Success;
    }

    private static ImageRecord Image(CommandContext context, string name)
    {
        if (context.Engine.Images.Find(name) is { } here) return here;
        var options = new PullOptions { Registry = RegistryFlags.Of(context), Policy = PullPolicy.Missing };
        return Transfers.WatchAsync(
            context, context.Invocation.Get(Quiet),
            transfers => context.Engine.Registries.PullAsync(name, options with { Say = transfers.Say, Watcher = transfers.Watch })).GetAwaiter().GetResult();
    }

    private static Dictionary<string, string> Variables(CommandContext context, ImageRecord image, string asked)
    {
        var invocation = context.Invocation;
        var full = image.Names.FirstOrDefault(name => IsAsked(name.ToString(), asked)) ?? (image.Names.Count > 0 ? image.Names[0] : null);
        var imageName = full?.ToString() ?? image.Id;
        var repository = full?.Repository ?? image.Id;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IMAGE"] = imageName,
            ["NAME"] = invocation.Get(Name) is { Length: > 0 } name ? name : repository[(repository.LastIndexOf('/') + 1)..],
            ["OPT1"] = invocation.Get(Opt1),
            ["OPT2"] = invocation.Get(Opt2),
            ["OPT3"] = invocation.Get(Opt3),
            ["PWD"] = Environment.CurrentDirectory,
            ["GLOBALOPTS"] = string.Join(' ', GlobalOptions(context)),
        };
    }

    private static bool IsAsked(string name, string asked) =>
        name == asked || name == asked + ":latest" || name.EndsWith("/" + asked, StringComparison.Ordinal) || name.EndsWith($"/{asked}:latest", StringComparison.Ordinal);

    // The engine that the label calls must see the same store.
    private static List<string> GlobalOptions(CommandContext context)
    {
        var words = new List<string>();
        foreach (var value in context.Invocation.Options.Values.Where(static value => ProgramOptions.Persistent.Contains(value.Option)))
        {
            // What may be repeated is.
            string[] texts = value is OptionValue<string[]> many ? many.Value : [value.LastText];
            words.AddRange(texts.Select(text => $"--{value.Option.Name}={text}"));
        }
        return words;
    }

    private static void Become(CommandContext context, IReadOnlyList<string> words, bool isEngine, Dictionary<string, string> variables)
    {
        foreach (var name in (string[])["IMAGE", "NAME", "OPT1", "OPT2", "OPT3"]) Environment.SetEnvironmentVariable(name, variables[name]);
        if (isEngine)
        {
            // What goes on is this very program; a directory behind it would be another one's.
            IReadOnlyList<string> command = [Environment.GetCommandLineArgs()[0], .. GlobalOptions(context), .. words.Skip(1)];
            ReplaceProcess.With("/proc/self/exe", command);
            return;
        }
        var path = ExecutableSearch.Find(words[0])
            ?? throw new EngineException(ErrorKind.CommandNotFound, $"executable file {words[0]} of the label: not found in $PATH");
        ReplaceProcess.With(path, words);
    }
}
