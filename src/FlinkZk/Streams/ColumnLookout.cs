using FlinkZk.Streams.Configuration;
using FlinkZk.Streams.Records;

namespace FlinkZk;

/// <summary>Looks at every record for the columns that a schema names, and lets all of them go on.</summary>
/// <param name="columns">The columns.</param>
internal sealed class ColumnLookout(UnseenColumns columns) : IRowPredicate
{
    /// <inheritdoc/>
    public bool Matches(IRow row, ConfigurationSnapshot configuration)
    {
        columns.Look(row);
        return true;
    }
}
