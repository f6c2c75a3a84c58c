using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlinkZk.Coordination;

/// <summary>
/// What a counter's node holds: <code>{ "v": 1, "value": 42, "steps": ["9f3c5a...", ...] }</code>
/// The steps are the ids of the newest changes, the newest first: the first made the node's version, the second the version before it. By them who has lost an answer learns whether it was made.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Steps">The ids.</param>
internal sealed record CounterRecord(long Value, IReadOnlyList<string> Steps)
{
    // So many others may step before the answer is missed; a node stays below a kilobyte.
    private const int StepsKept = 32;

    /// <summary>The next one.</summary>
    /// <exception cref="OverflowException">There is no such number.</exception>
    public CounterRecord Step(long by, string id) => new(checked(Value + by), [id, .. Steps.Take(StepsKept - 1)]);

    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", 1);
            writer.WriteNumber("value", Value);
            writer.WriteStartArray("steps");
            foreach (var step in Steps)
                writer.WriteStringValue(step);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a node; a bare number, as other programs keep it, is one too. Null where it is something else.</summary>
    public static CounterRecord? Read(byte[]? data)
    {
        try
        {
            if (data is null or [])
                return new(0, []);
            if (long.TryParse(Encoding.UTF8.GetString(data), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return new(number, []);
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number)
                ? new(number, root.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array ? [.. steps.EnumerateArray().Select(step => step.ToString())] : []) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
