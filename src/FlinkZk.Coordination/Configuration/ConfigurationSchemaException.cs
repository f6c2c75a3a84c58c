namespace FlinkZk.Coordination;

/// <summary>Values do not fit the schema that was laid down for them, or a schema is none. Nothing was changed.</summary>
public sealed class ConfigurationSchemaException : Exception
{
    /// <summary>An exception without text.</summary>
    public ConfigurationSchemaException() { }

    /// <summary>An exception with a text.</summary>
    public ConfigurationSchemaException(string message) : base(message) { }

    /// <summary>An exception with a text and a cause.</summary>
    public ConfigurationSchemaException(string message, Exception innerException) : base(message, innerException) { }

    internal ConfigurationSchemaException(string? job, IReadOnlyList<SchemaViolation> violations)
        : base($"{(job is null ? "The defaults" : $"The values of job '{job}'")} would not fit their schema: {string.Join(" ", violations)} Nothing was changed.") =>
        (Job, Violations) = (job, violations);

    internal static ConfigurationSchemaException OfSchema(string problem, Exception? cause = null) => new($"This is no schema that can be used: {problem} Nothing was changed.", cause!);

    /// <summary>Whose values; null for the defaults.</summary>
    public string? Job { get; }

    /// <summary>What does not fit; none where the schema itself is wrong.</summary>
    public IReadOnlyList<SchemaViolation> Violations { get; } = [];
}
