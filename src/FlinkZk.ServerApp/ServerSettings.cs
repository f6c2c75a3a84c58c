using FlinkZk.Server;

namespace FlinkZk.ServerApp;

/// <summary>What the process is to do: the server's options, how its log is written, and how long a clean stop may take.</summary>
internal sealed record ServerSettings(ZkServerOptions Options, ZkServerLogLevel LogLevel, LogFormat LogFormat, TimeSpan StopTimeout);
