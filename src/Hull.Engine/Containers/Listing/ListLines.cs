using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Listing;

/// <summary>The lines of the usual table of ps, oldest first.</summary>
internal sealed class ListLines(ContainerVerbs containers, ContainerStore store, Predicate<ContainerState> looksDead)
{
    /// <summary>The lines.</summary>
    /// <param name="all">Whether containers that do not run are listed.</param>
    /// <param name="now">Now.</param>
    public IReadOnlyList<ContainerLine> Run(bool all, DateTimeOffset now)
    {
        if (store.TryLines(all, now, looksDead, out var lines)) return lines;
        return [.. containers.List().Where(record => all || record.State.Status == ContainerStatus.Running).Select(record => Of(record, now))];
    }

    private ContainerLine Of(ContainerRecord record, DateTimeOffset now)
    {
        var listed = ListContainers.Describe(record, now, networkOwner: containers.NetworkOwner(record));
        return new ContainerLine
        {
            Id = listed.Id,
            Name = record.Config.Name,
            Image = listed.Image,
            Command = string.Join(' ', listed.Command),
            Created = record.Config.Created,
            Status = listed.Status,
            Ports = PortLists.Line(listed.Ports ?? [], listed.ExposedPorts ?? new Dictionary<ushort, IReadOnlyList<string>>()),
        };
    }
}
