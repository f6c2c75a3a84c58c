using System.Text.Json;
using FlinkZk.Streams.Windows;

namespace FlinkZk.Streams.Tests.Vectors;

/// <summary>One recorded run of one of Flink's operators.</summary>
internal sealed class Vector
{
    private readonly JsonElement _root;

    private Vector(JsonElement root) => _root = root;

    public JsonElement Config => _root.GetProperty("config");

    public IEnumerable<JsonElement> Steps => _root.GetProperty("steps").EnumerateArray();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    /// <summary>The names of the vectors of one operator.</summary>
    public static TheoryData<string> Of(string @operator)
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.GetFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Load(Path.GetFileNameWithoutExtension(file))._root.GetProperty("operator").GetString() == @operator)
                data.Add(Path.GetFileNameWithoutExtension(file));
        }

        return data;
    }

    public static Vector Load(string name) => new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json"))).RootElement);

    /// <summary>A number of the configuration, or zero.</summary>
    public long Number(string name) => Config.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    public string? Text(string name) => Config.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>What came out, in a form that two runs can be compared by.</summary>
    public static List<string> Expected(JsonElement step, bool anyValuesOrder)
    {
        var lines = step.GetProperty("out").EnumerateArray().Select(o => Line(o, anyValuesOrder)).ToList();
        return Ordered(step, lines);
    }

    /// <summary>Sorts what Flink leaves open.</summary>
    public static List<string> Ordered(JsonElement step, List<string> lines)
    {
        if (!step.TryGetProperty("anyOrderAmongEqualTs", out _))
            return lines;
        // Results come before the watermark that they belong to, so sorting by kind keeps what is defined.
        return [.. lines.OrderBy(l => l.StartsWith("watermark", StringComparison.Ordinal)).ThenBy(l => l, StringComparer.Ordinal)];
    }

    public static string ResultLine(string key, TimeWindow window, IEnumerable<string> values, bool anyValuesOrder, long watermark) =>
        $"emit {key} {(window == TimeWindow.Global ? "global" : window)} {string.Join(' ', anyValuesOrder ? values.Order(StringComparer.Ordinal) : values)} at {watermark} ts {window.MaxTimestamp}";

    private static string Line(JsonElement output, bool anyValuesOrder)
    {
        if (output.TryGetProperty("error", out _))
            return "error";
        if (output.TryGetProperty("watermark", out var watermark))
            return $"watermark {watermark.GetInt64()}";
        if (output.TryGetProperty("status", out var status))
            return $"status {status.GetString()}";
        if (output.TryGetProperty("late", out var late))
            return $"late {late.GetProperty("key").GetString()} {late.GetProperty("value")} ts {output.GetProperty("ts").GetInt64()}";
        var emit = output.GetProperty("emit");
        if (emit.ValueKind != JsonValueKind.Object)
            return $"emit {emit} ts {output.GetProperty("ts").GetInt64()}";
        var window = emit.TryGetProperty("start", out var start) ? new TimeWindow(start.GetInt64(), emit.GetProperty("end").GetInt64()) : TimeWindow.Global;
        var line = ResultLine(
            emit.GetProperty("key").GetString()!,
            window,
            emit.GetProperty("values").EnumerateArray().Select(v => v.ToString()),
            anyValuesOrder,
            emit.GetProperty("currentWatermark").GetInt64());
        Assert.Equal(window.MaxTimestamp, output.GetProperty("ts").GetInt64());
        return line;
    }
}
