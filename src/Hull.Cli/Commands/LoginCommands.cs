using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Images.Registry;

namespace Hull.Cli.Commands;

/// <summary><c>hull login</c> and <c>hull logout</c>.</summary>
internal static class LoginCommands
{
    private const string PasswordWarning = "WARNING! Using --password via the cli is insecure. Please consider using --password-stdin";

    private static readonly Option<string> Username = Flag.Text("username", 'u', "User name");
    private static readonly Option<string> Password = Flag.Text("password", 'p', "Password");
    private static readonly Option<string> Secret = Flag.Text("secret", Flag.NoShort, "Take the password from a secret; its name is the user's name, if none is given");
    private static readonly Option<bool> PasswordStdin = Flag.Bool("password-stdin", Flag.NoShort, "Read the password from standard input");
    private static readonly Option<bool> GetLogin = Flag.Bool("get-login", Flag.NoShort, "Print who is logged in");
    private static readonly Option<bool> Verbose = Flag.Bool("verbose", 'v', "Say where the credentials are kept");
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "Forget all credentials of the file");

    /// <summary>The row of login.</summary>
    public static Command Login => new()
    {
        Name = "login",
        Summary = "Log in to a registry",
        Description = "Checks a user name and password with a registry and keeps them for pulls and pushes",
        Usage = "[options] [REGISTRY]",
        Examples = "{0} quay.io\n{0} --username=user --password-stdin localhost:5000 < file",
        Options = static () => [Username, Password, PasswordStdin, Secret, GetLogin, Verbose, .. RegistryFlags.OfLogin],
        Arguments = ArgumentRules.AtMost(1),
        Run = RunLogin,
    };

    /// <summary>The row of logout.</summary>
    public static Command Logout => new()
    {
        Name = "logout",
        Summary = "Log out of a registry",
        Description = "Forgets the credentials that are kept for a registry",
        Usage = "[options] [REGISTRY]",
        Examples = "{0} quay.io\n{0} --all",
        Options = static () => [All, .. RegistryFlags.OfLogout],
        Arguments = ArgumentRules.AtMost(1),
        Run = static context => Task.FromResult(RunLogout(context)),
    };

    private static async Task<int> RunLogin(CommandContext context)
    {
        var invocation = context.Invocation;
        var registry = RegistryOf(context);
        var options = RegistryFlags.Of(context);
        var known = context.Engine.Registries.LoggedInAs(registry, options);
        if (invocation.Get(GetLogin))
        {
            context.Out.Write((known ?? throw new EngineException(ErrorKind.NotFound, $"not logged into {registry}")) + "\n");
            return ExitCodes.Success;
        }
        var credentials = await AskAsync(context, known).ConfigureAwait(false);
        var place = await context.Engine.Registries.LoginAsync(registry, credentials, options).ConfigureAwait(false);
        context.Out.Write("Login Succeeded!\n");
        if (invocation.Get(Verbose)) context.Out.Write($"Used: {place}\n");
        return ExitCodes.Success;
    }

    private static async Task<RegistryCredentials> AskAsync(CommandContext context, string? known)
    {
        var invocation = context.Invocation;
        var (user, password) = (invocation.Get(Username), invocation.Get(Password));
        if (invocation.Get(Secret) is { Length: > 0 } secret)
        {
            if (password.Length > 0) throw new EngineException(ErrorKind.InvalidArgument, "--secret can not be used with --password options");
            if (user.Length == 0) user = secret;
            password = Encoding.UTF8.GetString(context.Engine.Secrets.ReadData(secret).Span);
        }
        else if (invocation.Get(PasswordStdin))
        {
            if (password.Length > 0) throw new EngineException(ErrorKind.InvalidArgument, "Can't specify both --password-stdin and --password");
            if (user.Length == 0) throw new EngineException(ErrorKind.InvalidArgument, "Must provide --username with --password-stdin");
            using var reader = new StreamReader(context.Streams.RawIn, leaveOpen: true);
            password = (await reader.ReadToEndAsync().ConfigureAwait(false)).TrimEnd('\n', '\r');
        }
        else if (password.Length > 0) context.Error.Write(PasswordWarning + "\n");
        if (user.Length == 0) user = Prompt.Line(context, known is null ? "Username: " : $"Username ({known}): ");
        if (user.Length == 0) user = known ?? throw new EngineException(ErrorKind.InvalidArgument, "getting username and password: username cannot be empty");
        if (password.Length == 0) password = Prompt.Secret(context, "Password: ");
        return new RegistryCredentials { Username = user, Password = password };
    }

    private static int RunLogout(CommandContext context)
    {
        var options = RegistryFlags.Of(context);
        if (context.Invocation.Get(All))
        {
            if (context.Invocation.Arguments.Count > 0) throw new EngineException(ErrorKind.InvalidArgument, "--all takes no registry");
            context.Engine.Registries.LogoutAll(options);
            context.Out.Write("Removed login credentials for all registries\n");
            return ExitCodes.Success;
        }
        var registry = RegistryOf(context);
        context.Engine.Registries.Logout(registry, options);
        context.Out.Write($"Removed login credentials for {registry}\n");
        return ExitCodes.Success;
    }

    // Without a registry the first search registry is meant, as Podman has it, else Docker Hub.
    private static string RegistryOf(CommandContext context)
    {
        if (context.Invocation.Arguments.Count > 0) return context.Invocation.Arguments[0];
        var search = context.Engine.Registries.Configuration.SearchRegistries;
        return search.Count > 0 ? search[0] : "docker.io";
    }
}
