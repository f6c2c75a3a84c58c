namespace FlinkZk;

/// <summary>Properties that records keep or get.</summary>
internal sealed record SelectStep(IReadOnlyList<SelectedColumn> Property) : StreamStep
{
    internal override string Kind => "select";

    internal override string Runs => Property.Any(column => column.Expression is not null) ? "script" : "built in";

    public override string Describe() => StepText.OneLine(Property.Select(column => column.ToString()));

    public override void AddTo(StreamBuild build)
    {
        var asked = build.Ask(this, Property.Select(column => column.Property).OfType<string>().Where(name => name != "*"));
        build.Graph.AddSelect(Name, new ScriptSelect(Property, block => build.Script(this, block, "block"), asked), [.. From]);
    }
}
