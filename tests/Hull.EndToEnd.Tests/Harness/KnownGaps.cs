namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Tests that hull does not pass yet, each with what is missing. They are skipped, counted, and run all the same with HULL_E2E_GAPS=run.</summary>
internal static class KnownGaps
{
    private static readonly (string Test, string Missing)[] All =
    [
        ("The_engine_tells_of_itself_what_podman_tells", "keys of `info` that newer Podman added are not in the list of differences"),
        ("A_layer_whose_bytes_are_not_those_of_its_digest", "a layer that is in the store already is not read again from the archive"),
        ("An_oci_layout_whose_blob_has_another_digest", "a layer that is in the store already is not read again from the archive"),
        ("An_oci_layout_whose_manifest_is_of_another_type", "`load` takes an OCI index whose manifest has a foreign media type"),
        ("A_killed_command_loses_nothing_and_leaves_nothing", "a start killed while the runtime creates can leave cgroups; make torture runs this"),
    ];

    public static void SkipThese()
    {
        if (TestedEngine.IsPodman || Environment.GetEnvironmentVariable("HULL_E2E_GAPS") == "run") return;
        var name = TestContext.Current.Test?.TestDisplayName ?? "";
        foreach (var (test, missing) in All) Assert.SkipWhen(name.Contains(test, StringComparison.Ordinal), "known gap: " + missing);
    }
}
