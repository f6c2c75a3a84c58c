namespace FlinkZk.Wire;

/// <summary>Which word was meant by one that there is not.</summary>
public static class EditDistance
{
    // Longer is a guess.
    private const int CharactersToOneSlip = 5;

    /// <summary>The word that is nearest, with at most two slips, or one in five letters; null if none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(words);
        var limit = Math.Max(2, word.Length / CharactersToOneSlip);
        var (nearest, slips) = words.Where(other => Math.Abs(other.Length - word.Length) <= limit).Select(other => (other, Of(word, other))).DefaultIfEmpty(("", int.MaxValue)).MinBy(found => found.Item2);
        return slips > limit ? null : nearest;
    }

    /// <summary>How many slips lie between two words: a letter left out, added, or another in its place (Levenshtein).</summary>
    public static int Of(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
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
