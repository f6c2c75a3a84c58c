namespace FlinkZk;

/// <summary>A step of a stream as it would run.</summary>
public sealed class FlinkStreamOperator : IShown
{
    internal FlinkStreamOperator(string stream, StreamStep step) =>
        (Stream, Step, Kind, From, Key, Runs, Reason, Description) = (stream, step.Name, step.Kind, new ObjectList<string>(step.Inputs), step.KeyText, step.Runs, step.Reason, step.Describe());

    /// <summary>The stream.</summary>
    public string Stream { get; }

    /// <summary>The step's name: its state and messages go by it.</summary>
    public string Step { get; }

    /// <summary>What it is: source, filter, map, select, window, join, top, distinct, process, sink.</summary>
    public string Kind { get; }

    /// <summary>The outputs whose records it takes: steps, or side outputs of steps; none of a source.</summary>
    public IReadOnlyList<string> From { get; }

    /// <summary>The property by which it keys records; null where by none.</summary>
    public string? Key { get; }

    /// <summary>How it runs: built in; of windows, batches or records at a time; compiled, a plain condition that needs no script for plain values; or script, a block that runs for each record.</summary>
    public string Runs { get; }

    /// <summary>Why it runs no faster; null where there is nothing to say.</summary>
    public string? Reason { get; }

    /// <summary>What it does.</summary>
    public string Description { get; }

    string? IShown.ShownIdentity => PlainText.Line(Step);

    string? IShown.ShownPath => PlainText.Line(From.ToString());

    string? IShown.ShownKey => PlainText.Line(Key);

    string? IShown.ShownText => PlainText.Line(Description);

    string? IShown.ShownJob => PlainText.Line(Stream);

    /// <summary>The step, and what it does.</summary>
    public override string ToString() => PlainText.Line($"{Step}: {Description}");
}
