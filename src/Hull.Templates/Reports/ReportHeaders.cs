using Hull.Templates.Reports;

namespace Hull.Templates;

/// <summary>The header line of a table: what stands above each field. A template for rows is applied to it like to a row.</summary>
public sealed class ReportHeaders
{
    private readonly Dictionary<string, string> _headers;

    private ReportHeaders(Dictionary<string, string> headers) => _headers = headers;

    /// <summary>The header of each field by name.</summary>
    public IReadOnlyDictionary<string, string> ByField => _headers;

    /// <summary>Podman's headers: the field's name in words and capitals, unless something else is given for it.</summary>
    /// <param name="fields">The names of the fields; <see cref="TemplateObject{T}.FieldNames"/>.</param>
    /// <param name="overrides">Other headers by field, also for methods, which have none of their own.</param>
    public static ReportHeaders Of(IEnumerable<string> fields, IReadOnlyDictionary<string, string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var headers = fields.Distinct().ToDictionary(name => name, name => string.Join(' ', CamelCase.Split(name)).ToUpperInvariant());
        foreach (var (name, header) in overrides ?? new Dictionary<string, string>()) headers[name] = header.ToUpperInvariant();
        return new ReportHeaders(headers);
    }

    /// <summary>What a template sees as the one row of headers.</summary>
    internal TemplateValue Row => TemplateValue.Map(_headers);
}
