using Hull.Core;
using Hull.Linux.Nftables;

namespace Hull.Linux.Tests.Nftables;

public sealed class NftSocketTests
{
    private const string Table = """
        table inet probe {
          map ports { type inet_proto . inet_service : ipv4_addr . inet_service; }
          set seen { type ipv4_addr; }
          chain forward { type filter hook forward priority filter; policy drop; ip saddr @seen accept; }
          chain other { accept; }
        }
        """;

    private static NftElement Element(ushort port, string comment = "") =>
        new(new byte[] { 6, 0, 0, 0, (byte)(port >> 8), (byte)port, 0, 0 }, new byte[] { 10, 88, 0, 5, 0, 80, 0, 0 }, comment);

    [Fact]
    public void Elements_written_by_hand_are_what_nft_lists() => PrivateNetwork.Run(_ =>
    {
        RunNft.Run("test", Table);
        using var socket = new NftSocket();
        Assert.True(socket.TryChange(NftMessages.AddElements("probe", "ports", [Element(8080, "abc"), Element(8081)])));
        var listed = RunNft.Run("test", "list map inet probe ports");
        Assert.Contains("tcp . 8080 comment \"abc\" : 10.88.0.5 . 80", listed);
        Assert.Contains("tcp . 8081 : 10.88.0.5 . 80", listed);
        Assert.Equal(["", "abc"], socket.TryElements("probe", "ports")!.Select(element => element.Comment).Order());
        Assert.True(socket.TryChange(NftMessages.DeleteElements("probe", [("ports", [Element(8080)])])));
        Assert.Equal([Element(8081).Key.ToArray()], socket.TryElements("probe", "ports")!.Select(element => element.Key.ToArray()));
    });

    [Fact]
    public void A_batch_takes_effect_as_a_whole_or_not_at_all() => PrivateNetwork.Run(_ =>
    {
        RunNft.Run("test", Table);
        using var socket = new NftSocket();
        Assert.False(socket.TryChange(NftMessages.DeleteElements("probe", [("ports", [Element(1)])])));
        Assert.True(socket.TryChange(NftMessages.AddElements("probe", "ports", [Element(1)])));
        Assert.False(socket.TryChange(NftMessages.DeleteElements("probe", [("ports", [Element(1), Element(2)])])));
        Assert.Single(socket.TryElements("probe", "ports")!);
        Assert.False(socket.TryChange(NftMessages.AddElements("missing", "ports", [Element(1)])));
        Assert.Null(socket.TryElements("missing", "ports"));
        var other = Element(1) with { Data = new byte[] { 10, 88, 0, 6, 0, 80, 0, 0 } };
        Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => socket.TryChange(NftMessages.AddElements("probe", "ports", [Element(3), other]))).Kind);
        Assert.Single(socket.TryElements("probe", "ports")!);
    });

    [Fact]
    public void Many_elements_go_in_one_batch() => PrivateNetwork.Run(_ =>
    {
        RunNft.Run("test", Table);
        using var socket = new NftSocket();
        var elements = Enumerable.Range(1, 2000).Select(port => Element((ushort)port, new string('a', 64))).ToList();
        Assert.True(socket.TryChange(NftMessages.AddElements("probe", "ports", elements)));
        Assert.Equal(2000, socket.TryElements("probe", "ports")!.Count);
        Assert.True(socket.TryChange(NftMessages.DeleteElements("probe", [("ports", elements)])));
    });

    [Fact]
    public void Chains_and_rules_are_listed() => PrivateNetwork.Run(_ =>
    {
        RunNft.Run("test", Table);
        using var socket = new NftSocket();
        Assert.Equal([new NftChain(1, "probe", "forward", 2, true), new NftChain(1, "probe", "other", null, false)], socket.Chains());
        Assert.Equal(["forward", "other"], socket.Rules(1, "probe").Select(rule => rule.Chain));
        Assert.Empty(socket.Rules(1, "missing"));
    });

    [Fact]
    public void Library_and_program_do_and_say_the_same() => PrivateNetwork.Run(_ =>
    {
        RunNft.ByProgram("test", Table);
        Assert.Equal(RunNft.ByLibrary("test", "list table inet probe"), RunNft.ByProgram("test", "list table inet probe"));
        foreach (var run in new Func<string, string, string>[] { RunNft.ByLibrary, RunNft.ByProgram })
        {
            var error = Assert.Throws<EngineException>(() => run("testing", "add rule inet missing chain accept"));
            Assert.StartsWith("testing: nft: ", error.Message);
            Assert.DoesNotContain("\n", error.Message);
        }
    });
}
