namespace FlinkZk.Coordination;

/// <summary>Judges values by a JSON schema. A library does it, which is loaded apart.</summary>
public interface ISchemaJudge
{
    /// <summary>Why a text is no schema that can be used; null where it is one.</summary>
    string? FindProblem(string schema);

    /// <summary>In what values do not fit.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="values">One JSON object of keys and values.</param>
    /// <returns>In one order, whatever the order of the values; none where they fit.</returns>
    IReadOnlyList<SchemaViolation> Judge(string schema, string values);
}
