using Hull.Core;
using Hull.Oci;

namespace Hull.Engine.Networks;

/// <summary>Ports that a container listens on, as --expose and an image's EXPOSE name them: PORT[-PORT][/PROTOCOL].</summary>
public static class ExposedPorts
{
    /// <summary>Adds the ports of one text to what is known.</summary>
    /// <param name="exposed">Port → protocols, joined by commas.</param>
    /// <param name="text">The text; without a protocol it is tcp.</param>
    /// <exception cref="EngineException">InvalidArgument: no port and no range.</exception>
    public static void Add(IDictionary<ushort, string> exposed, string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) throw new EngineException(ErrorKind.InvalidArgument, "invalid expose format - protocol can only be specified once");
        var range = PortRange.Parse(parts[0]);
        var protocol = parts.Length == 2 ? parts[1] : "tcp";
        for (var offset = 0; offset < range.Count; offset++)
        {
            var port = (ushort)(range.First + offset);
            exposed[port] = exposed.TryGetValue(port, out var known) ? $"{known},{protocol}" : protocol;
        }
    }

    /// <summary>The ports of an image's configuration.</summary>
    /// <param name="image">Its ExposedPorts.</param>
    /// <exception cref="EngineException">InvalidArgument: the image names something that is no port.</exception>
    internal static SortedDictionary<ushort, string> OfImage(IReadOnlyDictionary<string, EmptyObject>? image)
    {
        var exposed = new SortedDictionary<ushort, string>();
        foreach (var text in image?.Keys ?? [])
        {
            try
            {
                Add(exposed, text);
            }
            catch (EngineException failure)
            {
                throw new EngineException(failure.Kind, $"unable to convert image EXPOSE: {text}: {failure.Message}", inner: failure);
            }
        }

        return exposed;
    }
}
