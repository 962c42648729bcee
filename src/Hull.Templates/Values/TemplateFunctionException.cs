namespace Hull.Templates;

/// <summary>
/// What a <see cref="TemplateFunction"/> throws to fail. It never leaves the engine: the evaluator turns it into an error of the template
/// that names the function and the place.
/// </summary>
/// <param name="message">Why, without the function's name.</param>
public sealed class TemplateFunctionException(string message) : Exception(message);
