using FlinkZk.Server.Core;
using FlinkZk.Server.Net;
using FlinkZk.Server.Watches;

namespace FlinkZk.Server.Figures;

/// <summary>A front end, as those see it that tell of it.</summary>
internal interface IFrontEnd
{
    /// <summary>The member's number; 0 for a server alone.</summary>
    int Id { get; }

    int Port { get; }

    /// <summary>The port for TLS; null for none.</summary>
    int? SecurePort { get; }

    /// <summary>What it is to its clients.</summary>
    ServerRole Role { get; }

    /// <summary>What is behind it.</summary>
    ServerCore Core { get; }

    /// <summary>Watches of its connections.</summary>
    int WatchCount { get; }

    /// <summary>Whether a watcher came to it.</summary>
    bool Has(IWatcher watcher);
}
