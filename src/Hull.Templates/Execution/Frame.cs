namespace Hull.Templates.Execution;

/// <summary>One template being run: its name and the variables in sight. Templates do not see the variables of their callers.</summary>
internal sealed class Frame(string name, TemplateValue dot)
{
    private readonly List<Variable> _variables = [new("$") { Value = dot }];

    /// <summary>The template's name.</summary>
    public string Name { get; } = name;

    /// <summary>How many variables are in sight, to come back to.</summary>
    public int Mark => _variables.Count;

    /// <summary>Brings a variable into sight.</summary>
    public void Declare(string name, TemplateValue value) => _variables.Add(new(name) { Value = value });

    /// <summary>The variable of that name, the innermost one.</summary>
    public Variable? Find(string name) => _variables.FindLast(variable => variable.Name == name);

    /// <summary>The variable declared so many places before the last.</summary>
    public Variable FromTop(int distance) => _variables[^distance];

    /// <summary>Forgets what was declared since a mark.</summary>
    public void Forget(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);
}
