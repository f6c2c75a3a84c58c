namespace FlinkZk.Benchmarks;

/// <summary>A client with one session, which is asked for figures in turn with others.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>As the table names it.</summary>
    string Name { get; }

    /// <summary>Microseconds of each of <paramref name="count"/> requests, one at a time: getData, or setData of 1 KiB.</summary>
    Task<double[]> OneByOneAsync(bool set, int count);

    /// <summary>Thousands of getData a second with 512 on their way.</summary>
    Task<double> LoadAsync(int count);
}
