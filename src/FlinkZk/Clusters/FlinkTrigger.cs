using System.Management.Automation;

namespace FlinkZk;

/// <summary>Operations of Flink that take a while.</summary>
internal static class FlinkTrigger
{
    /// <summary>The one id that was given; null for none.</summary>
    /// <exception cref="FlinkZkException">Several were given: an id is of one operation.</exception>
    public static string? Of(string[]? ids) => ids switch
    {
        null or [] => null,
        [var id] => id.ToLowerInvariant(),
        _ => throw new FlinkZkException("InvalidArgument", ErrorCategory.InvalidArgument, "Several ids of operations are given.", "-TriggerId is of one operation."),
    };

    /// <summary>Starts work whose progress is shown.</summary>
    public static Task<T> Begin<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => Task.Run(() => work(cancellationToken), cancellationToken);
}
