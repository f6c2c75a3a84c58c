namespace FlinkZk.Clusters.Configuration;

/// <summary>How many slips lie between two words: a letter left out, added, or another in its place (Levenshtein).</summary>
internal static class EditDistance
{
    public static int Of(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }
        return row[right.Length];
    }
}
