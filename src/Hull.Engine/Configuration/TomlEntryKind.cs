namespace Hull.Engine.Configuration;

/// <summary>The type of a value in a TOML file.</summary>
internal enum TomlEntryKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A floating point number.</summary>
    Float,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A date or time.</summary>
    Date,

    /// <summary>An array of strings (and of containers.conf's attributes).</summary>
    Strings,

    /// <summary>An array that holds something else.</summary>
    OtherArray,
}
