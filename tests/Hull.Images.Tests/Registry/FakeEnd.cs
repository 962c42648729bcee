namespace Hull.Images.Tests.Registry;

/// <summary>How the fake registry ends a connection.</summary>
internal enum FakeEnd
{
    /// <summary>In good order.</summary>
    Close,

    /// <summary>By a reset.</summary>
    Reset,

    /// <summary>Not at all: nothing more comes.</summary>
    Stall,

    /// <summary>Never: the body's bytes are sent over and over.</summary>
    Repeat,
}
