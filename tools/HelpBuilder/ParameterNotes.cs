namespace FlinkZk.Tools.HelpBuilder;

/// <summary>Facts for which MAML has no place of their own, as sentences.</summary>
internal static class ParameterNotes
{
    public static IEnumerable<string> Of(ParameterFacts parameter)
    {
        if (parameter.Accepted.Count > 0)
            yield return $"Values: {string.Join(", ", parameter.Accepted)}.";
        if (parameter.Range is { } range)
            yield return range.Most.Length == 0 ? $"At least {range.Least}." : $"From {range.Least} to {range.Most}.";
        if (parameter.DiffersBySet)
            yield return string.Join(' ', parameter.Sets.Select(set => $"{set.Set}: {set.Words}."));
        else if (!parameter.InAllSets)
            yield return $"Only in: {string.Join(", ", parameter.Sets.Select(set => set.Set))}.";
    }
}
