using System.Text.Json;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Figures;
using FlinkZk.Server.Net;
using FlinkZk.Server.Words;

namespace FlinkZk.Server.Http;

/// <summary>What cons says, in AdminServer's JSON (<c>NIOServerCnxn.getConnectionInfo</c>).</summary>
internal static class ConnectionsJson
{
    /// <param name="json">Where to.</param>
    /// <param name="source">Whose.</param>
    /// <param name="brief">Without what each session has done, as stat has it.</param>
    public static void Write(Utf8JsonWriter json, FigureSource source, bool brief)
    {
        Write("connections", secure: false);
        Write("secure_connections", secure: true);

        void Write(string name, bool secure)
        {
            json.WriteStartArray(name);
            foreach (var connection in source.Connections.All.Where(connection => connection.IsSecure == secure))
                ConnectionsJson.Write(json, connection, source.Statistics, brief);
            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, ServerConnection connection, RequestStatistics statistics, bool brief)
    {
        var counters = connection.Counters;
        json.WriteStartObject();
        json.WriteString("remote_socket_address", connection.Remote.ToString());
        json.WriteNumber("interest_ops", connection.Session is null ? 0 : 1);
        json.WriteNumber("outstanding_requests", connection.Session?.InPipeline ?? 0);
        json.WriteNumber("packets_received", counters.Received);
        json.WriteNumber("packets_sent", counters.Sent);
        if (!brief && connection.Session is { } session)
        {
            json.WriteNumber("session_id", session.Id);
            json.WriteString("last_operation", ShortName.Of(counters.LastType));
            json.WriteNumber("established", connection.Established.ToUnixTimeMilliseconds());
            json.WriteNumber("session_timeout", session.Timeout);
            json.WriteNumber("last_cxid", counters.LastXid);
            json.WriteNumber("last_zxid", counters.LastZxid);
            json.WriteNumber("last_response_time", Milliseconds(counters.LastAnswer));
            json.WriteNumber("last_latency", Milliseconds(counters.LastLatency));
            json.WriteNumber("min_latency", Milliseconds(counters.Latency.Min));
            json.WriteNumber("avg_latency", Milliseconds(counters.Latency.Count == 0 ? 0 : counters.Latency.Sum / counters.Latency.Count));
            json.WriteNumber("max_latency", Milliseconds(counters.Latency.Max));
        }
        json.WriteEndObject();

        long Milliseconds(long ticks) => (long)statistics.Milliseconds(ticks);
    }
}
