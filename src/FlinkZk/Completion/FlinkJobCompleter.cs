using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Clusters.Http;

namespace FlinkZk.Completion;

/// <summary>Completes names of jobs of a Flink cluster.</summary>
internal sealed class FlinkJobCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var cluster = fakeBoundParameters["Cluster"] as FlinkConnection ?? RunspaceClusters.Current.Default;
        if (cluster is null or { IsClosed: true })
            return [];
        var word = CompletionText.Word(wordToComplete);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var jobs = Cmdlets.PipelineThread.Wait(async () => await cluster.Client.JobsAsync(patience.Token).ConfigureAwait(false));
            return [.. jobs.Select(job => job.Name).Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal).Select(name => CompletionText.Result(name))];
        }
        // A prompt that cannot complete stays as it is.
        catch (Exception e) when (e is FlinkException or OperationCanceledException or Client.ZkException or ObjectDisposedException)
        {
            return [];
        }
    }
}
