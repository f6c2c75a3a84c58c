using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Operators;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A script block as the filter of a stream: <c>$_</c> is the record, <c>$config</c> the revision that holds for it.</summary>
/// <param name="block">The condition.</param>
internal sealed class ScriptFilter(ScriptBlock block) : IRowPredicate
{
    private readonly Func<IRow, ConfigurationSnapshot, bool?>? _compiled = ConditionCompiler.TryCompile(block);
    private readonly PSVariable _item = new("_", null);
    private readonly PSVariable _config = new("config", null);

    // Without it an error of the block would be written past the record that it is about, and the record passed over.
    private readonly PSVariable _stop = new("ErrorActionPreference", ActionPreference.Stop);
    private ConfigurationSnapshot? _seen;

    public bool Matches(IRow row, ConfigurationSnapshot configuration)
    {
        try
        {
            if (_compiled?.Invoke(row, configuration) is { } answer)
                return answer;
        }
        // A property's getter may throw, or a script property run into anything: what PowerShell makes of it, the script block shows.
        catch (Exception e) when (e is not (PipelineStoppedException or OutOfMemoryException))
        {
        }
        return RunScript(row, configuration);
    }

    private bool RunScript(IRow row, ConfigurationSnapshot configuration)
    {
        if (!ReferenceEquals(_seen, configuration))
        {
            _config.Value = ConfigurationObject.Of(configuration);
            _seen = configuration;
        }
        _item.Value = RowObject.ForScript(row);
        try
        {
            // A new list each time: InvokeWithContext takes $_ out of it.
            var result = block.InvokeWithContext(null, [_item, _config, _stop]);
            return result.Count == 1 ? LanguagePrimitives.IsTrue(result[0]) : result.Count > 1;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Failed(e);
        }
    }

    private RecordException Failed(Exception cause) => new($"The condition {{{block.ToString().Trim()}}} failed: {(cause is ActionPreferenceStopException stopped ? stopped.ErrorRecord.ToString() : cause.Message)}", cause);
}
