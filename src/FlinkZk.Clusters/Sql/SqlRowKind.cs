namespace FlinkZk.Clusters.Sql;

/// <summary>What a row of a changelog does to the table that it makes (org.apache.flink.types.RowKind).</summary>
public enum SqlRowKind
{
    /// <summary>Adds it.</summary>
    Insert,

    /// <summary>Takes away what is updated; <see cref="UpdateAfter"/> follows.</summary>
    UpdateBefore,

    /// <summary>Adds what it was updated to.</summary>
    UpdateAfter,

    /// <summary>Takes it away.</summary>
    Delete,
}
