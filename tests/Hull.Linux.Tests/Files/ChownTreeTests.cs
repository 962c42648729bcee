using Hull.Linux.Files;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Files;

public sealed class ChownTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gives_a_tree_away_without_following_links_and_keeps_set_id_bits()
    {
        Assert.SkipUnless(HostKernel.EffectiveUserId == 0, "only root gives files away");
        Shell("mkdir -p t/in; touch out t/in/file; chmod 6755 t/in/file; ln -s ../../out t/in/link");

        Assert.True(Run("t", 5, 6));

        Assert.Equal("5:6 t|5:6 t/in|5:6 t/in/file|5:6 t/in/link|0:0 out|6755", Shell(
            "stat -c '%u:%g %n' t t/in t/in/file t/in/link out; stat -c %a t/in/file"));
    }

    [Fact]
    public void A_tree_whose_top_is_the_owners_already_is_left_alone()
    {
        Assert.SkipUnless(HostKernel.EffectiveUserId == 0, "only root gives files away");
        Shell("mkdir t; touch t/file; chown 5:6 t");

        Assert.False(Run("t", 5, 6));

        Assert.Equal("0:0", Shell("stat -c %u:%g t/file"));
    }

    private bool Run(string name, uint uid, uint gid)
    {
        using var top = SafePath.FindOnHost(_folder[name]);
        return ChownTree.Run(top, uid, gid);
    }

    private string Shell(string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euc", script], WorkingDirectory = _folder.Path });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        return run.OutputText.Trim().ReplaceLineEndings("|");
    }
}
