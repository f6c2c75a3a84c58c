using FlinkZk.Server.Access;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Operations;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;

namespace FlinkZk.Server.Net;

/// <summary>The parts of a server that its connections need. A connection keeps those that it came to.</summary>
internal sealed record ServerContext(
    ZkServerOptions Options, Database Database, OperationTable Operations, SessionTable Sessions, Prepare Prepare, Apply Apply,
    ServerMemory Memory, GuessBrake Guesses, ClientFaults Faults, RequestStatistics Statistics, ConnectionTable Connections, IWords Words) : IEntrance
{
    private volatile ServerRole _role;

    /// <summary>
    /// What the front end is. Leader and follower may change places while connections stand; to become read-only takes another context.
    /// </summary>
    public required ServerRole Role
    {
        get => _role;
        set => _role = value;
    }

    public bool IsServing => _role != ServerRole.NotServing;

    public bool IsReadOnly => _role == ServerRole.ReadOnly;

    /// <summary>Whether new sessions belong to this front end alone, and no transaction tells of them.</summary>
    public bool HasLocalSessions => IsReadOnly || Options.LocalSessions;
}
