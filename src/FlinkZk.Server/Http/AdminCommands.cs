using System.Text.Encodings.Web;
using System.Text.Json;
using FlinkZk.Server.Words;

namespace FlinkZk.Server.Http;

/// <summary>
/// The commands of Java's AdminServer that tools read, in its JSON (<c>org.apache.zookeeper.server.admin.Commands</c>). Those that change something are left out: whoever
/// reaches the port may only look. An unknown one is told in the answer, with status 200, as there.
/// </summary>
internal sealed class AdminCommands(Func<ServerReport> current)
{
    private const string ContentType = "application/json";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Name, string? Short, Action<Utf8JsonWriter, ServerReport> Write, bool NeedsServer)[] Commands =
    [
        ("configuration", "conf", static (json, report) => report.WriteConfiguration(json), true),
        ("connections", "cons", static (json, report) => ConnectionsJson.Write(json, report.Source, brief: false), true),
        ("dirs", null, static (json, report) => report.WriteSizes(json), true),
        ("environment", "envi", static (json, _) => ServerReport.WriteEnvironment(json), false),
        ("is_read_only", "isro", static (json, report) => json.WriteBoolean("read_only", report.IsReadOnlyNow), true),
        ("monitor", "mntr", static (json, report) => MonitorReport.Write(json, report), true),
        ("ruok", null, static (_, _) => { }, false),
        ("server_stats", "srvr", static (json, report) => StatsJson.Write(json, report), true),
        ("stats", "stat", static (json, report) => StatsJson.WriteWithConnections(json, report), true),
        ("watch_summary", "wchs", static (json, report) => report.WriteWatchSummary(json), true),
    ];

    /// <summary>The answer to what stands behind <c>/commands</c>.</summary>
    public HttpAnswer Answer(string name)
    {
        if (name.Length == 0)
            return HttpAnswer.Ok(string.Concat(Commands.Select(static command => $"<a href=\"/commands/{command.Name}\">{command.Name}</a>\n<br/>\n")), "text/html; charset=utf-8");
        var command = Array.Find(Commands, command => command.Name == name || command.Short == name);
        var report = current();
        var error = command.Write is null ? $"Unknown command: {name}"
            : command.NeedsServer && !report.IsServing ? "This ZooKeeper instance is not currently serving requests"
            : null;
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Indented))
        {
            json.WriteStartObject();
            if (error is null)
                command.Write!(json, report);
            json.WriteString("command", command.Name ?? name);
            json.WriteString("error", error);
            json.WriteEndObject();
        }
        return new(200, "OK", ContentType, body.ToArray());
    }
}
