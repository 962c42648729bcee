namespace Hull.EndToEnd.Tests.Harness;

/// <summary>What a command left: its exit code (128 + the signal that ended it) and all that it printed.</summary>
internal sealed record Result(string Command, int Code, string Out, string Error)
{
    /// <summary>Standard output without the closing line feed.</summary>
    public string Text => Out.TrimEnd('\n', '\r');

    public string[] Lines => Text.Length == 0 ? [] : Text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();

    /// <summary>Requires success and answers the output.</summary>
    public string Ok()
    {
        Assert.True(Code == 0, ToString());
        return Text;
    }

    public override string ToString() => $"$ {Command}\nexit code {Code}\n--- out\n{Out}\n--- error\n{Error}";
}
