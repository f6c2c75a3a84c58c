using FlinkZk.Coordination;

namespace FlinkZk;

/// <summary>Judges by JSON schemas with a library that is loaded when there is one to judge by: most sessions meet none.</summary>
internal sealed class SchemaJudge : ISchemaJudge
{
    public static SchemaJudge WhenNeeded { get; } = new();

    public string? FindProblem(string schema) => DependencyContext.Schemas.FindProblem(schema);

    public IReadOnlyList<SchemaViolation> Judge(string schema, string values) => DependencyContext.Schemas.Judge(schema, values);
}
