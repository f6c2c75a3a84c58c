using System.Collections;
using System.Management.Automation;

namespace FlinkZk;

/// <summary>Says what to do where a hashtable comes for a text: it would be taken for the name of its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoDictionaryAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        foreach (var item in LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData })
        {
            if ((item is PSObject wrapped ? wrapped.BaseObject : item) is IDictionary)
                throw new ArgumentTransformationMetadataException("A hashtable has no properties that bind. Pipe [pscustomobject]@{ Path = '/a'; Value = 'v' }, or hand its keys over as parameters: @h.");
        }
        return inputData;
    }
}
