namespace FlinkZk.Streams.State;

/// <summary>How long a value lives after it was touched last (<c>StateTtlConfig</c>). Time is processing time; a value is gone when touched + time &lt;= now.</summary>
/// <param name="Milliseconds">The time to live.</param>
/// <param name="TouchedByReading">Whether reading prolongs it (<c>OnReadAndWrite</c>); else only writing does (<c>OnCreateAndWrite</c>).</param>
/// <param name="ReturnExpired">Whether a value that has expired and is still there is returned once more (<c>ReturnExpiredIfNotCleanedUp</c>).</param>
internal sealed record StateTtl(long Milliseconds, bool TouchedByReading = false, bool ReturnExpired = false);
