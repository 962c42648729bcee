using Hull.Core;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>Switches of the kernel below /proc/sys/net; they belong to the network namespace of who opens them.</summary>
internal static class KernelValue
{
    /// <summary>Switches one on where it is off.</summary>
    /// <exception cref="EngineException">PermissionDenied: it is off, and may not be switched on from here.</exception>
    public static void SwitchOn(string path, string why, ILogger log)
    {
        try
        {
            if (File.ReadAllText(path).AsSpan().Trim() is not "0") return;
            log.SettingKernelValue(path);
            File.WriteAllText(path, "1");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"switching {path} on: {e.Message}", $"{why}; switch it on with sysctl", e);
        }
    }
}
