using System.Net;
using Hull.Linux.Netlink;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Tests.Netlink;

public sealed class NetlinkMessageTests
{
    private static string Hex(NetlinkMessage message) => Convert.ToHexStringLower(message.Bytes);

    [Fact]
    public void Attributes_are_padded_and_their_length_is_not() => Assert.Equal(
        // length 56, type 16, flags request | exclusive | create, sequence and port 0; struct ifinfomsg of zeros; IFLA_IFNAME of 3 bytes; one of 4.
        "28000000" + "1000" + "0500" + "0000000000000000"
        + "01020304" + "0700030061620000" + "0c00048008000500" + "2a000000",
        Hex(new NetlinkMessage("test", 16, NetlinkFlags.Acknowledge, [1, 2, 3, 4]).Add(3, "ab").Nest(4, nest => nest.Add(5, 42u))));

    [Fact]
    public void A_bridge_is_named_has_its_address_and_is_up() => Assert.Equal(
        "48000000" + "1000" + "0106" + "0000000000000000"
        + "00000000" + "00000000" + "01000000" + "01000000"
        + "0a000300" + "68756c6c30000000"
        + "0a000100" + "2a680a5800010000"
        + "10001280" + "0b000100" + "6272696467650000",
        Hex(LinkMessages.NewBridge("hull0", [0x2a, 0x68, 0x0a, 0x58, 0x00, 0x01])));

    [Fact]
    public void The_other_end_of_a_pair_is_made_in_its_namespace_at_once()
    {
        using var descriptor = new SafeFileHandle(7, ownsHandle: false);
        var message = LinkMessages.NewVeth(new VethRequest { Name = "v", Master = 3, PeerName = "eth0", PeerMac = new byte[] { 2, 0, 0, 0, 0, 1 }, PeerNamespace = descriptor });
        Assert.Equal(
            "78000000" + "1000" + "0106" + "0000000000000000"
            + "00000000" + "00000000" + "01000000" + "01000000"
            + "06000300" + "76000000"
            + "08000a00" + "03000000"
            + "48001280" + "09000100" + "7665746800000000"
            + "38000280" + "34000180"
            + "00000000" + "00000000" + "00000000" + "00000000"
            + "09000300" + "6574683000000000"
            + "0a000100" + "0200000000010000"
            + "08001c00" + "07000000",
            Hex(message));
    }

    [Fact]
    public void An_address_has_its_broadcast() => Assert.Equal(
        "30000000" + "1400" + "0105" + "0000000000000000"
        + "02100000" + "02000000"
        + "08000200" + "0a580005"
        + "08000100" + "0a580005"
        + "08000400" + "0a58ffff",
        Hex(AddressMessages.NewAddress(2, IPAddress.Parse("10.88.0.5"), 16)));

    [Fact]
    public void A_default_route_names_gateway_and_device() => Assert.Equal(
        "2c000000" + "1800" + "0105" + "0000000000000000"
        + "02000000" + "fe040001" + "00000000"
        + "08000500" + "0a580001"
        + "08000400" + "02000000",
        Hex(AddressMessages.NewDefaultRoute(2, IPAddress.Parse("10.88.0.1"))));

    [Fact]
    public void Attributes_that_are_cut_short_end_the_run()
    {
        byte[] bytes = [8, 0, 1, 0, 42, 0, 0, 0, 9, 0, 2, 0, 1];
        var attributes = new NetlinkAttributes(bytes);
        Assert.Equal(42u, attributes.Number(1));
        Assert.True(attributes.Find(2).IsEmpty);
        Assert.True(new NetlinkAttributes([3, 0, 1, 0]).Find(1).IsEmpty);
    }

    [Fact]
    public void The_kernels_own_words_are_part_of_the_error()
    {
        // -EEXIST, the request's header (capped), NLMSGERR_ATTR_MSG "why".
        byte[] payload = [0xef, 0xff, 0xff, 0xff, .. new byte[16], 8, 0, 1, 0, (byte)'w', (byte)'h', (byte)'y', 0];
        var error = NetlinkErrors.Read("make x", 0x300, payload);
        Assert.Equal("make x: File exists (why)", error!.Message);
        Assert.Equal(Errno.EEXIST, NetlinkErrors.ErrnoOf(error));
        Assert.Null(NetlinkErrors.Read("make x", 0, new byte[20]));
    }

    [Theory]
    [InlineData("92:d0:c6:0a:29:33", true)]
    [InlineData("92:D0:C6:0A:29:33", true)]
    [InlineData("92:d0:c6:0a:29", false)]
    [InlineData("92:d0:c6:0a:29:3", false)]
    [InlineData("92:d0:c6:0a:29:+3", false)]
    [InlineData("92-d0-c6-0a-29-33", false)]
    public void Hardware_addresses_are_read(string text, bool good)
    {
        var bytes = MacText.TryRead(text);
        Assert.Equal(good, bytes is not null);
        if (bytes is not null) Assert.Equal(text.ToLowerInvariant(), MacText.Write(bytes));
    }
}
