using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes texts only: an object that has a job's id would otherwise be taken for the text that it shows.</summary>
internal sealed class JobNameArgumentAttribute : ItemArgumentAttribute
{
    /// <inheritdoc/>
    protected override object Read(object item) => Bare(item) is null or string or ValueType
        ? item
        // The cause is what the engine's own conversion gives: then the object's properties are bound.
        : throw new ArgumentTransformationMetadataException($"'{item}' is no name of a job. Give a name or an id, or an object with a property JobId.", new PSInvalidCastException());
}
