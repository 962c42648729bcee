using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;

namespace Hull.Linux.Tests;

/// <summary>Runs a test in a mount namespace of its own, which the kernel takes away with all its mounts when the test's thread ends.</summary>
internal static class PrivateMounts
{
    public static void Run(Action<TemporaryFolder> test)
    {
        RequireRoot();
        using var folder = new TemporaryFolder();
        IsolatedThread.Run([], NamespaceKinds.Mount, () =>
        {
            Mount.SetPropagation("/", Propagation.Private, recursive: true);
            test(folder);
        });
    }

    public static void RequireRoot()
    {
        if (HostKernel.EffectiveUserId != 0) Assert.Skip("needs root");
    }
}
