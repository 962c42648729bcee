using Hull.Engine.Containers.Inspect;

namespace Hull.Engine.Tests.Containers.Inspect;

public sealed class DecimalSizeTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1000, "1kB")]
    [InlineData(1024, "1.024kB")]
    [InlineData(10_485_760, "10.49MB")]
    [InlineData(1_500_000_000, "1.5GB")]
    [InlineData(long.MaxValue, "9.223EB")]
    public void Tells_bytes_in_powers_of_a_thousand(long bytes, string expected) => Assert.Equal(expected, DecimalSize.Text(bytes));
}
