using System.Text.Json;
using FlinkZk.Server.Diagnostics;
using FlinkZk.Server.Figures;
using FlinkZk.Server.Words;

namespace FlinkZk.Server.Http;

/// <summary>What srvr and stat say, in AdminServer's JSON (<c>ServerStats</c>).</summary>
internal static class StatsJson
{
    public static void Write(Utf8JsonWriter json, ServerReport report)
    {
        var source = report.Source;
        json.WriteString("version", ServerVersion.Told);
        json.WriteBoolean("read_only", report.IsReadOnlyNow);
        json.WriteStartObject("server_stats");
        json.WriteNumber("packets_sent", Whole(FigureList.Sent));
        json.WriteNumber("packets_received", Whole(FigureList.Received));
        json.WriteNumber("fsync_threshold_exceed_count", source.Log.SlowSyncs);
        WriteSizes("client_response_stats");
        json.WriteNumber("data_dir_size", report.FolderSize);
        json.WriteNumber("log_dir_size", report.FolderSize);
        json.WriteBoolean("provider_null", false);
        json.WriteNumber("last_processed_zxid", source.Database.LastZxid);
        json.WriteNumber("outstanding_requests", Whole(FigureList.Outstanding));
        json.WriteString("server_state", report.Mode);
        json.WriteNumber("avg_latency", Math.Round(source.Number(FigureList.AverageLatency), 4));
        json.WriteNumber("max_latency", Whole(FigureList.MaxLatency));
        json.WriteNumber("min_latency", Whole(FigureList.MinLatency));
        json.WriteNumber("num_alive_client_connections", Whole(FigureList.Connections));
        json.WriteNumber("uptime", Whole(FigureList.Uptime));
        json.WriteNumber("auth_failed_count", source.Statistics.CountOf(CountedEvent.AuthenticationFailed));
        json.WriteNumber("non_mtlsremote_conn_count", source.CountPlain(fromHere: false));
        json.WriteNumber("non_mtlslocal_conn_count", source.CountPlain(fromHere: true));
        json.WriteEndObject();
        WriteSizes("client_response");
        json.WriteNumber("node_count", Whole(FigureList.Nodes));

        long Whole(Figure figure) => (long)source.Number(figure);

        void WriteSizes(string name)
        {
            var (sizes, last) = (source.Statistics.Responses, source.Statistics.LastResponse);
            json.WriteStartObject(name);
            json.WriteNumber("last_buffer_size", sizes.Count == 0 ? -1 : last);
            json.WriteNumber("min_buffer_size", sizes.Count == 0 ? -1 : sizes.Min);
            json.WriteNumber("max_buffer_size", sizes.Count == 0 ? -1 : sizes.Max);
            json.WriteEndObject();
        }
    }

    public static void WriteWithConnections(Utf8JsonWriter json, ServerReport report)
    {
        Write(json, report);
        ConnectionsJson.Write(json, report.Source, brief: true);
    }
}
