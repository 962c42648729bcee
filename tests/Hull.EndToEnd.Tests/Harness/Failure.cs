namespace Hull.EndToEnd.Tests.Harness;

/// <summary>How a failure must look: one line that says what failed and why, and where there is one, a line that says what to do.</summary>
internal static class Failure
{
    public static void IsOneLine(Result result)
    {
        Assert.True(result.Code != 0, "this must fail:\n" + result);
        if (TestedEngine.IsPodman) return;
        var lines = result.Error.TrimEnd('\n').Split('\n');
        Assert.StartsWith("Error: ", lines[0]);
        Assert.True(lines[1..].All(IsAdvice), "one line, and perhaps what to do:\n" + result);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("Exception", result.Error);
    }

    // The hint; or, of a command line that is wrong, cobra's words: what is near, and where the help is.
    private static bool IsAdvice(string line) =>
        line.Length == 0 || line[0] == '\t' || line == "Did you mean this?" || line.StartsWith("Hint: ", StringComparison.Ordinal)
        || line.StartsWith("See '", StringComparison.Ordinal) || line.StartsWith("Try '", StringComparison.Ordinal);

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
