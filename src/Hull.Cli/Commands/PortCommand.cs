using System.Globalization;
using Hull.Cli.CommandLine;
using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;
using Hull.Engine.Networks;

namespace Hull.Cli.Commands;

/// <summary><c>hull port</c>.</summary>
internal static class PortCommand
{
    private const int ShortIdLength = 12;

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "port",
        Summary = "List the published ports of a container",
        Description = "Lists where the ports of running containers are published on the host, or tells it of one port",
        Usage = "[options] CONTAINER [PORT[/PROTOCOL]]",
        Examples = "{0} --all\n{0} myctr 80/tcp",
        Options = static () => [ContainerTargets.All, ContainerTargets.Latest],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        var (all, latest) = (invocation.Get(ContainerTargets.All), invocation.Get(ContainerTargets.Latest));
        if (all && latest) return "--all and --latest cannot be used together";
        if (all && invocation.Arguments.Count > 0) return "no arguments are needed with --all";
        if (invocation.Arguments.Count == 0 && !all && !latest) return "you must supply a running container name or id";
        return invocation.Arguments.Count > (latest ? 1 : 2) ? "`port` accepts at most 2 arguments" : null;
    }

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var (all, latest) = (invocation.Get(ContainerTargets.All), invocation.Get(ContainerTargets.Latest));
        var asked = invocation.Arguments.Skip(latest ? 0 : 1).FirstOrDefault();
        var wanted = asked is null ? default : ReadPort(asked);
        IEnumerable<ContainerRecord> records = all ? context.Engine.Containers.List() : [context.Engine.Containers.Get(ContainerTargets.One(context))];
        foreach (var record in records.Where(static record => record.State.Status == ContainerStatus.Running))
        {
            var ports = context.Engine.Containers.Ports(record.Config.Id);
            if (ports.Count == 0) continue;
            if (asked is null) List(context, ports, all ? record.Config.Id[..ShortIdLength] + "\t" : "");
            else Find(context, ports, wanted, asked);
        }
        return ExitCodes.Success;
    }

    private static (ushort Port, string Protocol) ReadPort(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) throw new EngineException(ErrorKind.InvalidArgument, $"port formats are port/protocol. '{text}' is invalid");
        if (GoNumber.ReadUInt(parts[0], 10, 64, out var port) is { } failure) throw new EngineException(ErrorKind.InvalidArgument, failure);
        if (port > ushort.MaxValue) throw new EngineException(ErrorKind.InvalidArgument, $"strconv.ParseUint: parsing {GoQuote.Text(parts[0])}: value out of range");
        return ((ushort)port, parts.Length == 2 ? parts[1] : "tcp");
    }

    private static void List(CommandContext context, IReadOnlyList<PortMapping> ports, string before)
    {
        foreach (var mapping in ports)
        {
            for (var offset = 0; offset < mapping.Range; offset++)
            {
                context.Out.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{before}{mapping.ContainerPort + offset}/{mapping.Protocol} -> {PortLists.Address(mapping)}:{mapping.HostPort + offset}\n"));
            }
        }
    }

    private static void Find(CommandContext context, IReadOnlyList<PortMapping> ports, (ushort Port, string Protocol) wanted, string asked)
    {
        var found = ports.Where(mapping => mapping.Protocol == wanted.Protocol && PortLists.Holds(mapping, wanted.Port)).ToList();
        if (found.Count == 0) throw new EngineException(ErrorKind.NotFound, $"failed to find published port {GoQuote.Text(asked)}");
        foreach (var mapping in found)
        {
            var port = mapping.HostPort + wanted.Port - mapping.ContainerPort;
            context.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{PortLists.Address(mapping)}:{port}\n"));
        }
    }
}
