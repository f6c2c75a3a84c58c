using System.Globalization;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes the number of a connection of this runspace for the connection.</summary>
internal sealed class FlinkArgumentAttribute : ItemArgumentAttribute
{
    private const string CopyOf = "Deserialized." + nameof(FlinkZk) + "." + nameof(FlinkConnection);

    /// <inheritdoc/>
    protected override object Read(object item)
    {
        if (item is PSObject copy && copy.TypeNames.Contains(CopyOf))
            throw new ArgumentTransformationMetadataException("A connection does not go into another process (Start-Job, Invoke-Command): this is a copy of its properties. Connect there: Connect-Flink. It does go into thread jobs and ForEach-Object -Parallel, with $using:.");
        var value = Bare(item);
        if (value is null or FlinkConnection)
            return item;
        if (value is not int id)
        {
            // The cause is what the engine's own conversion gives: of the pipeline's properties, one that cannot be a connection is not bound.
            throw new ArgumentTransformationMetadataException($"'{item}' is no connection to a Flink cluster. Give what Connect-Flink or Get-FlinkConnection gives, or its number.", new PSInvalidCastException());
        }
        return RunspaceClusters.Current.List.Find(id) ?? throw new ArgumentTransformationMetadataException(
            string.Create(CultureInfo.InvariantCulture, $"There is no connection {id} to a Flink cluster in this runspace. Get-FlinkConnection lists those that there are."));
    }
}
