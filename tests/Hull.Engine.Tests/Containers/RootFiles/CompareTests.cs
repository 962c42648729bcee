using Hull.Engine.Containers.RootFiles;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Processes;

namespace Hull.Engine.Tests.Containers.RootFiles;

public sealed class CompareTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    public CompareTests() => Assert.SkipUnless(HostKernel.EffectiveUserId == 0, "whiteouts and marks need root");

    public void Dispose() => _root.Dispose();

    private void Shell(string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euc", script], WorkingDirectory = _root.Directory });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
    }

    private string Layer()
    {
        using var layer = DirectoryHandle.Open(_root.Path("layer"));
        using var below = DirectoryHandle.Open(_root.Path("below"));
        return Text(CompareLayer.Run(layer, below));
    }

    private static string Text(IEnumerable<FileChange> changes) => string.Join(", ", changes.Select(change => $"{change.Letter} {change.Path}"));

    [Theory]
    [InlineData("touch layer/f", "A /f")]
    [InlineData("mkdir -p layer/a/b; touch layer/a/b/f", "A /a, A /a/b, A /a/b/f")]
    [InlineData("mkdir layer/d; touch -r below/d layer/d; touch layer/d/f", "C /d, A /d/f")]
    [InlineData("mkdir layer/d; cp -a below/d/sub layer/d/; touch -r below/d layer/d; touch layer/d/sub/new", "C /d, C /d/sub, A /d/sub/new")]
    [InlineData("mkdir layer/d; echo x > layer/d/old; touch -r below/d layer/d", "C /d/old")]
    [InlineData("mkdir layer/d; touch -r below/d layer/d", "")]
    [InlineData("mknod layer/top c 0 0", "D /top")]
    [InlineData("mkdir layer/d; touch -r below/d layer/d; mknod layer/d/old c 0 0", "C /d, D /d/old")]
    [InlineData("mknod layer/never c 0 0", "")]
    [InlineData("mkdir layer/d; touch layer/d/own; python3 -c 'import os; os.setxattr(\"layer/d\", \"trusted.overlay.opaque\", b\"y\")'", "C /d, D /d/old, A /d/own, D /d/sub")]
    [InlineData("touch layer/d", "C /d")]
    [InlineData("mkdir layer/top; touch layer/top/f", "C /top, A /top/f")]
    public void A_layer_shows_what_it_changes_below(string make, string expected)
    {
        Shell("mkdir -p below/d/sub layer; touch below/d/old below/top; touch -d @1000000000 below/d/sub below/d; " + make);
        Assert.Equal(expected, Layer());
    }

    [Fact]
    public void Names_are_marks_only_where_fuse_overlayfs_makes_them()
    {
        Shell("mkdir -p below/d layer/d; touch below/d/f below/top; touch layer/.wh.top layer/d/.wh..wh..opq; touch -d @1000000000 below/d layer/d");
        using var layer = DirectoryHandle.Open(_root.Path("layer"));
        using var below = DirectoryHandle.Open(_root.Path("below"));
        Assert.Equal("C /d, D /d/f, D /top", Text(CompareLayer.Run(layer, below, hasNamedMarks: true)));
        Assert.Equal("A /.wh.top, C /d, A /d/.wh..wh..opq", Text(CompareLayer.Run(layer, below)));
    }

    [Fact]
    public void Whole_trees_are_compared_name_by_name()
    {
        Shell("""
            mkdir -p one/d/gone one/same two/same two/d two/new; echo a > one/d/f; echo bb > two/d/f; touch one/d/gone/f two/new/f "two/$(printf 'x\ny')"
            touch -d @1000000000 one/same two/same one/d two/d
            """);
        using var before = DirectoryHandle.Open(_root.Path("one"));
        using var after = DirectoryHandle.Open(_root.Path("two"));
        Assert.Equal("C /d/f, D /d/gone, A /new, A /new/f, A /x\\x0ay", Text(CompareTrees.Run(before, after)));
        Assert.Equal("", Text(CompareTrees.Run(after, after)));
    }
}
