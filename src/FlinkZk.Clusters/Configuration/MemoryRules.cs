using System.Globalization;

namespace FlinkZk.Clusters.Configuration;

/// <summary>
/// Whether the parts of a process's memory fit into the whole (Flink's <c>TaskExecutorProcessUtils</c> and <c>JobManagerProcessUtils</c>). Each part is taken as the least that Flink would give it: what is
/// refused here, no process starts with.
/// <code>
/// process.size = metaspace + overhead + flink.size;   flink.size = heap + off-heap [+ managed + network]
/// </code>
/// </summary>
internal static class MemoryRules
{
    private const long Mega = 1 << 20;

    /// <summary>Why a process of this kind does not start, a sentence; null for nothing that is seen.</summary>
    /// <param name="set">The configuration.</param>
    /// <param name="role">jobmanager, or taskmanager.</param>
    /// <param name="whole">The entry that says how large the whole is.</param>
    public static string? Refuse(EffectiveConfiguration set, string role, out ConfigurationEntry? whole)
    {
        var process = set.Find($"{role}.memory.process.size");
        var flink = set.Find($"{role}.memory.flink.size");
        whole = process ?? flink;
        if (whole is null || Bytes(whole.Value) is not { } size)
            return null;
        var parts = new List<(string Name, long Size)>();
        if (process is not null)
        {
            parts.Add(("jvm-metaspace", Size("jvm-metaspace.size", 256 * Mega)));
            parts.Add(("jvm-overhead", flink is null && !HasParts() ? Share("jvm-overhead", size, 0.1, 192 * Mega, 1024 * Mega) : Size("jvm-overhead.min", 192 * Mega)));
        }
        var left = process is not null && flink is not null && Bytes(flink.Value) is { } named ? named : Math.Max(0, size - parts.Sum(part => part.Size));
        if (process is not null && flink is not null)
            parts.Add(("flink", left));
        else if (role == "jobmanager")
            parts.AddRange([("heap", Size("heap.size", 0)), ("off-heap", Size("off-heap.size", 128 * Mega))]);
        else
            parts.AddRange(TaskManager(left));
        var sum = parts.Sum(part => part.Size);
        return sum <= size ? null : $"Its parts take {Text(sum)}: {string.Join(", ", parts.Where(part => part.Size > 0).Select(part => $"{part.Name} {Text(part.Size)}"))}.";

        IEnumerable<(string, long)> TaskManager(long total) =>
        [
            ("framework.heap", Size("framework.heap.size", 128 * Mega)),
            ("framework.off-heap", Size("framework.off-heap.size", 128 * Mega)),
            ("task.heap", Size("task.heap.size", 0)),
            ("task.off-heap", Size("task.off-heap.size", 0)),
            ("managed", Size("managed.size", (long)(total * Fraction("managed.fraction", 0.4)))),
            // With heap and managed memory given, the network has what is left.
            ("network", HasParts() ? Size("network.min", 64 * Mega) : Share("network", total, 0.1, 64 * Mega, long.MaxValue)),
        ];

        bool HasParts() => set.Find($"{role}.memory.task.heap.size") is not null || set.Find($"{role}.memory.heap.size") is not null;

        long Size(string key, long otherwise) => set.Find($"{role}.memory.{key}") is { } entry ? Bytes(entry.Value) ?? 0 : otherwise;

        double Fraction(string key, double otherwise) => set.Find($"{role}.memory.{key}") is { } entry && double.TryParse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) ? fraction : otherwise;

        long Share(string name, long of, double fraction, long least, long most)
        {
            var min = Size(name + ".min", least);
            return Math.Max(min, Math.Min((long)(of * Fraction(name + ".fraction", fraction)), Math.Max(min, Size(name + ".max", most))));
        }
    }

    /// <summary>A size as Flink's MemorySize reads it; null for none, or one that no number holds.</summary>
    public static long? Bytes(string value)
    {
        var text = value.Trim();
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        if (!long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var power = text[digits..].Trim().ToLowerInvariant() switch { "" or "b" or "bytes" => 0, "k" or "kb" or "kibibytes" => 10, "m" or "mb" or "mebibytes" => 20, "g" or "gb" or "gibibytes" => 30, "t" or "tb" or "tebibytes" => 40, _ => -1 };
        return power < 0 || number > long.MaxValue >> power ? null : number << power;
    }

    private static string Text(long bytes) => bytes % Mega == 0 || bytes > 10 * Mega ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling((double)bytes / Mega)} mb") : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
}
