namespace Hull.Engine.Containers.RootFiles;

/// <summary>What a name may stand for.</summary>
public enum DiffKind
{
    /// <summary>A container, else an image.</summary>
    All,

    /// <summary>A container.</summary>
    Container,

    /// <summary>An image.</summary>
    Image,
}
