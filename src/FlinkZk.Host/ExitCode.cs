namespace FlinkZk.Host;

/// <summary>Exit codes, as <c>pwsh</c> and the shells have them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A terminating error, or with <c>-Command</c> a last statement that failed.</summary>
    public const int Failure = 1;

    /// <summary>EX_USAGE of sysexits.h: what <c>pwsh</c> says of a bad command line or a script that is not there.</summary>
    public const int BadCommandLine = 64;

    /// <summary>128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
