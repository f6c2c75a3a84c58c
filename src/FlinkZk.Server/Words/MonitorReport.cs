using System.Globalization;
using System.Text;

namespace FlinkZk.Server;

/// <summary>mntr: the figures of Java's that mean something here, by Java's names (<c>MonitorCommand</c>, <c>ServerMetrics</c>).</summary>
internal sealed class MonitorReport(TimeProvider time, StringBuilder text)
{
    public void Put(string key, object value) => text.Append(CultureInfo.InvariantCulture, $"zk_{key}\t{value}\n");

    /// <summary>What of the front end nobody else tells.</summary>
    public void PutConnections(IReadOnlyCollection<ServerConnection> connections, RequestStatistics statistics)
    {
        var plain = connections.Where(static connection => connection.Identities.All(static identity => identity.Scheme != X509Scheme.SchemeName)).ToList();
        var local = plain.Count(static connection => System.Net.IPAddress.IsLoopback(connection.Remote.Address));
        Put("non_mtls_remote_conn_count", plain.Count - local);
        Put("non_mtls_local_conn_count", local);
        Put("outstanding_tls_handshake", connections.Count(static connection => connection.IsBeingEncrypted));
        Put("connection_rejected", statistics.CountOf(CountedEvent.ConnectionRejected));
        Put("connection_request_count", statistics.CountOf(CountedEvent.SessionRequested));
        Put("connection_drop_count", statistics.CountOf(CountedEvent.ConnectionDropped));
        Put("sessionless_connections_expired", statistics.CountOf(CountedEvent.SessionlessExpired));
        Put("auth_failed_count", statistics.CountOf(CountedEvent.AuthenticationFailed));
        Put("large_requests_rejected", statistics.CountOf(CountedEvent.RequestRejected));
        Put("unsuccessful_handshake", statistics.CountOf(CountedEvent.TlsHandshakeFailed));
        Put("bytes_received_count", statistics.BytesReceived);
        Put("response_bytes", statistics.BytesSent);
        Put("last_client_response_size", statistics.LastResponse);
        Put("max_client_response_size", statistics.Responses.Max);
        Put("min_client_response_size", statistics.Responses.Min);
    }

    public void PutProcess()
    {
        if (OpenFiles.Most is { } most)
            Put("max_file_descriptor_count", most);
        if (OpenFiles.Count is { } count)
            Put("open_file_descriptor_count", count);
    }

    /// <summary>What was counted as it is, such as a number of requests.</summary>
    public void PutFigure(string name, AvgMinMax figure) => PutFigure(name, figure, scale: 1);

    /// <summary>What was counted in ticks of the clock, in milliseconds.</summary>
    public void PutTime(string name, AvgMinMax figure) => PutFigure(name, figure, 1000.0 / time.TimestampFrequency);

    private void PutFigure(string name, AvgMinMax figure, double scale)
    {
        var (count, sum) = (figure.Count, figure.Sum * scale);
        Put($"avg_{name}", (count == 0 ? 0 : sum / count).ToString("0.0###", CultureInfo.InvariantCulture));
        Put($"min_{name}", (long)(figure.Min * scale));
        Put($"max_{name}", (long)(figure.Max * scale));
        Put($"cnt_{name}", count);
        Put($"sum_{name}", (long)sum);
    }
}
