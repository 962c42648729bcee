namespace Hull.Templates;

/// <summary>How the types and properties of .NET are called in Go, for shapes made from serializer metadata.</summary>
public sealed record JsonNaming
{
    /// <summary>Names by themselves: types as in .NET, fields as in JSON.</summary>
    public static JsonNaming Same { get; } = new();

    /// <summary>The Go name of a type, with its package, as error messages show it.</summary>
    public Func<Type, string> TypeName { get; init; } = type => type.Name;

    /// <summary>The Go name of a field, from the type that declares it and its name in JSON.</summary>
    public Func<Type, string, string> FieldName { get; init; } = (_, json) => json;

    /// <summary>Another name of a field in templates, from the type that declares it and its name in JSON; null where there is none.</summary>
    public Func<Type, string, string?> OtherName { get; init; } = (_, _) => null;
}
