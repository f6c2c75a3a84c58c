namespace FlinkZk.Clusters.Jobs;

/// <summary>How long to wait between two questions: soon at first, seldom later, and never beyond a deadline.</summary>
internal sealed class Pace(TimeProvider time, TimeSpan limit)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _pause = TimeSpan.FromMilliseconds(25);

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public TimeSpan Limit => limit;

    public TimeSpan Left => limit - Elapsed;

    /// <summary>Waits.</summary>
    /// <returns>False: the time is over.</returns>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (Left <= TimeSpan.Zero)
            return false;
        await Task.Delay(_pause < Left ? _pause : Left, time, cancellationToken).ConfigureAwait(false);
        _pause = _pause * 1.5 < Longest ? _pause * 1.5 : Longest;
        return true;
    }
}
