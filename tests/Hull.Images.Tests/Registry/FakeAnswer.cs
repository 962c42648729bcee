using System.Text;

namespace Hull.Images.Tests.Registry;

/// <summary>An answer of the fake registry, and how it goes wrong.</summary>
internal sealed record FakeAnswer(int Status, params (string Name, string Value)[] Headers)
{
    public byte[] Body { get; init; } = [];

    /// <summary>What Content-Length says; null is the body's length.</summary>
    public long? Declared { get; init; }

    /// <summary>Sent in chunks, without a length.</summary>
    public bool Chunked { get; init; }

    /// <summary>What happens when the body has been sent; null goes on with the next request.</summary>
    public FakeEnd? End { get; init; }

    /// <summary>Whether the connection ends before a word of the answer.</summary>
    public bool Mute { get; init; }

    public static FakeAnswer Text(int status, string text, params (string Name, string Value)[] headers) => new(status, headers) { Body = Encoding.UTF8.GetBytes(text) };

    public static FakeAnswer Of(byte[] body, params (string Name, string Value)[] headers) => new(200, headers) { Body = body };

    /// <summary>An error as registries tell it.</summary>
    public static FakeAnswer Error(int status, string code, string message, params (string Name, string Value)[] headers) =>
        Text(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}"}]}""", headers);

    /// <summary>The same answer, whose body breaks off after so many bytes.</summary>
    public FakeAnswer CutAfter(int bytes, FakeEnd end) => this with { Declared = Declared ?? Body.Length, Body = Body[..bytes], End = end };
}
