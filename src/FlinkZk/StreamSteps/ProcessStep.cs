using System.Management.Automation;
using FlinkZk.Streams.Time;

namespace FlinkZk;

/// <summary>Blocks that work on the records of a key, with state and timers.</summary>
internal sealed record ProcessStep(ScriptBlock Script) : StreamStep
{
    public ScriptBlock? OnTimer { get; init; }

    public string? Key { get; init; }

    public bool ProcessingTime { get; init; }

    internal override string Kind => "process";

    internal override string? KeyText => Key;

    internal override string Runs => "script";

    public override string Describe() =>
        $"{{{StepText.OneLine(Script)}}}{(OnTimer is null ? "" : $", {(ProcessingTime ? "by the clock" : "on timers")} {{{StepText.OneLine(OnTimer)}}}")}";

    public override void AddTo(StreamBuild build)
    {
        var onTimer = OnTimer is null ? null : build.TimerScript(this, OnTimer, ScriptProcess.Variables);
        build.Graph.AddProcess(Name, new(new ScriptProcess(build.Script(this, Script, "block", ScriptProcess.Variables), onTimer))
        {
            Key = Key,
            Timers = OnTimer is null ? null : ProcessingTime ? TimeDomain.Processing : TimeDomain.Event,
        }, [.. From]);
    }
}
