namespace Hull.Engine.Containers;

/// <summary>Names of containers.</summary>
internal static class ContainerName
{
    /// <summary>Whether it matches [a-zA-Z0-9][a-zA-Z0-9_.-]*, Podman's and Docker's rule.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0])) return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-')) return false;
        }

        return true;
    }
}
