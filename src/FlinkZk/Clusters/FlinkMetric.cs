using System.Management.Automation;

namespace FlinkZk;

/// <summary>A metric of a Flink cluster, as it was about ten seconds ago at most.</summary>
public sealed class FlinkMetric : IShown
{
    private readonly DateTimeOffset _time;

    internal FlinkMetric(string scope, Clusters.Model.FlinkMetric metric, DateTimeOffset time) => (Scope, Name, Value, Text, _time) = (scope, metric.Name, metric.Value, metric.Text, time);

    /// <summary>Whose it is: jobmanager, taskmanagers/id, jobs/id or jobs/id/vertices/id.</summary>
    public string Scope { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its value, NaN among them; null where it is no number.</summary>
    public double? Value { get; }

    /// <summary>Its value as Flink writes it.</summary>
    public string? Text { get; }

    /// <summary>When it was asked for.</summary>
    public PSObject Time => ShownValue.IsoTime(_time);

    string? IShown.ShownTime => ViewText.Time(_time);

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownPath => PlainText.Line(Scope);

    string? IShown.ShownValue => Value is null ? PlainText.Line(Text) : ViewText.Cell(Value);

    string? IShown.ShownText => PlainText.Line(Text);

    /// <summary>The name and the value.</summary>
    public override string ToString() => PlainText.Line($"{Name} = {Text}");
}
