using System.Management.Automation;

namespace FlinkZk;

/// <summary>Reads an argument, or each item where there are several, before PowerShell converts it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class ItemArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (LanguagePrimitives.GetEnumerable(inputData) is not { } several)
            return Read(inputData);
        var read = new List<object>();
        foreach (var item in several)
            read.Add(Read(item));
        return read.ToArray();
    }

    /// <summary>What one item stands for.</summary>
    protected abstract object Read(object item);

    /// <summary>The item without PowerShell's wrapping.</summary>
    protected static object Bare(object item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
