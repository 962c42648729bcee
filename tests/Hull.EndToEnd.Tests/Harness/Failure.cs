namespace Hull.EndToEnd.Tests.Harness;

/// <summary>How a failure must look: one line that says what failed and why, and where there is one, a line that says what to do.</summary>
internal static class Failure
{
    public static void IsOneLine(Result result)
    {
        Assert.True(result.Code != 0, "this must fail:\n" + result);
        if (TestedEngine.IsPodman) return;
        var lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length is 1 or 2, "one line, and perhaps a hint:\n" + result);
        Assert.StartsWith("Error: ", lines[0]);
        if (lines.Length == 2) Assert.StartsWith("Hint: ", lines[1]);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("Exception", result.Error);
    }

    /// <summary>The exit code, the form, and words of the message (compared without case).</summary>
    public static void Says(Result result, int code, params string[] words)
    {
        Assert.True(result.Code == code, $"exit code {code} wanted:\n{result}");
        IsOneLine(result);
        foreach (var word in words)
        {
            Assert.True(result.Error.Contains(word, StringComparison.OrdinalIgnoreCase), $"'{word}' wanted:\n{result}");
        }
    }
}
