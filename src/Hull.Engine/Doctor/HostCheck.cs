namespace Hull.Engine.Doctor;

/// <summary>One look at the host.</summary>
/// <param name="Name">Its subject, for when the look itself fails.</param>
/// <param name="Look">Finds; nothing where the subject does not concern this caller.</param>
internal sealed record HostCheck(string Name, Func<ExaminedHost, IEnumerable<Finding>> Look);
