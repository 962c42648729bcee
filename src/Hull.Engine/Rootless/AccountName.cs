using System.Globalization;
using Hull.Engine.Containers;

namespace Hull.Engine.Rootless;

/// <summary>The name of a user of the host, seen from inside the user's namespace, where the user is called root.</summary>
internal static class AccountName
{
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The name; the number where /etc/passwd has none, which is how subuid(5) and loginctl(1) may call the user, too.</summary>
    public static string Of(uint user)
    {
        var number = user.ToString(CultureInfo.InvariantCulture);
        foreach (var line in TextFiles.ReadIfThere("/etc/passwd", LargestFile).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length > 2 && fields[2] == number) return fields[0];
        }

        return number;
    }
}
