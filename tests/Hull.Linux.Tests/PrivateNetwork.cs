using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;

namespace Hull.Linux.Tests;

/// <summary>Runs a test in a network and mount namespace of its own; both go with the test's thread.</summary>
internal static class PrivateNetwork
{
    public static void Run(Action<TemporaryFolder> test)
    {
        PrivateMounts.RequireRoot();
        using var folder = new TemporaryFolder();
        IsolatedThread.Run([], NamespaceKinds.Mount | NamespaceKinds.Network, () =>
        {
            Mount.SetPropagation("/", Propagation.Private, recursive: true);
            test(folder);
        });
    }
}
