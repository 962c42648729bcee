namespace Hull.Templates;

/// <summary>One field of a struct with its present value.</summary>
/// <param name="Name">The name in templates and in <c>%+v</c>.</param>
/// <param name="JsonName">The name in JSON; null leaves the field out.</param>
/// <param name="OmitEmpty">Whether JSON leaves out the zero value.</param>
/// <param name="IsEmbedded">Whether it is an embedded struct, whose fields JSON shows in place.</param>
/// <param name="Value">The value.</param>
internal sealed record StructField(string Name, string? JsonName, bool OmitEmpty, bool IsEmbedded, TemplateValue Value);
