using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Jobs;

/// <summary>
/// Which jobs would miss a savepoint. Flink itself asks nobody before it removes one.
/// <code>
/// restored from it, Claim      it is one of the job's own checkpoints now             needed
/// nothing newer is complete    after a failure the job goes back to it                needed
/// a checkpoint names it        its files are part of that checkpoint                  needed
/// a pointer leads to it        the next leader reads it, and dies where it is gone    needed
/// restored from it, NoClaim    of no use any more
/// restored from it, Legacy     as NoClaim to look at; its checkpoints may name it     not known, unless they can be read
/// </code>
/// </summary>
internal static class SavepointNeeds
{
    /// <summary>The same of one that has several spellings, each job once.</summary>
    public static IReadOnlyList<FlinkSavepointNeed> Of(IEnumerable<string> spellings, IReadOnlyCollection<SavepointUser> users) =>
        [.. spellings.SelectMany(path => Of(path, users)).OrderByDescending(need => need.IsSure).DistinctBy(need => need.JobId)];

    public static IReadOnlyList<FlinkSavepointNeed> Of(string path, IEnumerable<SavepointUser> users) => [.. users.Select(user => Of(path, user)).OfType<FlinkSavepointNeed>()];

    /// <summary>The changes that need one.</summary>
    /// <param name="spellings">The ways in which it is named.</param>
    /// <param name="madeBy">The job that made it, where that is known.</param>
    /// <param name="claims">The changes that are under way.</param>
    public static IReadOnlyList<FlinkSavepointNeed> Of(IReadOnlyCollection<string> spellings, string? madeBy, IEnumerable<SavepointClaim> claims) =>
        [.. claims.Select(claim => spellings.Select(path => claim.NeedOf(path, madeBy)).FirstOrDefault(need => need is not null)).OfType<FlinkSavepointNeed>()];

    /// <summary>The name of a savepoint's folder, by which checkpoints name its files.</summary>
    public static string Name(string path) => path.TrimEnd('/').Split('/')[^1];

    private static FlinkSavepointNeed? Of(string path, SavepointUser user)
    {
        var name = Name(path);
        var restored = FileUri.AreSame(user.Told?.Restored?.Path, path) || FileUri.AreSame(user.RestoredAt, path) ? user.Told!.Restored : null;
        // A claimed one is told as an ordinary checkpoint.
        if (restored is { IsSavepoint: false })
            return Need("was restored from it and owns it (Claim)");
        if (user.Pointed.Contains(name))
            return Need("has it among the checkpoints that ZooKeeper points to");
        if (user.Named?.Contains(name) == true)
            return Need("has a checkpoint that refers to its files");
        if (restored is null)
            return null;
        if (user.Told!.Completed?.Id is not { } newest || newest <= restored.Id)
            return Need("was restored from it and has completed no checkpoint since");
        return user.Named is not null ? null : new(user.Job.Id, user.Job.Name, IsSure: false, "was restored from it, and whether its checkpoints still refer to its files cannot be seen from here: they do only where it was started with Legacy");

        FlinkSavepointNeed Need(string reason) => new(user.Job.Id, user.Job.Name, IsSure: true, reason);
    }
}
