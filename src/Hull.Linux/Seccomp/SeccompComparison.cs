using Hull.Core;

namespace Hull.Linux.Seccomp;

/// <summary>A condition on one argument of a system call.</summary>
/// <param name="Argument">Which, 0 to 5.</param>
/// <param name="Operator">How it is compared, 1 to 7 (enum scmp_compare); see <see cref="ParseOperator"/>.</param>
/// <param name="Value">What it is compared with; of a masked comparison the mask.</param>
/// <param name="SecondValue">Of a masked comparison what must remain; else unused.</param>
public readonly record struct SeccompComparison(uint Argument, int Operator, ulong Value, ulong SecondValue)
{
    /// <summary>Reads the OCI name of an operator: <c>SCMP_CMP_EQ</c>.</summary>
    /// <exception cref="EngineException">InvalidArgument: no such operator.</exception>
    public static int ParseOperator(string name) => name switch
    {
        "SCMP_CMP_NE" => 1,
        "SCMP_CMP_LT" => 2,
        "SCMP_CMP_LE" => 3,
        "SCMP_CMP_EQ" => 4,
        "SCMP_CMP_GE" => 5,
        "SCMP_CMP_GT" => 6,
        "SCMP_CMP_MASKED_EQ" => 7,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: unknown operator {name}"),
    };
}
