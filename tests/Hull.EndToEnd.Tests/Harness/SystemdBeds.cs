namespace Hull.EndToEnd.Tests.Harness;

/// <summary>The systems that systemd runs, each made when a test first asks for it.</summary>
public sealed class SystemdBeds : IDisposable
{
    private readonly Dictionary<string, SystemdBed> _beds = [];

    /// <summary>The one with these cgroups; the test is skipped where this machine cannot have it.</summary>
    internal SystemdBed Open(string version)
    {
        if (!_beds.TryGetValue(version, out var bed)) _beds[version] = bed = new SystemdBed(version);
        Assert.SkipWhen(bed.Missing is not null, bed.Missing ?? "");
        return bed;
    }

    public void Dispose()
    {
        foreach (var bed in _beds.Values) bed.Dispose();
    }
}
