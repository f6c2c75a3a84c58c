namespace FlinkZk.Streams.Windows;

/// <summary>What a trigger wants done with a window.</summary>
[Flags]
internal enum TriggerResult
{
    /// <summary>Nothing.</summary>
    Continue = 0,

    /// <summary>Put out the window's result and keep its contents.</summary>
    Fire = 1,

    /// <summary>Drop the window's contents; the window itself stays until its cleanup time.</summary>
    Purge = 2,

    /// <summary>Put out the result, then drop the contents.</summary>
    FireAndPurge = Fire | Purge,
}
