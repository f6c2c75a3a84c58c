using FlinkZk.Coordination;

namespace FlinkZk.ServerApp;

/// <summary>A duration as options have it: <c>500ms</c>, <c>5s</c>, <c>1m</c>. So that help shows defaults as they are typed.</summary>
internal readonly record struct Time(TimeSpan Value)
{
    public override string ToString() => DurationText.Format(Value);
}
