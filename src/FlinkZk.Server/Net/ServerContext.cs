namespace FlinkZk.Server;

/// <summary>The parts of a server that its connections need.</summary>
internal sealed record ServerContext(
    ZkServerOptions Options, Database Database, OperationTable Operations, SessionTable Sessions, Prepare Prepare, Apply Apply,
    RequestStatistics Statistics, ConnectionTable Connections, FourLetterWords Words);
