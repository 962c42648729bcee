using Hull.Engine.Configuration;
using Hull.Engine.Secrets;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of secret ls.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Now">Now.</param>
internal sealed record SecretRow(Secret Secret, DateTimeOffset Now)
{
    /// <summary>How long ago it was made.</summary>
    public string CreatedAt => HumanDuration.Of(Now - Secret.Created) + " ago";

    /// <summary>How long ago it got other data.</summary>
    public string UpdatedAt => HumanDuration.Of(Now - Secret.Updated) + " ago";
}
