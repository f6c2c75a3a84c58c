using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>
/// A script block as the filter of a stream: <c>$_</c> is the record, <c>$config</c> the revision that holds for it. To PowerShell a missing property is null, which
/// many a comparison lets pass: so a key that the configuration lacks ends the stream, and columns that no record had are told at its end.
/// </summary>
internal sealed class ScriptFilter : IRowPredicate
{
    private readonly ScriptBlock _block;
    private readonly ConditionNames _names;
    private readonly Func<IRow, ConfigurationSnapshot, bool?>? _compiled;
    private readonly PSVariable _item = new("_", null);
    private readonly PSVariable _config = new("config", null);

    // Without it an error of the block would be written past the record that it is about, and the record passed over.
    private readonly PSVariable _stop = new("ErrorActionPreference", ActionPreference.Stop);
    private ConfigurationSnapshot? _seen;

    /// <param name="block">The condition.</param>
    public ScriptFilter(ScriptBlock block)
    {
        (_block, _compiled, _names) = (block, ConditionCompiler.TryCompile(block), ConditionNames.Of(block));
        Columns = new UnseenColumns(_names.Columns);
    }

    /// <summary>Whether it asks for <c>$config</c>.</summary>
    public bool UsesConfiguration => _names.UsesConfiguration;

    /// <summary>What it asks of the records and none had.</summary>
    public UnseenColumns Columns { get; }

    /// <summary>Variables that it asks for and nobody has set: to PowerShell they are null, which many a comparison lets pass.</summary>
    /// <param name="caller">What the cmdlet's caller sees.</param>
    public IReadOnlyList<string> UnsetVariables(SessionState caller) =>
        [.. _names.Variables.Where(name => caller.PSVariable.Get(name) is null && _block.Module?.SessionState.PSVariable.Get(name) is null)];

    /// <exception cref="FlinkZkException">The configuration lacks a key.</exception>
    public bool Matches(IRow row, ConfigurationSnapshot configuration)
    {
        if (!ReferenceEquals(_seen, configuration))
            Take(configuration);
        Columns.Look(row);
        try
        {
            if (_compiled?.Invoke(row, configuration) is { } answer)
                return answer;
        }
        // A property's getter may throw, or a script property run into anything: what PowerShell makes of it, the script block shows.
        catch (Exception e) when (e is not (PipelineStoppedException or OutOfMemoryException))
        {
        }
        return RunScript(row);
    }

    private void Take(ConfigurationSnapshot configuration)
    {
        var config = ConfigurationObject.Of(configuration);
        if (_names.Keys.FirstOrDefault(key => config.Properties[key] is null) is { } missing)
        {
            var keys = configuration.Values.Count == 0 ? "none" : string.Join(", ", configuration.Values.Keys.Order(StringComparer.Ordinal));
            throw new FlinkZkException("KeyNotFound", ErrorCategory.ObjectNotFound,
                $"The condition {{{_block.ToString().Trim()}}} asks for $config.{missing}, and the configuration (revision {configuration.Revision}) has no such key; there are: {keys}.",
                $"Correct the name, or set the value: Set-ZkConfig -Job orders @{{ {missing} = 1 }}, without -Job as a default; -Config @{{ {missing} = 1 }} where it comes from the command line.");
        }
        _config.Value = config;
        _seen = configuration;
    }

    private bool RunScript(IRow row)
    {
        _item.Value = RowObject.ForScript(row);
        try
        {
            // A new list each time: InvokeWithContext takes $_ out of it.
            var result = _block.InvokeWithContext(null, [_item, _config, _stop]);
            return result.Count == 1 ? LanguagePrimitives.IsTrue(result[0]) : result.Count > 1;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw Failed(e);
        }
    }

    private RecordException Failed(Exception cause) => new($"The condition {{{_block.ToString().Trim()}}} failed: {(cause is ActionPreferenceStopException stopped ? stopped.ErrorRecord.ToString() : cause.Message)}", cause);
}
