using Hull.Linux.Native;

namespace Hull.Linux.Seccomp;

/// <summary>The libseccomp that is installed.</summary>
/// <param name="Version">Such as 2.5.4.</param>
/// <param name="ApiLevel">What the running kernel lets it do (seccomp_api_get(3)).</param>
public sealed record SeccompLibrary(Version Version, int ApiLevel)
{
    /// <summary>Opens the library; null if it is not installed.</summary>
    public static unsafe SeccompLibrary? TryOpen()
    {
        try
        {
            var version = Libseccomp.seccomp_version();
            return new SeccompLibrary(
                new Version((int)version->Major, (int)version->Minor, (int)version->Micro), (int)Libseccomp.seccomp_api_get());
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }
}
