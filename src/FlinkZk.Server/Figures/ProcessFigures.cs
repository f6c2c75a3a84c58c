using System.Diagnostics;

namespace FlinkZk.Server.Figures;

/// <summary>What the process itself has used.</summary>
internal static class ProcessFigures
{
    /// <summary>When it began, in seconds since 1970.</summary>
    public static double Started { get; } = Read(static process => new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0);

    /// <summary>Processor time in seconds.</summary>
    public static double ProcessorTime => Read(static process => process.TotalProcessorTime.TotalSeconds);

    private static double Read(Func<Process, double> read)
    {
        using var process = Process.GetCurrentProcess();
        return read(process);
    }
}
