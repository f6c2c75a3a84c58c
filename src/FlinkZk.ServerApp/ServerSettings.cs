using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Options;

namespace FlinkZk.ServerApp;

/// <summary>What the process is to do: the server's options, how its log is written, how long a clean stop may take, and which keys of a zoo.cfg mean nothing here.</summary>
internal sealed record ServerSettings(ZkServerOptions Options, ZkServerLogLevel LogLevel, LogFormat LogFormat, TimeSpan StopTimeout, IReadOnlyList<string> IgnoredKeys);
