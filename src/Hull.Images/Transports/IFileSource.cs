namespace Hull.Images.Transports;

/// <summary>The named files of an image outside of the store: a directory's or an archive's. Streams of one source may be read side by side.</summary>
internal interface IFileSource : IDisposable
{
    /// <summary>What it is, for messages: the path, or "standard input".</summary>
    string What { get; }

    /// <summary>Whether there is such a file.</summary>
    bool Has(string name);

    /// <summary>Opens a file for reading from its beginning; its length is known.</summary>
    /// <exception cref="Core.EngineException">Corrupt: there is no such file, or it is no file; the message names source and file.</exception>
    SourceFile Open(string name);
}
