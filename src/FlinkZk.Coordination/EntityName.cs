using System.Diagnostics.CodeAnalysis;

namespace FlinkZk.Coordination;

/// <summary>Names of jobs, configuration keys and clusters: each is the name of a node, compared case-sensitively.</summary>
public static class EntityName
{
    /// <summary>Whether <paramref name="name"/> may be used.</summary>
    /// <param name="name">The name.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence.</param>
    public static bool IsValid([NotNullWhen(true)] string? name, [NotNullWhen(false)] out string? problem)
    {
        problem = name switch
        {
            null or "" => "it is empty",
            "." or ".." => "'.' and '..' mean folders",
            _ when name.Contains('/', StringComparison.Ordinal) => "it contains '/'",
            _ when !Wire.ZnodePath.IsValid("/" + name, out _) => "it contains a control character",
            _ => null,
        };
        return problem is null;
    }

    /// <summary>Throws unless <paramref name="name"/> may be used.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it names, for the message: "job", "key".</param>
    /// <exception cref="ArgumentException">Says what is wrong.</exception>
    public static void Validate(string? name, string what)
    {
        if (!IsValid(name, out var problem))
            throw new ArgumentException($"'{name}' cannot name a {what}: {problem}.", nameof(name));
    }
}
