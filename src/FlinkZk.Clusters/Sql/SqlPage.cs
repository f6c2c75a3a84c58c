using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlinkZk.Clusters.Sql;

/// <summary>
/// A page of a result.
/// <code>
/// {"resultType": NOT_READY | PAYLOAD | EOS, "isQueryResult", "jobID", "resultKind": SUCCESS | SUCCESS_WITH_CONTENT,
///  "results": {"columns": [{"name", "logicalType": {"type", ..}}], "rowFormat": JSON | PLAIN_TEXT, "data": [{"kind": INSERT, "fields": [..]}]},
///  "nextResultUri": "/v4/sessions/../result/1?rowFormat=JSON"}
/// </code>
/// </summary>
internal sealed partial record SqlPage(IReadOnlyList<SqlColumn> Columns, IReadOnlyList<SqlRow> Rows)
{
    /// <summary>Whether there is an answer yet.</summary>
    public bool IsReady { get; private init; }

    public bool IsQuery { get; private init; }

    /// <summary>Whether the rows say more than that it was done.</summary>
    public bool HasContent { get; private init; }

    public string? JobId { get; private init; }

    /// <summary>The number of the next page; null behind the last.</summary>
    public long? Next { get; private init; }

    /// <exception cref="JsonException">It is no such page.</exception>
    public static SqlPage Read(ReadOnlyMemory<byte> body, IReadOnlyList<SqlColumn>? known, bool keepsWritten)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || String(root, "resultType") is not { } type)
            throw new JsonException("No resultType.");
        var next = type == "EOS" ? null : NextToken(String(root, "nextResultUri"));
        if (type == "NOT_READY")
            return new([], []) { Next = next };
        var results = root.GetProperty("results");
        var columns = known is { Count: > 0 } ? known : [.. results.GetProperty("columns").EnumerateArray().Select(Column)];
        var isPlain = String(results, "rowFormat") == "PLAIN_TEXT";
        return new(columns, [.. results.GetProperty("data").EnumerateArray().Select(row => Row(row, columns, isPlain, keepsWritten))])
        {
            IsReady = true,
            IsQuery = root.TryGetProperty("isQueryResult", out var isQuery) && isQuery.ValueKind == JsonValueKind.True,
            HasContent = String(root, "resultKind") != "SUCCESS",
            JobId = String(root, "jobID"),
            Next = next,
        };
    }

    private static SqlRow Row(JsonElement row, IReadOnlyList<SqlColumn> columns, bool isPlain, bool keepsWritten)
    {
        var fields = row.GetProperty("fields");
        if (fields.GetArrayLength() != columns.Count)
            throw new JsonException("A row has more or fewer fields than columns.");
        var values = new object?[columns.Count];
        var at = 0;
        foreach (var field in fields.EnumerateArray())
        {
            values[at] = isPlain ? SqlPlainValue.Read(field, columns[at].Type) : SqlJsonValue.Read(field, columns[at].Type);
            at++;
        }
        return new(Kind(String(row, "kind")), values) { Written = keepsWritten ? fields.GetRawText() : "" };
    }

    private static SqlRowKind Kind(string? kind) => kind switch
    {
        "INSERT" => SqlRowKind.Insert,
        "UPDATE_BEFORE" => SqlRowKind.UpdateBefore,
        "UPDATE_AFTER" => SqlRowKind.UpdateAfter,
        "DELETE" => SqlRowKind.Delete,
        _ => throw new JsonException($"There is no kind of row '{kind}'."),
    };

    private static SqlColumn Column(JsonElement column) => new(String(column, "name") ?? "", Type(column.GetProperty("logicalType")));

    private static SqlType Type(JsonElement type) => new(String(type, "type") ?? "")
    {
        Length = Integer(type, "length"),
        Precision = Integer(type, "precision"),
        Scale = Integer(type, "scale"),
        Element = Inner(type, "elementType"),
        Key = Inner(type, "keyType"),
        Value = Inner(type, "valueType"),
        Fields = type.TryGetProperty("fields", out var fields) && fields.ValueKind == JsonValueKind.Array
            ? [.. fields.EnumerateArray().Select(field => new SqlColumn(String(field, "name") ?? "", Type(field.GetProperty("fieldType"))))]
            : [],
    };

    private static SqlType? Inner(JsonElement type, string name) => type.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? Type(inner) : null;

    private static string? String(JsonElement json, string name) => json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static int? Integer(JsonElement json, string name) => json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out var number) ? number : null;

    // Only the number is taken: behind a proxy the rest of the path is another, and an address that a server names is nowhere to go.
    private static long? NextToken(string? uri) => uri is not null && Token().Match(uri) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var token) ? token : null;

    [GeneratedRegex(@"/result/(\d{1,18})(\?|$)")]
    private static partial Regex Token();
}
