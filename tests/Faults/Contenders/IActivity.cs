namespace FlinkZk.Faults.Contenders;

/// <summary>Something that a contender does again and again, beside its other activities.</summary>
internal interface IActivity
{
    /// <summary>Does it once.</summary>
    Task ActAsync(CancellationToken stop);
}
