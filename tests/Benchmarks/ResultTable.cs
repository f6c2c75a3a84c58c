using System.Globalization;

namespace FlinkZk.Benchmarks;

/// <summary>Prints Markdown rows as they come, so that a long run shows what it has.</summary>
internal sealed class ResultTable(TextWriter output)
{
    private bool _headed;

    public void Write(Result result)
    {
        if (!_headed)
        {
            output.WriteLine($"| {"what",-58} | {"median",9} | {"min",9} | {"max",9} | {"unit",-6} | {"runs",4} | {"bar",-10} |");
            output.WriteLine($"|{new string('-', 60)}|{new string('-', 10)}:|{new string('-', 10)}:|{new string('-', 10)}:|{new string('-', 8)}|{new string('-', 5)}:|{new string('-', 12)}|");
            _headed = true;
        }
        output.WriteLine($"| {result.What,-58} | {Figure(result.Median),9} | {Figure(result.Samples.Min()),9} | {Figure(result.Samples.Max()),9} | {result.Unit,-6} | {result.Samples.Count,4} | {result.Bar ?? "",-10} |");
    }

    // Three digits say all that a noisy machine can tell.
    private static string Figure(double value) => value switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
