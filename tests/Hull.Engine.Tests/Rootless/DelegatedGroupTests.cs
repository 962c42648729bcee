using Hull.Engine.Rootless;

namespace Hull.Engine.Tests.Rootless;

public sealed class DelegatedGroupTests
{
    [Theory]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", false)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/term.scope", true)]
    [InlineData("/user.slice/user-1001.slice/user@1001.service/app.slice/term.scope", false)]
    [InlineData("/system.slice/cron.service", false)]
    [InlineData("/", false)]
    public void A_session_is_the_hosts_and_not_the_users(string path, bool expected) => Assert.Equal(expected, DelegatedGroup.IsBelow(path, 1000));
}
