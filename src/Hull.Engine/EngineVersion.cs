namespace Hull.Engine;

/// <summary>Hull's own version, and those of the interfaces it speaks.</summary>
public static class EngineVersion
{
    /// <summary>Hull's version, as `hull --version` prints it.</summary>
    public const string Text = "0.1.0";

    /// <summary>The version of Podman's API that is spoken: the least that `podman --remote` talks to.</summary>
    public const string LibpodApi = "4.0.0";
}
