using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;

namespace FlinkZk.ServerApp;

/// <summary>What the process is to do: the server's options, how its log is written, how long a clean stop may take, what is told of the keys of a zoo.cfg that are not read, and where it says that a Java server's log lies.</summary>
internal sealed record ServerSettings(ZkServerOptions Options, ZkServerLogLevel LogLevel, LogFormat LogFormat, TimeSpan StopTimeout, IReadOnlyList<string> IgnoredKeys, string? JavaLogPath);
