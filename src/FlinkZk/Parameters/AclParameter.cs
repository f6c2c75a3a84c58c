using FlinkZk.Wire;

namespace FlinkZk;

/// <summary>Access control entries as a parameter: <c>world:anyone:r,auth::cdrwa</c>, in one text or several.</summary>
internal static class AclParameter
{
    /// <exception cref="FormatException">Names the entry that is wrong and shows the form.</exception>
    public static IReadOnlyList<Acl>? Parse(string[]? entries) => entries is null
        ? null
        : [.. entries.SelectMany(entry => entry.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Acl.Parse)];
}
