using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A script block as the filter of a stream. Plain conditions are compiled, and no script runs for most records.</summary>
/// <param name="script">The condition.</param>
internal sealed class ScriptFilter(RecordScript script) : IRowPredicate
{
    private readonly Func<IRow, ConfigurationSnapshot, bool?>? _compiled = ConditionCompiler.TryCompile(script.Block);

    /// <summary>Whether plain values need no script.</summary>
    public bool IsCompiled => _compiled is not null;

    /// <exception cref="FlinkZkException">The configuration lacks a key.</exception>
    public bool Matches(IRow row, ConfigurationSnapshot configuration)
    {
        script.Look(row, configuration);
        try
        {
            if (_compiled?.Invoke(row, configuration) is { } answer)
                return answer;
        }
        // A property's getter may throw, or a script property run into anything: what PowerShell makes of it, the script block shows.
        catch (Exception e) when (e is not (PipelineStoppedException or OutOfMemoryException))
        {
        }
        var result = script.Run(RowObject.ForScript(row));
        return result.Count == 1 ? LanguagePrimitives.IsTrue(result[0]) : result.Count > 1;
    }
}
