using System.Management.Automation;
using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>A script block as a sink: it runs for each record, and what it puts out goes down the pipeline.</summary>
/// <param name="script">The block.</param>
/// <param name="write">The pipeline.</param>
internal sealed class ScriptSink(RecordScript script, Action<PSObject> write) : IRowSink
{
    /// <inheritdoc/>
    public void Write(IRow row, ConfigurationSnapshot configuration)
    {
        foreach (var output in script.Run(row, configuration))
            write(output);
    }
}
