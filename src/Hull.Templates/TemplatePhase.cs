namespace Hull.Templates;

/// <summary>When a template failed.</summary>
public enum TemplatePhase
{
    /// <summary>While its text was read: the template is wrong whatever it is applied to.</summary>
    Parse,

    /// <summary>While it was applied: it does not fit this data.</summary>
    Execute,
}
