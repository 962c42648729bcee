using System.Text;
using Hull.Core;
using Hull.Engine.Cdi;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Cdi;

public sealed class CdiTests
{
    private const string Yaml =
        """
        cdiVersion: "0.6.0"
        kind: vendor.com/device
        containerEdits:
          env: [ALL=yes]
        devices:
          - name: "0"
            containerEdits:
              env:
                - WHICH=zero
              deviceNodes:
                - path: /dev/card
                  hostPath: /dev/null
                  permissions: r
                  fileMode: 0660
                  gid: 44
              mounts:
                - {hostPath: /lib/driver, containerPath: /usr/lib/driver, options: [ro, bind]}
              hooks:
                - hookName: createContainer
                  path: /bin/hook
                  args: [hook, --now]
              additionalGids: [44]
        """;

    [Theory]
    [InlineData("vendor.com/device=0", true)]
    [InlineData("nvidia.com/gpu=GPU-1:2.3", true)]
    [InlineData("vendor/class=a", true)]
    [InlineData("vendor.com=0", false)]
    [InlineData("/dev/x=0", false)]
    [InlineData("vendor.com/=0", false)]
    [InlineData("vendor.com/x=", false)]
    [InlineData("1vendor/x=0", false)]
    [InlineData("vendor.com/x y=0", false)]
    [InlineData("vendor.com/x=-0", false)]
    public void Names_are_told_from_others(string text, bool isName) => Assert.Equal(isName, CdiName.TryParse(text) is not null);

    [Fact]
    public void Yaml_and_Json_say_the_same()
    {
        var json = """{"cdiVersion":"0.6.0","kind":"vendor.com/device","devices":[{"name":"0","containerEdits":{"env":["A=b"]}}]}""";
        Assert.Equal("A=b", Parse("x.json", json).Devices![0].ContainerEdits!.Env![0]);
        var yaml = Parse("x.yaml", Yaml);
        Assert.Equal(("vendor.com/device", "0", 432u), (yaml.Kind, yaml.Devices![0].Name, yaml.Devices[0].ContainerEdits!.DeviceNodes![0].FileMode));
    }

    [Theory]
    [InlineData("x.yaml", "a: [")]
    [InlineData("x.json", "{")]
    [InlineData("x.yaml", "")]
    [InlineData("x.yaml", "devices: 5")]
    public void What_is_no_specification_is_refused_with_its_name(string file, string text)
    {
        var error = Assert.Throws<EngineException>(() => Parse(file, text));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_brings_its_edits_and_those_of_its_file()
    {
        var spec = new RuntimeSpec
        {
            Process = new RuntimeProcess { User = new RuntimeUser(), Args = ["x"], Cwd = "/", Env = ["WHICH=none", "PATH=/bin"] },
            Linux = new LinuxSpec { Resources = new LinuxResources { Devices = [new LinuxDeviceCgroup { Access = "rwm" }] } },
        };
        var edits = Registry(("/etc/cdi/a.yaml", 0, Yaml)).EditsOf(["vendor.com/device=0"]);
        var made = InjectCdi.Into(spec, edits, path => new HostPath { Kind = HostPathKind.CharacterDevice, FullPath = path, Major = 1, Minor = 3, Mode = 438 });
        Assert.Equal(["PATH=/bin", "ALL=yes", "WHICH=zero"], made.Process!.Env);
        Assert.Equal([44u], made.Process.User.AdditionalGids);
        Assert.Equal(new LinuxDevice { Path = "/dev/card", Type = "c", Major = 1, Minor = 3, FileMode = 432, Uid = 0, Gid = 44 }, Assert.Single(made.Linux!.Devices!));
        Assert.Equal(new LinuxDeviceCgroup { Allow = true, Type = "c", Major = 1, Minor = 3, Access = "r" }, made.Linux.Resources!.Devices![^1]);
        Assert.Equal(("/usr/lib/driver", "bind", "/lib/driver"), (made.Mounts[0].Destination, made.Mounts[0].Type, made.Mounts[0].Source));
        Assert.Equal("/bin/hook", made.Hooks!.CreateContainer![0].Path);
    }

    [Fact]
    public void A_device_that_the_host_lacks_is_named()
    {
        var edits = Registry(("/etc/cdi/a.yaml", 0, Yaml)).EditsOf(["vendor.com/device=0"]);
        var spec = new RuntimeSpec { Process = new RuntimeProcess { User = new RuntimeUser(), Args = ["x"], Cwd = "/" } };
        var error = Assert.Throws<EngineException>(
            () => InjectCdi.Into(spec, edits, path => new HostPath { Kind = HostPathKind.Missing, FullPath = path, Error = "no such file or directory" }));
        Assert.Equal("CDI device node /dev/card: stat /dev/null: no such file or directory", error.Message);
    }

    [Fact]
    public void A_later_directory_hides_its_namesakes_and_one_directory_may_not_name_a_device_twice()
    {
        var later = Yaml.Replace("WHICH=zero", "WHICH=later", StringComparison.Ordinal);
        var edits = Registry(("/etc/cdi/a.yaml", 0, Yaml), ("/run/cdi/a.yaml", 1, later)).EditsOf(["vendor.com/device=0"]);
        Assert.Equal("WHICH=later", edits[^1].Env![0]);
        var error = Assert.Throws<EngineException>(() => Registry(("/etc/cdi/a.yaml", 0, Yaml), ("/etc/cdi/b.yaml", 0, later)).EditsOf(["vendor.com/device=0"]));
        Assert.Equal("setting up CDI devices: vendor.com/device=0 stands in /etc/cdi/a.yaml and /etc/cdi/b.yaml", error.Message);
    }

    [Theory]
    [InlineData("amd.com/gpu", "amd.com/gpu=all")]
    [InlineData("nvidia.com/gpu", "nvidia.com/gpu=all")]
    public void Gpus_are_those_of_the_vendor_who_is_there(string kind, string expected)
    {
        var file = Yaml.Replace("vendor.com/device", kind, StringComparison.Ordinal);
        Assert.Equal([expected], Registry(("/etc/cdi/a.yaml", 0, file)).Gpus(["all"]));
    }

    private static CdiRegistry Registry(params (string Path, int Priority, string Text)[] files) =>
        new([.. files.Select(file => new CdiFile(file.Path, file.Priority, Parse(file.Path, file.Text)))], ["/etc/cdi", "/run/cdi"]);

    private static CdiDocument Parse(string file, string text) => ReadCdi.Parse(file, Encoding.UTF8.GetBytes(text));
}
