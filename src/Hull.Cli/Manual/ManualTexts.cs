namespace Hull.Cli.Manual;

/// <summary>What the program's own page tells beyond its row: exit codes, the environment, files.</summary>
internal static class ManualTexts
{
    /// <summary>Adds the sections.</summary>
    /// <param name="page">The page.</param>
    public static void Write(Roff page)
    {
        page.Section("EXIT STATUS");
        page.Item(Roff.Bold("0"), "Success.");
        page.Item(Roff.Bold("1"), "The answer of a question is no, or what is to be removed is not there.");
        page.Item(Roff.Bold("125"), Roff.Escape("The engine failed, or the command line is wrong."));
        page.Item(Roff.Bold("126"), Roff.Escape("The container's command cannot be executed."));
        page.Item(Roff.Bold("127"), Roff.Escape("The container's command is not found."));
        page.Item(Roff.Bold("128+n"), Roff.Escape("The container's process ended by signal n."));
        page.Paragraph(Roff.Escape("Any other code is that of the container's process."));
        page.Section("ENVIRONMENT");
        page.Item(Roff.Bold("CONTAINERS_CONF"), Roff.Escape("A containers.conf that is read in place of the system's and the user's."));
        page.Item(Roff.Bold("CONTAINERS_CONF_OVERRIDE"), Roff.Escape("A containers.conf that is read last."));
        page.Item(Roff.Bold("CONTAINERS_REGISTRIES_CONF"), Roff.Escape("A registries.conf that is read in place of the system's and the user's."));
        page.Item(Roff.Bold("REGISTRY_AUTH_FILE"), Roff.Escape("The file of registry credentials."));
        page.Item(Roff.Bold("XDG_DATA_HOME") + ", " + Roff.Bold("XDG_RUNTIME_DIR"), Roff.Escape("Below these an ordinary user's store and run root lie."));
        page.Section("FILES");
        page.Item(Roff.Bold("/var/lib/hull") + ", " + Roff.Bold("$XDG_DATA_HOME/hull"), Roff.Escape("The store: images, containers and all that lasts."));
        page.Item(Roff.Bold("/run/hull") + ", " + Roff.Bold("$XDG_RUNTIME_DIR/hull"), Roff.Escape("All that a reboot forgets."));
        page.Item(
            Roff.Bold("/etc/containers/containers.conf") + ", " + Roff.Bold("registries.conf") + ", " + Roff.Bold("policy.json"),
            Roff.Escape("The configuration that Podman, Buildah and Skopeo read too."));
    }
}
