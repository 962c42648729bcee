using Hull.Cli.CommandLine.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>--secret NAME[,type=mount|env][,target=…][,uid=…][,gid=…][,mode=…], in Podman's words.</summary>
internal static class SecretText
{
    private const string Invalid = "invalid secret syntax";

    /// <summary>Adds one secret to a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The option's text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the text is malformed.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var fields = new List<string>();
        Wrong.If(GoCsv.Read(text, fields), $"parsing secret {text}");
        string? source = null, target = null;
        var (type, owned) = ("mount", false);
        var mount = new SecretMount { Source = "" };
        for (var index = 0; index < fields.Count; index++)
        {
            var (name, value) = Pair.Cut(fields[index]);
            if (value is null)
            {
                if (index > 0) throw Wrong.Value($"option {name} must be in form option=value: {Invalid}");
                source = name;
                continue;
            }
            switch (name)
            {
                case "source": source = value; break;
                case "type": type = value; break;
                case "target": target = value; break;
                case "uid": mount = mount with { Uid = Number(value, 10) }; owned = true; break;
                case "gid": mount = mount with { Gid = Number(value, 10) }; owned = true; break;
                case "mode": mount = mount with { Mode = Number(value, 8) }; owned = true; break;
                default: throw Wrong.Value($"option {name} invalid: {Invalid}");
            }
        }
        if (string.IsNullOrEmpty(source)) throw Wrong.Value($"no source found {text}: {Invalid}");
        if (type == "mount") return spec with { Secrets = [.. spec.Secrets ?? [], mount with { Source = source, Target = target }] };
        if (type != "env") throw Wrong.Value($"type {type} is invalid: {Invalid}");
        if (owned) throw Wrong.Value($"UID, GID, Mode options cannot be set with secret type env: {Invalid}");
        var variables = new Dictionary<string, string>(spec.SecretEnv ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [target is { Length: > 0 } ? target : source] = source };
        return spec with { SecretEnv = variables };
    }

    private static uint Number(string text, int numberBase)
    {
        Wrong.If(GoNumber.ReadUInt(text, numberBase, 32, out var value), Invalid);
        return (uint)value;
    }
}
