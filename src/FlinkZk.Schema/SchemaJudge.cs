using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlinkZk.Coordination;
using Json.Schema;

namespace FlinkZk.Schema;

/// <summary>Judges values by JSON Schema, drafts 6 to 2020-12; 2020-12 where a schema does not say.</summary>
public sealed class SchemaJudge : ISchemaJudge
{
    private static readonly Dictionary<string, JsonSchema> Dialects = new(StringComparer.Ordinal)
    {
        [MetaSchemas.Draft6Id.OriginalString] = MetaSchemas.Draft6,
        [MetaSchemas.Draft7Id.OriginalString] = MetaSchemas.Draft7,
        [MetaSchemas.Draft201909Id.OriginalString] = MetaSchemas.Draft201909,
        [MetaSchemas.Draft202012Id.OriginalString] = MetaSchemas.Draft202012,
    };

    /// <inheritdoc/>
    public string? FindProblem(string schema)
    {
        try
        {
            var node = JsonNode.Parse(schema);
            if (node is not JsonObject root)
                return "a schema is a JSON object.";
            if (Reference(root) is { } reference)
                return $"the reference '{reference}' leads out of the schema; one that begins with # leads to a part of it.";
            var dialect = MetaSchemas.Draft202012;
            if (root.TryGetPropertyValue("$schema", out var named) && (named is null || !Dialects.TryGetValue(named.ToString().TrimEnd('#'), out dialect!) && !Dialects.TryGetValue(named.ToString(), out dialect!)))
                return $"'{named}' is no draft that is known here: {string.Join(", ", Dialects.Keys)}.";
            if (Violations(dialect, schema) is [var first, ..])
                return $"{(first.Location.Length == 0 ? "" : $"at {first.Location}: ")}{first.Problem}";
            Evaluate(JsonSchema.FromText(schema), "{}");
            return null;
        }
        catch (Exception e) when (IsOfSchema(e))
        {
            return e.Message;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SchemaViolation> Judge(string schema, string values)
    {
        try
        {
            return Violations(JsonSchema.FromText(schema), values);
        }
        catch (Exception e) when (IsOfSchema(e))
        {
            return [new("", "$schema", $"The schema cannot be used: {e.Message}")];
        }
    }

    // What the library says of schemas that cannot be used; its own kinds of exceptions are not one family.
    private static bool IsOfSchema(Exception exception) => exception is JsonException or JsonSchemaException or RefResolutionException or ArgumentException or InvalidOperationException or UriFormatException or NotSupportedException;

    private static SchemaViolation[] Violations(JsonSchema schema, string values)
    {
        var result = Evaluate(schema, values);
        return result.IsValid ? [] :
        [
            .. (result.Details ?? []).Append(result).Where(detail => !detail.IsValid && detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => new SchemaViolation(detail.InstanceLocation.ToString(), error.Key, Text(error))))
                .Distinct().OrderBy(violation => violation.Location, StringComparer.Ordinal).ThenBy(violation => violation.Keyword, StringComparer.Ordinal),
        ];
    }

    private static EvaluationResults Evaluate(JsonSchema schema, string values) =>
        // A registry of its own: two jobs' schemas may have one $id.
        schema.Evaluate(JsonNode.Parse(values), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true, Culture = CultureInfo.InvariantCulture });

    // The schema "false" has no keyword.
    private static string Text(KeyValuePair<string, string> error) => error.Key.Length == 0 ? "The schema does not allow it." : error.Value;

    private static string? Reference(JsonNode? node) => node switch
    {
        JsonObject item => item.Select(pair => pair.Key is "$ref" or "$dynamicRef" or "$recursiveRef" && pair.Value is JsonValue value && value.ToString() is var to && !to.StartsWith('#') ? to : Reference(pair.Value)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(Reference).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
