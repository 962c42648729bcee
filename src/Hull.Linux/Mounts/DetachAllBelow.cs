using Hull.Core;

namespace Hull.Linux.Mounts;

/// <summary>Takes off every mount at and below a place, the latest first; may be repeated, and carries on past errors.</summary>
public static class DetachAllBelow
{
    /// <summary>Does it.</summary>
    /// <param name="path">An absolute path, without links in it.</param>
    /// <returns>How many mounts were taken off.</returns>
    /// <exception cref="EngineException">Some could not be taken off: one message that names each.</exception>
    public static int Run(string path)
    {
        var prefix = path.TrimEnd('/');
        var count = 0;
        List<EngineException> errors = [];
        var entries = MountTable.Read();
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            var point = entries[i].MountPoint;
            if (point != prefix && !point.StartsWith(prefix + "/", StringComparison.Ordinal)) continue;
            try
            {
                if (Mount.Detach(point)) count++;
            }
            catch (EngineException e)
            {
                errors.Add(e);
            }
        }

        return errors.Count switch
        {
            0 => count,
            1 => throw errors[0],
            _ => throw new EngineException(errors[0].Kind, string.Join("; ", errors.Select(e => e.Message)), errors[0].Hint, new AggregateException(errors)),
        };
    }
}
