namespace FlinkZk.Module.Tests.Examples;

/// <summary>What one example needs beside what all have, or why it cannot run here.</summary>
internal sealed record Stage
{
    /// <summary>PowerShell in front of it.</summary>
    public string Before { get; init; } = "";

    /// <summary>PowerShell that another prompt runs again and again meanwhile, until the example has ended.</summary>
    public string Meanwhile { get; init; } = "";

    /// <summary>The example ends with Ctrl+C; it is pressed after the first object has come out.</summary>
    public bool EndsWithCtrlC { get; init; }

    /// <summary>The error that the example is about.</summary>
    public string? Error { get; init; }

    /// <summary>Why it is not run.</summary>
    public string? Skip { get; init; }
}
