namespace FlinkZk.Clusters.Sql;

/// <summary>A column of a result, or a field of a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record SqlColumn(string Name, SqlType Type);
