using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Containers;

/// <summary>The tag and labels of a log: texts with fields of `inspect` in them, as {{.Name}}.</summary>
internal static partial class LogTag
{
    private static readonly string[] Known = ["ID", "Id", "FullID", "Name", "Image", "ImageID", "ImageName"];

    /// <summary>Checks that only known fields are in a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: another field.</exception>
    public static void Check(string text)
    {
        foreach (Match field in Field().Matches(text))
        {
            if (Known.Contains(field.Groups[1].Value)) continue;
            throw new EngineException(
                ErrorKind.InvalidArgument, $"log tag {GoQuote.Text(text)}: {field.Value}: unknown field", $"known are {string.Join(", ", Known.Select(static name => "." + name))}");
        }
    }

    /// <summary>The text for one container.</summary>
    /// <param name="text">The text.</param>
    /// <param name="config">The container.</param>
    public static string For(string text, ContainerConfig config) => Field().Replace(text, field => field.Groups[1].Value switch
    {
        "Name" => config.Name,
        "Image" or "ImageID" => config.ImageId,
        "ImageName" => config.ImageName,
        _ => config.Id,
    });

    [GeneratedRegex(@"{{-?\s*\.(\w+)\s*-?}}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
