using System.Collections;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Takes a hashtable with an entry Job for the job that it names, as an object with such a property is taken. Its text would be the name of a .NET type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JobArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
    {
        IDictionary entries => Name(entries),
        object?[] items => Array.ConvertAll(items, item => (item is PSObject inner ? inner.BaseObject : item) is IDictionary entries ? Name(entries) : item),
        _ => inputData,
    };

    private static object Name(IDictionary entries) => entries["Job"] ?? throw new ArgumentTransformationMetadataException(
        "A hashtable names a job by an entry Job: @{ Job = 'orders' }. This one has none.");
}
