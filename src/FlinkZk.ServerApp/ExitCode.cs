namespace FlinkZk.ServerApp;

/// <summary>Exit codes, as the shells and sysexits.h have them.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>It cannot start, or did not end well.</summary>
    public const int Failure = 1;

    /// <summary>EX_USAGE.</summary>
    public const int BadCommandLine = 64;

    /// <summary>128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
