using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes the number of a SQL session of this runspace for the session.</summary>
internal sealed class SqlSessionArgumentAttribute : ItemArgumentAttribute
{
    private const string CopyOf = "Deserialized." + nameof(FlinkZk) + "." + nameof(FlinkSqlSession);

    /// <inheritdoc/>
    protected override object Read(object item)
    {
        if (item is PSObject copy && copy.TypeNames.Contains(CopyOf))
            throw new ArgumentTransformationMetadataException("A SQL session does not go into another process (Start-Job, Invoke-Command): this is a copy of its properties. Open one there: New-FlinkSqlSession. It does go into thread jobs and ForEach-Object -Parallel, with $using:.");
        var value = Bare(item);
        if (value is null or FlinkSqlSession)
            return item;
        if (value is not int id)
            throw new ArgumentTransformationMetadataException($"'{item}' is no SQL session. Give what New-FlinkSqlSession or Get-FlinkSqlSession gives, or its number.", new PSInvalidCastException());
        return RunspaceSqlSessions.Current.List.Find(id) ?? throw new ArgumentTransformationMetadataException(
            string.Create(CultureInfo.InvariantCulture, $"There is no SQL session {id} in this runspace. Get-FlinkSqlSession lists those that there are."));
    }
}
