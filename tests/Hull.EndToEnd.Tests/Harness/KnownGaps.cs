namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Tests that hull does not pass yet, each with what is missing. They are skipped, counted, and run all the same with HULL_E2E_GAPS=run.</summary>
internal static class KnownGaps
{
    private static readonly (string Test, string Missing)[] All = [];

    public static void SkipThese()
    {
        if (TestedEngine.IsPodman || Environment.GetEnvironmentVariable("HULL_E2E_GAPS") == "run") return;
        var name = TestContext.Current.Test?.TestDisplayName ?? "";
        foreach (var (test, missing) in All) Assert.SkipWhen(name.Contains(test, StringComparison.Ordinal), "known gap: " + missing);
    }
}
