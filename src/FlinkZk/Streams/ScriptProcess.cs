using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Script blocks that work on the records of a key: <c>$state</c> is what is kept for it, <c>$context</c> tells the time and sets timers, and each object that they put out is a record.</summary>
/// <param name="process">Runs for each record.</param>
/// <param name="onTimer">Runs for each timer that is due; null = none is ever set.</param>
internal sealed class ScriptProcess(RecordScript process, RecordScript? onTimer) : IRowProcess
{
    /// <summary>Variables that the blocks have beside those of any block.</summary>
    public static readonly IReadOnlyList<string> Variables = ["state", "context"];

    private readonly PSVariable _state = new(Variables[0], null);
    private readonly PSVariable _context = new(Variables[1], null);

    /// <inheritdoc/>
    public IReadOnlyList<IRow> Process(IRow row, ProcessTurn turn, ConfigurationSnapshot configuration)
    {
        process.Look(row, configuration);
        return Run(process, RowObject.ForScript(row), turn);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IRow> OnTimer(ProcessTurn turn, ConfigurationSnapshot configuration)
    {
        onTimer!.Take(configuration);
        return Run(onTimer, turn.Time, turn);
    }

    private IRow[] Run(RecordScript script, object? item, ProcessTurn turn)
    {
        (_state.Value, _context.Value) = (StateHashtable.Of(turn.State), new FlinkProcessContext(turn, onTimer is not null));
        IRow[] rows = [.. script.Run(item, _state, _context).Select(RecordOutput.ToRow).OfType<IRow>()];
        turn.State = StateHashtable.ToRow(_state.Value);
        return rows;
    }
}
