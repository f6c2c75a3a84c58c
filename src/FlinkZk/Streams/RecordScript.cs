using System.Collections.ObjectModel;
using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>
/// A script block that a stream runs for each record: <c>$_</c> is the record, <c>$config</c> the revision that holds for it. To PowerShell a missing property is null, which
/// many a comparison lets pass: so a key that the configuration lacks ends the stream, and columns that no record had are told at its end.
/// </summary>
internal sealed class RecordScript
{
    private readonly string _what;
    private readonly ConditionNames _names;
    private readonly PSVariable _item = new("_", null);
    private readonly PSVariable _config = new("config", null);

    // Without it an error of the block would be written past the record that it is about, and the record passed over.
    private readonly PSVariable _stop = new("ErrorActionPreference", ActionPreference.Stop);
    private ConfigurationSnapshot? _seen;

    /// <param name="block">The block.</param>
    /// <param name="owner">Whose it is, for warnings: a parameter, or a step.</param>
    /// <param name="what">What it is, for errors: a condition, a block.</param>
    public RecordScript(ScriptBlock block, string owner, string what)
    {
        (Block, Owner, _what, _names) = (block, owner, what, ConditionNames.Of(block));
        Columns = new UnseenColumns(_names.Columns);
    }

    public ScriptBlock Block { get; }

    public string Owner { get; }

    /// <summary>Variables that whoever runs it sets beside <c>$_</c> and <c>$config</c>.</summary>
    public IReadOnlyList<string> OwnVariables { get; init; } = [];

    /// <summary>Whether it asks for <c>$config</c>.</summary>
    public bool UsesConfiguration => _names.UsesConfiguration;

    /// <summary>What it asks of the records and none had.</summary>
    public UnseenColumns Columns { get; }

    /// <summary>Variables that it asks for and nobody has set: to PowerShell they are null, which many a comparison lets pass.</summary>
    /// <param name="caller">What the cmdlet's caller sees.</param>
    public IReadOnlyList<string> UnsetVariables(SessionState caller) =>
        [.. _names.Variables.Where(name => !OwnVariables.Contains(name, StringComparer.OrdinalIgnoreCase) && caller.PSVariable.Get(name) is null && Block.Module?.SessionState.PSVariable.Get(name) is null)];

    /// <summary>Before anything is asked about a record.</summary>
    /// <exception cref="FlinkZkException">The configuration lacks a key.</exception>
    public void Look(IRow row, ConfigurationSnapshot configuration)
    {
        Take(configuration);
        Columns.Look(row);
    }

    /// <summary>Runs it for a record.</summary>
    /// <exception cref="RecordException">It failed.</exception>
    /// <exception cref="FlinkZkException">The configuration lacks a key.</exception>
    public Collection<PSObject> Run(IRow row, ConfigurationSnapshot configuration)
    {
        Look(row, configuration);
        return Run(RowObject.ForScript(row));
    }

    /// <summary>Runs it, under the configuration that it saw last.</summary>
    /// <param name="item">What <c>$_</c> is.</param>
    /// <param name="variables">Further variables.</param>
    /// <exception cref="RecordException">It failed.</exception>
    public Collection<PSObject> Run(object? item, params PSVariable[] variables)
    {
        _item.Value = item;
        try
        {
            // A new list each time: InvokeWithContext takes $_ out of it.
            return Block.InvokeWithContext(null, [_item, _config, _stop, .. variables]);
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            throw new RecordException($"The {_what} {{{Block.ToString().Trim()}}} failed: {(e is ActionPreferenceStopException stopped ? stopped.ErrorRecord.ToString() : e.Message)}", e);
        }
    }

    /// <summary>Makes a revision its <c>$config</c>.</summary>
    /// <exception cref="FlinkZkException">The configuration lacks a key.</exception>
    public void Take(ConfigurationSnapshot configuration)
    {
        if (ReferenceEquals(_seen, configuration))
            return;
        var config = ConfigurationObject.Of(configuration);
        if (_names.Keys.FirstOrDefault(key => config.Properties[key] is null) is { } missing)
        {
            var keys = configuration.Values.Count == 0 ? "none" : string.Join(", ", configuration.Values.Keys.Order(StringComparer.Ordinal));
            throw new FlinkZkException("KeyNotFound", ErrorCategory.ObjectNotFound,
                $"The {_what} {{{Block.ToString().Trim()}}} asks for $config.{missing}, and the configuration (revision {configuration.Revision}) has no such key; there are: {keys}.",
                $"Correct the name, or set the value: Set-ZkConfig -Job orders @{{ {missing} = 1 }}, without -Job as a default; -Config @{{ {missing} = 1 }} where it comes from the command line.");
        }
        _config.Value = config;
        _seen = configuration;
    }
}
