using System.Globalization;
using FlinkZk.Streams.State;

namespace FlinkZk.Streams.Tests.Vectors;

/// <summary>The functions of the vectors: all values of the window, or their running sum.</summary>
internal sealed class ValueList(bool sum = false) : IAggregateFunction<string, List<string>, List<string>>
{
    public List<string> CreateAccumulator() => [];

    public void Add(string value, List<string> accumulator)
    {
        if (sum && accumulator.Count == 1)
            accumulator[0] = (long.Parse(accumulator[0], CultureInfo.InvariantCulture) + long.Parse(value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        else
            accumulator.Add(value);
    }

    public void Merge(List<string> accumulator, List<string> other) => other.ForEach(value => Add(value, accumulator));

    public List<string> GetResult(List<string> accumulator) => [.. accumulator];
}
