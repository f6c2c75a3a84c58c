using System.Globalization;
using System.Text;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Runs;

/// <summary>What a run did and found.</summary>
/// <param name="Target">Against what.</param>
/// <param name="Seed">To run it again.</param>
/// <param name="Folder">Where the histories and logs lie, if something is wrong.</param>
/// <param name="Faults">In the order in which they struck.</param>
/// <param name="History">All operations.</param>
/// <param name="Wrong">What is wrong, a paragraph each.</param>
internal sealed record RunReport(string Target, int Seed, string Folder, IReadOnlyList<string> Faults, IReadOnlyList<Operation> History, IReadOnlyList<string> Wrong)
{
    private const int Shown = 20;

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Target}, seed {Seed}: {Faults.Count} faults ({Counts(Faults)})");
        foreach (var kind in History.GroupBy(operation => operation.Kind).OrderBy(kind => kind.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind.Key}: {Counts(kind.Select(operation => operation.Outcome.ToString()))}");
        if (Wrong.Count == 0)
            return text.Append("Nothing is wrong.").ToString();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Wrong.Count} things are wrong; histories and logs are in {Folder}.");
        return text.AppendJoin('\n', Wrong.Take(Shown)).ToString();
    }

    private static string Counts(IEnumerable<string> names) =>
        string.Join(", ", names.GroupBy(name => name).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count()} {same.Key}")));
}
