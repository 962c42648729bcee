using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests.Transports;

public class ImageChangesTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "CMD [\"/bin/x\",\"a b\"]", """{"Cmd":["/bin/x","a b"]}""" },
        { "CMD /bin/x a b", """{"Cmd":["/bin/sh","-c","/bin/x a b"]}""" },
        { "CMD ['no json']", """{"Cmd":["/bin/sh","-c","['no json']"]}""" },
        { "CMD [null]", """{"Cmd":["/bin/sh","-c","[null]"]}""" },
        { "CMD ", """{"Cmd":["/bin/sh","-c"]}""" },
        { "CMD=/x", """{"Cmd":["/bin/sh","-c","/x"]}""" },
        { "cmd []", """{"Cmd":[]}""" },
        { "ENTRYPOINT [\"/e\"]", """{"Entrypoint":["/e"]}""" },
        { "ENTRYPOINT /e f", """{"Entrypoint":["/bin/sh","-c","/e f"]}""" },
        { "ENTRYPOINT ", """{"Entrypoint":[]}""" },
        { "ENV A=1", """{"Env":["A=1"]}""" },
        { "ENV=A=1", """{"Env":["A=1"]}""" },
        { "ENV A=1 B=\"2 3\" C='4\" 5' D=\\ x", """{"Env":["A=1","B=2 3","C=4\" 5","D= x"]}""" },
        { "ENV A some words", """{"Env":["A=some words"]}""" },
        { "ENV A=", """{"Env":["A="]}""" },
        { "ENV A=b=c", """{"Env":["A=b=c"]}""" },
        { "EXPOSE 80", """{"ExposedPorts":{"80/tcp":{}}}""" },
        { "EXPOSE 53/UDP 80/sctp", """{"ExposedPorts":{"53/udp":{},"80/sctp":{}}}""" },
        { "LABEL a=b", """{"Labels":{"a":"b"}}""" },
        { "LABEL \"a b\"=\"c d\" e=", """{"Labels":{"a b":"c d","e":""}}""" },
        { "ONBUILD RUN x && y", """{"OnBuild":["RUN x && y"]}""" },
        { "STOPSIGNAL SIGINT", """{"StopSignal":"2"}""" },
        { "STOPSIGNAL 15", """{"StopSignal":"15"}""" },
        { "USER 1000:1000", """{"User":"1000:1000"}""" },
        { "VOLUME /a /b", """{"Volumes":{"/a":{},"/b":{}}}""" },
        { "VOLUME [\"/a b\"]", """{"Volumes":{"/a b":{}}}""" },
        { "WORKDIR /a//b/../c/.", """{"WorkingDir":"/a/c"}""" },
        { "WORKDIR a/../../b", """{"WorkingDir":"/b"}""" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Reads_each_instruction(string change, string expected) =>
        Assert.Equal(expected, Json(ImageChanges.Apply(new ContainerDefaults(), [change])));

    [Fact]
    public void Later_instructions_replace_or_add()
    {
        var result = ImageChanges.Apply(
            new ContainerDefaults { Env = ["A=0", "B=0"], WorkingDir = "/w", Labels = new Dictionary<string, string> { ["a"] = "0" } },
            ["ENV A=1 C=3", "WORKDIR x", "WORKDIR y", "LABEL a=1", "CMD one", "CMD two", "VOLUME /a", "VOLUME /b", "ONBUILD a", "ONBUILD b"]);
        Assert.Equal(["A=1", "B=0", "C=3"], result.Env!);
        Assert.Equal(("/w/x/y", "1", "two"), (result.WorkingDir, result.Labels!["a"], result.Cmd![2]));
        Assert.Equal(["/a", "/b"], result.Volumes!.Keys);
        Assert.Equal(["a", "b"], result.OnBuild!);
    }

    [Theory]
    [InlineData("CMD", "must be formatted as KEY VALUE")]
    [InlineData("", "must be formatted as KEY VALUE")]
    [InlineData("RUN x", "invalid instruction RUN")]
    [InlineData("FROM=x", "invalid instruction FROM")]
    [InlineData("ENV ", "at least one argument")]
    [InlineData("ENV A", "formatted key=value")]
    [InlineData("ENV A=1 B", "formatted key=value")]
    [InlineData("ENV =1", "non-empty key")]
    [InlineData("ENV A=\"x", "quotation mark is not closed")]
    [InlineData("LABEL a", "formatted key=value")]
    [InlineData("LABEL =b", "non-empty key")]
    [InlineData("EXPOSE http", "number from 1 to 65535")]
    [InlineData("EXPOSE 0", "number from 1 to 65535")]
    [InlineData("EXPOSE 65536", "number from 1 to 65535")]
    [InlineData("EXPOSE -1", "number from 1 to 65535")]
    [InlineData("EXPOSE 80/icmp", "TCP, UDP or SCTP")]
    [InlineData("EXPOSE 80/tcp/x", "PORT[/PROTO]")]
    [InlineData("USER ", "a value to USER")]
    [InlineData("WORKDIR ", "non-empty WORKDIR")]
    [InlineData("VOLUME ", "must not be empty")]
    [InlineData("VOLUME []", "must not be empty")]
    [InlineData("VOLUME [\"\"]", "must not be empty")]
    [InlineData("STOPSIGNAL SIGNOTHING", "valid signal")]
    [InlineData("STOPSIGNAL ", "valid signal")]
    [InlineData("ONBUILD ", "given an argument")]
    public void Refuses_what_it_cannot_read(string change, string reason)
    {
        var error = Assert.Throws<EngineException>(() => ImageChanges.Apply(new ContainerDefaults(), [change]));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.StartsWith($"invalid change \"{change}\" - ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static string Json(ContainerDefaults defaults)
    {
        var config = new ImageConfig { Config = defaults, RootFs = new RootFs { Type = "layers" } }.ToJson();
        var text = System.Text.Encoding.UTF8.GetString(config);
        var start = text.IndexOf("\"config\":", StringComparison.Ordinal) + "\"config\":".Length;
        return text[start..text.IndexOf(",\"rootfs\"", StringComparison.Ordinal)];
    }
}
