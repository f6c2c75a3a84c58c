namespace FlinkZk.Benchmarks;

/// <summary>One thing that is measured, alone on the machine.</summary>
internal interface IBenchmark
{
    /// <summary>What is measured, as the table says it.</summary>
    string Name { get; }

    /// <summary>Whether it runs only when it is asked for: it takes long, or needs something that is not everywhere.</summary>
    bool OptIn => false;

    /// <summary>Measures.</summary>
    Task<IReadOnlyList<Result>> RunAsync();
}
