using System.Globalization;

namespace FlinkZk.Clusters.Sql;

/// <summary>A type of Flink SQL, as the gateway tells it.</summary>
/// <param name="Name">Its root: VARCHAR, TIMESTAMP_WITHOUT_TIME_ZONE, ROW and so on.</param>
public sealed record SqlType(string Name)
{
    /// <summary>How many characters or bytes; null where that does not apply.</summary>
    public int? Length { get; init; }

    /// <summary>How many digits, or digits of a second; null where that does not apply.</summary>
    public int? Precision { get; init; }

    /// <summary>How many of them stand behind the point; null where that does not apply.</summary>
    public int? Scale { get; init; }

    /// <summary>Of what an array or a multiset is.</summary>
    public SqlType? Element { get; init; }

    /// <summary>What a map's keys are.</summary>
    public SqlType? Key { get; init; }

    /// <summary>What a map's values are.</summary>
    public SqlType? Value { get; init; }

    /// <summary>A row's fields, in their order.</summary>
    public IReadOnlyList<SqlColumn> Fields { get; init; } = [];

    /// <summary>As it is written in SQL.</summary>
    public override string ToString() => Name switch
    {
        "VARCHAR" when Length == int.MaxValue => "STRING",
        "VARBINARY" when Length == int.MaxValue => "BYTES",
        "INTEGER" => "INT",
        "CHAR" or "VARCHAR" or "BINARY" or "VARBINARY" => $"{Name}({Length})",
        "DECIMAL" => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Precision}, {Scale})"),
        "TIMESTAMP_WITHOUT_TIME_ZONE" => $"TIMESTAMP({Precision})",
        "TIMESTAMP_WITH_LOCAL_TIME_ZONE" => $"TIMESTAMP_LTZ({Precision})",
        "TIME_WITHOUT_TIME_ZONE" => $"TIME({Precision})",
        "ARRAY" or "MULTISET" => $"{Name}<{Element}>",
        "MAP" => $"MAP<{Key}, {Value}>",
        "ROW" => $"ROW<{string.Join(", ", Fields.Select(field => $"{field.Name} {field.Type}"))}>",
        _ => Name,
    };
}
