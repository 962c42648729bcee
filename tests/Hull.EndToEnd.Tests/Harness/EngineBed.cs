namespace Hull.EndToEnd.Tests.Harness;

/// <summary>A bed and a store with the test images, made once for a class of tests.</summary>
public sealed class EngineBed : IDisposable
{
    private readonly Lazy<Bed> _bed = new(() => new Bed());
    private readonly HashSet<string> _ready = [];
    private Inventory? _before;

    internal Bed Bed => _bed.Value;

    /// <summary>Requires that nothing has come or gone since the last test; a fault is told once, not again by each test after it.</summary>
    internal void MustBeAsBefore(TestedEngine engine)
    {
        var before = _before ?? throw new InvalidOperationException("no engine was asked for");
        try
        {
            Inventory.MustBecome(before, engine);
        }
        finally
        {
            _before = Inventory.Take(engine);
        }
    }

    /// <summary>The engine with this runtime, on the class's store.</summary>
    internal TestedEngine Open(string runtime)
    {
        var folder = Path.Combine(Bed.Folder, "s");
        Directory.CreateDirectory(folder);
        var engine = new TestedEngine(Bed, folder, runtime);
        if (_ready.Add(runtime)) WarmUp(engine);
        return engine;
    }

    public void Dispose()
    {
        if (_bed.IsValueCreated) _bed.Value.Dispose();
    }

    // What the first use leaves for ever (caches, parents of cgroups, empty folders) is no left-over.
    private void WarmUp(TestedEngine engine)
    {
        if (_before is null)
        {
            foreach (var image in new[] { "busybox", "config" }) engine.Ok("load", "-i", Repository.Image(image));
        }
        engine.Ok("run", "--rm", "--network", "none", EngineTest.Image, "true");
        engine.Ok("run", "--rm", "--network", "none", EngineTest.ConfigImage, "true");
        // The default network stays once it was used.
        engine.Ok("run", "--rm", EngineTest.Image, "true");
        // The kernel takes the devices of a network away a moment after its namespace.
        Eventually.Holds("the engine comes to rest", () => !Inventory.ProcessesIn(Bed).Any() && !Inventory.DevicesIn(Bed).Any());
        _before = Inventory.Take(engine);
    }
}
