using System.Globalization;
using System.Management.Automation;
using FlinkZk.Clusters.Sql;

namespace FlinkZk;

/// <summary>A session of a Flink SQL gateway, as New-FlinkSqlSession makes it: its catalogues, tables and settings. Without one that is named, Invoke-FlinkSql uses the runspace's last.</summary>
public sealed class FlinkSqlSession : IShown
{
    private readonly SqlGateway _gateway;
    private readonly DateTimeOffset _opened = TimeProvider.System.GetUtcNow();
    private int _closed;

    internal FlinkSqlSession(int id, string? name, Uri address, SqlGateway gateway, SqlSession session) => (Id, Name, Address, _gateway, Session) = (id, name, address, gateway, session);

    /// <summary>The number by which Get-FlinkSqlSession and Remove-FlinkSqlSession know it.</summary>
    public int Id { get; }

    /// <summary>Its name; null for none.</summary>
    public string? Name { get; }

    /// <summary>The gateway.</summary>
    public Uri Address { get; }

    /// <summary>The gateway's version of Flink.</summary>
    public string Version => _gateway.FlinkVersion;

    /// <summary>The version of the gateway's interface that is spoken: v1 to v4.</summary>
    public string ApiVersion => string.Create(CultureInfo.InvariantCulture, $"v{_gateway.ApiVersion}");

    /// <summary>Open; Lost where the gateway has closed it or was started anew; Closed by Remove-FlinkSqlSession.</summary>
    public FlinkSqlSessionState State => Volatile.Read(ref _closed) != 0 ? FlinkSqlSessionState.Closed : Session.IsLost ? FlinkSqlSessionState.Lost : FlinkSqlSessionState.Open;

    /// <summary>When it was opened.</summary>
    public PSObject Opened => ShownValue.IsoTime(_opened);

    /// <summary>Whether Invoke-FlinkSql uses it where none is named.</summary>
    public bool IsDefault => ReferenceEquals(Home?.Default, this);

    string? IShown.ShownIdentity => PlainText.Line(Name);

    string? IShown.ShownHost => PlainText.Line(Address.AbsoluteUri.TrimEnd('/'));

    string? IShown.ShownText => PlainText.Line(Version);

    string? IShown.ShownCreated => ViewText.Time(_opened);

    /// <summary>The runspace that it belongs to; null once it is closed.</summary>
    internal RunspaceSqlSessions? Home { get; set; }

    internal SqlSession Session { get; }

    /// <summary>The gateway, and the version.</summary>
    public override string ToString() => PlainText.Line($"{Name ?? Address.AbsoluteUri.TrimEnd('/')} (Flink {Version})");

    /// <summary>Ends its queries and closes it.</summary>
    internal async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        try
        {
            await Session.CloseAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gateway.Dispose();
        }
    }
}
