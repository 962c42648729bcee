namespace Hull.Engine.Configuration;

/// <summary>Keys of containers.conf that are known and have no effect in Hull, each with its reason.</summary>
internal static class IdleKeys
{
    /// <summary>The reason, or null for a key that nobody knows.</summary>
    /// <param name="key">The key's path.</param>
    public static string? Reason(string key) => key switch
    {
        "engine.num_locks" or "engine.lock_type" => "each object has a lock file of its own",
        "engine.database_backend" => "the one state database is SQLite",
        "engine.namespace" => "all containers of a store are one namespace",
        "engine.remote" or "engine.active_service" or "engine.remote_uri" or "engine.remote_identity" => "Hull works on this host",
        "engine.runtime_supports_json" or "engine.runtime_supports_nocgroup" or "engine.runtime_supports_kvm" =>
            "what a runtime can do is asked of the runtime",
        "engine.runtime_path" => "use [engine.runtimes]",
        "engine.conmonrs_path" => "conmon watches containers",
        "engine.enable_port_reservation" => "ports are held by the kernel's own tables",
        "engine.network_cmd_path" or "engine.network_cmd_options" => "slirp4netns is only a fallback",
        "containers.userns_size" => "auto takes the size from the image",
        "containers.prepare_volume_on_create" => "volumes are filled when they are first mounted",
        "network.network_backend" or "network.netavark_plugin_dirs" or "network.cni_plugin_dirs" or "network.firewall_driver" =>
            "networks are made in-process",
        _ => Area(key),
    };

    private static string? Area(string key)
    {
        var end = key.IndexOf('.', StringComparison.Ordinal);
        return (end < 0 ? key : key[..end]) switch
        {
            "machine" or "farms" or "podmansh" or "secrets" or "configmaps" => "this version has no such commands",
            _ => null,
        };
    }
}
