namespace Hull.Images.Layers;

/// <summary>Operations and their data on the way from the reader to a worker.</summary>
internal sealed class OperationBatch
{
    // A buffer as large as a processor's second cache, and few enough operations that a worker does not sit idle before them.
    private const int DataSize = 256 * 1024;
    private const int MostOperations = 256;

    private readonly byte[] _data = GC.AllocateUninitializedArray<byte>(DataSize);
    private int _used;

    /// <summary>What to do, in order.</summary>
    public List<FileOperation> Operations { get; } = new(MostOperations);

    /// <summary>Room for data; what is put there is taken with <see cref="Add"/>.</summary>
    public Span<byte> Room => _data.AsSpan(_used);

    public bool IsFull => Operations.Count >= MostOperations || _used == DataSize;

    /// <summary>Whether data of this length fits, if it could fit into any batch.</summary>
    public bool HasRoomFor(long length) => length <= DataSize - _used || length > DataSize;

    public void Add(FileOperation operation, int dataLength = 0)
    {
        Operations.Add(operation with { DataStart = _used, DataLength = dataLength });
        _used += dataLength;
    }

    public ReadOnlySpan<byte> DataOf(in FileOperation operation) => _data.AsSpan(operation.DataStart, operation.DataLength);

    public void Clear()
    {
        Operations.Clear();
        _used = 0;
    }
}
