namespace FlinkZk;

/// <summary>The columns that a table of window results has: the same for all results of a stream, so that a line can be written before the next result is known.</summary>
internal sealed class WindowColumns
{
    private const int KeyWidth = 12;
    private const int NumberWidth = 8;
    private const int TextWidth = 19;
    private readonly string _timeFormat;
    private readonly bool _keyed;
    private readonly bool _revisioned;

    /// <param name="step">What divides starts and ends of windows: no more of a time is shown than it needs. Zero where nothing is known.</param>
    /// <param name="keyed">Whether the stream has a key.</param>
    /// <param name="revisioned">Whether a configuration is followed: else every revision is 0.</param>
    public WindowColumns(TimeSpan step, bool keyed, bool revisioned)
    {
        (_keyed, _revisioned) = (keyed, revisioned);
        _timeFormat = step == TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss.fff"
            : step.Ticks % TimeSpan.TicksPerDay == 0 ? "yyyy-MM-dd"
            : step.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm"
            : step.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss"
            : "yyyy-MM-dd HH:mm:ss.fff";
    }

    /// <summary>Name, text and width of each column; a negative width means to the right, as numbers are.</summary>
    /// <param name="result">The result.</param>
    /// <param name="width">The room. If it does not suffice, what follows from the rest goes first: the end, then the revision.</param>
    public IReadOnlyList<(string Name, string Text, int Width)> Of(FlinkWindowResult result, int width)
    {
        var cells = All(result).ToList();
        foreach (var name in new[] { nameof(result.End), nameof(result.Revision) })
            if (cells.Sum(cell => Math.Abs(cell.Width) + 1) - 1 > width)
                cells.RemoveAll(cell => ReferenceEquals(cell.Name, name));
        return cells;
    }

    private IEnumerable<(string Name, string Text, int Width)> All(FlinkWindowResult result)
    {
        yield return (nameof(result.Start), Time(result.Start), _timeFormat.Length);
        yield return (nameof(result.End), Time(result.End), _timeFormat.Length);
        if (_keyed)
            yield return (nameof(IKeyed.Key), ViewText.Cell(result.Key), KeyWidth);
        foreach (var (name, value) in result.Aggregates)
            yield return (PlainText.Line(name), ViewText.Cell(value), value is string or DateTime or Array ? Math.Max(TextWidth, name.Length) : -Math.Max(NumberWidth, name.Length));
        if (_revisioned)
            yield return (nameof(result.Revision), ViewText.Cell(result.Revision), -nameof(result.Revision).Length);
    }

    private string Time(DateTime time) => time.ToString(_timeFormat, System.Globalization.CultureInfo.InvariantCulture);
}
