using System.Text.Json.Serialization;

namespace Hull.Oci.Runtime;

/// <summary>
/// A part of a document that is kept as JSON text and written as it stands: a system call filter of some 400 names is made once and then
/// only copied.
/// </summary>
/// <param name="Utf8">One JSON value, known to be valid.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Utf8);
