using Hull.Engine.Containers.Checkpoints;

namespace Hull.Engine.Tests.Containers.Checkpoints;

public sealed class CriuStatisticsTests
{
    // The header's two magic numbers; their values say nothing here.
    private const string Magic = "5755ad57 57090593";

    [Theory]
    [InlineData("09000000 0a07 0805 1096 01 3807", "freezing_time=5 frozen_time=150 pages_written=7")]
    [InlineData("09000000 1207 1803 20ac 02 2809", "forking_time=3 restore_time=300 pages_restored=9")]
    [InlineData("00000000", "")]
    [InlineData("ff000000 0a06", "")]
    [InlineData("02000000 0aff", "")]
    public void Numbers_are_read_from_the_message(string hex, string expected) => Assert.Equal(expected, Read(Magic + hex));

    [Fact]
    public void A_file_that_is_not_there_or_too_short_tells_nothing()
    {
        Assert.Empty(CriuStatistics.Read("/not/there"));
        Assert.Equal("", Read("00"));
    }

    private static string Read(string hex)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Convert.FromHexString(hex.Replace(" ", "")));
            return string.Join(' ', CriuStatistics.Read(path).Select(pair => $"{pair.Key}={pair.Value}"));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
