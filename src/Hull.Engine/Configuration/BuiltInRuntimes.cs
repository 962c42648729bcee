namespace Hull.Engine.Configuration;

/// <summary>Where the known OCI runtimes lie on the distributions, as containers.conf(5) documents them.</summary>
internal static class BuiltInRuntimes
{
    /// <summary>Name → paths in the order of search.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Paths = new Dictionary<string, IReadOnlyList<string>>
    {
        ["crun"] =
        [
            "/usr/bin/crun", "/usr/sbin/crun", "/usr/local/bin/crun", "/usr/local/sbin/crun", "/sbin/crun", "/bin/crun",
            "/run/current-system/sw/bin/crun",
        ],
        ["runc"] =
        [
            "/usr/bin/runc", "/usr/sbin/runc", "/usr/local/bin/runc", "/usr/local/sbin/runc", "/sbin/runc", "/bin/runc",
            "/usr/lib/cri-o-runc/sbin/runc", "/run/current-system/sw/bin/runc",
        ],
        ["youki"] = ["/usr/local/bin/youki", "/usr/bin/youki", "/bin/youki", "/run/current-system/sw/bin/youki"],
        ["krun"] = ["/usr/bin/krun", "/usr/local/bin/krun"],
        ["kata"] =
        [
            "/usr/bin/kata-runtime", "/usr/sbin/kata-runtime", "/usr/local/bin/kata-runtime", "/usr/local/sbin/kata-runtime",
            "/sbin/kata-runtime", "/bin/kata-runtime", "/usr/bin/kata-qemu", "/usr/bin/kata-fc",
        ],
        ["runsc"] =
        [
            "/usr/bin/runsc", "/usr/sbin/runsc", "/usr/local/bin/runsc", "/usr/local/sbin/runsc", "/bin/runsc", "/sbin/runsc",
            "/run/current-system/sw/bin/runsc",
        ],
        ["crun-wasm"] =
        [
            "/usr/bin/crun-wasm", "/usr/sbin/crun-wasm", "/usr/local/bin/crun-wasm", "/usr/local/sbin/crun-wasm", "/sbin/crun-wasm",
            "/bin/crun-wasm", "/run/current-system/sw/bin/crun-wasm",
        ],
    };
}
