using Hull.Core;

namespace Hull.Engine.Configuration;

/// <summary>
/// Which containers.conf files are read, in which order (containers.conf(5), "CONFIGURATION FILES"): the vendor's, the administrator's,
/// for a user the user's own, each followed by its drop-ins sorted by name; then modules; then CONTAINERS_CONF_OVERRIDE.
/// CONTAINERS_CONF stands in place of all but modules and override.
/// </summary>
internal sealed class ConfigurationFiles
{
    private const string Name = "containers.conf";
    private readonly HostEnvironment _host;
    private readonly List<string> _files = [];
    private readonly List<string> _modules = [];

    private ConfigurationFiles(HostEnvironment host) => _host = host;

    /// <summary>The files that exist, in the order in which they are read.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Those of them that are modules, as absolute paths.</summary>
    public IReadOnlyList<string> Modules => _modules;

    /// <summary>Finds the files.</summary>
    /// <param name="host">Environment and user.</param>
    /// <param name="modules">The modules asked for.</param>
    /// <exception cref="EngineException">InvalidArgument: a file named by the environment, or a module, is not there.</exception>
    public static ConfigurationFiles Find(HostEnvironment host, IReadOnlyList<string> modules)
    {
        var found = new ConfigurationFiles(host);
        if (host.Variable("CONTAINERS_CONF") is { Length: > 0 } only) found.AddNamed("CONTAINERS_CONF", only);
        else found.AddDefaults();
        foreach (var module in modules) found.AddModule(module);
        if (host.Variable("CONTAINERS_CONF_OVERRIDE") is { Length: > 0 } last) found.AddNamed("CONTAINERS_CONF_OVERRIDE", last);
        return found;
    }

    private void AddDefaults()
    {
        AddWithDropIns(_host.Prefix + "/usr/share/containers/" + Name);
        AddWithDropIns(_host.Prefix + "/etc/containers/" + Name);
        if (_host.Rootless && _host.UserConfigDirectory is { } home) AddWithDropIns(home + "/containers/" + Name, ownedByUser: true);
    }

    private void AddWithDropIns(string main, bool ownedByUser = false)
    {
        if (File.Exists(main)) _files.Add(main);
        AddDirectory(main + ".d");
        if (ownedByUser) return;
        var special = main[..^".conf".Length] + (_host.Rootless ? ".rootless.conf.d" : ".rootful.conf.d");
        AddDirectory(special);
        if (_host.Rootless) AddDirectory($"{special}/{_host.UserId}");
    }

    private void AddDirectory(string directory)
    {
        if (!Directory.Exists(directory)) return;
        var names = Directory.GetFiles(directory, "*.conf");
        Array.Sort(names, StringComparer.Ordinal);
        _files.AddRange(names);
    }

    private void AddNamed(string variable, string path)
    {
        if (!File.Exists(path))
            throw new EngineException(ErrorKind.InvalidArgument, $"reading {path}, named by {variable}: no such file or directory");
        _files.Add(path);
    }

    private void AddModule(string module)
    {
        foreach (var directory in module.StartsWith('/') ? [""] : ModuleDirectories())
        {
            var path = directory.Length == 0 ? module : directory + "/" + module;
            if (!File.Exists(path)) continue;
            _files.Add(path);
            _modules.Add(path);
            return;
        }

        throw new EngineException(
            ErrorKind.InvalidArgument,
            $"could not resolve module \"{module}\": no such file or directory",
            $"give an absolute path, or put it into {_host.Prefix}/etc/containers/{Name}.modules");
    }

    private List<string> ModuleDirectories()
    {
        var directories = new List<string>();
        if (_host.UserConfigDirectory is { } home) directories.Add($"{home}/containers/{Name}.modules");
        directories.Add($"{_host.Prefix}/etc/containers/{Name}.modules");
        directories.Add($"{_host.Prefix}/usr/share/containers/{Name}.modules");
        return directories;
    }
}
