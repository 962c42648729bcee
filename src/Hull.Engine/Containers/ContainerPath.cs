namespace Hull.Engine.Containers;

/// <summary>Paths inside a container, by their text alone; what they lead to is SafePath's business.</summary>
internal static class ContainerPath
{
    /// <summary>The shortest path of the same meaning: no empty, "." or ".." parts, no slash at the end.</summary>
    /// <param name="path">An absolute path.</param>
    public static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part.Length == 0 || part == ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>How many parts it has; 0 for the root.</summary>
    /// <param name="cleaned">A path of <see cref="Clean"/>.</param>
    public static int Depth(string cleaned) => cleaned.Length == 1 ? 0 : cleaned.AsSpan().Count('/');
}
