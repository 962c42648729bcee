using System.Globalization;
using System.Text.RegularExpressions;
using Hull.Core;

namespace Hull.Engine.Secrets;

/// <summary>What a secret may be, in Podman's words.</summary>
internal static partial class CheckSecret
{
    private const int TooLarge = 512_000;
    private const int LongestName = 253;

    /// <summary>Checks all that can be checked without the store.</summary>
    /// <exception cref="EngineException">InvalidArgument or Unsupported.</exception>
    public static void Check(NewSecret asked)
    {
        if (asked.Replace && asked.Ignore) throw Wrong("cannot use --ignore and --replace flags together");
        if (asked.Name.Length > LongestName || !Name().IsMatch(asked.Name))
        {
            throw Wrong(
                string.Create(CultureInfo.InvariantCulture, $"secret name \"{asked.Name}\" can not include '=', '/', ',', or the '\\0' (NULL) and be between 1 and {LongestName} characters: invalid secret name"));
        }
        if (asked.Data.Length is 0 or >= TooLarge)
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"secret data must be larger than 0 and less than {TooLarge} bytes"));
        if (asked.Driver == "file") return;
        throw asked.Driver is "pass" or "shell"
            ? new EngineException(ErrorKind.Unsupported, $"--driver {asked.Driver} is not supported yet: Hull keeps secrets in files that only root, or the user, can read", "leave --driver out")
            : Wrong("invalid driver");
    }

    private static EngineException Wrong(string message) => new(ErrorKind.InvalidArgument, message);

    // containers/common: no '=', '/', ',' and NUL.
    [GeneratedRegex(@"^[^=/,\0]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
