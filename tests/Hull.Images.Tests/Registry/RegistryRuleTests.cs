using Hull.Core;
using Hull.Images.Registry;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

public class RegistryRuleTests
{
    [Theory]
    [InlineData("quay.io", "quay.io/a/b", 7)]
    [InlineData("quay.io", "quay.io", 7)]
    [InlineData("quay.io/a", "quay.io/a/b", 9)]
    [InlineData("quay.io/a", "quay.io/a", 9)]
    [InlineData("quay.io/a", "quay.io/ab", -1)]
    [InlineData("quay.io", "quay.io.evil.com/a", -1)]
    [InlineData("quay.io", "quay.iota/a", -1)]
    [InlineData("quay.io", "quay.io:5000/a", 7)]
    [InlineData("quay.io:5000", "quay.io/a", -1)]
    [InlineData("quay.io/a/b", "quay.io/a", -1)]
    [InlineData("*.example.com", "x.example.com/a", 13)]
    [InlineData("*.example.com", "x.y.example.com/a", 15)]
    [InlineData("*.example.com", "example.com/a", -1)]
    [InlineData("*.example.com", "badexample.com/a", -1)]
    [InlineData("*.example.com", "evil.com/x.example.com", -1)]
    [InlineData("*.example.com", "x.example.com.evil.com/a", -1)]
    public void Covers_whole_parts_of_names(string prefix, string repository, int expected) =>
        Assert.Equal(expected, new RegistryRule { Prefix = prefix }.Covers(repository));

    [Theory]
    [InlineData("quay.io/a/b/c:1", "quay.io/a/b")]
    [InlineData("quay.io/a/c", "quay.io/a")]
    [InlineData("quay.io/z", "quay.io")]
    [InlineData("x.quay.io/z", "*.quay.io")]
    [InlineData("alpine", "docker.io/library")]
    [InlineData("ghcr.io/a/b", null)]
    public void The_rule_that_covers_most_counts(string image, string? expected)
    {
        RegistryRule[] rules = [.. ((string[])["quay.io", "quay.io/a/b", "quay.io/a", "*.quay.io", "docker.io/library"]).Select(prefix => new RegistryRule { Prefix = prefix })];
        Assert.Equal(expected, RegistryRule.For(rules, ImageReference.Parse(image))?.Prefix);
    }

    [Theory]
    [InlineData("quay.io/a/b", null, "quay.io", "a/b", "quay.io")]
    [InlineData("alpine", null, "docker.io", "library/alpine", "registry-1.docker.io")]
    [InlineData("quay.io/a/b", "mirror.example:5000", "mirror.example:5000", "a/b", "mirror.example:5000")]
    [InlineData("quay.io/a/b", "mirror.example/sub/", "mirror.example", "sub/a/b", "mirror.example")]
    public void A_location_stands_in_the_prefixs_place(string image, string? location, string domain, string path, string authority)
    {
        var access = new RegistryAccess { Rules = [new RegistryRule { Prefix = "quay.io", Location = location }] };
        var endpoint = RegistryEndpoint.For(ImageReference.Parse(image), access);
        Assert.Equal((domain, path, authority, false), (endpoint.Domain, endpoint.Path, endpoint.Authority, endpoint.Insecure));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(null, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    public void The_callers_word_on_certificates_goes_before_the_rules(bool? verify, bool insecure, bool expected)
    {
        var access = new RegistryAccess { TlsVerify = verify, Rules = [new RegistryRule { Prefix = "quay.io", Insecure = insecure }] };
        Assert.Equal(expected, RegistryEndpoint.For(ImageReference.Parse("quay.io/a"), access).Insecure);
    }

    [Fact]
    public void Blocked_registries_mirrors_and_bad_locations_are_refused()
    {
        static EngineException Refused(RegistryRule rule) =>
            Assert.Throws<EngineException>(() => RegistryEndpoint.For(ImageReference.Parse("quay.io/a"), new RegistryAccess { Rules = [rule] }));
        var rule = new RegistryRule { Prefix = "quay.io" };
        Assert.Equal(ErrorKind.Conflict, Refused(rule with { Blocked = true }).Kind);
        Assert.Equal(ErrorKind.Unsupported, Refused(rule with { HasMirrors = true }).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Refused(rule with { Location = "no name at all" }).Kind);
    }

    [Fact]
    public async Task A_rule_alone_allows_plain_HTTP()
    {
        using var bed = new RegistryBed();
        var image = new FakeImage(TestImage.Gzip(TestImage.Tar(("x", "y")))).PutOn(bed.Registry);
        bed.Access = bed.Access with { TlsVerify = null };
        Assert.Equal(ErrorKind.Network, (await Assert.ThrowsAsync<EngineException>(() => bed.PullAsync())).Kind);
        // Not a word was said by plain HTTP, the password least of all.
        Assert.Empty(bed.Registry.Seen);
        bed.Access = bed.Access with { Rules = [new RegistryRule { Prefix = bed.Registry.Authority, Insecure = true }] };
        Assert.Equal(image.Id, (await bed.PullAsync()).Id);
    }
}
