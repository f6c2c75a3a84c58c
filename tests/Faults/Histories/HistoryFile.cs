using System.Text.Json;

namespace FlinkZk.Faults.Histories;

/// <summary>The histories that contenders wrote, one file each.</summary>
internal static class HistoryFile
{
    public const string Pattern = "*.jsonl";

    /// <summary>The operations of all files of a folder, by the time at which they began.</summary>
    public static IReadOnlyList<Operation> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, Pattern).SelectMany(file => Read(File.ReadAllLines(file))).OrderBy(operation => operation.Began)];

    /// <summary>The operations of one contender: of each the last line counts.</summary>
    /// <exception cref="JsonException">A line other than the last is none.</exception>
    public static IReadOnlyCollection<Operation> Read(IReadOnlyList<string> lines)
    {
        var operations = new Dictionary<(int, long), Operation>();
        for (var i = 0; i < lines.Count; i++)
        {
            try
            {
                var operation = Operation.Parse(lines[i]);
                operations[(operation.Contender, operation.Id)] = operation;
            }
            catch (JsonException) when (i == lines.Count - 1)
            {
                // Whoever wrote it was killed meanwhile.
            }
        }
        return operations.Values;
    }
}
