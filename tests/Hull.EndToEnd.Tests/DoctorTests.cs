using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>What keeps containers from running, one thing broken at a time: told by doctor with its mend, and by run itself.</summary>
public sealed class DoctorTests : EngineTest
{
    private const string Hello = "localhost/hull/hello";
    private static int s_count;
    private readonly Lazy<TestedEngine> _engine;
    private string _session = "";

    public DoctorTests(EngineBed bed)
        : base(bed)
    {
        NotInPodman("has no doctor");
        _engine = new Lazy<TestedEngine>(Fresh);
    }

    [Fact]
    public void A_sound_host_has_nothing_bad_and_gets_no_store()
    {
        var engine = _engine.Value;
        var table = Doctor([]);
        Assert.Equal(0, table.Code);
        Assert.Equal(["CHECK", "STATE", "DETAIL"], table.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(table.Lines, line => line.StartsWith("kernel ", StringComparison.Ordinal) && line.Contains(" good "));
        Assert.DoesNotContain("\u001b", table.Out);
        Assert.All(Doctor([], "--quiet").Lines.TakeWhile(line => line.Length > 0), line => Assert.DoesNotContain(" good ", line));
        Assert.Contains("runtime=good", Doctor([], "--format", "{{.Name}}={{.State}}").Lines);
        Assert.Equal("good", Find([], "overlay").State);
        Assert.False(Path.Exists(engine.Root));
        Assert.Empty(Directory.EnumerateFileSystemEntries(engine.Folder, ".hull-doctor*"));
    }

    [Fact]
    public void A_seccomp_profile_that_is_no_json_is_bad()
    {
        using var over = Over("/usr/share/containers/seccomp.json", "{");
        Expect([], "seccomp", "bad", "restore /usr/share/containers/seccomp.json");
        Failure.Says(Run([]), 125, "seccomp.json");
    }

    [Fact]
    public void Settings_that_cannot_be_read_are_told_beside_the_rest()
    {
        using var over = Over("/usr/share/containers/containers.conf", "[containers\n");
        Expect([], "containers.conf", "bad", "correct the file");
        Assert.Equal("good", Find([], "kernel").State);
        Failure.Says(Run([]), 125, "containers.conf");
    }

    [Fact]
    public void A_chain_that_drops_what_is_forwarded_is_told_and_mended_as_told()
    {
        NotRootless(RootsBridge);
        Bed.Run("nft", "add table inet other; add chain inet other route { type filter hook forward priority 0; policy drop; }").Ok();
        try
        {
            Expect([], "forwarding", "warning", "nft insert rule inet other route iifname hull0 accept");
            Mend([], "forwarding");
        }
        finally
        {
            Bed.Run("nft", "delete table inet other").Ok();
        }
    }

    [Fact]
    public void Without_subordinate_ids_there_is_one_user()
    {
        ForUser();
        using var over = Over("/etc/subuid", "");
        Expect([], "subuid", "warning", $"sudo usermod --add-subuids 100000-165535 {TestUser.Name} && hull system migrate");
        Assert.Equal(0, Run([]).Code);
    }

    [Fact]
    public void Overlapping_subordinate_ids_are_bad()
    {
        ForUser();
        var mend = $"sudo sed -E -i '/^({TestUser.Name}|{TestUser.Id}):230000:65536$/d' /etc/subuid";
        using var over = Over("/etc/subuid", $"{TestUser.Name}:200000:65536\n{TestUser.Name}:230000:65536\n");
        Expect([], "subuid", "bad", mend);
        Assert.Equal("bad", Find([], "namespace").State);
        Failure.Says(Run([]), 125, "the ranges 200000-265535 and 230000-295535", mend);
    }

    [Fact]
    public void Subordinate_ids_of_another_user_are_told()
    {
        ForUser();
        using var over = Over("/etc/subuid", $"{TestUser.Name}:200000:65536\nother:250000:65536\n");
        Expect([], "subuid", "warning", "/etc/subuid && sudo usermod --add-subuids 315536-381071");
    }

    [Fact]
    public void Newuidmap_without_its_privilege_is_bad_and_mended_as_told()
    {
        ForUser();
        var copy = TempFile("newuidmap", "");
        File.Copy("/usr/bin/newuidmap", copy, overwrite: true);
        File.SetUnixFileMode(copy, (UnixFileMode)0x1ED);
        Bed.Run("mount", "--bind", copy, "/usr/bin/newuidmap").Ok();
        try
        {
            Expect([], "newuidmap", "bad", "sudo chmod u+s /usr/bin/newuidmap");
            Failure.Says(Run([]), 125, "newuidmap: write to uid_map failed", "sudo chmod u+s /usr/bin/newuidmap");
            Mend([], "newuidmap");
            Assert.Equal(0, Run([]).Code);
        }
        finally
        {
            Bed.Run("umount", "-l", "/usr/bin/newuidmap").Ok();
        }
    }

    [Fact]
    public void A_missing_newgidmap_is_bad()
    {
        ForUser();
        using var over = Over("/usr/bin/newgidmap", "no program");
        Expect([], "newgidmap", "bad", "install -y uidmap");
        Failure.Says(Run([]), 125, "newgidmap: not found", "uidmap");
    }

    [Fact]
    public void A_process_that_may_gain_no_privilege_is_told_why()
    {
        ForUser();
        string[] wrapper = ["setpriv", "--no-new-privs"];
        Expect(wrapper, "no_new_privs", "bad", "NoNewPrivileges");
        Failure.Says(Run(wrapper), 125, "newuidmap", "no_new_privs");
    }

    [Fact]
    public void A_private_root_is_told_and_mended_as_told()
    {
        ForUser();
        Bed.Run("mount", "--make-private", "/").Ok();
        try
        {
            Expect([], "mount of /", "warning", "sudo mount --make-rshared /");
            EndPause();
            Assert.Contains("sudo mount --make-rshared /", Run([]).Error);
            Bed.Run("mount", "--make-rshared", "/").Ok();
            Assert.Equal("good", Find([], "mount of /").State);
        }
        finally
        {
            Bed.Run("mount", "--make-rshared", "/").Ok();
        }
    }

    [Fact]
    public void A_missing_per_boot_directory_is_bad()
    {
        ForUser();
        Bed.Run("rmdir", Session).Ok();
        Expect([], "XDG_RUNTIME_DIR", "bad", $"sudo install -d -m 0700 -o {TestUser.Id} /run/user/{TestUser.Id}");
        Failure.Says(Run([]), 125, $"XDG_RUNTIME_DIR names {Session}, which does not exist", "sudo install -d");
    }

    [Fact]
    public void A_per_boot_directory_of_somebody_else_is_bad()
    {
        ForUser();
        Bed.Run("chown", "root", Session).Ok();
        Expect([], "XDG_RUNTIME_DIR", "bad", $"export XDG_RUNTIME_DIR=/run/user/{TestUser.Id}");
        Failure.Says(Run([]), 125, "belongs to user 0", $"XDG_RUNTIME_DIR=/run/user/{TestUser.Id}");
    }

    [Fact]
    public void No_user_namespaces_are_bad()
    {
        ForUser();
        WithoutUserNamespaces(wrapper =>
        {
            Expect(wrapper, "user namespaces", "bad", "sudo sysctl -w user.max_user_namespaces=28633");
            Failure.Says(Run(wrapper), 125, "making a user namespace: no space left on device", "sudo sysctl -w user.max_user_namespaces=28633");
        });
    }

    [Fact]
    public void Apparmors_restriction_of_user_namespaces_is_bad()
    {
        ForUser();
        const string Switches = "/proc/sys/kernel";
        var copy = Directory.CreateDirectory(Path.Combine(Temp, "kernel")).FullName;
        // Ubuntu's switch: no other kernel has it. What cp cannot read is none that hull reads.
        Bed.Run("sh", "-c", $"cp -r {Switches}/. {copy} 2>/dev/null; chmod -R a+rX {copy}; echo 1 >{copy}/apparmor_restrict_unprivileged_userns").Ok();
        Bed.Run("mount", "--bind", copy, Switches).Ok();
        try
        {
            const string Switch = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
            Expect([], "user namespaces", "bad", Switch);
            EndPause();
            // The restriction itself cannot be had here: a namespace without user namespaces refuses in its place.
            WithoutUserNamespaces(wrapper => Failure.Says(Run(wrapper), 125, "making a user namespace", "AppArmor restricts user namespaces here", Switch));
        }
        finally
        {
            Bed.Run("umount", "-l", Switches).Ok();
        }
    }

    [Fact]
    public void Low_ports_and_ping_are_told_and_mended_as_told()
    {
        ForUser();
        foreach (var (check, key, old) in new[] { ("ports", "net/ipv4/ip_unprivileged_port_start", "1024"), ("ping", "net/ipv4/ping_group_range", "1 0") })
        {
            Bed.Run("sh", "-c", $"echo {old} >/proc/sys/{key}").Ok();
            Expect([], check, "warning", "sudo sysctl -w ");
            if (check == "ports") Failure.Says(Run([], "-p", "80:80"), 125, "net.ipv4.ip_unprivileged_port_start=80");
            Mend([], check);
            Bed.Run("sh", "-c", $"echo {old} >/proc/sys/{key}").Ok();
        }
    }

    [Fact]
    public void A_closed_tun_device_is_bad_and_mended_as_told()
    {
        ForUser();
        Bed.Run("chmod", "0600", "/dev/net/tun").Ok();
        try
        {
            Expect([], "/dev/net/tun", "bad", "sudo chmod 0666 /dev/net/tun");
            Failure.Says(Run([], "--network", "pasta"), 125, "pasta", "sudo chmod 0666 /dev/net/tun");
            Failure.Says(Run([], "--network", "slirp4netns"), 125, "slirp4netns", "sudo chmod 0666 /dev/net/tun");
            Mend([], "/dev/net/tun");
        }
        finally
        {
            Bed.Run("chmod", "0666", "/dev/net/tun").Ok();
        }
    }

    [Fact]
    public void A_store_that_is_somebody_elses_is_bad()
    {
        ForUser();
        var root = Directory.CreateDirectory(_engine.Value.Root).FullName;
        File.SetUnixFileMode(root, (UnixFileMode)0x1ED);
        Expect([], "store", "bad", $"sudo chown -R {TestUser.Name}: {root}");
        Failure.Says(Run([]), 125, root);
    }

    [Fact]
    public void Inside_the_namespace_the_doctor_says_where_it_is()
    {
        ForUser();
        var result = _engine.Value.Run(["unshare", TestedEngine.Binary, "doctor", "--format", "{{.Name}} {{.State}} {{.Detail}}", .. _engine.Value.Options()]);
        Assert.Contains($"caller warning user {TestUser.Name} ({TestUser.Id}), inside the namespace", result.Out);
        EndPause();
    }

    // The limit is each user namespace's own: the bed's, which is the machine's, keeps its.
    private void WithoutUserNamespaces(Action<string[]> action)
    {
        var started = new Running(
            Bed.Start("sh", ["-c", "unshare -U sleep 1000 & echo $!; wait"], TestedEngine.BaseEnvironment, null), "unshare -U");
        started.WaitForOutput("\n");
        var holder = started.Out.Trim();
        try
        {
            Eventually.Holds("the namespace is there", () => Bed.Run("readlink", $"/proc/{holder}/ns/user").Ok() != Bed.Run("readlink", "/proc/1/ns/user").Ok());
            foreach (var map in new[] { "uid_map", "gid_map" }) Bed.Run("sh", "-c", $"echo 0 0 4294967295 >/proc/{holder}/{map}").Ok();
            string[] wrapper = ["nsenter", "-t", holder, "-U", "--preserve-credentials", "--"];
            Bed.Run([.. wrapper, "sh", "-c", "echo 0 >/proc/sys/user/max_user_namespaces"]).Ok();
            action(wrapper);
        }
        finally
        {
            Bed.Run("kill", holder).Ok();
            started.FinishProcess();
            started.Dispose();
        }
    }

    private string Session => _engine.Value is not null ? _session : "";

    private static void ForUser() => Assert.SkipUnless(TestUser.IsRootless, "these checks are an ordinary user's: HULL_E2E_USER=tester");

    // A store and a per-boot directory of the test's own: what an earlier test's pause process holds is not what this one's would.
    private TestedEngine Fresh()
    {
        var name = $"doctor{Interlocked.Increment(ref s_count)}";
        var folder = Directory.CreateDirectory(Path.Combine(Bed.Folder, name)).FullName;
        TestUser.Admit(folder);
        _session = "/run/" + name;
        Bed.Run("install", "-d", "-m", "0700", "-o", TestUser.IsRootless ? $"{TestUser.Id}" : "0", _session).Ok();
        return new TestedEngine(Bed, folder, "crun").WithEnvironment("XDG_RUNTIME_DIR", _session);
    }

    // Its first word must be doctor: else it would look from inside.
    private Result Doctor(string[] wrapper, params string[] options)
    {
        string[] words = [.. wrapper, .. TestUser.Wrapper, TestedEngine.Binary, "doctor", .. _engine.Value.Options(), .. options];
        using var running = new Running(Bed.Start(words[0], words[1..], _engine.Value.Environments(), null), "hull doctor " + string.Join(' ', options));
        running.CloseInput();
        return running.Finish();
    }

    private Result Run(string[] wrapper, params string[] options)
    {
        using var running = _engine.Value.StartBehind(wrapper, ["run", "--rm", .. options.Length > 0 ? options : ["--network", "none"], Hello]);
        running.CloseInput();
        return running.Finish();
    }

    private (string State, string Detail, string Mend) Find(string[] wrapper, string check)
    {
        var result = Doctor(wrapper, "--format", "json");
        using var found = JsonDocument.Parse(result.Out);
        var isBad = found.RootElement.EnumerateArray().Any(one => one.GetProperty("State").GetString() == "bad");
        Assert.Equal(isBad ? 1 : 0, result.Code);
        var finding = Assert.Single(found.RootElement.EnumerateArray(), one => one.GetProperty("Name").GetString() == check);
        return (finding.GetProperty("State").GetString()!, finding.GetProperty("Detail").GetString()!, finding.TryGetProperty("Mend", out var mend) ? mend.GetString()! : "");
    }

    private void Expect(string[] wrapper, string check, string state, string mend)
    {
        var found = Find(wrapper, check);
        Assert.Equal(state, found.State);
        Assert.Contains(mend, found.Mend);
    }

    // The very command that was printed, by root, who needs no sudo.
    private void Mend(string[] wrapper, string check)
    {
        Bed.Run("sh", "-c", Find(wrapper, check).Mend.Replace("sudo ", "")).Ok();
        Assert.Equal("good", Find(wrapper, check).State);
        EndPause();
    }

    private void EndPause() => Bed.Run("sh", "-c", $"[ ! -e {Session}/hull/pause ] || {{ read -r pid _ <{Session}/hull/pause; kill -9 $pid; rm {Session}/hull/pause; }}").Ok();

    // A file in the place of another, until it is disposed of.
    private Covered Over(string path, string content)
    {
        var file = TempFile(Path.GetFileName(path), content);
        File.SetUnixFileMode(file, (UnixFileMode)0x1A4);
        Bed.Run("mount", "--bind", file, path).Ok();
        return new Covered(Bed, path);
    }

    private sealed class Covered(Bed bed, string path) : IDisposable
    {
        public void Dispose() => bed.Run("umount", "-l", path).Ok();
    }
}
