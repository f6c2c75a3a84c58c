using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A script block that makes records of a record: each object that it puts out is one.</summary>
/// <param name="script">The block.</param>
internal sealed class ScriptMap(RecordScript script) : IRowFlatMap
{
    /// <inheritdoc/>
    public IReadOnlyList<IRow> Map(IRow row, ConfigurationSnapshot configuration) =>
        [.. script.Run(row, configuration).Select(RecordOutput.ToRow).OfType<IRow>()];
}
