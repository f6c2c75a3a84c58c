namespace FlinkZk.Clusters.Layout;

/// <summary>What differs between a file that is there and what is to be written: the longest common lines stay.</summary>
public static class FileDifference
{
    // The table of two such files has some millions of cells.
    private const int MostLines = 2000;

    /// <summary>The lines that go and come, in their order, each behind <c>- </c> or <c>+ </c>; none if both are the same.</summary>
    public static IReadOnlyList<string> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (left, right) = (Lines(before), Lines(after));
        if (left.Length > MostLines || right.Length > MostLines)
            return left.SequenceEqual(right) ? [] : [FormattableString.Invariant($"- all {left.Length} lines"), FormattableString.Invariant($"+ {right.Length} others")];
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
        {
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }
        var lines = new List<string>();
        for (int i = 0, j = 0; i < left.Length || j < right.Length;)
        {
            if (i < left.Length && j < right.Length && left[i] == right[j])
                (i, j) = (i + 1, j + 1);
            else if (i < left.Length && (j == right.Length || common[i + 1, j] >= common[i, j + 1]))
                lines.Add("- " + left[i++]);
            else
                lines.Add("+ " + right[j++]);
        }
        return lines;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
