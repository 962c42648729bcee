using System.Globalization;
using Hull.Cli.CommandLine.GoSyntax;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>The fields of --mount type=devpts.</summary>
internal static class DevptsText
{
    /// <summary>Reads them.</summary>
    /// <param name="fields">Each NAME=VALUE.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a field is unknown or wrong, or the destination is missing.</exception>
    public static RuntimeMount Read(IReadOnlyList<string> fields)
    {
        var destination = "";
        var options = new List<string>();
        foreach (var field in fields)
        {
            var (name, value) = Pair.Cut(field);
            switch (name)
            {
                case "target" or "dst" or "dest" or "destination":
                    destination = DestinationPath.Read(Needed(name, value));
                    break;
                case "uid" or "gid" or "max":
                    Wrong.If(GoNumber.ReadUInt(Needed(name, value), 10, 32, out var number), $"invalid value for devpts {name}");
                    options.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={number}"));
                    break;
                case "mode":
                    Wrong.If(GoNumber.ReadUInt(Needed(name, value), 8, 12, out _), "invalid value for devpts mode");
                    options.Add(field);
                    break;
                default:
                    throw Wrong.Value($"{name}: invalid mount option");
            }
        }
        if (destination.Length == 0) throw Wrong.Value("must set volume destination");
        return new RuntimeMount { Destination = destination, Type = "devpts", Source = "devpts", Options = options };
    }

    private static string Needed(string name, string? value) =>
        string.IsNullOrEmpty(value) ? throw Wrong.Value($"{name}: must provide an argument for option") : value;
}
