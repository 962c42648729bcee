namespace Hull.Templates;

/// <summary>Starts the description of a row type.</summary>
public static class TemplateObject
{
    /// <summary>Starts the description of what templates see of a .NET type.</summary>
    /// <typeparam name="T">The row type.</typeparam>
    /// <param name="goName">The Go type that error messages name, such as <c>containers.psReporter</c>.</param>
    public static TemplateObject<T> For<T>(string goName) => new(goName);
}
