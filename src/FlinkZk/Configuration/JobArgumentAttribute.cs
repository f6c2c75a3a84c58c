using System.Collections;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes a hashtable with an entry Job for the job that it names, as an object with such a property is taken. Its text would be the name of a .NET type.</summary>
internal sealed class JobArgumentAttribute : ItemArgumentAttribute
{
    /// <inheritdoc/>
    protected override object Read(object item) => Bare(item) is not IDictionary entries ? item : entries["Job"] ?? throw new ArgumentTransformationMetadataException(
        "A hashtable names a job by an entry Job: @{ Job = 'orders' }. This one has none.");
}
