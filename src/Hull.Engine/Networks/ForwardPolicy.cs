using System.Text;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Linux.Nftables;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>
/// Where another program drops what it does not know on its way through the host, containers reach nobody outside: a packet that one table
/// drops is gone, whatever the others say. iptables' chains, Docker's among them, get rules that let ours pass; in a table of nft's own the
/// administrator has the word, and is told.
/// </summary>
internal static class ForwardPolicy
{
    private const byte FamilyIp = 2;
    private const uint HookForward = 2;
    private const string LegacyTables = "/proc/net/ip_tables_names";

    /// <summary>Looks at every chain that packets are forwarded through, and opens those that may be opened.</summary>
    /// <exception cref="EngineException">Conflict: iptables drops forwarded packets, and cannot be told not to.</exception>
    public static void Open(string device, NftSocket nft, ILogger log)
    {
        var chains = nft.Chains();
        foreach (var chain in chains)
        {
            if (chain is not { Hook: HookForward, Drops: true } || chain.Table == NatTable.Name || chain.Family > FamilyIp) continue;
            var isIptables = chain is { Family: FamilyIp, Table: "filter", Name: "FORWARD" };
            var own = isIptables && chains.Any(other => other is { Family: FamilyIp, Table: "filter", Name: "DOCKER-USER" }) ? "DOCKER-USER" : chain.Name;
            if (Mentions(nft, chain, own, device)) continue;
            if (isIptables) Insert("iptables", own, device, log);
            else log.Warn($"chain {chain.Name} of nft table {chain.Table} drops what it does not accept: containers on {device} reach nobody outside before it has a rule for that device");
        }
        if (File.Exists(LegacyTables) && TextFiles.ReadIfThere(LegacyTables, 4096).Split('\n').Contains("filter")) OpenLegacy(device, log);
    }

    // iptables of the older kind keeps its rules where nftables does not see them.
    private static void OpenLegacy(string device, ILogger log)
    {
        if (Find("iptables-legacy") is not { } program) return;
        if (!Run(program, "-w", "-S", "FORWARD").OutputText.Contains("-P FORWARD DROP", StringComparison.Ordinal)) return;
        var chain = Run(program, "-w", "-S", "DOCKER-USER").Status.IsSuccess ? "DOCKER-USER" : "FORWARD";
        if (!Run(program, ["-w", "-C", chain, .. Outward(device)]).Status.IsSuccess) Insert("iptables-legacy", chain, device, log);
    }

    /// <summary>Whether a rule of the chain, or of one in its table that it may lead to, names a device.</summary>
    /// <param name="nft">The namespace's nf_tables.</param>
    /// <param name="chain">The chain that drops.</param>
    /// <param name="own">The chain that the rule belongs in: DOCKER-USER, else the same.</param>
    /// <param name="device">The device.</param>
    internal static bool Mentions(NftSocket nft, NftChain chain, string own, string device)
    {
        // In a rule the name stands as the bytes that the packet's is compared with.
        var name = Encoding.UTF8.GetBytes(device);
        foreach (var (of, rule) in nft.Rules(chain.Family, chain.Table))
        {
            if ((of == own || own != "DOCKER-USER") && rule.AsSpan().IndexOf(name) >= 0) return true;
        }
        return false;
    }

    private static void Insert(string name, string chain, string device, ILogger log)
    {
        var program = Find(name) ?? throw new EngineException(
            ErrorKind.Conflict, $"chain FORWARD of iptables drops the packets of containers on {device}, and {name} is not installed",
            $"install iptables, or let packets from and to {device} pass in chain {chain} of the table filter");
        log.OpeningForward(device, chain);
        foreach (var rule in new string[][] { Outward(device), Inward(device) })
        {
            var run = Run(program, ["-w", "-I", chain, .. rule]);
            if (!run.Status.IsSuccess)
                throw new EngineException(ErrorKind.Conflict, $"letting packets of {device} pass in chain {chain} of iptables: {run.ErrorText.ReplaceLineEndings(" ")}");
        }
    }

    private static string[] Outward(string device) => ["-i", device, "-j", "ACCEPT"];

    // Answers, and what a published port has sent there; nobody else gets in from outside.
    private static string[] Inward(string device) => ["-o", device, "-m", "conntrack", "--ctstate", "DNAT,RELATED,ESTABLISHED", "-j", "ACCEPT"];

    private static string? Find(string name) => ExecutableSearch.Find(name) ?? ExecutableSearch.Find(name, "/usr/sbin:/sbin");

    private static CapturedRun Run(string program, params string[] arguments) =>
        RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments });
}
