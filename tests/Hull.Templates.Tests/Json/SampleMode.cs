namespace Hull.Templates.Tests.Json;

internal enum SampleMode
{
    First,
    Second,
}
