using FlinkZk.Server.Access;
using FlinkZk.Server.Core;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Net;
using FlinkZk.Server.Options;
using FlinkZk.Server.Pipeline;
using FlinkZk.Server.Sessions;
using FlinkZk.Server.State;
using FlinkZk.Server.Storage;
using FlinkZk.Server.Tree;

namespace FlinkZk.Server.Figures;

/// <summary>Where figures are read: a front end, and what its clients see.</summary>
internal sealed class FigureSource(ZkServerOptions options, IFrontEnd frontEnd, Database database, SessionTable sessions, ConnectionTable connections, RequestStatistics statistics)
{
    private readonly long _started = options.TimeProvider.GetTimestamp();

    public ZkServerOptions Options => options;

    public IFrontEnd FrontEnd => frontEnd;

    public Database Database => database;

    public SessionTable Sessions => sessions;

    public ConnectionTable Connections => connections;

    public RequestStatistics Statistics => statistics;

    public ServerCore Core => frontEnd.Core;

    public TransactionLog Log => Core.Storage.Log;

    public Snapshotter? Snapshotter => Core.Storage.Snapshotter;

    public TimeSpan Uptime => options.TimeProvider.GetElapsedTime(_started);

    public int LocalSessions => sessions.All.Count(static session => session.IsLocal);

    /// <summary>Connections without a certificate of their client's, from this machine or from elsewhere.</summary>
    public int CountPlain(bool fromHere) => connections.All.Count(connection =>
        System.Net.IPAddress.IsLoopback(connection.Remote.Address) == fromHere && connection.Identities.All(static identity => identity.Scheme != X509Scheme.SchemeName));

    /// <summary>Those of the figures that have a value now.</summary>
    public IEnumerable<(Figure Figure, FigureValue Value)> ReadAll(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
            if (figure.Read(this) is { } value)
                yield return (figure, value);
    }

    /// <summary>Reads the tree, and holds nobody up for longer than that.</summary>
    public long OfTree(Func<DataTree, long> read) => Inside(() => read(database.Tree));

    /// <summary>Reads at one moment of the database. Calls may be nested.</summary>
    public T Inside<T>(Func<T> read)
    {
        if (database.Gate.IsReading)
            return read();
        using (database.Gate.Read())
            return read();
    }

    public double Number(Figure figure) => figure.Read(this)?.Number ?? 0;

    public FigureSummary? Summary(Figure figure) => figure.Read(this)?.Summary;
}
