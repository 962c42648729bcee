namespace Hull.Engine.Doctor;

/// <summary>Commands that mend, as they are typed.</summary>
internal static class Mends
{
    // The package managers by their programs, and what installing is called there.
    private static readonly (string Program, string Command, bool IsDebian)[] Managers =
    [
        ("apt-get", "sudo apt-get install -y", true), ("dnf", "sudo dnf install -y", false), ("zypper", "sudo zypper install -y", false),
        ("pacman", "sudo pacman -S --noconfirm", false), ("apk", "sudo apk add", false),
    ];

    /// <summary>Installs a package.</summary>
    /// <param name="host">Whose package manager it is for.</param>
    /// <param name="debian">The package's name on Debian and its children.</param>
    /// <param name="others">Its name elsewhere; null where it is the same.</param>
    public static string Install(ExaminedHost host, string debian, string? others = null)
    {
        foreach (var (program, command, isDebian) in Managers)
        {
            if (host.Find(program) is not null) return $"{command} {(isDebian ? debian : others ?? debian)}";
        }

        return $"install {others ?? debian} with the package manager of this host";
    }

    /// <summary>Sets a value of the kernel, until the next boot.</summary>
    public static string Sysctl(string name, string value) =>
        value.Contains(' ', StringComparison.Ordinal) ? $"sudo sysctl -w \"{name}={value}\"" : $"sudo sysctl -w {name}={value}";
}
