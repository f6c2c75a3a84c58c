using System.Management.Automation;

namespace FlinkZk;

/// <summary>Records that a block makes of each record.</summary>
internal sealed record MapStep(ScriptBlock Script) : StreamStep
{
    internal override string Kind => "map";

    internal override string Runs => "script";

    public override string Describe() => $"{{{StepText.OneLine(Script)}}}";

    public override void AddTo(StreamBuild build) => build.Graph.AddFlatMap(Name, new ScriptMap(build.Script(this, Script, "block")), [.. From]);
}
