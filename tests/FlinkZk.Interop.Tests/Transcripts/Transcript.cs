using System.Globalization;

namespace FlinkZk.Interop.Tests;

/// <summary>What a scripted client wrote, line by line, ready to be compared with another.</summary>
internal sealed record Transcript(IReadOnlyList<string> Lines)
{
    /// <summary>Of a program's whole output.</summary>
    public static Transcript Of(string text, int exitCode)
    {
        var normaliser = new Normaliser();
        return new([.. text.TrimEnd().Split('\n').Append($"exit code {exitCode}").Select(normaliser.Line)]);
    }

    /// <summary>Fails with the first difference and what led to it.</summary>
    public static void AssertSame(Transcript expected, Transcript actual)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(expected.ToString());
        var count = Math.Max(expected.Lines.Count, actual.Lines.Count);
        for (var i = 0; i < count; i++)
        {
            if (expected.At(i) == actual.At(i))
                continue;
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"""
                Line {i + 1} differs.
                  Apache's server: {expected.At(i)}
                  ours:            {actual.At(i)}
                After:
                {string.Join('\n', expected.Lines.Take(i).TakeLast(12))}
                Apache's server goes on:
                {string.Join('\n', expected.Lines.Skip(i).Take(12))}
                Ours goes on:
                {string.Join('\n', actual.Lines.Skip(i).Take(12))}
                """));
        }
    }

    public override string ToString() => string.Join('\n', Lines);

    private string At(int line) => line < Lines.Count ? Lines[line] : "(the end)";
}
