using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Looks at every record for the columns that a schema names, and leaves the judgement to the filter behind it.</summary>
/// <param name="columns">The columns.</param>
/// <param name="filter">The filter; null where every record goes on.</param>
internal sealed class ColumnLookout(UnseenColumns columns, IRowPredicate? filter) : IRowPredicate
{
    public UnseenColumns Columns => columns;

    public IRowPredicate? Filter => filter;

    /// <inheritdoc/>
    public bool Matches(IRow row, ConfigurationSnapshot configuration)
    {
        columns.Look(row);
        return filter is null || filter.Matches(row, configuration);
    }
}
