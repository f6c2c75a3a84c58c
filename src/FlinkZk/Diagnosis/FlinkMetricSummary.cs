using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>A metric of several jobs, TaskManagers or subtasks together, as it was about ten seconds ago at most.</summary>
public sealed class FlinkMetricSummary : IShown
{
    private readonly Clusters.Model.FlinkMetricSummary _summary;
    private readonly DateTimeOffset _time;

    internal FlinkMetricSummary(string scope, Clusters.Model.FlinkMetricSummary summary, DateTimeOffset time) => (Scope, _summary, _time) = (scope, summary, time);

    /// <summary>Whose it is.</summary>
    public string Scope { get; }

    /// <summary>Its name.</summary>
    public string Name => _summary.Name;

    /// <summary>The smallest value.</summary>
    public double? Minimum => _summary.Min;

    /// <summary>The mean.</summary>
    public double? Average => _summary.Average;

    /// <summary>The largest.</summary>
    public double? Maximum => _summary.Max;

    /// <summary>All of them together.</summary>
    public double? Sum => _summary.Sum;

    /// <summary>When it was asked for.</summary>
    public PSObject Time => ShownValue.IsoTime(_time);

    string? IShown.ShownKey => PlainText.Line(Name);

    string? IShown.ShownPath => PlainText.Line(Scope);

    string? IShown.ShownValue => ViewText.Cell(Minimum);

    string? IShown.ShownData => ViewText.Cell(Average);

    string? IShown.ShownSize => ViewText.Cell(Maximum);

    string? IShown.ShownRate => ViewText.Cell(Sum);

    string? IShown.ShownTime => ViewText.Time(_time);

    /// <summary>The name, and the range.</summary>
    public override string ToString() => PlainText.Line(string.Create(CultureInfo.InvariantCulture, $"{Name} = {ViewText.Cell(Minimum)} to {ViewText.Cell(Maximum)}"));
}
