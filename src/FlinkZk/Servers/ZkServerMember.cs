using FlinkZk.Server.Ensemble;

namespace FlinkZk;

/// <summary>One member of an ensemble that Start-ZkServer -Ensemble started. Each property tells of this moment.</summary>
public sealed class ZkServerMember : IOfServer
{
    internal ZkServerMember(ZkEmbeddedServer server, ZkEnsembleMember member) => (Server, Core) = (server, member);

    /// <summary>Its number, from 1.</summary>
    public int Id => Core.Id;

    /// <summary>What it does: it leads, follows, looks for the others, shows what it knew, or is stopped.</summary>
    public ZkMemberState State => Core.State;

    /// <summary>Whether it is kept from reaching the others; clients still reach it.</summary>
    public bool IsCutOff => Core.IsCutOff;

    /// <summary>What a client connects to, to have just this member.</summary>
    public string ConnectionString => IRunningServer.Reachable(Core.ConnectionString);

    /// <summary>The port; it keeps it while it is stopped.</summary>
    public int Port => Core.Port;

    /// <summary>The port for TLS connections; null where there is none.</summary>
    public int? SecurePort => Core.SecurePort;

    /// <summary>Open connections.</summary>
    public int Connections => Core.Statistics?.Connections ?? 0;

    /// <summary>Why it did not start; null if all is well.</summary>
    public string? Failure => PlainText.Line(Core.Failure?.Message);

    /// <summary>The ensemble.</summary>
    ZkEmbeddedServer IOfServer.Server => Server;

    internal ZkEmbeddedServer Server { get; }

    internal ZkEnsembleMember Core { get; }

    /// <summary>Number, address and state.</summary>
    public override string ToString() => $"server.{Id} {ConnectionString} ({State})";
}
