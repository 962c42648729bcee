using System.Globalization;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Networks;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of ps see, and its own tables.</summary>
internal static class PsTable
{
    private static readonly TemplateObject<PortMapping> Port = TemplateObject.For<PortMapping>("types.PortMapping")
        .Field("HostIP", static port => port.HostIp, "host_ip")
        .Field("ContainerPort", static port => (ulong)port.ContainerPort, "container_port")
        .Field("HostPort", static port => (ulong)port.HostPort, "host_port")
        .Field("Range", static port => (ulong)port.Range, "range")
        .Field("Protocol", static port => port.Protocol, "protocol");

    private static readonly TemplateObject<ListedNamespaces> Namespaces = TemplateObject.For<ListedNamespaces>("types.ListContainerNamespaces")
        .Field("MNT", static row => row.Mnt, "Mnt", omitEmpty: true)
        .Field("Cgroup", static row => row.Cgroup, omitEmpty: true)
        .Field("IPC", static row => row.Ipc, "Ipc", omitEmpty: true)
        .Field("NET", static row => row.Net, "Net", omitEmpty: true)
        .Field("PIDNS", static row => row.Pidns, "Pidns", omitEmpty: true)
        .Field("UTS", static row => row.Uts, "Uts", omitEmpty: true)
        .Field("User", static row => row.User, omitEmpty: true);

    private static readonly TemplateObject<ListedSize> Size = TemplateObject.For<ListedSize>("define.ContainerSize")
        .Field("RootFsSize", static row => row.RootFs, "rootFsSize")
        .Field("RwSize", static row => row.Rw, "rwSize");

    private static readonly TemplateObject<PsRow> Container = TemplateObject.For<PsRow>("types.ListContainer")
        .Field("AutoRemove", static row => row.Listed.AutoRemove)
        .Field("Command", static row => TemplateValue.List(row.Listed.Command))
        .Field("Created", static row => row.Record.Config.Created)
        .Field("CreatedAt", static row => row.Listed.CreatedAt)
        .Field("CIDFile", static row => row.Listed.CidFile)
        .Field("ExposedPorts", static row => TemplateValue.Map(row.Listed.ExposedPorts?.OrderBy(static port => port.Key).Select(
            static port => KeyValuePair.Create(port.Key.ToString(CultureInfo.InvariantCulture), TemplateValue.List(port.Value))), GoType.ListOf(GoType.String)))
        .Field("Exited", static row => row.Listed.Exited)
        .Field("ExitedAt", static row => row.Listed.ExitedAt)
        .Field("ExitCode", static row => row.Listed.ExitCode)
        .Field("ID", static row => row.Listed.Id, "Id")
        .Field("Image", static row => row.Listed.Image)
        .Field("ImageID", static row => row.Listed.ImageId)
        .Field("IsInfra", static row => row.Listed.IsInfra)
        .Field("Labels", static row => TemplateValue.Map(row.Listed.Labels))
        .Field("Mounts", static row => TemplateValue.List(row.Listed.Mounts))
        .Field("Names", static row => TemplateValue.List(row.Listed.Names))
        .Field("Namespaces", static row => Namespaces.Value(row.Listed.Namespaces))
        .Field("Networks", static row => TemplateValue.List(row.Listed.Networks))
        .Field("Pid", static row => row.Listed.Pid)
        .Field("Pod", static row => row.Listed.Pod)
        .Field("PodName", static row => row.Listed.PodName)
        .Field("Ports", static row => TemplateValue.List(row.Listed.Ports?.Select(Port.Value), Port.Type))
        .Field("Restarts", static row => (ulong)row.Listed.Restarts)
        .Field("Size", static row => row.Listed.Size is { } size ? Size.Pointer(size) : TemplateValue.NilPointer(Size.Type))
        .Field("StartedAt", static row => row.Listed.StartedAt)
        .Field("State", static row => row.Listed.State)
        .Field("Status", static _ => "");

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<PsRow> Rows { get; } = TemplateObject.For<PsRow>("containers.psReporter")
        .Embed("ListContainer", Container, static row => row)
        .Method("ID", static row => row.Id)
        .Method("ImageID", static row => row.ImageId)
        .Method("Pod", static row => row.Pod)
        .Method("Names", static row => row.Listed.Names[0])
        .Method("Labels", static row => TemplateValue.Labels(row.Listed.Labels))
        .Method("Command", static row => row.Command)
        .Method("Status", static row => row.Listed.Status)
        .Method("Label", static row => new TemplateFunction("func(string) string", [GoType.String], arguments => Label(row, arguments)))
        .Method("Networks", static row => string.Join(',', row.Listed.Networks))
        .Method("Ports", static row => row.Ports)
        .Method("Size", static row => row.Size)
        .Method("Restarts", static row => row.Listed.Restarts.ToString(CultureInfo.InvariantCulture))
        .Method("CreatedAt", static row => TemplateText.Of(row.Record.Config.Created))
        .Method("CreatedHuman", static row => row.Listed.CreatedAt)
        .Method("RunningFor", static row => row.Listed.CreatedAt)
        .Method("Cgroup", static row => row.Listed.Namespaces.Cgroup)
        .Method("IPC", static row => row.Listed.Namespaces.Ipc)
        .Method("MNT", static row => row.Listed.Namespaces.Mnt)
        .Method("NET", static row => row.Listed.Namespaces.Net)
        .Method("PIDNS", static row => row.Listed.Namespaces.Pidns)
        .Method("User", static row => row.Listed.Namespaces.User)
        .Method("UTS", static row => row.Listed.Namespaces.Uts);

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of(Container.FieldNames, new Dictionary<string, string>
    {
        ["Cgroup"] = "cgroupns",
        ["CreatedHuman"] = "created",
        ["ID"] = "container id",
        ["IPC"] = "ipc",
        ["MNT"] = "mnt",
        ["NET"] = "net",
        ["PIDNS"] = "pidns",
        ["Pod"] = "pod id",
        ["PodName"] = "podname",
        ["RunningFor"] = "running for",
        ["UTS"] = "uts",
        ["User"] = "userns",
    });

    private static TemplateValue Label(PsRow row, IReadOnlyList<TemplateValue> arguments) =>
        row.Listed.Labels?.GetValueOrDefault(TemplateText.Of(arguments[0])) ?? "";
}
