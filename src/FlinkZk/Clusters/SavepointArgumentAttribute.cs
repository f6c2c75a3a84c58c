using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes texts only: an object that has a savepoint would otherwise be taken for the text that it shows.</summary>
internal sealed class SavepointArgumentAttribute : ItemArgumentAttribute
{
    /// <inheritdoc/>
    protected override object Read(object item) => Bare(item) is null or string
        ? item
        // The cause is what the engine's own conversion gives: then the object's properties are bound.
        : throw new ArgumentTransformationMetadataException($"'{item}' is no place of a savepoint. Give a URI or a path, or an object with a property Savepoint.", new PSInvalidCastException());
}
