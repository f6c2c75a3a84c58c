using System.Management.Automation;

namespace FlinkZk;

/// <summary>Which records go on.</summary>
internal sealed record FilterStep(ScriptBlock Where) : StreamStep
{
    internal override string Kind => "filter";

    internal override string Runs => ConditionCompiler.TryCompile(Where) is null ? "script" : "compiled";

    internal override string? Reason => Runs == "script" ? "it is more than plain comparisons of properties" : null;

    public override string Describe() => $"{{{StepText.OneLine(Where)}}}";

    public override void AddTo(StreamBuild build) => build.Graph.AddFilter(Name, new ScriptFilter(build.Script(this, Where, "condition")), [.. From]);
}
