using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Hooks;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Hooks;

public sealed class HookTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hooks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"always": true}""", true)]
    [InlineData("""{"always": false}""", false)]
    [InlineData("""{"commands": ["^/bin/s"]}""", true)]
    [InlineData("""{"commands": ["^/bin/t", "sh$"]}""", true)]
    [InlineData("""{"commands": ["^sh$"]}""", false)]
    [InlineData("""{"annotations": {"^com\\.x": "^y"}}""", true)]
    [InlineData("""{"annotations": {"^com\\.x": "^y", "^other": "."}}""", false)]
    [InlineData("""{"hasBindMounts": true}""", false)]
    [InlineData("""{"always": true, "hasBindMounts": true}""", false)]
    public void A_hook_is_for_whoever_meets_every_condition(string when, bool expected)
    {
        var conditions = JsonSerializer.Deserialize(when, HookJson.Default.HookWhen)!;
        var spec = new RuntimeSpec
        {
            Process = new RuntimeProcess { User = new RuntimeUser(), Args = ["/bin/sh", "-c"], Cwd = "/" },
            Annotations = new Dictionary<string, string> { ["com.x.y"] = "yes" },
        };
        Assert.Equal(expected, MatchHook.Fits(conditions, spec, hasBindMounts: false));
    }

    [Fact]
    public void Later_directories_replace_namesakes_and_names_give_the_order()
    {
        var other = Directory.CreateDirectory(Path.Join(_folder, "other")).FullName;
        Write(_folder, "b.json", "poststop");
        Write(_folder, "a.json", "poststop");
        Write(other, "b.json", "prestart");
        var hooks = ReadHooks.From([_folder, other, "/nope"]);
        Assert.Equal(["a.json", "b.json"], hooks.Select(hook => Path.GetFileName(hook.Path)));
        Assert.Equal("prestart", hooks[1].Document.Stages![0]);
    }

    [Theory]
    [InlineData("""{"version":"0.1.0"}""", "version \"0.1.0\" is not 1.0.0")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"true"},"when":{"always":true},"stages":["prestart"]}""", "hook.path must be an absolute path")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"/nope"},"when":{"always":true},"stages":["prestart"]}""", "stat /nope: no such file or directory")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"/bin/true"},"when":{},"stages":["prestart"]}""", "when: no condition is given")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"/bin/true"},"when":{"always":true},"stages":[]}""", "stages: none is given")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"/bin/true"},"when":{"always":true},"stages":["never"]}""", "stages: unknown stage \"never\"")]
    [InlineData("""{"version":"1.0.0","hook":{"path":"/bin/true"},"when":{"commands":["("]},"stages":["prestart"]}""", "Not enough )'s")]
    [InlineData("""{"version":"1.0.0","hok":{}}""", "hok")]
    public void Wrong_files_are_refused_with_their_name(string text, string expected)
    {
        File.WriteAllText(Path.Join(_folder, "x.json"), text);
        var error = Assert.Throws<EngineException>(() => ReadHooks.From([_folder]));
        Assert.Contains("x.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hook_before_creation_changes_the_specification()
    {
        var program = Path.Join(_folder, "change");
        File.WriteAllText(program, "#!/bin/sh\n/bin/sed 's/\"before\"/\"after\"/'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Write(_folder, "a.json", "precreate", program);
        var spec = new RuntimeSpec { Hostname = "before" };
        Assert.Contains("\"hostname\":\"after\"", Encoding.UTF8.GetString(new AddHooks([_folder]).To(spec, hasBindMounts: false)), StringComparison.Ordinal);
    }

    private static void Write(string folder, string name, string stage, string program = "/bin/true") => File.WriteAllText(
        Path.Join(folder, name), $$"""{"version":"1.0.0","hook":{"path":"{{program}}"},"when":{"always":true},"stages":["{{stage}}"]}""");
}
