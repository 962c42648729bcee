using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Runs a theory with runc and with crun: the runtime is the first argument, then those given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RuntimesAttribute(params object?[] arguments) : DataAttribute
{
    private static readonly string[] Names = Environment.GetEnvironmentVariable("HULL_E2E_RUNTIME")?.Split(',') ?? ["crun", "runc"];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Names.Select(name => new TheoryDataRow([name, .. arguments]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
