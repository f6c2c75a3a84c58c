using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FlinkZk.Clusters.Http;
using FlinkZk.Clusters.Rest;

namespace FlinkZk.Completion;

/// <summary>Completes from what a connected Flink cluster has. A prompt that cannot complete stays as it is.</summary>
internal abstract class FlinkCompleter : IArgumentCompleter
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
            var found = Cmdlets.PipelineThread.Wait(async () => await FindAsync(cluster.Client, patience.Token).ConfigureAwait(false));
            return [.. found.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal).Select(name => CompletionText.Result(name))];
        }
        catch (Exception e) when (e is FlinkException or OperationCanceledException or Client.ZkException or ObjectDisposedException)
        {
            return [];
        }
    }

    /// <summary>All that there are.</summary>
    private protected abstract Task<IEnumerable<string>> FindAsync(FlinkClient client, CancellationToken cancellationToken);
}
