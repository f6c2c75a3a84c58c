using System.Management.Automation;

namespace FlinkZk;

/// <summary>Says what to do where who holds a lock, as everybody can see it, comes for the lock itself, which only its owner has.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OwnLockAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        foreach (var item in LanguagePrimitives.GetEnumerable(inputData) ?? new[] { inputData })
        {
            if ((item is PSObject wrapped ? wrapped.BaseObject : item) is FlinkJobLockHolder holder)
            {
                throw new ArgumentTransformationMetadataException(
                    $"'{holder}' says who holds the lock; it is not the lock, which only its owner can give back. "
                    + $"What this session holds is given back by name: Unlock-FlinkJob {holder.Job}. -Force takes it away from whoever holds it.");
            }
        }
        return inputData;
    }
}
