namespace Hull.Templates;

/// <summary>The shapes that Go's reflection tells apart and templates act on.</summary>
public enum GoKind
{
    /// <summary>No value at all: a missing map key, the untyped nil.</summary>
    Invalid,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A signed integer of up to 64 bits.</summary>
    Int,

    /// <summary>An unsigned integer of up to 64 bits.</summary>
    Uint,

    /// <summary>A floating-point number of 64 bits.</summary>
    Float,

    /// <summary>A string of bytes, UTF-8 by convention.</summary>
    String,

    /// <summary>A slice or an array.</summary>
    List,

    /// <summary>A map with string keys.</summary>
    Map,

    /// <summary>A struct: named fields in declared order, and methods.</summary>
    Struct,

    /// <summary>A pointer, which may be nil.</summary>
    Pointer,

    /// <summary>A value of any type, as in <c>interface {}</c>.</summary>
    Interface,

    /// <summary>A function, to be used with <c>call</c>.</summary>
    Function,
}
